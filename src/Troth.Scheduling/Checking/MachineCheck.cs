using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Checking;

/// <summary>Looks at each machine by itself: what stands on it one after the other, its stops, the changeovers between.</summary>
internal sealed class MachineCheck(CenterFacts[] centers, FaultList faults)
{
    private readonly List<Stop> _stops = [];
    private long[] _keys = new long[64];
    private int[] _at = new int[64];
    private Busy[] _busy = new Busy[64];
    private int _count;

    private readonly record struct Busy(PlannedOrder Order, PlannedOperation Operation, int Family);

    public void Clear() => _count = 0;

    /// <summary>An operation that stands on an existing machine.</summary>
    public void Add(in PlannedOrder order, in PlannedOperation operation, int family)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _at, _count * 2);
            Array.Resize(ref _busy, _count * 2);
        }
        var machine = centers[operation.WorkCenter].FirstMachine + operation.Machine;
        (_keys[_count], _at[_count], _busy[_count]) = ((long)machine << 32 | (uint)operation.Start, _count, new Busy(order, operation, family));
        _count++;
    }

    public void Check(Plan plan)
    {
        TakeStops(plan);
        Array.Sort(_keys, _at, 0, _count);
        for (var i = 0; i < _count; i++)
        {
            ref readonly var busy = ref _busy[_at[i]];
            var center = centers[busy.Operation.WorkCenter];
            var isFirst = i == 0 || _keys[i - 1] >> 32 != _keys[i] >> 32;
            if (!isFirst)
            {
                ref readonly var earlier = ref _busy[_at[i - 1]];
                if (earlier.Operation.End > busy.Operation.Start)
                    faults.Operation("overlap", busy.Order, busy.Operation,
                        $"starts at minute {busy.Operation.Start} on {Machine(busy.Operation)}, where “{earlier.Operation.Name}” of order “{earlier.Order.Terms.Name}” ends at {earlier.Operation.End}");
            }
            if (_stops.Count > 0) CheckStops(busy);
            if (center.Changeovers is not { } changeovers || busy.Operation.State is OperationState.Started or OperationState.Done) continue;
            var (from, free) = isFirst ? (plan.FamilyOf(busy.Operation.WorkCenter, busy.Operation.Machine), 0) : (_busy[_at[i - 1]].Family, _busy[_at[i - 1]].Operation.End);
            var needed = changeovers[from][busy.Family];
            if (needed > 0 && Free(center, busy.Operation, free) is var there && there < needed)
                faults.Operation("changeover", busy.Order, busy.Operation,
                    $"starts at minute {busy.Operation.Start} on {Machine(busy.Operation)} after {there} free minutes; changing over from family {from} to {busy.Family} takes {needed}");
        }
    }

    /// <summary>Stops by machine and start, those that overlap as one.</summary>
    private void TakeStops(Plan plan)
    {
        _stops.Clear();
        foreach (var stop in plan.MachineStops.OrderBy(s => (s.WorkCenter, s.Machine, s.Start)))
            if (_stops.Count > 0 && _stops[^1] is var last && last.WorkCenter == stop.WorkCenter && last.Machine == stop.Machine && stop.Start <= last.End)
                _stops[^1] = last with { End = Math.Max(last.End, stop.End) };
            else _stops.Add(stop);
    }

    private void CheckStops(in Busy busy)
    {
        // What had begun when its machine stopped, pauses and goes on.
        if (busy.Operation.State >= OperationState.Started) return;
        for (var s = FirstStop(busy.Operation, busy.Operation.Start); s < _stops.Count && Same(_stops[s], busy.Operation) && _stops[s].Start < busy.Operation.End; s++)
            if (centers[busy.Operation.WorkCenter].Open.Between(Math.Max(_stops[s].Start, busy.Operation.Start), Math.Min(_stops[s].End, busy.Operation.End)) > 0)
                faults.Operation("stop", busy.Order, busy.Operation,
                    $"runs from minute {busy.Operation.Start} to {busy.Operation.End} on {Machine(busy.Operation)}, which stands still from {_stops[s].Start} to {_stops[s].End}");
    }

    /// <summary>Open minutes of a machine from a minute to the start of an operation, without its stops.</summary>
    private int Free(CenterFacts center, in PlannedOperation operation, int from)
    {
        var free = center.Open.Between(from, operation.Start);
        if (_stops.Count == 0) return free;
        for (var s = FirstStop(operation, from); s < _stops.Count && Same(_stops[s], operation) && _stops[s].Start < operation.Start; s++)
            free -= center.Open.Between(Math.Max(from, _stops[s].Start), Math.Min(operation.Start, _stops[s].End));
        return free;
    }

    /// <summary>The first stop of an operation's machine that ends after a minute.</summary>
    private int FirstStop(in PlannedOperation operation, int minute)
    {
        var (low, high) = (0, _stops.Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            var stop = _stops[middle];
            if ((stop.WorkCenter, stop.Machine, stop.End).CompareTo((operation.WorkCenter, operation.Machine, minute)) > 0) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static bool Same(Stop stop, in PlannedOperation operation) => stop.WorkCenter == operation.WorkCenter && stop.Machine == operation.Machine;

    private string Machine(in PlannedOperation operation) => $"machine {operation.Machine + 1} of “{centers[operation.WorkCenter].Definition.Name}”";
}
