using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Checking;

/// <summary>Looks at each machine by itself: what stands on it one after the other, its stops, the changeovers between.</summary>
internal sealed class MachineCheck(CenterFacts[] centers, FaultList faults)
{
    private readonly List<Stop> _stops = [];
    private readonly List<(PlannedOrder Order, PlannedOperation[] Operations)> _orders = [];
    private long[] _keys = new long[64];
    private int[] _at = new int[64];
    private Busy[] _busy = new Busy[64];
    private int _count;

    /// <summary>What stands on a machine; without references, so that keeping it is cheap.</summary>
    private readonly record struct Busy(int Order, int Operation, int Center, int Machine, int Start, int End, int Family,
        OperationState State);

    public void Clear()
    {
        _count = 0;
        _orders.Clear();
    }

    /// <summary>From now on <see cref="Add"/> is for this order.</summary>
    public void For(in PlannedOrder order, PlannedOperation[] operations) => _orders.Add((order, operations));

    /// <summary>An operation that stands on an existing machine.</summary>
    public void Add(int i, in PlannedOperation operation, int family)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _at, _count * 2);
            Array.Resize(ref _busy, _count * 2);
        }
        var machine = centers[operation.WorkCenter].FirstMachine + operation.Machine;
        (_keys[_count], _at[_count]) = ((long)machine << 32 | (uint)operation.Start, _count);
        _busy[_count++] = new Busy(_orders.Count - 1, i, operation.WorkCenter, operation.Machine, operation.Start, operation.End, family,
            operation.State);
    }

    public void Check(Plan plan)
    {
        TakeStops(plan);
        Array.Sort(_keys, _at, 0, _count);
        for (var i = 0; i < _count; i++)
        {
            ref readonly var busy = ref _busy[_at[i]];
            var isFirst = i == 0 || _keys[i - 1] >> 32 != _keys[i] >> 32;
            if (!isFirst && _busy[_at[i - 1]] is var earlier && earlier.End > busy.Start)
                Fault("overlap", busy,
                    $"starts at minute {busy.Start} on {Machine(busy)}, where “{Operation(earlier).Name}” of order "
                    + $"“{_orders[earlier.Order].Order.Terms.Name}” ends at {earlier.End}");
            // What has begun pauses when its machine stops, and goes on; it was changed over for.
            if (busy.State >= OperationState.Started) continue;
            if (_stops.Count > 0) CheckStops(busy);
            if (centers[busy.Center].Changeovers is not { } changeovers) continue;
            var (from, free) = isFirst ? (plan.FamilyOf(busy.Center, busy.Machine), 0) : (_busy[_at[i - 1]].Family, _busy[_at[i - 1]].End);
            var needed = changeovers[from][busy.Family];
            if (needed > 0 && Free(busy, free) is var there && there < needed)
                Fault("changeover", busy,
                    $"starts at minute {busy.Start} on {Machine(busy)} after {there} free minutes; "
                    + $"changing over from family {from} to {busy.Family} takes {needed}");
        }
    }

    /// <summary>Stops by machine and start, those that overlap as one.</summary>
    private void TakeStops(Plan plan)
    {
        _stops.Clear();
        foreach (var stop in plan.MachineStops) _stops.Add(stop);
        if (_stops.Count < 2) return;
        _stops.Sort((a, b) => (a.WorkCenter, a.Machine, a.Start).CompareTo((b.WorkCenter, b.Machine, b.Start)));
        var kept = 1;
        for (var s = 1; s < _stops.Count; s++)
            if (_stops[s] is var stop && _stops[kept - 1] is var last && last.WorkCenter == stop.WorkCenter && last.Machine == stop.Machine
                && stop.Start <= last.End)
                _stops[kept - 1] = last with { End = Math.Max(last.End, stop.End) };
            else _stops[kept++] = stop;
        _stops.RemoveRange(kept, _stops.Count - kept);
    }

    private void CheckStops(in Busy busy)
    {
        for (var s = FirstStop(busy, busy.Start); s < _stops.Count && Same(_stops[s], busy) && _stops[s].Start < busy.End; s++)
            if (centers[busy.Center].Open.Between(Math.Max(_stops[s].Start, busy.Start), Math.Min(_stops[s].End, busy.End)) > 0)
                Fault("stop", busy,
                    $"runs from minute {busy.Start} to {busy.End} on {Machine(busy)}, "
                    + $"which stands still from {_stops[s].Start} to {_stops[s].End}");
    }

    /// <summary>Open minutes of a machine from a minute to the start of an operation, without its stops.</summary>
    private int Free(in Busy busy, int from)
    {
        var open = centers[busy.Center].Open;
        var free = open.Between(from, busy.Start);
        for (var s = FirstStop(busy, from); s < _stops.Count && Same(_stops[s], busy) && _stops[s].Start < busy.Start; s++)
            free -= open.Between(Math.Max(from, _stops[s].Start), Math.Min(busy.Start, _stops[s].End));
        return free;
    }

    /// <summary>The first stop of an operation's machine that ends after a minute.</summary>
    private int FirstStop(in Busy busy, int minute)
    {
        var (low, high) = (0, _stops.Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            var stop = _stops[middle];
            if ((stop.WorkCenter, stop.Machine, stop.End).CompareTo((busy.Center, busy.Machine, minute)) > 0) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static bool Same(Stop stop, in Busy busy) => stop.WorkCenter == busy.Center && stop.Machine == busy.Machine;

    private ref readonly PlannedOperation Operation(in Busy busy) => ref _orders[busy.Order].Operations[busy.Operation];

    private void Fault(string code, in Busy busy, string what) => faults.Operation(code, _orders[busy.Order].Order, Operation(busy), what);

    private string Machine(in Busy busy) => $"machine {busy.Machine + 1} of “{centers[busy.Center].Definition.Name}”";
}
