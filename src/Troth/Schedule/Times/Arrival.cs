namespace Troth.Schedule.Times;

/// <summary>When pieces that are expected on a day count as there.</summary>
public static class Arrival
{
    /// <summary>
    /// The end of that business day. While nobody has reported them, they never come before the end of the one that is under way: what is
    /// overdue moves on with the time. At or after the horizon's end for a day that lies there.
    /// </summary>
    /// <param name="clock">The plant's.</param>
    /// <param name="dayEnds">End of its business day.</param>
    /// <param name="day">On which they are expected.</param>
    /// <param name="now">Minute of the horizon.</param>
    public static int MinuteOf(ShopClock clock, TimeOnly dayEnds, DateOnly day, int now)
    {
        if (day > clock.Monday.AddDays(clock.Days)) return clock.Horizon;
        var today = clock.DayOf(now);
        var at = clock.MinuteOf(day < today ? today : day, dayEnds);
        return at > now ? at : clock.MinuteOf(today.AddDays(1), dayEnds);
    }

    /// <summary>When what was to have come and is not reported is expected.</summary>
    public static int Next(ShopClock clock, TimeOnly dayEnds, int now) => MinuteOf(clock, dayEnds, clock.DayOf(now), now);
}
