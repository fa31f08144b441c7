using Troth.Schedule.Contracts;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Repair;

namespace Troth.Schedule.Planning.Acts;

/// <summary>Orders that were promised elsewhere: planned as told into what is free, so that nobody moves for them.</summary>
public sealed record OrdersTaken(IReadOnlyList<InheritedOrder> Orders) : PlanAct
{
    public override bool MovesOthers => true;

    public override Outcome Apply(PlantPlan plan) => new(plan.Follow(Replanner.Add(plan.Plan,
    [
        .. Orders.Select(o => new OrderTerms(PlantPlan.NameOf(o.Order), plan.Shop.ProductAt(o.Product), o.Quantity)
            { Class = plan.Shop.ClassAt(o.Class), Promised = o.Date, Requested = o.Date, Inherited = true, Weight = 1 }),
    ])));
}

/// <summary>An order promised elsewhere.</summary>
/// <param name="Date">Minute by which it has to be ready; −1 when nothing was promised.</param>
public sealed record InheritedOrder(long Order, Guid Product, int Quantity, Guid Class, int Date);

/// <summary>Puts an operation on a machine at a minute and fixes it there; others make room.</summary>
public sealed record Place(long Order, int Remake, int Operation, Guid Center, int Machine, int Start) : PlanAct
{
    public override long? About => Order;
    public override bool MovesOthers => true;
    public override bool IsChoice => true;

    public override Outcome Apply(PlantPlan plan)
    {
        if (plan.Part(Order, Remake) is not { } order) return new(plan, Refusal.NotThere);
        var (decision, result) = ShopFloor.Move(plan.Plan, order, Operation, plan.Shop.CenterAt(Center), Machine, Start);
        return decision.Done ? new(plan.Follow(decision.Plan), Replan: result) : new(plan, decision.Refusal);
    }
}

/// <summary>One operation of an order, in a sequence.</summary>
public sealed record Turn(long Order, int Remake, int Operation);

/// <summary>Puts operations on a machine in the turn given.</summary>
public sealed record Resequence(Guid Center, int Machine, Turn[] Turns) : PlanAct
{
    public override bool MovesOthers => true;
    public override bool IsChoice => true;

    public override Outcome Apply(PlantPlan plan)
    {
        var turns = new List<(OrderHandle, int)>();
        foreach (var turn in Turns)
            if (plan.Part(turn.Order, turn.Remake) is { } order) turns.Add((order, turn.Operation));
            else return new(plan, Refusal.NotThere);
        var (decision, result) = ShopFloor.Resequence(plan.Plan, plan.Shop.CenterAt(Center), Machine, turns);
        return decision.Done ? new(plan.Follow(decision.Plan), Replan: result) : new(plan, decision.Refusal);
    }
}

public enum Fixing { Release, Pin, Unpin }

/// <summary>Gives an operation to the shop, fixes it where it stands, or lets planning move it again.</summary>
public sealed record Fix(long Order, int Remake, int Operation, Fixing How) : PlanAct
{
    public override long? About => Order;
    public override bool IsChoice => true;

    public override Outcome Apply(PlantPlan plan)
    {
        if (plan.Part(Order, Remake) is not { } order) return new(plan, Refusal.NotThere);
        var decision = How switch
        {
            Fixing.Release => ShopFloor.Release(plan.Plan, order, Operation),
            Fixing.Pin => ShopFloor.Pin(plan.Plan, order, Operation),
            _ => ShopFloor.Unpin(plan.Plan, order, Operation),
        };
        return decision.Done ? new(plan with { Plan = decision.Plan }) : new(plan, decision.Refusal);
    }
}

/// <summary>Plans all that may move anew, by due date, as early as it fits.</summary>
public sealed record PlanAnew : PlanAct
{
    public override bool MovesOthers => true;
    public override bool IsChoice => true;
    public override Outcome Apply(PlantPlan plan) => new(plan.Follow(Replanner.Forward(plan.Plan)));
}

/// <summary>What became of past orders' plans: safe dates rest on it from now on, and on nothing that was learned before.</summary>
/// <param name="Center">By whose calendar dates are reckoned from it (<see cref="SlipHours"/>).</param>
/// <param name="Past">By promise class.</param>
public sealed record LearnSlips(Guid Center, IReadOnlyList<ClassSlips> Past) : PlanAct
{
    public override Outcome Apply(PlantPlan plan) => new(plan with { Plan = plan.Plan.With(Spread(plan)) });

    /// <summary>What is measured then.</summary>
    internal SlipSpread Spread(PlantPlan plan) => SlipSpread.Of(plan.Shop.Shop.CalendarOf(plan.Shop.CenterAt(Center)), Past.SelectMany(one =>
        one.Leads.Zip(one.Late, (lead, late) => new PastSlip(lead, late, plan.Shop.ClassAt(one.Class)))));
}

/// <summary>Past orders of a promise class, the same place in both lists for each: see <see cref="PastSlip"/>.</summary>
/// <param name="Leads">Working minutes from the quote to the planned finish.</param>
/// <param name="Late">Working minutes from there to the end; below 0 when it was early.</param>
public sealed record ClassSlips(Guid Class, IReadOnlyList<int> Leads, IReadOnlyList<int> Late);
