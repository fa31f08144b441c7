using Troth.Schedule.Contracts;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;

namespace Troth.Schedule.Planning.Acts;

/// <summary>Sets a date aside until a minute, or promises it at once where no end is given.</summary>
/// <param name="Date">The minute by which it has to be ready: the quote's safe one or later.</param>
/// <param name="Until">Minute at which the hold ends; −1 makes it firm at once.</param>
public sealed record Hold(long Order, Guid Product, int Quantity, Guid Class, int Confidence, int Date, int Until, int NotBefore = 0, int Weight = 1) : PlanAct
{
    public override long? About => Order;

    public override Outcome Apply(PlantPlan plan)
    {
        var request = new QuoteRequest(plan.Shop.ProductAt(Product), Quantity, plan.Shop.ClassAt(Class), Confidence, NotBefore);
        var name = PlantPlan.NameOf(Order);
        var decision = Until < 0 ? OrderDesk.Promise(plan.Plan, name, request, Date, Weight) : OrderDesk.Hold(plan.Plan, name, request, Date, Until, Weight);
        return Desk.Answer(plan, Order, decision);
    }
}

/// <summary>Makes a held order firm at exactly its date.</summary>
public sealed record Confirm(long Order) : PlanAct
{
    public override long? About => Order;
    public override Outcome Apply(PlantPlan plan) => Desk.Do(plan, Order, OrderDesk.Confirm);
}

/// <summary>Makes a hold last longer or shorter.</summary>
public sealed record Extend(long Order, int Until) : PlanAct
{
    public override long? About => Order;
    public override Outcome Apply(PlantPlan plan) => Desk.Do(plan, Order, (p, order) => OrderDesk.Extend(p, order, Until));
}

/// <summary>Changes how many pieces and, with the customer's consent, the minute promised (−1 keeps it).</summary>
/// <param name="DayOnly">The pieces stay as they are: what is made again for the order is then promised for the new minute too.</param>
public sealed record Alter(long Order, int Quantity, int Date = -1, bool DayOnly = false) : PlanAct
{
    public override long? About => Order;

    /// <summary>As many as have left already: no more are to come, and it leaves the plan.</summary>
    public override Outcome Apply(PlantPlan plan) => DayOnly ? Postponed(plan)
        : plan.All(Order).Sum(part => part.Shipped) == Quantity ? new Cancel(Order).Apply(plan)
        : plan.Remakes.ContainsKey(Order) ? new(plan, Refusal.Begun)
        : Desk.Do(plan, Order, (p, order) => OrderDesk.Change(p, order, Quantity, Date));

    private Outcome Postponed(PlantPlan plan)
    {
        var next = plan.Plan;
        foreach (var part in plan.All(Order))
        {
            var decision = OrderDesk.Change(next, part.Handle, part.Terms.Quantity, Date);
            if (!decision.Done) return new(plan, decision.Refusal, decision.Offer);
            next = decision.Plan;
        }
        return ReferenceEquals(next, plan.Plan) ? new(plan, Refusal.NotThere) : new(plan with { Plan = next });
    }
}

/// <summary>The system that promised an order tells another date or quantity. Planned as told, into what is free.</summary>
/// <param name="Date">Minute by which it has to be ready; −1 when nothing is promised.</param>
public sealed record Retold(long Order, int Quantity, int Date) : PlanAct
{
    public override long? About => Order;

    /// <summary>What is made again for the order is then needed for the new minute too.</summary>
    public override Outcome Apply(PlantPlan plan)
    {
        if (!plan.Remakes.ContainsKey(Order)) return Desk.Do(plan, Order, (p, order) => OrderDesk.Retell(p, order, Quantity, Date));
        if (plan.Find(Order)?.Terms.Quantity != Quantity) return new(plan, Refusal.Begun);
        var next = plan.Plan;
        foreach (var part in plan.All(Order))
        {
            var decision = OrderDesk.Retell(next, part.Handle, part.Terms.Quantity, Date);
            if (!decision.Done) return new(plan, decision.Refusal, decision.Offer);
            next = decision.Plan;
        }
        return new(plan.Follow(next));
    }
}

/// <summary>Pieces have left the house.</summary>
/// <param name="Why">Where they come from, when the plan did not have them made.</param>
public sealed record Ship(long Order, int Pieces, string? Why = null) : PlanAct
{
    public override long? About => Order;

    /// <summary>From the order itself first, then from what was made again for it.</summary>
    public override Outcome Apply(PlantPlan plan)
    {
        var left = Pieces;
        var next = plan.Plan;
        if (left < 1) return new(plan, Refusal.TooMany);
        foreach (var part in plan.All(Order))
        {
            var now = Math.Min(left, part.Terms.Quantity - part.Shipped);
            if (now == 0) break;
            var decision = OrderDesk.Ship(next, part.Handle, now);
            if (!decision.Done) return new(plan, decision.Refusal);
            (next, left) = (decision.Plan, left - now);
        }
        // With the last piece that was ordered goes what was made again for spoilt ones: it is among them.
        if (left == 0 && plan.Find(Order) is { } ordered && next.Find(ordered.Handle) is null)
            foreach (var again in plan.All(Order).Skip(1))
                if (next.Find(again.Handle) is { } still) next = OrderDesk.Ship(next, again.Handle, still.Terms.Quantity - still.Shipped).Plan;
        return left == Pieces ? new(plan, Refusal.NotThere) : left > 0 ? new(plan, Refusal.TooMany) : new(plan.Follow(next));
    }
}

/// <summary>Takes an order out and frees what it has not used.</summary>
public sealed record Cancel(long Order) : PlanAct
{
    public override long? About => Order;

    public override Outcome Apply(PlantPlan plan)
    {
        var next = plan.Plan;
        foreach (var part in plan.All(Order)) next = OrderDesk.Cancel(next, part.Handle).Plan;
        return ReferenceEquals(next, plan.Plan) ? new(plan, Refusal.NotThere) : new(plan.Follow(next));
    }
}

/// <summary>Promises a date that is only to be had if named orders make room. Who allowed it stands with the review that led to it.</summary>
/// <param name="Moving">Who makes room, by number.</param>
public sealed record Insert(long Order, Guid Product, int Quantity, Guid Class, int Confidence, int Date, long[] Moving, Guid Review, int Weight = 1) : PlanAct
{
    public override long? About => Order;
    public override bool MovesOthers => true;

    public override Outcome Apply(PlantPlan plan)
    {
        var moving = new List<OrderHandle>();
        foreach (var number in Moving)
            if (plan.Orders.TryGetValue(number, out var handle)) moving.Add(handle);
            else return new(plan, Refusal.NotThere);
        var request = new QuoteRequest(plan.Shop.ProductAt(Product), Quantity, plan.Shop.ClassAt(Class), Confidence);
        var (decision, moved) = OrderDesk.PromiseMoving(plan.Plan, PlantPlan.NameOf(Order), request, Date, moving, Weight);
        return Desk.Answer(plan, Order, decision) with { Moved = moved };
    }
}

internal static class Desk
{
    public static Outcome Do(PlantPlan plan, long order, Func<Plan, OrderHandle, Decision> act) =>
        plan.Orders.TryGetValue(order, out var handle) ? Answer(plan, order, act(plan.Plan, handle)) : new(plan, Refusal.NotThere);

    public static Outcome Answer(PlantPlan plan, long order, Decision decision) => decision.Done
        ? new(plan with { Plan = decision.Plan, Orders = plan.Orders.SetItem(order, decision.Order) }, Offer: decision.Offer)
        : new(plan, decision.Refusal, decision.Offer);
}
