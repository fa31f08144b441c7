using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>The same plan in another shop: more hours, more machines. The plan people work by is untouched; compare the two.</summary>
public static class WhatIf
{
    /// <summary>
    /// The plan moved into a shop made by <see cref="Shop.WithCalendar"/> or <see cref="Shop.WithMachines"/>, each operation at its minute
    /// of the clock where that is still open and free, and later where not.
    /// </summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="shop">With the same products and work centers.</param>
    /// <param name="anew">Whether all that may move is then planned anew, as early as it fits; otherwise only what must move does.</param>
    /// <exception cref="ShopRefusedException">A machine that work has begun on, or that stands still, is not in the new shop.</exception>
    public static ReplanResult In(Plan plan, Shop shop, bool anew)
    {
        if (shop.Centers.Length != plan.Shop.Centers.Length || !ReferenceEquals(shop.Products, plan.Shop.Products))
            throw new ShopRefusedException("workCenter", "shop",
                "The other shop has other products or work centers; make it from this plan's shop.");
        var draft = new PlanDraft(plan, shop);
        foreach (var stop in draft.Stops.OfType<Stop>()) StopCheck.Check(shop, stop);
        for (var place = 0; place < draft.Records.Count; place++)
            if (draft.Records[place] is { } record)
                for (var i = record.FirstOperation; i < record.FirstOperation + record.Operations; i++) Carry(plan, draft, record, i);
        // A start that moved to the next open minute must not change who goes before whom.
        new SequencePass(draft, new PassOptions(AnyMachine: false, ByPromise: false), plan).Run();
        var after = draft.Freeze();
        if (anew) after = Replanner.Forward(after);
        return ReplanReport.Of(plan, after, PlanScore.Of(plan, plan), PlanScore.Of(after, plan));
    }

    private static void Carry(Plan plan, PlanDraft draft, OrderRecord record, int operation)
    {
        ref readonly var was = ref plan.Placements[operation];
        if (was.Machine < 0) return;
        var center = plan.Shop.CenterOfMachine[was.Machine];
        var now = draft.Shop.Centers[center];
        var number = was.Machine - plan.Shop.Centers[center].FirstMachine;
        if (number >= now.Machines)
        {
            if (was.State is OperationState.Started)
                throw new ShopRefusedException("workCenter", $"work center “{now.Definition.Name}”",
                    $"Work of order “{record.Terms.Name}” has begun on machine {number} of “{now.Definition.Name}”, which would have "
                        + $"{now.Machines}; keep that machine, or wait until it is done.");
            Loosen(draft, operation);
            return;
        }
        var start = now.Calendar.ToWork(was.Start);
        var end = (int)Math.Min((long)start + was.WorkEnd - was.WorkStart, now.Calendar.Total);
        // What has begun ends when it was said to, or with the horizon; what has not needs all of its time.
        if (end <= start || was.State < OperationState.Started && end - start < was.WorkEnd - was.WorkStart)
        {
            Loosen(draft, operation);
            return;
        }
        ref var placed = ref draft.Placements.Own(operation);
        (placed.Machine, placed.WorkStart, placed.WorkEnd) = (now.FirstMachine + number, start, end);
        if (was.State == OperationState.Done) return;
        (placed.Start, placed.End) = (was.State == OperationState.Started ? was.Start
            : now.Calendar.StartOf(start), now.Calendar.EndOf(end));
    }

    /// <summary>From its machine: it may go to any that can do it, in its turn. What is done stays done.</summary>
    private static void Loosen(PlanDraft draft, int operation)
    {
        ref var placed = ref draft.Placements.Own(operation);
        var state = placed.State == OperationState.Done ? OperationState.Done : OperationState.Planned;
        placed = new Placement { Machine = -1, Start = placed.Start, End = placed.End, State = state };
    }
}
