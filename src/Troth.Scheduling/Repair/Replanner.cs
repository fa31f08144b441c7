using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>Makes plans from plans.</summary>
public static class Replanner
{
    /// <summary>
    /// Takes many orders in at once and plans all that may move anew, by due date; for a company that comes with its order book.
    /// </summary>
    /// <exception cref="ShopRefusedException">An order is out of range; it is named with the value, and nothing was changed.</exception>
    public static Plan Load(Plan plan, IReadOnlyList<OrderTerms> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        var draft = new PlanDraft(plan);
        foreach (var order in orders) OrderCheck.Check(plan.Shop, order);
        Supplying.Enter(draft, orders);
        ForwardPass.Run(draft);
        return draft.Freeze();
    }

    /// <summary>
    /// Takes many orders in at once, by due date, into what is free: nothing that stands in the plan moves. What fits nowhere stands after the
    /// horizon, where everybody sees it lack. O(n log n) for the order of orders, and per operation the search for room.
    /// </summary>
    /// <exception cref="ShopRefusedException">An order is out of range; it is named with the value, and nothing was changed.</exception>
    public static Plan Add(Plan plan, IReadOnlyList<OrderTerms> orders)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(orders);
        var draft = new PlanDraft(plan);
        foreach (var order in orders) OrderCheck.Check(plan.Shop, order);
        ForwardPass.Add(draft, Supplying.Enter(draft, orders, lacking: true));
        return draft.Freeze();
    }

    /// <summary>Plans all that may move anew, by due date, as early as it fits.</summary>
    public static Plan Forward(Plan plan)
    {
        var draft = new PlanDraft(plan);
        ForwardPass.Run(draft);
        return draft.Freeze();
    }

    /// <summary>
    /// Follows what happened: repair, not restart. First every operation keeps its machine and its turn and slips only as far as it must.
    /// When that breaks a promise that was kept before, delayed operations may also change machines, and then what is not frozen is placed
    /// by urgency; the best by <see cref="PlanScore"/> is taken. Promised dates never change.
    /// </summary>
    /// <exception cref="ShopRefusedException">An event is out of range or speaks of what is not there; it is named, and nothing was
    /// changed.</exception>
    public static ReplanResult After(Plan plan, params IReadOnlyList<ShopEvent> events)
    {
        var before = PlanScore.Of(plan, plan);
        var (best, score) = Pass(plan, events, new PassOptions(AnyMachine: false, ByPromise: false));
        foreach (var options in new[] { new PassOptions(true, false), new PassOptions(true, true) })
        {
            if (score.Broken <= before.Broken && score.InheritedBroken <= before.InheritedBroken) break;
            var (other, otherScore) = Pass(plan, events, options);
            if (otherScore < score) (best, score) = (other, otherScore);
        }
        return ReplanReport.Of(plan, best, before, score);
    }

    /// <summary>
    /// Takes a plan into another description of its shop: things added, gone or in another turn, other hours, other routings, a horizon
    /// that starts later. What fits stays where it is by the clock; what does not moves as after an event. Handles stay valid, states,
    /// holds and stops stay, and promised minutes change by the shift alone; what lies before the new start counts as its first minute.
    /// </summary>
    /// <remarks>
    /// Orders of which nothing has begun and nobody was told take their product's new routing and are placed anew, behind what stays, by
    /// due date; all others keep the work they have (<see cref="PlannedOrder.OwnWork"/>). Stock is the plan's: the description's counts
    /// only for products the plan does not keep yet. The comparison is with the plan as it was, told in the new shop's minutes and
    /// numbers; an order that takes other work is in it as removed and added.
    /// </remarks>
    /// <param name="plan">The plan now.</param>
    /// <param name="shop">The shop as it is described from now on.</param>
    /// <param name="map">Where the old shop's things are in it.</param>
    /// <exception cref="ShopRefusedException">Something is gone that orders still need: both are named. Or the map is wrong.</exception>
    public static ReplanResult Rebase(Plan plan, Shop shop, RebaseMap map)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(map);
        var rebasing = new Rebasing(plan, shop, map);
        var before = PlanScore.Of(plan, plan);
        Plan? best = null;
        PlanScore score = default;
        foreach (var options in new[] { new PassOptions(false, false), new PassOptions(true, false), new PassOptions(true, true) })
        {
            var other = rebasing.Settled(options);
            var otherScore = PlanScore.Of(other, rebasing.Before);
            if (best is null || otherScore < score) (best, score) = (other, otherScore);
            if (score.Broken <= before.Broken && score.InheritedBroken <= before.InheritedBroken) break;
        }
        return ReplanReport.Of(rebasing.Before, best!, before, score);
    }

    /// <summary>Settles a draft in which operations were put where a person wants them.</summary>
    internal static ReplanResult Settled(Plan plan, PlanDraft draft)
    {
        new SequencePass(draft, new PassOptions(AnyMachine: false, ByPromise: false)).Run();
        var after = draft.Freeze();
        return ReplanReport.Of(plan, after, PlanScore.Of(plan, plan), PlanScore.Of(after, plan));
    }

    private static (Plan Plan, PlanScore Score) Pass(Plan plan, IReadOnlyList<ShopEvent> events, PassOptions options)
    {
        var draft = new PlanDraft(plan);
        var applied = new EventsApplied(draft);
        applied.Apply(events);
        foreach (var product in applied.Short.Order()) StockShortage.Settle(draft, product);
        new SequencePass(draft, options).Run();
        var after = draft.Freeze();
        foreach (var (terms, heldUntil) in draft.ToPlace) after = Promising.Entry.Place(after, terms, terms.Quantity, heldUntil).Plan;
        return (after, PlanScore.Of(after, plan));
    }

    /// <summary>
    /// Takes over starts that a search or another system worked out; what is not named stays. The plan is as good as they are: check it.
    /// </summary>
    /// <exception cref="ShopRefusedException">At a start no machine of the work center is free, or the operation is fixed.</exception>
    public static Plan At(Plan plan, IReadOnlyList<GivenStart> starts) => GivenStarts.Take(plan, starts);

    /// <summary>Moves operations as late as promises, what follows them and their machine's next operation allow; sequences stay.</summary>
    public static Plan JustInTime(Plan plan)
    {
        var draft = new PlanDraft(plan);
        new JustInTime(draft).Run();
        return draft.Freeze();
    }
}
