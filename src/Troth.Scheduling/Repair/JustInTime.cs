using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Moves operations right, as late as their promise less its shipping buffer, the operations after them and their machine's next one allow;
/// the sequence on each machine stays. Backward over all operations by start: O(n), with a radix sort.
/// </summary>
/// <remarks>Operations that hand on batches, ones that others were reported to have overtaken, fixed ones, and those in the frozen zone
/// stay.</remarks>
internal sealed class JustInTime(PlanDraft draft)
{
    private readonly Shop _shop = draft.Shop;
    private readonly int[] _latest = new int[draft.Placements.Count];
    private readonly int[] _order = new int[draft.Placements.Count];
    private readonly int[] _at = new int[draft.Shop.Machines];
    private readonly int[] _block = new int[draft.Shop.Machines];

    /// <summary>Per machine, where what follows begins, and the family of the operation that follows (−1 for none).</summary>
    private readonly int[] _room = new int[draft.Shop.Machines];
    private readonly int[] _next = new int[draft.Shop.Machines];

    public void Run()
    {
        Array.Fill(_latest, int.MaxValue);
        Array.Fill(_order, -1);
        for (var place = 0; place < draft.Records.Count; place++)
        {
            if (draft.Records[place] is not { Graph: { } graph } record) continue;
            var target = record.Terms.Promised < 0 ? -1
                : record.Terms.Promised - _shop.Definition.Classes[record.Terms.Class].ShippingBuffer;
            for (var i = 0; i < graph.Count; i++)
            {
                _order[record.FirstOperation + i] = place;
                if (graph.IsLast[i]) _latest[record.FirstOperation + i] = target - graph.WaitAfter[i];
            }
        }
        for (var machine = 0; machine < _at.Length; machine++)
        {
            draft.Own(machine);
            (_block[machine], _room[machine], _next[machine]) = (draft.Timelines[machine].Blocks, draft.Timelines[machine].Limit, -1);
        }
        var sorted = RadixSort.ByKey(Starts());
        for (var k = sorted.Length - 1; k >= 0; k--) Move(sorted[k]);
        for (var machine = 0; machine < _at.Length; machine++)
            for (var b = 0; b < draft.Timelines[machine].Blocks; b++) draft.Timelines[machine].Measure(b);
    }

    private int[] Starts()
    {
        var starts = new int[_order.Length];
        for (var operation = 0; operation < starts.Length; operation++)
            starts[operation] = _order[operation] < 0 ? 0 : draft.Placements[operation].Start;
        return starts;
    }

    private void Move(int operation)
    {
        if (_order[operation] < 0) return;
        ref readonly var was = ref draft.Placements[operation];
        var record = draft.Records[_order[operation]]!;
        var graph = record.Graph!;
        var i = operation - record.FirstOperation;
        // What comes before work that has no place in the horizon, stays.
        var start = was.Start > _shop.Horizon ? 0 : was.Start;
        var machine = was.Machine;
        var onMachine = machine >= 0 && was.State != OperationState.Done;
        var room = onMachine ? RoomOnMachine(machine, operation, graph.Family[i]) : 0;
        var may = !was.IsFixed && start >= draft.Earliest && _latest[operation] > was.End && _latest[operation] <= _shop.Horizon
            && graph.TransferBatch[i] == 0 && was.Start <= _shop.Horizon;
        if (may && machine < 0) start = Outside(operation);
        else if (may)
        {
            var calendar = _shop.Centers[_shop.CenterOfMachine[machine]].Calendar;
            var end = Math.Min(room, calendar.ToWork(_latest[operation]));
            if (end > was.WorkEnd)
            {
                ref var moved = ref draft.Placements.Own(operation);
                (moved.WorkStart, moved.WorkEnd) = (end - (moved.WorkEnd - moved.WorkStart), end);
                start = moved.Start = calendar.StartOf(moved.WorkStart);
                moved.End = calendar.EndOf(end);
                ref var slot = ref draft.Timelines[machine].Change(_block[machine], _at[machine]);
                (slot.Start, slot.End) = (moved.WorkStart, moved.WorkEnd);
            }
        }
        if (onMachine) (_room[machine], _next[machine]) = (draft.Placements[operation].WorkStart, graph.Family[i]);
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
        {
            ref var latest = ref _latest[record.FirstOperation + graph.Before[k]];
            latest = Math.Min(latest, start - graph.WaitAfter[graph.Before[k]]);
        }
    }

    private int Outside(int operation)
    {
        ref var moved = ref draft.Placements.Own(operation);
        (moved.Start, moved.End) = (moved.Start + _latest[operation] - moved.End, _latest[operation]);
        return moved.Start;
    }

    /// <summary>Steps the machine's cursor back to the operation, and answers how late it may end before what follows it there.</summary>
    private int RoomOnMachine(int machine, int operation, int family)
    {
        var timeline = draft.Timelines[machine];
        ref var b = ref _block[machine];
        ref var at = ref _at[machine];
        while (true)
        {
            if (--at < 0) at = timeline.Block(--b).Count - 1;
            ref var slot = ref timeline.Block(b)[at];
            if (slot.Operation == operation) break;
            _room[machine] = slot.Start;
        }
        return _room[machine] - (_next[machine] < 0 ? 0 : _shop.Centers[_shop.CenterOfMachine[machine]].Changeover(family, _next[machine]));
    }
}
