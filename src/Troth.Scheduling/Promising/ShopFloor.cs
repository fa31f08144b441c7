using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Promising;

/// <summary>
/// What a scheduler does with operations by hand. Each answers with the plan it would make and what would move: look, then take it or leave
/// it.
/// </summary>
public static class ShopFloor
{
    /// <summary>Gives an operation to the shop: from then on planning leaves it where it is.</summary>
    public static Decision Release(Plan plan, OrderHandle order, int operation) =>
        Set(plan, order, operation, (ref Placement placed) => placed.State = OperationState.Released);

    /// <summary>Fixes an operation where it stands.</summary>
    public static Decision Pin(Plan plan, OrderHandle order, int operation) =>
        Set(plan, order, operation, (ref Placement placed) => placed.Pinned = true);

    /// <summary>Lets planning move an operation again that was pinned or released and has not begun.</summary>
    public static Decision Unpin(Plan plan, OrderHandle order, int operation) =>
        Set(plan, order, operation, (ref Placement placed) => (placed.Pinned, placed.State) = (false, OperationState.Planned));

    /// <summary>
    /// Puts an operation on a machine at a minute and pins it there; others make room, each slipping only as far as it must. Refused where
    /// what has begun, was released or pinned, or a stop is in the way, or where what comes before it is not done by then.
    /// </summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="order">Whose.</param>
    /// <param name="operation">Its place in the order.</param>
    /// <param name="workCenter">One of its work centers.</param>
    /// <param name="machine">Which machine there.</param>
    /// <param name="start">Minute of the clock, not in the frozen zone; moved on to the next open minute.</param>
    public static (Decision Decision, ReplanResult? Result) Move(Plan plan, OrderHandle order, int operation, int workCenter, int machine,
        int start)
    {
        if (Begun(plan, order, operation, out var record) is { } refused) return (refused, null);
        var graph = record.Graph!;
        var at = Array.IndexOf(graph.Center, workCenter, graph.CentersFrom[operation],
            graph.CentersFrom[operation + 1] - graph.CentersFrom[operation]);
        if (at < 0 || (uint)machine >= (uint)plan.Shop.Centers[workCenter].Machines)
            throw new ShopRefusedException("workCenter", $"operation “{graph.Name[operation]}”",
                $"Operation “{graph.Name[operation]}” cannot be done on machine {machine + 1} of "
                + $"“{plan.Shop.Centers.ElementAtOrDefault(workCenter)?.Definition.Name}”.");
        var center = plan.Shop.Centers[workCenter];
        var amounts = new int[graph.Parts];
        graph.Quantities(record.Made, amounts, out _);
        var duration = graph.Duration(at, amounts[graph.Part[operation]], center.Definition.Efficiency);
        var from = center.Calendar.ToWork(Math.Max(start, 0));
        // What has no place in the horizon has no material set aside either.
        if (plan.Placements[record.FirstOperation + operation].Start > plan.Shop.Horizon
            || start < plan.Now + plan.Shop.Definition.FrozenMinutes
            || from + duration > center.Calendar.Total) return (new Decision(plan, Refusal.NotFree, order), null);
        var draft = new PlanDraft(plan);
        draft.Lift(record.FirstOperation + operation);
        draft.Placements.Own(record.FirstOperation + operation) = new Placement
        {
            Machine = center.FirstMachine + machine, WorkStart = from, WorkEnd = from + (int)duration,
                Start = center.Calendar.StartOf(from),
            End = center.Calendar.EndOf(from + (int)duration), Pinned = true,
        };
        var result = Replanner.Settled(plan, draft);
        ref readonly var placed = ref result.Plan.Placements[record.FirstOperation + operation];
        return placed.WorkStart == from && placed.Machine == center.FirstMachine + machine
            ? (new Decision(result.Plan, Refusal.None, order), result) : (new Decision(plan, Refusal.NotFree, order), null);
    }

    /// <summary>
    /// Puts operations on a machine one after the other in the turn given, from where the first of them stood; others that stand between
    /// make room, each slipping only as far as it must. Nothing is pinned. Refused where one has begun, is fixed or frozen, or cannot come
    /// in its turn because of what must come before it.
    /// </summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="workCenter">One at which each of them can be done.</param>
    /// <param name="machine">Which machine there.</param>
    /// <param name="turns">Orders and places of operations in them, first turn first.</param>
    /// <exception cref="ShopRefusedException">An operation cannot be done there, or does not exist.</exception>
    public static (Decision Decision, ReplanResult? Result) Resequence(Plan plan, int workCenter, int machine,
        IReadOnlyList<(OrderHandle Order, int Operation)> turns) =>
        Resequencing.Of(plan, workCenter, machine, turns);

    private delegate void Change(ref Placement placed);

    private static Decision Set(Plan plan, OrderHandle order, int operation, Change change)
    {
        if (Begun(plan, order, operation, out var record) is { } refused) return refused;
        if (plan.Placements[record.FirstOperation + operation].Start > plan.Shop.Horizon) return new Decision(plan, Refusal.NotFree, order);
        var draft = new PlanDraft(plan);
        change(ref draft.Placements.Own(record.FirstOperation + operation));
        return new Decision(draft.Freeze(), Refusal.None, order);
    }

    private static Decision? Begun(Plan plan, OrderHandle order, int operation, out OrderRecord record)
    {
        record = plan.Record(order)!;
        if (record is null) return new Decision(plan, Refusal.NotThere, order);
        if ((uint)operation >= (uint)record.Operations)
            throw new ShopRefusedException("operation", $"order “{record.Terms.Name}”",
                $"Order “{record.Terms.Name}” has no operation {operation}; it has {record.Operations}.");
        return plan.Placements[record.FirstOperation + operation].State >= OperationState.Started ? new Decision(plan, Refusal.Begun, order)
            : null;
    }
}
