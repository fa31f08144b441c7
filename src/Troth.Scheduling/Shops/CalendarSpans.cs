namespace Troth.Scheduling.Shops;

/// <summary>
/// The open spans of a calendar: its week laid along the horizon, then its exceptions cut out or filled in, later ones last.
/// </summary>
internal static class CalendarSpans
{
    public static IReadOnlyList<(int Start, int End)> Of(CalendarDefinition calendar, int horizon)
    {
        Check(calendar, horizon);
        var spans = Joined(Weeks(calendar, horizon));
        // Consecutive exceptions of one kind are laid on together: years of holidays cost one pass, not one each.
        for (var i = 0; i < calendar.Exceptions.Count;)
        {
            var open = calendar.Exceptions[i].Open;
            var same = calendar.Exceptions.Skip(i).TakeWhile(e => e.Open == open).ToList();
            i += same.Count;
            var cover = Joined(same.Select(e => (e.Start, Math.Min(e.End, horizon))).Where(e => e.Item1 < e.Item2));
            spans = open ? Joined(spans.Concat(cover)) : Without(spans, cover);
        }
        return spans;
    }

    private static IEnumerable<(int Start, int End)> Weeks(CalendarDefinition calendar, int horizon)
    {
        for (var week = -calendar.WeekOffset; week < horizon; week += CalendarDefinition.WeekMinutes)
            foreach (var shift in calendar.Week)
            {
                var (start, end) = (Math.Max(0, week + shift.Start), Math.Min(horizon, week + shift.End));
                if (start < end) yield return (start, end);
            }
    }

    private static List<(int Start, int End)> Joined(IEnumerable<(int Start, int End)> spans)
    {
        var joined = new List<(int Start, int End)>();
        foreach (var span in spans.Order())
            if (joined.Count > 0 && span.Start <= joined[^1].End) joined[^1] = (joined[^1].Start, Math.Max(joined[^1].End, span.End));
            else joined.Add(span);
        return joined;
    }

    private static List<(int Start, int End)> Without(List<(int Start, int End)> spans, List<(int Start, int End)> closed)
    {
        var left = new List<(int Start, int End)>();
        var first = 0;
        foreach (var (start, end) in spans)
        {
            var from = start;
            while (first < closed.Count && closed[first].End <= from) first++;
            for (var c = first; c < closed.Count && closed[c].Start < end; c++)
            {
                if (closed[c].Start > from) left.Add((from, closed[c].Start));
                from = Math.Max(from, closed[c].End);
            }
            if (from < end) left.Add((from, end));
        }
        return left;
    }

    private static void Check(CalendarDefinition calendar, int horizon)
    {
        var subject = $"calendar “{calendar.Name}”";
        if (calendar.WeekOffset is < 0 or >= CalendarDefinition.WeekMinutes)
            throw new ShopRefusedException("calendar", subject,
                $"The week of {subject} starts at minute {calendar.WeekOffset}; give a minute of the week, 0 to 10,079.");
        foreach (var shift in calendar.Week)
            if (shift.Start < 0 || shift.End > CalendarDefinition.WeekMinutes || shift.Start >= shift.End)
                throw new ShopRefusedException("calendar", subject,
                    $"A shift of {subject} runs from minute {shift.Start} to {shift.End} of the week; give a start below its end, "
                        + "within 0 to 10,080. A shift over the week's end is two.");
        foreach (var exception in calendar.Exceptions)
            if (exception.Start < 0 || exception.Start >= exception.End)
                throw new ShopRefusedException("calendar", subject,
                    $"An exception of {subject} runs from minute {exception.Start} to {exception.End}; give a start of 0 or more, "
                        + "below its end.");
        if (horizon is < 1 or > Limits.Horizon)
            throw new ShopRefusedException("horizon", "horizon",
                $"The horizon is {horizon} minutes; give 1 to {Limits.Horizon} (five years).");
    }
}
