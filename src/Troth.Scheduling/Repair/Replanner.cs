using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>Makes plans from plans.</summary>
public static class Replanner
{
    /// <summary>Takes many orders in at once and plans all that may move anew, by due date; for a company that comes with its order book.</summary>
    /// <exception cref="ShopRefusedException">An order is out of range; it is named with the value, and nothing was changed.</exception>
    public static Plan Load(Plan plan, IReadOnlyList<OrderTerms> orders)
    {
        var draft = new PlanDraft(plan);
        foreach (var order in orders)
        {
            OrderCheck.Check(plan.Shop, order);
            var graph = plan.Shop.Products[order.Product].Graph;
            var record = draft.Enter(order, graph, order.Quantity);
            for (var i = 0; i < record.Operations; i++) draft.Placements.Own(record.FirstOperation + i) = new Placement { Machine = -1 };
        }
        ForwardPass.Run(draft);
        return draft.Freeze();
    }

    /// <summary>Plans all that may move anew, by due date, as early as it fits.</summary>
    public static Plan Forward(Plan plan)
    {
        var draft = new PlanDraft(plan);
        ForwardPass.Run(draft);
        return draft.Freeze();
    }

    /// <summary>Moves operations as late as promises, what follows them and their machine's next operation allow; sequences stay.</summary>
    public static Plan JustInTime(Plan plan)
    {
        var draft = new PlanDraft(plan);
        new JustInTime(draft).Run();
        return draft.Freeze();
    }
}
