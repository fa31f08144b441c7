using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Keeping;

/// <summary>The measured spread as bytes: its slips, and the calendar it counts by, by number where the shop has it.</summary>
internal static class SpreadContent
{
    public static void Write(CompactWriter to, SlipSpread spread, Shop shop)
    {
        to.Flag(spread.Calendar is not null);
        if (spread.Calendar is not { } calendar) return;
        var known = Array.FindIndex(shop.Calendars, c => c.SameAs(calendar));
        to.Number(known);
        if (known < 0)
        {
            to.Text(calendar.Name);
            to.Number(calendar.Horizon);
            to.Numbers([.. calendar.Spans.SelectMany(span => new[] { span.Start, span.End })]);
        }
        to.Numbers(spread.Whole);
        to.Number(spread.Classes.Length);
        foreach (var slips in spread.Classes) to.Numbers(slips ?? []);
    }

    public static SlipSpread Read(CompactReader from, Shop shop)
    {
        if (!from.Flag()) return SlipSpread.Unknown;
        var known = from.Number();
        var calendar = known >= 0 ? shop.Calendars[known] : ReadCalendar(from);
        var (whole, classes) = (from.Numbers(), new int[]?[from.Count()]);
        for (var c = 0; c < classes.Length; c++) classes[c] = from.Numbers() is { Length: > 0 } slips ? slips : null;
        return SlipSpread.Of(calendar, whole, classes);
    }

    private static WorkCalendar ReadCalendar(CompactReader from)
    {
        var (name, horizon, spans) = (from.Text(), from.Number(), from.Numbers());
        var exceptions = spans.Chunk(2).Select(span => new CalendarException(span[0], span[1], Open: true));
        return WorkCalendar.Of(new CalendarDefinition(name, []) { Exceptions = [.. exceptions] }, horizon);
    }
}
