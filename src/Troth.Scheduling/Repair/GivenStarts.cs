using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>A start somebody else worked out.</summary>
/// <param name="Order">Whose.</param>
/// <param name="Operation">Its place in the order.</param>
/// <param name="Start">Minute of the clock.</param>
public readonly record struct GivenStart(OrderHandle Order, int Operation, int Start);

/// <summary>
/// Takes starts over that a search or another system worked out: each operation on a machine of its work center that is free then.
/// </summary>
internal static class GivenStarts
{
    public static Plan Take(Plan plan, IReadOnlyList<GivenStart> starts)
    {
        var draft = new PlanDraft(plan);
        var named = new HashSet<int>(starts.Count);
        foreach (var given in starts)
        {
            var operation = Operation(plan, given);
            if (!named.Add(operation))
                throw new ShopRefusedException("operation", $"order “{plan.Record(given.Order)!.Terms.Name}”",
                    $"Operation {given.Operation} of order “{plan.Record(given.Order)!.Terms.Name}” is given two starts; give one.");
            draft.Lift(operation);
        }
        var keys = new int[starts.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = starts[i].Start;
        foreach (var i in RadixSort.ByKey(keys)) Put(draft, starts[i]);
        return draft.Freeze();
    }

    private static int Operation(Plan plan, GivenStart given)
    {
        var record = plan.Record(given.Order) ?? throw new ShopRefusedException("order", "order",
            $"Order {given.Order.Place} ({given.Order.Serial}) is not in the plan.");
        if ((uint)given.Operation >= (uint)record.Operations)
            throw new ShopRefusedException("operation", $"order “{record.Terms.Name}”",
                $"Order “{record.Terms.Name}” has no operation {given.Operation}; it has {record.Operations}.");
        if (given.Start < plan.Now + plan.Shop.Definition.FrozenMinutes || given.Start >= plan.Shop.Horizon)
            throw new ShopRefusedException("time", $"order “{record.Terms.Name}”",
                $"Operation {given.Operation} of order “{record.Terms.Name}” is to start at minute {given.Start}; give one after the "
                + "frozen zone, within the horizon.");
        if (plan.Placements[record.FirstOperation + given.Operation].IsFixed)
            throw new ShopRefusedException("operation", $"order “{record.Terms.Name}”",
                $"Operation {given.Operation} of order “{record.Terms.Name}” is fixed; let it go first.");
        return record.FirstOperation + given.Operation;
    }

    private static void Put(PlanDraft draft, GivenStart given)
    {
        var record = draft.Record(given.Order)!;
        var operation = record.FirstOperation + given.Operation;
        var placed = draft.Placements[operation];
        if (placed.Machine < 0) return;
        var center = draft.Shop.Centers[draft.Shop.CenterOfMachine[placed.Machine]];
        var graph = record.Graph!;
        var (start, duration) = (center.Calendar.ToWork(given.Start), placed.WorkEnd - placed.WorkStart);
        for (var machine = center.FirstMachine; machine < center.FirstMachine + center.Machines; machine++)
        {
            var found = center.Changeovers is null ? draft.Timelines[machine].Find(start, duration)
                : draft.Timelines[machine].Find(start, duration, graph.Family[given.Operation], center, center.Calendar.ToWork(draft.Now));
            if (found != start) continue;
            draft.For(record).Take(given.Operation, placed with
            {
                Machine = machine, WorkStart = start, WorkEnd = start + duration, Start = center.Calendar.StartOf(start),
                    End = center.Calendar.EndOf(start + duration),
            }, graph.Family[given.Operation]);
            return;
        }
        throw new ShopRefusedException("time", $"order “{record.Terms.Name}”",
            $"At minute {given.Start} no machine of “{center.Definition.Name}” is free for operation “{graph.Name[given.Operation]}” "
                + $"of order “{record.Terms.Name}”.");
    }
}
