using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Checking;

/// <summary>
/// Compares a plan with the one before it: promised dates and terms stay, fixed operations and the frozen zone stand where they stood,
/// nothing new is put into it, and nobody moves for what was done with one order. Reads only what plans show.
/// </summary>
public static class PlanTransition
{
    /// <summary>What is wrong with a step; empty when it keeps the rules. O(n).</summary>
    /// <param name="before">The plan people worked by.</param>
    /// <param name="after">The plan after the step.</param>
    /// <param name="rules">What kind of step it was.</param>
    public static IReadOnlyList<PlanFault> Check(Plan before, Plan after, TransitionRules rules)
    {
        var faults = new FaultList();
        var shop = before.Shop.Definition;
        if (after.Version <= before.Version && !ReferenceEquals(before, after))
            faults.Add("version", "plan", $"The plan after version {before.Version} is version {after.Version}.");
        if (after.Now < before.Now || after.Now > before.Now && rules.Step != PlanStep.Event)
            faults.Add("time", "plan", $"Now went from minute {before.Now} to {after.Now}.");
        if (rules.Step == PlanStep.Replan) Things(faults, shop, before, after);
        foreach (var was in before.Orders)
        {
            var about = rules.About.Contains(was.Handle);
            if (after.Find(was.Handle) is { } order)
            {
                if (!about) Same(faults, was, order);
                if (!about || rules.Step != PlanStep.Decision) Stood(faults, shop, rules.Step, before, after, was, order, about);
            }
            else if (!about && (rules.Step != PlanStep.Event || was.HeldUntil < 0 || was.HeldUntil > after.Now))
                faults.Order("moved", was, "has left the plan");
        }
        var added = 0;
        foreach (var order in after.Orders)
        {
            if (before.Find(order.Handle) is not null) continue;
            added++;
            foreach (var reservation in order.Reservations)
                if (reservation.Source == SupplySource.Purchase && shop.Products[reservation.Product].Purchase is { } purchase
                    && reservation.At < after.Now + purchase.LeadMinutes)
                    faults.Order("purchase", order,
                        $"has “{shop.Products[reservation.Product].Name}” bought by minute {reservation.At}; "
                        + $"a delivery takes {purchase.LeadMinutes} from {after.Now}");
            foreach (var operation in order.Operations)
                if (operation.Start < Frozen(shop, after))
                    faults.Operation("frozen", order, operation,
                        $"is new and starts at minute {operation.Start}, within the frozen zone, which ends at {Frozen(shop, after)}");
        }
        if (added > (rules.Step == PlanStep.Decision ? 1 : 0) && rules.Step != PlanStep.Event)
            faults.Add("moved", "plan", $"{added} orders are new.");
        return faults.All;
    }

    /// <summary>Without anything having happened, stock, machines and stops are as they were.</summary>
    private static void Things(FaultList faults, ShopDefinition shop, Plan before, Plan after)
    {
        for (var product = 0; product < shop.Products.Count; product++)
            if (!before.SupplyOf(product).SequenceEqual(after.SupplyOf(product)))
                faults.Add("moved", $"product “{shop.Products[product].Name}”",
                    $"Of product “{shop.Products[product].Name}” there is another stock.");
        for (var center = 0; center < shop.WorkCenters.Count; center++)
            for (var machine = 0; machine < shop.WorkCenters[center].Machines; machine++)
                if (before.FamilyOf(center, machine) != after.FamilyOf(center, machine))
                    faults.Add("moved", $"work center “{shop.WorkCenters[center].Name}”",
                        $"Machine {machine + 1} of “{shop.WorkCenters[center].Name}” is set up otherwise.");
        if (!before.MachineStops.SequenceEqual(after.MachineStops)) faults.Add("moved", "plan", "Machines stand still at other times.");
    }

    private static long Frozen(ShopDefinition shop, Plan plan) => Math.Min((long)plan.Now + shop.FrozenMinutes, shop.Horizon);

    private static void Same(FaultList faults, in PlannedOrder was, in PlannedOrder order)
    {
        if (order.Terms.Promised != was.Terms.Promised)
            faults.Order("promise", order, $"was promised for minute {was.Terms.Promised} and is now for {order.Terms.Promised}");
        if (order.Terms != was.Terms) faults.Order("promise", order, "has other terms");
        if (order.HeldUntil != was.HeldUntil || order.Shipped != was.Shipped || order.Made != was.Made)
            faults.Order("moved", order, "is held, shipped or made otherwise");
    }

    private static void Stood(FaultList faults, ShopDefinition shop, PlanStep step, Plan before, Plan after, in PlannedOrder was,
        in PlannedOrder order, bool about)
    {
        var (old, now) = (was.Operations, order.Operations);
        if (old.Count != now.Count)
        {
            if (!about) faults.Order("moved", order, $"had {old.Count} operations and has {now.Count}");
            return;
        }
        if (step == PlanStep.Decision && order.Finish != was.Finish)
            faults.Order("moved", order, $"ended at minute {was.Finish} and now ends at {order.Finish}, for what was done with another");
        for (var i = 0; i < old.Count; i++)
        {
            var (then, here) = (old[i], now[i]);
            // What found no room any more, or is moved by hand, is neither where it was nor fixed.
            if (step == PlanStep.Event && (about || here.Start > shop.Horizon) || about
                && (then.State != here.State || then.Pinned != here.Pinned)) continue;
            if (here.State != then.State || here.Pinned != then.Pinned)
                faults.Operation("moved", order, here, $"was {then.State} and is {here.State} without a report");
            if (then.Start == here.Start && then.End == here.End && then.WorkCenter == here.WorkCenter && then.Machine == here.Machine)
                continue;
            var where = $"stood from minute {then.Start} to {then.End} on machine {then.Machine} of center {then.WorkCenter} "
                + $"and now from {here.Start} to {here.End} on {here.Machine} of {here.WorkCenter}";
            var isFixed = then.State != OperationState.Planned || then.Pinned;
            if (step == PlanStep.Decision) faults.Operation("moved", order, here, where);
            else if (step == PlanStep.Replan && isFixed) faults.Operation("fixed", order, here, where);
            else if (step == PlanStep.Replan && then.Start < Frozen(shop, before)) faults.Operation("frozen", order, here, where);
            else if (then.State == OperationState.Done || then.State == OperationState.Started
                && (then.Start != here.Start || then.WorkCenter != here.WorkCenter || then.Machine != here.Machine))
                faults.Operation("fixed", order, here, where);
            else if (then.State != OperationState.Started && (isFixed || then.Start < Frozen(shop, before)) && here.Start < then.Start)
                faults.Operation(isFixed ? "fixed" : "frozen", order, here, where + ": earlier than was told");
            else if (then.State != OperationState.Started && then.Start >= Frozen(shop, after) && here.Start < Frozen(shop, after))
                faults.Operation("frozen", order, here, where + ": put into the frozen zone");
        }
    }
}
