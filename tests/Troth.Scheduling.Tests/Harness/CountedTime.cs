using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Harness;

/// <summary>Working time by counting every open minute, and slips in it by the formula as it is written on paper.</summary>
internal sealed class CountedTime
{
    private readonly bool[] _open;
    private readonly int[] _worked;
    private readonly double _day;

    public CountedTime(WorkCalendar calendar, int horizon)
    {
        _open = new bool[horizon];
        foreach (var (start, end) in calendar.Spans) _open.AsSpan(start, end - start).Fill(true);
        _worked = new int[horizon + 1];
        for (var minute = 0; minute < horizon; minute++) _worked[minute + 1] = _worked[minute] + (_open[minute] ? 1 : 0);
        var days = _open.Select((open, minute) => (open, day: minute / 1440)).Where(m => m.open).Select(m => m.day).Distinct().Count();
        _day = Math.Ceiling(_worked[^1] / (double)days);
    }

    /// <summary>Working minutes of a working day.</summary>
    public int Day => (int)_day;

    public int Worked(int from, int to) => _worked[Math.Min(to, _open.Length)] - _worked[Math.Min(from, _open.Length)];

    /// <summary>
    /// The first minute of the clock by which so much has been worked from a minute on; the largest number when that is after the horizon.
    /// </summary>
    public int After(int from, double minutes)
    {
        var clock = from;
        for (var left = minutes; left > 1e-9; left -= _open[clock++] ? 1 : 0)
            if (clock >= _open.Length) return int.MaxValue;
        return clock;
    }

    /// <summary>Slip by the square root of the planned lead and a day.</summary>
    public double PerRoot(PastOrder past) =>
        (Worked(0, past.Ended) - Worked(0, past.Planned)) / Math.Sqrt(Worked(past.Quoted, past.Planned) + _day);

    /// <summary>Working minutes to keep behind a planned finish: the smallest slip that enough of the past ones did not exceed.</summary>
    public double Slip(IEnumerable<PastOrder> past, int promiseClass, double confidence, int now, int finish)
    {
        var all = past.Where(p => p.Planned > p.Quoted).ToList();
        if (all.Count < 15 || finish <= now) return 0;
        var own = all.Where(p => p.Class == promiseClass).ToList();
        var enough = own.Count >= 15 && own.Count >= Math.Ceiling((own.Count + 1) * confidence - 1e-9);
        var perRoot = enough ? Quantile(own, confidence) : Quantile(all, confidence);
        if (!enough && own.Count >= 15) perRoot = Math.Max(perRoot, own.Max(PerRoot));
        return Math.Max(0, perRoot * Math.Sqrt(Worked(now, finish) + _day));
    }

    private double Quantile(List<PastOrder> past, double confidence)
    {
        var slips = past.Select(PerRoot).Order().ToList();
        return slips.FirstOrDefault(s => slips.Count(other => other <= s) >= (slips.Count + 1) * confidence - 1e-9, slips[^1]);
    }
}
