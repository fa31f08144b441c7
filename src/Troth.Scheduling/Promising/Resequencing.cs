using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Promising;

/// <summary>Puts operations on a machine one after the other in the turn a person wants, from where the first of them stood.</summary>
internal static class Resequencing
{
    public static (Decision Decision, ReplanResult? Result) Of(Plan plan, int workCenter, int machine,
        IReadOnlyList<(OrderHandle Order, int Operation)> turns)
    {
        var center = Center(plan, workCenter, machine);
        if (turns.Count == 0) return (new Decision(plan, Refusal.None, default), null);
        var draft = new PlanDraft(plan);
        var cursor = int.MaxValue;
        foreach (var (order, operation) in turns)
        {
            if (Refused(plan, order, operation, workCenter, out var record) is { } refused)
                return (new Decision(plan, refused, order), null);
            cursor = Math.Min(cursor, plan.Placements[record.FirstOperation + operation].Start);
        }
        cursor = center.Calendar.ToWork(Math.Max(cursor, draft.Earliest));
        var family = -1;
        foreach (var (order, operation) in turns)
        {
            var record = plan.Record(order)!;
            var graph = record.Graph!;
            if (family >= 0) cursor += center.Changeover(family, graph.Family[operation]);
            family = graph.Family[operation];
            var end = cursor + Duration(plan, record, operation, workCenter);
            if (end > center.Calendar.Total) return (new Decision(plan, Refusal.NotFree, order), null);
            draft.Placements.Own(record.FirstOperation + operation) = new Placement
            {
                Machine = center.FirstMachine + machine, WorkStart = cursor, WorkEnd = (int)end, Start = center.Calendar.StartOf(cursor),
                    End = center.Calendar.EndOf((int)end),
            };
            cursor = (int)end;
        }
        var result = Replanner.Settled(plan, draft);
        return InTurn(result.Plan, center.FirstMachine + machine, turns) is { } late ? (new Decision(plan, Refusal.NotFree, late), null)
            : (new Decision(result.Plan, Refusal.None, turns[0].Order), result);
    }

    private static WorkCenter Center(Plan plan, int workCenter, int machine)
    {
        if ((uint)workCenter >= (uint)plan.Shop.Centers.Length)
            throw new ShopRefusedException("workCenter", $"work center {workCenter}",
                $"Work center {workCenter} does not exist; there are {plan.Shop.Centers.Length}.");
        var center = plan.Shop.Centers[workCenter];
        return (uint)machine < (uint)center.Machines ? center
            : throw new ShopRefusedException("workCenter", $"work center “{center.Definition.Name}”",
                $"Work center “{center.Definition.Name}” has no machine {machine}; it has {center.Machines}.");
    }

    private static Refusal? Refused(Plan plan, OrderHandle order, int operation, int workCenter, out OrderRecord record)
    {
        record = plan.Record(order)!;
        if (record is null) return Refusal.NotThere;
        if ((uint)operation >= (uint)record.Operations)
            throw new ShopRefusedException("operation", $"order “{record.Terms.Name}”",
                $"Order “{record.Terms.Name}” has no operation {operation}; it has {record.Operations}.");
        var graph = record.Graph!;
        if (!graph.Center.AsSpan(graph.CentersFrom[operation], graph.CentersFrom[operation + 1] - graph.CentersFrom[operation])
            .Contains(workCenter))
            throw new ShopRefusedException("workCenter", $"operation “{graph.Name[operation]}”",
                $"Operation “{graph.Name[operation]}” of order “{record.Terms.Name}” cannot be done at "
                    + $"“{plan.Shop.Centers[workCenter].Definition.Name}”.");
        ref readonly var placed = ref plan.Placements[record.FirstOperation + operation];
        if (placed.State >= OperationState.Started) return Refusal.Begun;
        // What is fixed, frozen or has no place in the horizon stays.
        return placed.IsFixed || placed.Start > plan.Shop.Horizon || placed.Start < (long)plan.Now + plan.Shop.Definition.FrozenMinutes
            ? Refusal.NotFree : null;
    }

    private static long Duration(Plan plan, OrderRecord record, int operation, int workCenter)
    {
        var graph = record.Graph!;
        var amounts = new int[graph.Parts];
        graph.Quantities(record.Made, amounts, out _);
        var at = Array.IndexOf(graph.Center, workCenter, graph.CentersFrom[operation]);
        return graph.Duration(at, amounts[graph.Part[operation]], plan.Shop.Centers[workCenter].Definition.Efficiency);
    }

    /// <summary>
    /// The first order whose operation is not on the machine in its turn: what comes before it, or what may not move, stands against it.
    /// Null when all are.
    /// </summary>
    private static OrderHandle? InTurn(Plan plan, int machine, IReadOnlyList<(OrderHandle Order, int Operation)> turns)
    {
        var last = -1;
        foreach (var (order, operation) in turns)
        {
            ref readonly var placed = ref plan.Placements[plan.Record(order)!.FirstOperation + operation];
            if (placed.Machine != machine || placed.WorkStart <= last) return order;
            last = placed.WorkStart;
        }
        return null;
    }
}
