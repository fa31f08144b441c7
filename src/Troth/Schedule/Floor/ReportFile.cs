using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Troth.Platform;
using Troth.Platform.Errors;
using Troth.Schedule.Describing;
using Troth.Schedule.Times;

namespace Troth.Schedule.Floor;

/// <summary>Reports as a table: a first line with names of columns, then a report a line. Parted by commas, semicolons or tabs.</summary>
public static class ReportFile
{
    private static readonly string[] Known = ["center", "order", "operation", "what", "at", "pieces", "minutes", "reason", "key", "machine", "product", "takesBack", "who"];
    private static readonly string[] Needed = ["center", "what", "at"];

    /// <summary>The reports; where a line cannot be read, its answer.</summary>
    public static (IReadOnlyList<Report> Reports, IReadOnlyList<ReportAnswer> Refused) Read(string text, Plant plant)
    {
        var (reports, refused) = (new List<Report>(), new List<ReportAnswer>());
        var lines = TableLines.Of(text);
        if (lines.Count == 0) throw new BadInputException("file", Words.Say("file.empty"));
        var names = lines[0].Cells.Select(c => c.Trim()).ToList();
        if (names.FirstOrDefault(n => !Known.Contains(n, StringComparer.OrdinalIgnoreCase)) is { } strange)
            throw new BadInputException("file", Words.Say("file.strange", strange, string.Join(", ", Known)));
        if (Needed.FirstOrDefault(n => !names.Contains(n, StringComparer.OrdinalIgnoreCase)) is { } missing) throw new BadInputException("file", Words.Say("file.missing", missing));
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count) throw new BadInputException("file", Words.Say("file.twice"));
        foreach (var (number, raw, cells) in lines.Skip(1))
        {
            string? bad = null;
            string? Cell(string name) => names.FindIndex(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at && at < cells.Count && cells[at].Trim() is { Length: > 0 } value ? value : null;
            int? Whole(string name)
            {
                if (Cell(name) is not { } value) return null;
                if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
                bad ??= Words.Say("file.number", number, name, value);
                return null;
            }
            if (cells.Count > names.Count) bad = Words.Say("file.cells", number, cells.Count, names.Count);
            // A file that is sent twice tells the same twice: what has no key goes by what it says.
            var key = Cell("key") ?? $"line:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)))}";
            var at = Moment(Cell("at"), plant);
            if (at is null) bad ??= Words.Say("file.moment", number, Cell("at"));
            var report = new Report
            {
                Key = key, Center = Cell("center"), What = Cell("what"), At = at, Order = Cell("order"), Operation = Cell("operation"), Machine = Whole("machine"), Pieces = Whole("pieces"),
                Minutes = Whole("minutes"), Product = Cell("product"), Reason = Cell("reason"), TakesBack = Cell("takesBack"), Who = Cell("who"), Line = number,
            };
            if (bad is null) reports.Add(report);
            else refused.Add(ReportAnswer.Refused(report, "badLine", bad));
        }
        return (reports, refused);
    }

    /// <summary>With an offset it is that instant; without, what the clock on the plant's wall showed.</summary>
    private static DateTimeOffset? Moment(string? text, Plant plant)
    {
        if (text is null) return null;
        if (DateTime.TryParseExact(text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return DayReach.Has(DateOnly.FromDateTime(local)) ? LocalTime.At(plant.Zone, local) : null;
        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && DayReach.Has(DateOnly.FromDateTime(instant.DateTime)) ? instant : null;
    }
}
