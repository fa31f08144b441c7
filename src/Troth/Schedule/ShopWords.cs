using System.Globalization;

namespace Troth.Schedule;

/// <summary>What ./troth schedule shop measured, for people: each figure with what it is and its unit.</summary>
public static class ShopWords
{
    public static string Of(ShopFigures found, ShopMeasuring how)
    {
        var each = how.MachinesEach == 1 ? "one machine each" : Say($"{how.MachinesEach:N0} machines each");
        var lines = new List<string>
        {
            Say($"{found.Orders:N0} orders, {found.Operations:N0} operations; every resource around the clock, {each}."),
            "",
            Row("", "orders late", "hours late in all"),
            Row("Troth", found.Late, found.TardinessHours),
            Row("earliest due date first", found.EddLate, found.EddTardinessHours),
            Row("apparent tardiness cost", null, found.AtcTardinessHours),
        };
        if (found.AtcBestTardinessHours is { } atc) lines.Add(Row("  at its best setting", null, atc));
        if (found.ModBestTardinessHours is { } modified) lines.Add(Row("modified due dates", null, modified));
        if (found.TardinessFloorHours is { } floor) lines.Add(Row("no plan is below", null, floor));
        lines.Add("");
        lines.Add(Say($"Planned anew in {found.ReplanMs:0.0} ms (sorting and appending alone, filling no gaps: {found.BoundMs:0.00} ms),"));
        lines.Add(Say($"moved as late as the due dates allow in {found.JitMs:0.0} ms, the two plans compared in {found.DiffMs:0.0} ms."));
        lines.Add(Say($"A quote, of {found.Quotes:N0} asked: half within {found.QuoteP50Us:0.0} µs,"));
        lines.Add(Say($"99 % within {found.QuoteP99Us:0.0} µs, 99.9 % within {found.QuoteP999Us:0.0} µs; all of them allocated {found.QuoteBytes:N0} bytes."));
        lines.Add(found.Checker == "ok" ? "An independent check proves the plans." : $"The check finds a plan wrong: {found.Checker}");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Row(string what, int? late, double hours) =>
        Row(what, late is { } count ? Say($"{count:N0}") : "", Say($"{hours:N1}"));

    private static string Row(string what, string late, string hours) => $"{what,-26}{late,12}{hours,20}";

    private static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
