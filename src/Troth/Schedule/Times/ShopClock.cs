using Troth.Scheduling.Shops;

namespace Troth.Schedule.Times;

/// <summary>
/// A plant's horizon on the world's clock: it begins on a Monday at 0:00 by the clock on the plant's wall, and minute m of the plan is so many
/// minutes later, whatever that clock does in between.
/// </summary>
public sealed class ShopClock
{
    /// <param name="zone">Where the plant is.</param>
    /// <param name="monday">First day of the horizon.</param>
    /// <param name="days">Days of the horizon.</param>
    public ShopClock(TimeZoneInfo zone, DateOnly monday, int days)
        : this(zone, monday, days, LocalTime.At(zone, monday, TimeOnly.MinValue), LocalTime.At(zone, monday.AddDays(days), TimeOnly.MinValue)) { }

    private ShopClock(TimeZoneInfo zone, DateOnly monday, int days, DateTimeOffset startsAt, DateTimeOffset endsAt)
    {
        if (monday.DayOfWeek != DayOfWeek.Monday) throw new ArgumentOutOfRangeException(nameof(monday), monday, "A horizon begins on a Monday.");
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        (Zone, Monday, Days, StartsAt, Horizon) = (zone, monday, days, startsAt, (int)(endsAt - startsAt).TotalMinutes);
    }

    public TimeZoneInfo Zone { get; }
    public DateOnly Monday { get; }
    public int Days { get; }

    /// <summary>The instant of minute 0.</summary>
    public DateTimeOffset StartsAt { get; }

    /// <summary>Minutes of the horizon.</summary>
    public int Horizon { get; }

    /// <summary>A clock as it was, whatever has been decided about the zone since.</summary>
    public static ShopClock AsItWas(TimeZoneInfo zone, DateOnly monday, int days, DateTimeOffset startsAt, int horizon) =>
        new(zone, monday, days, startsAt, startsAt.AddMinutes(horizon));

    /// <summary>The Monday of the week in which an instant lies, by the clock on the plant's wall.</summary>
    public static DateOnly MondayOf(TimeZoneInfo zone, DateTimeOffset instant)
    {
        var day = LocalTime.DayOf(zone, instant);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }

    /// <summary>The minute an instant lies in: negative before the horizon, beyond <see cref="Horizon"/> after it.</summary>
    public int MinuteOf(DateTimeOffset instant) =>
        (int)Math.Clamp(Math.Floor((instant - StartsAt).Ticks / (double)TimeSpan.TicksPerMinute), int.MinValue / 2, int.MaxValue / 2);

    /// <summary>The minute at which the clock on the wall shows a time, as <see cref="LocalTime.At(TimeZoneInfo, DateTime)"/> says.</summary>
    public int MinuteOf(DateOnly day, TimeOnly time) => MinuteOf(LocalTime.At(Zone, day, time));

    public DateTimeOffset InstantOf(int minute) => StartsAt.AddMinutes(minute);

    /// <summary>What the clock on the wall shows at a minute.</summary>
    public DateTime LocalOf(int minute) => LocalTime.Of(Zone, InstantOf(minute));

    public DateOnly DayOf(int minute) => DateOnly.FromDateTime(LocalOf(minute));

    /// <summary>
    /// The engine's calendar: an empty week and one open span for each stretch of work in the horizon. A shift belongs to the day on which it
    /// begins; a closed day takes those away that begin on it, an extra shift is added to either.
    /// </summary>
    public CalendarDefinition Expand(string name, IEnumerable<Shift> week, IEnumerable<OtherDay> others)
    {
        var byDay = week.ToLookup(s => s.Day);
        var differs = others.ToLookup(o => o.Day);
        var spans = new List<(int Start, int End)>();
        for (var d = -1; d < Days; d++)
        {
            var day = Monday.AddDays(d);
            var other = differs[day];
            if (!other.Any(o => o.From is null))
                foreach (var shift in byDay[(d + 7) % 7]) Add(spans, day, shift.From, shift.To);
            foreach (var extra in other)
                if (extra is { From: { } from, To: { } to }) Add(spans, day, from, to);
        }
        return new CalendarDefinition(name, []) { Exceptions = [.. Joined(spans).Select(s => new CalendarException(s.Start, s.End, Open: true))] };
    }

    private void Add(List<(int, int)> spans, DateOnly day, TimeOnly from, TimeOnly to)
    {
        var start = day.ToDateTime(from);
        var begin = Math.Max(0, MinuteOf(LocalTime.At(Zone, start)));
        var end = Math.Min(Horizon, MinuteOf(LocalTime.At(Zone, start.AddMinutes(Shift.LengthOf(from, to)))));
        if (begin < end) spans.Add((begin, end));
    }

    private static List<(int Start, int End)> Joined(List<(int Start, int End)> spans)
    {
        var joined = new List<(int Start, int End)>();
        foreach (var span in spans.Order())
            if (joined.Count > 0 && span.Start <= joined[^1].End) joined[^1] = (joined[^1].Start, Math.Max(joined[^1].End, span.End));
            else joined.Add(span);
        return joined;
    }
}
