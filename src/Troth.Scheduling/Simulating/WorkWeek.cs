namespace Troth.Scheduling.Simulating;

/// <summary>
/// A week of shifts that repeats, and the map between clock and working time: minutes since a Monday 00:00 on both axes. Operations and
/// repairs go on only in working time, so on that axis durations simply add. All calls are O(shifts a week).
/// </summary>
public sealed class WorkWeek
{
    /// <summary>Minutes in a week.</summary>
    public const int Week = 7 * Day;

    /// <summary>Minutes in a day.</summary>
    public const int Day = 24 * 60;

    private readonly (int From, int To)[] _shifts;

    private WorkWeek(params (int From, int To)[] shifts)
    {
        _shifts = shifts;
        Minutes = shifts.Sum(s => s.To - s.From);
    }

    /// <summary>Monday to Friday, 7 to 15.</summary>
    public static WorkWeek OneShift { get; } = Weekdays(7 * 60, 15 * 60);

    /// <summary>Monday to Friday, 6 to 22.</summary>
    public static WorkWeek TwoShifts { get; } = Weekdays(6 * 60, 22 * 60);

    /// <summary>Around the clock, all week.</summary>
    public static WorkWeek Always { get; } = new((0, Week));

    /// <summary>Monday to Friday, 8 to 17: when orders come in.</summary>
    public static WorkWeek Office { get; } = Weekdays(8 * 60, 17 * 60);

    /// <summary>Monday 00:00 to Friday 24:00: what “working days” of a lead time are counted in.</summary>
    public static WorkWeek WorkingDays { get; } = new((0, 5 * Day));

    /// <summary>The shifts of a week in minutes since Monday 00:00, in order.</summary>
    public IReadOnlyList<(int From, int To)> Shifts => _shifts;

    /// <summary>Working minutes in a week.</summary>
    public int Minutes { get; }

    /// <summary>Working minutes before the moment <paramref name="clock"/>.</summary>
    public int Worked(int clock)
    {
        var (week, rest) = Math.DivRem(clock, Week);
        var worked = week * Minutes;
        foreach (var (from, to) in _shifts)
        {
            if (rest <= from) break;
            worked += Math.Min(rest, to) - from;
        }
        return worked;
    }

    /// <summary>
    /// The earliest moment before which <paramref name="worked"/> minutes have been worked: at the end of a shift, not at the next's start.
    /// </summary>
    public int Clock(int worked)
    {
        var (week, rest) = Math.DivRem(worked, Minutes);
        if (rest == 0 && week > 0) (week, rest) = (week - 1, Minutes);
        foreach (var (from, to) in _shifts)
        {
            if (rest <= to - from) return week * Week + (rest == 0 ? 0 : from + rest);
            rest -= to - from;
        }
        return (week + 1) * Week;
    }

    /// <summary>The first moment from <paramref name="clock"/> on at which work goes on.</summary>
    public int Open(int clock)
    {
        var (week, rest) = Math.DivRem(clock, Week);
        foreach (var (from, to) in _shifts)
        {
            if (rest < to) return week * Week + Math.Max(rest, from);
        }
        return (week + 1) * Week + _shifts[0].From;
    }

    /// <summary>The moment when <paramref name="minutes"/> of working time have passed since <paramref name="clock"/>.</summary>
    public int After(int clock, int minutes) => minutes == 0 ? clock : Clock(Worked(clock) + minutes);

    private static WorkWeek Weekdays(int from, int to) =>
        new([.. Enumerable.Range(0, 5).Select(day => (day * Day + from, day * Day + to))]);
}
