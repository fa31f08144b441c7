using Troth.Platform;

namespace Troth.Schedule.Times;

/// <summary>The instant at which the clock on a wall shows a time.</summary>
public static class LocalTime
{
    /// <summary>
    /// The first instant at which the clock of the zone shows this time or a later one. A time that the clock skips is so the moment of
    /// the change, one that it shows twice the first of the two, and shifts that touch on the wall touch in truth. A day that cannot be meant
    /// stands for the nearest that can (<see cref="DayReach"/>).
    /// </summary>
    public static DateTimeOffset At(TimeZoneInfo zone, DateTime local)
    {
        local = DayReach.Nearest(DateOnly.FromDateTime(local)).ToDateTime(TimeOnly.FromDateTime(local));
        // No place is further than 14 hours from Greenwich; a day more finds changes of a whole day too.
        var (from, until) = (Utc(local.AddHours(-40)), Utc(local.AddHours(40)));
        var (first, last) = (zone.GetUtcOffset(from), zone.GetUtcOffset(until));
        if (first == last) return Utc(local - first);
        var start = from;
        while (start < until)
        {
            var offset = zone.GetUtcOffset(start);
            var end = NextChange(zone, start, until, offset);
            var wanted = Utc(local - offset);
            if (wanted < end) return wanted > start ? wanted : start;
            start = end;
        }
        return Utc(local - last);
    }

    public static DateTimeOffset At(TimeZoneInfo zone, DateOnly day, TimeOnly time) => At(zone, day.ToDateTime(time));

    /// <summary>What the clock shows.</summary>
    public static DateTime Of(TimeZoneInfo zone, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    public static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset instant) => DateOnly.FromDateTime(Of(zone, instant));

    /// <summary>The first minute from <paramref name="start"/> at which the offset is another; <paramref name="until"/> when it stays.</summary>
    private static DateTimeOffset NextChange(TimeZoneInfo zone, DateTimeOffset start, DateTimeOffset until, TimeSpan offset)
    {
        var same = start;
        while (zone.GetUtcOffset(same) == offset)
        {
            if (same >= until) return until;
            same = same.AddMinutes(60);
        }
        var (low, high) = (same.AddMinutes(-60), same);
        while (high - low > TimeSpan.FromMinutes(1))
        {
            var middle = low.AddMinutes((int)(high - low).TotalMinutes / 2);
            if (zone.GetUtcOffset(middle) == offset) low = middle;
            else high = middle;
        }
        return high;
    }

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), TimeSpan.Zero);
}
