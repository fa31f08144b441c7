using System.Numerics;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Checking;

/// <summary>
/// The open minutes of a calendar, a bit for each minute of the clock, with the number of open ones before every 64th. Painted minute by
/// minute from the definition, so that nothing of the planner's axis is believed.
/// </summary>
internal sealed class OpenTime
{
    private readonly int _horizon;
    private readonly ulong[] _open;
    private readonly int[] _before;

    public OpenTime(CalendarDefinition calendar, int horizon)
    {
        _horizon = horizon;
        _open = new ulong[(horizon >> 6) + 1];
        _before = new int[_open.Length];
        var week = new bool[CalendarDefinition.WeekMinutes];
        foreach (var shift in calendar.Week) week.AsSpan(shift.Start, shift.End - shift.Start).Fill(true);
        for (var minute = 0; minute < horizon; minute++)
            if (week[(minute + calendar.WeekOffset) % CalendarDefinition.WeekMinutes]) Paint(minute, true);
        foreach (var exception in calendar.Exceptions)
            for (var minute = exception.Start; minute < Math.Min(exception.End, horizon); minute++) Paint(minute, exception.Open);
        for (var i = 1; i < _open.Length; i++) _before[i] = _before[i - 1] + BitOperations.PopCount(_open[i - 1]);
    }

    public bool IsOpen(int minute) => (uint)minute < (uint)_horizon && (_open[minute >> 6] >> (minute & 63) & 1) != 0;

    /// <summary>Open minutes from one minute of the clock up to another; 0 when that is not later.</summary>
    public int Between(int from, int to) => to <= from ? 0 : Before(to) - Before(from);

    /// <summary>
    /// The minute right after so many open ones (1 or more) from a minute on; beyond the horizon when there are not so many. Starts to look
    /// where it found the one before.
    /// </summary>
    public int After(int from, int minutes, ref int hint)
    {
        var target = Before(from) + minutes;
        var (low, high) = (hint, Math.Min(hint + 2, _open.Length));
        if (_before[low] >= target || high < _open.Length && _before[high] < target) (low, high) = (0, _open.Length);
        while (high - low > 1)
        {
            var middle = (low + high) >> 1;
            if (_before[middle] < target) low = middle;
            else high = middle;
        }
        hint = low;
        var (word, left) = (_open[low], target - _before[low]);
        while (word != 0)
        {
            if (--left == 0) return (low << 6) + BitOperations.TrailingZeroCount(word) + 1;
            word &= word - 1;
        }
        return _horizon + 1;
    }

    private int Before(int minute)
    {
        var at = Math.Clamp(minute, 0, _horizon);
        return _before[at >> 6] + BitOperations.PopCount(_open[at >> 6] & ((1UL << (at & 63)) - 1));
    }

    private void Paint(int minute, bool open)
    {
        if (open) _open[minute >> 6] |= 1UL << (minute & 63);
        else _open[minute >> 6] &= ~(1UL << (minute & 63));
    }
}
