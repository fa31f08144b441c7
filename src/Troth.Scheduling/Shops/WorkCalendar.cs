namespace Troth.Scheduling.Shops;

/// <summary>
/// Working time as an axis of its own: minute <c>w</c> of work is the w-th minute in which the calendar is open. On it durations add,
/// whatever breaks lie between. Prefix sums over the open spans, with an index every 512 minutes, make each conversion a few steps.
/// </summary>
public sealed class WorkCalendar
{
    private const int Bucket = 9;
    private readonly int[] _start, _end, _before, _byClock, _byWork;

    private WorkCalendar(string name, int[] start, int[] end, int horizon)
    {
        Horizon = horizon;
        (Name, _start, _end) = (name, start, end);
        _before = new int[start.Length];
        for (var i = 0; i < start.Length; i++) _before[i] = i == 0 ? 0 : _before[i - 1] + end[i - 1] - start[i - 1];
        Total = start.Length == 0 ? 0 : _before[^1] + end[^1] - start[^1];
        IsAlways = Total == horizon;
        Day = OpenDays() is var days and > 0 ? (Total + days - 1) / days : 0;
        _byClock = Index(_start, horizon);
        _byWork = Index(_before, Total);
    }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>Minutes of the clock it is laid along.</summary>
    internal int Horizon { get; }

    /// <summary>Whether another is open in the same minutes of the same horizon.</summary>
    internal bool SameAs(WorkCalendar other) => ReferenceEquals(this, other)
        || Horizon == other.Horizon && _start.AsSpan().SequenceEqual(other._start) && _end.AsSpan().SequenceEqual(other._end);

    /// <summary>Working minutes in the whole horizon.</summary>
    public int Total { get; }

    /// <summary>
    /// Working minutes of a working day: the mean over those days (of 1,440 minutes from the horizon's start) that have any, rounded up; 0
    /// without one.
    /// </summary>
    public int Day { get; }

    /// <summary>Whether it has no break.</summary>
    public bool IsAlways { get; }

    /// <summary>The open spans in order, none touching the next.</summary>
    public IEnumerable<(int Start, int End)> Spans => _start.Zip(_end);

    /// <summary>Working minutes before a minute of the clock.</summary>
    /// <param name="clock">0 to the horizon; what lies beyond counts as its end.</param>
    public int ToWork(int clock)
    {
        if (IsAlways) return clock < Total ? clock : Total;
        var starts = _start;
        var bucket = clock >> Bucket;
        if (bucket >= _byClock.Length) return Total;
        var i = _byClock[bucket];
        while (i + 1 < starts.Length && starts[i + 1] <= clock) i++;
        if (clock <= starts[i]) return _before[i];
        var end = _end[i];
        return _before[i] + (clock < end ? clock : end) - starts[i];
    }

    /// <summary>The minute of the clock at which a minute of work begins (after a break, where one lies there).</summary>
    /// <param name="work">0 to <see cref="Total"/> − 1.</param>
    public int StartOf(int work)
    {
        if (IsAlways) return work;
        var before = _before;
        var i = _byWork[work >> Bucket];
        while (i + 1 < before.Length && before[i + 1] <= work) i++;
        return _start[i] + work - before[i];
    }

    /// <summary>The minute of the clock at which so much work is done (before a break, where one lies there).</summary>
    /// <param name="work">1 to <see cref="Total"/>.</param>
    public int EndOf(int work) => IsAlways ? work : StartOf(work - 1) + 1;

    internal static WorkCalendar Of(CalendarDefinition calendar, int horizon)
    {
        var spans = CalendarSpans.Of(calendar, horizon);
        return new WorkCalendar(calendar.Name, [.. spans.Select(s => s.Start)], [.. spans.Select(s => s.End)], horizon);
    }

    private int OpenDays()
    {
        const int day = 24 * 60;
        var (days, last) = (0, -1);
        for (var i = 0; i < _start.Length; i++)
        {
            var first = Math.Max(_start[i] / day, last + 1);
            (days, last) = (days + (_end[i] - 1) / day + 1 - first, (_end[i] - 1) / day);
        }
        return days;
    }

    private static int[] Index(int[] at, int length)
    {
        var index = new int[(length >> Bucket) + 1];
        for (int bucket = 0, i = 0; bucket < index.Length; bucket++)
        {
            while (i + 1 < at.Length && at[i + 1] <= bucket << Bucket) i++;
            index[bucket] = i;
        }
        return index;
    }
}
