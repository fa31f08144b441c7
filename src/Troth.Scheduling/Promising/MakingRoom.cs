using Troth.Scheduling.Plans;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;

namespace Troth.Scheduling.Promising;

/// <summary>Lets named orders make room for a new one. What moves is said, and none of them loses its promise.</summary>
internal static class MakingRoom
{
    /// <summary>
    /// The plan without the operations of orders that have not begun, which stay in the list; only to place others and then
    /// <see cref="PutBack"/>.
    /// </summary>
    public static Plan Lift(Plan plan, IReadOnlyList<OrderHandle> orders)
    {
        var draft = new PlanDraft(plan);
        foreach (var order in orders)
        {
            var record = plan.Record(order)!;
            draft.Return(record, r => r.Operation >= 0);
            for (var i = 0; i < record.Operations; i++) draft.Lift(record.FirstOperation + i);
        }
        return draft.Freeze();
    }

    /// <summary>
    /// Places them again into what is free, one after the other; null when one would end after its promise, or with less than a third of
    /// its buffer.
    /// </summary>
    public static Plan? PutBack(Plan plan, IReadOnlyList<OrderHandle> orders) =>
        PutBackAnyhow(plan, orders) is { } after && orders.All(order => KeepsItsPromise(after, after.Record(order)!)) ? after : null;

    /// <summary>The same, whatever becomes of their promises; null when one has no room any more.</summary>
    public static Plan? PutBackAnyhow(Plan plan, IReadOnlyList<OrderHandle> orders)
    {
        var draft = new PlanDraft(plan);
        var placer = new Placer(plan.Shop);
        foreach (var order in orders)
        {
            var record = draft.Record(order)!;
            draft.For(record);
            if (placer.Place(draft.Timelines, draft.Stock, record.Graph!, record.Made, Math.Max(draft.Earliest, record.Terms.NotBefore),
                draft.Now, draft) < 0) return null;
            draft.Set(record with { Reservations = [.. record.Reservations.Where(r => r.Operation < 0), .. draft.Reserved] });
        }
        return draft.Freeze();
    }

    private static bool KeepsItsPromise(Plan plan, OrderRecord record) => record.Terms.Promised < 0
        || !plan.Shop.Definition.Classes[record.Terms.Class].IsRed(record.Terms.Promised - plan.Finish(record));

    /// <summary>Whether an order can make room: it is firm, is made, has not begun, and stands outside the frozen zone.</summary>
    public static bool Can(Plan plan, OrderRecord record)
    {
        if (record.Graph is null || record.HeldUntil >= 0) return false;
        var earliest = (long)plan.Now + plan.Shop.Definition.FrozenMinutes;
        for (var i = record.FirstOperation; i < record.FirstOperation + record.Operations; i++)
            if (plan.Placements[i].IsFixed || plan.Placements[i].Start < earliest || plan.Placements[i].Start > plan.Shop.Horizon)
                return false;
        return true;
    }

    public static IReadOnlyList<MovedOrder> Moves(Plan before, Plan after, IReadOnlyList<OrderHandle> orders) =>
        [.. orders.Select(o => (o, Was: before.Record(o)!, Is: after.Record(o)!))
            .Select(m => new MovedOrder(m.o, before.Finish(m.Was), after.Finish(m.Is), m.Was.Terms.Promised))];
}
