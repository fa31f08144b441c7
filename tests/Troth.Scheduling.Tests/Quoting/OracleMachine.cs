using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Quoting;

/// <summary>One machine, minute by minute: when it is open, when it is free, and what stands on it.</summary>
internal sealed class OracleMachine
{
    private readonly int _now;
    private readonly bool[] _stopped;
    private readonly List<(int Start, int End, int Family, bool Own)> _busy = [];
    private readonly int[][]? _changeovers;
    private readonly int _initial;

    public OracleMachine(Plan plan, int center, int number, bool[] open)
    {
        var shop = plan.Shop.Definition;
        (Center, Definition, Open, _now) = (center, shop.WorkCenters[center], open, plan.Now);
        Free = open.ToArray();
        _stopped = new bool[open.Length];
        foreach (var order in plan.Orders)
            foreach (var operation in order.Operations
                .Where(o => o.WorkCenter == center && o.Machine == number && o.State != OperationState.Done))
            {
                Free.AsSpan(operation.Start, operation.End - operation.Start).Clear();
                _busy.Add((operation.Start, operation.End, shop.Products[operation.Product].Routing!.Operations[operation.At].Family,
                    false));
            }
        foreach (var stop in plan.MachineStops.Where(s => s.WorkCenter == center && s.Machine == number))
        {
            Free.AsSpan(stop.Start, stop.End - stop.Start).Clear();
            _stopped.AsSpan(stop.Start, stop.End - stop.Start).Fill(true);
        }
        _initial = plan.FamilyOf(center, number);
        _changeovers = Definition.Changeovers is null ? null : Shortest(Definition.Changeovers);
    }

    public int Center { get; }
    public WorkCenterDefinition Definition { get; }
    public bool[] Open { get; }
    public bool[] Free { get; }

    /// <summary>Where so much work ends that begins at a minute; −1 when it cannot begin there.</summary>
    public int End(int start, int duration)
    {
        if (!Open[start]) return -1;
        for (var minute = start; minute < Open.Length; minute++)
        {
            if (!Open[minute]) continue;
            if (!Free[minute]) return -1;
            if (--duration == 0) return minute + 1;
        }
        return -1;
    }

    public void Put(int start, int end, int family)
    {
        Free.AsSpan(start, end - start).Clear();
        _busy.Add((start, end, family, true));
    }

    public void Take(int start, int end)
    {
        for (var minute = start; minute < end; minute++) Free[minute] = Open[minute];
        _busy.RemoveAt(_busy.Count - 1);
    }

    /// <summary>Whether there is time for the changeovers before and after the order's own operations, were one more put here.</summary>
    public bool Changes(int start, int end, int family)
    {
        if (_changeovers is null) return true;
        var busy = _busy.Append((Start: start, End: end, Family: family, Own: true)).OrderBy(b => b.Start).ToList();
        for (var i = 0; i < busy.Count; i++)
        {
            var (from, before, own) = i == 0 ? (0, _initial, false) : (busy[i - 1].End, busy[i - 1].Family, busy[i - 1].Own);
            if (!own && !busy[i].Own) continue;
            var free = FreeMinutes(Math.Max(from, busy[i].Own ? _now : from), busy[i].Start);
            if (free < _changeovers[before][busy[i].Family]) return false;
        }
        return true;
    }

    private int FreeMinutes(int from, int to)
    {
        var free = 0;
        for (var minute = from; minute < to; minute++) free += Open[minute] && !_stopped[minute] ? 1 : 0;
        return free;
    }

    private static int[][] Shortest(IReadOnlyList<IReadOnlyList<int>> given)
    {
        var table = given.Select(r => r.ToArray()).ToArray();
        for (var round = 0; round < table.Length; round++)
            foreach (var row in table)
                for (var to = 0; to < table.Length; to++)
                    for (var via = 0; via < table.Length; via++) row[to] = Math.Min(row[to], row[via] + table[via][to]);
        return table;
    }
}
