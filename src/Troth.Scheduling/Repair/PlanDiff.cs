using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>An operation that stands elsewhere.</summary>
/// <param name="Order">Whose.</param>
/// <param name="Operation">Its place in the order.</param>
/// <param name="Machine">Among all machines of the shop (<see cref="Shops.Shop.MachineAt"/>), before; −1 without one.</param>
/// <param name="Start">Minute, before.</param>
/// <param name="NewMachine">After.</param>
/// <param name="NewStart">After.</param>
public readonly record struct MovedOperation(OrderHandle Order, int Operation, int Machine, int Start, int NewMachine, int NewStart);

/// <summary>An order that ends at another time.</summary>
/// <param name="Order">Which.</param>
/// <param name="Finish">Minute, before.</param>
/// <param name="NewFinish">After.</param>
/// <param name="Promised">Minute promised, or −1.</param>
public readonly record struct MovedOrder(OrderHandle Order, int Finish, int NewFinish, int Promised);

/// <summary>What differs between two plans of one shop. O(operations), and less where the plans share pages.</summary>
public sealed class PlanDiff
{
    private readonly List<MovedOperation> _operations = [];
    private readonly List<MovedOrder> _orders = [];
    private readonly List<OrderHandle> _added = [], _removed = [];

    private PlanDiff() { }

    /// <summary>Operations that stand elsewhere, by the place of their order.</summary>
    public IReadOnlyList<MovedOperation> Operations => _operations;

    /// <summary>Orders that end at another time.</summary>
    public IReadOnlyList<MovedOrder> Orders => _orders;

    /// <summary>Orders only in the second.</summary>
    public IReadOnlyList<OrderHandle> Added => _added;

    /// <summary>Orders only in the first.</summary>
    public IReadOnlyList<OrderHandle> Removed => _removed;

    /// <summary>What has to be done to the first to get the second.</summary>
    public static PlanDiff Of(Plan before, Plan after)
    {
        var diff = new PlanDiff();
        var places = Math.Max(before.Records.Count, after.Records.Count);
        for (var place = 0; place < places; place++)
        {
            var was = place < before.Records.Count ? before.Records[place] : null;
            var now = place < after.Records.Count ? after.Records[place] : null;
            if (was is not null && was.Handle == now?.Handle && ReferenceEquals(was.Graph, now.Graph)) diff.Same(before, after, was, now);
            else
            {
                if (was is not null) diff._removed.Add(was.Handle);
                if (now is not null) diff._added.Add(now.Handle);
            }
        }
        return diff;
    }

    private void Same(Plan before, Plan after, OrderRecord was, OrderRecord now)
    {
        var moved = !ReferenceEquals(was, now);
        for (var i = 0; i < was.Operations; i++)
        {
            if (before.Placements.SharesPage(after.Placements, was.FirstOperation + i) && was.FirstOperation == now.FirstOperation)
                continue;
            ref readonly var old = ref before.Placements[was.FirstOperation + i];
            ref readonly var then = ref after.Placements[now.FirstOperation + i];
            if (old.Start == then.Start && old.End == then.End && old.Machine == then.Machine) continue;
            moved = true;
            _operations.Add(new MovedOperation(was.Handle, i, old.Machine, old.Start, then.Machine, then.Start));
        }
        if (moved && before.Finish(was) is var finish && after.Finish(now) is var newFinish && finish != newFinish)
            _orders.Add(new MovedOrder(was.Handle, finish, newFinish, now.Terms.Promised));
    }
}
