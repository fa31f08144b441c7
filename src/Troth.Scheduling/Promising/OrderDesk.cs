using Troth.Scheduling.Plans;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Promising;

/// <summary>
/// What people do with orders: hold a quoted date, confirm it, change, ship, cancel. Each makes a plan from a plan, and none moves an
/// operation or a promise of anybody else.
/// </summary>
public static class OrderDesk
{
    /// <summary>
    /// Sets a date aside until a minute. When the plan has changed since the quote, it is quoted again: the date stands if it is still safe
    /// at the confidence asked for.
    /// </summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="name">What people call the order.</param>
    /// <param name="request">What was quoted.</param>
    /// <param name="date">The minute to promise, the quote's safe date or later.</param>
    /// <param name="until">Minute at which the hold ends, after now.</param>
    /// <param name="weight">See <see cref="OrderTerms.Weight"/>.</param>
    /// <exception cref="ShopRefusedException">A value is out of range.</exception>
    public static Decision Hold(Plan plan, string name, in QuoteRequest request, int date, int until, int weight = 1)
    {
        if (until <= plan.Now || until > plan.Shop.Horizon)
            throw new ShopRefusedException("time", $"order “{name}”",
                $"Order “{name}” is to be held until minute {until}; give one after now ({plan.Now}), within the horizon's "
                + $"{plan.Shop.Horizon}.");
        return Enter(plan, name, request, date, until, weight);
    }

    /// <summary>Promises a date at once, without a hold before.</summary>
    /// <inheritdoc cref="Hold"/>
    public static Decision Promise(Plan plan, string name, in QuoteRequest request, int date, int weight = 1) =>
        Enter(plan, name, request, date, -1, weight);

    /// <summary>
    /// Promises a date that is only to be had if named orders make room. They are placed anew behind it; none may lose its promise or come
    /// into the red third of its buffer, otherwise it is refused and nobody moves. An act of its own: who allows it, and that it is not who
    /// gains from it, is for the people above the engine to keep.
    /// </summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="name">What people call the order.</param>
    /// <param name="request">What was quoted.</param>
    /// <param name="date">The minute to promise.</param>
    /// <param name="moving">Who makes room, as an alternative named them.</param>
    /// <param name="weight">See <see cref="OrderTerms.Weight"/>.</param>
    /// <exception cref="ShopRefusedException">A value is out of range, or an order is named twice.</exception>
    public static (Decision Decision, IReadOnlyList<MovedOrder> Moved) PromiseMoving(Plan plan, string name, in QuoteRequest request,
        int date, IReadOnlyList<OrderHandle> moving, int weight = 1)
    {
        if (moving.GroupBy(o => o).FirstOrDefault(named => named.Count() > 1) is { Key: var twice })
            throw new ShopRefusedException("order", $"order “{plan.Record(twice)?.Terms.Name}”",
                $"Order “{plan.Record(twice)?.Terms.Name}” is named twice among those that are to make room; name it once.");
        foreach (var order in moving)
            if (plan.Record(order) is not { } record) return (new Decision(plan, Refusal.NotThere, order), []);
            else if (!MakingRoom.Can(plan, record)) return (new Decision(plan, Refusal.Begun, order), []);
        var decision = Enter(MakingRoom.Lift(plan, moving), name, request, date, -1, weight);
        if (!decision.Done) return (decision with { Plan = plan }, []);
        return MakingRoom.PutBack(decision.Plan, moving) is { } after
            ? (decision with { Plan = after }, MakingRoom.Moves(plan, after, moving))
                : (new Decision(plan, Refusal.DateLost, moving[0]), []);
    }

    private static Decision Enter(Plan plan, string name, in QuoteRequest request, int date, int until, int weight)
    {
        var terms = new OrderTerms(name, request.Product, request.Quantity) { Class = request.Class, Promised = date, Requested = date,
            NotBefore = request.NotBefore, Weight = weight };
        OrderCheck.Check(plan.Shop, terms);
        var offer = new Quoter(plan.Shop).Of(plan, request);
        if (!offer.HasDate) return new Decision(plan, Refusal.NoDate, default, offer);
        if (offer.Safe < 0 || offer.Safe > date) return new Decision(plan, Refusal.DateNotSafe, default, offer);
        var (placed, order, finish) = Entry.Place(plan, terms, request.Quantity, until);
        return finish == offer.Earliest ? new Decision(placed, Refusal.None, order, offer)
            : throw new InvalidOperationException($"Order “{name}” was quoted minute {offer.Earliest} and placed to end at minute "
                + $"{finish}.");
    }

    /// <summary>
    /// Makes a held order firm at exactly the date it is held for, or refuses: the hold has ended, or what happened since moved its finish
    /// beyond the date.
    /// </summary>
    public static Decision Confirm(Plan plan, OrderHandle order)
    {
        if (plan.Record(order) is not { } record || record.HeldUntil >= 0 && record.HeldUntil <= plan.Now)
            return new Decision(plan, Refusal.NotThere, order);
        if (record.HeldUntil < 0) return new Decision(plan, Refusal.NotHeld, order);
        if (plan.Finish(record) > record.Terms.Promised)
            return new Decision(plan, Refusal.DateLost, order, Requote(plan, record, record.Terms.Quantity));
        var draft = new PlanDraft(plan);
        draft.Set(record with { HeldUntil = -1 });
        return new Decision(draft.Freeze(), Refusal.None, order);
    }

    /// <summary>Makes a hold last longer or shorter.</summary>
    public static Decision Extend(Plan plan, OrderHandle order, int until)
    {
        if (plan.Record(order) is not { } record) return new Decision(plan, Refusal.NotThere, order);
        if (record.HeldUntil < 0) return new Decision(plan, Refusal.NotHeld, order);
        if (until <= plan.Now || until > plan.Shop.Horizon)
            throw new ShopRefusedException("time", $"order “{record.Terms.Name}”",
                $"Order “{record.Terms.Name}” is to be held until minute {until}; give one after now ({plan.Now}), within the "
                + $"horizon's {plan.Shop.Horizon}.");
        var draft = new PlanDraft(plan);
        draft.Set(record with { HeldUntil = until });
        return new Decision(draft.Freeze(), Refusal.None, order);
    }

    /// <summary>
    /// Changes how many pieces, and with the customer's consent the date. Fewer keep their place and free the rest; more are quoted anew in
    /// what is then free. Refused when it could not be kept, with what can be given instead.
    /// </summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="order">Which order.</param>
    /// <param name="quantity">Pieces in all, those shipped included.</param>
    /// <param name="date">The new promised minute; −1 keeps the old.</param>
    /// <returns>An order of more pieces stands in the plan anew: go on with the handle that is answered.</returns>
    public static Decision Change(Plan plan, OrderHandle order, int quantity, int date = -1)
    {
        if (plan.Record(order) is not { } record) return new Decision(plan, Refusal.NotThere, order);
        var terms = record.Terms with { Quantity = quantity, Promised = date == -1 ? record.Terms.Promised : date };
        OrderCheck.Check(plan.Shop, terms);
        var left = quantity - record.Shipped;
        if (left < 1) return new Decision(plan, Refusal.TooMany, order);
        if (quantity == record.Terms.Quantity)
        {
            if (plan.Finish(record) > terms.Promised && terms.Promised >= 0 && terms.Promised != record.Terms.Promised)
                return new Decision(plan, Refusal.DateLost, order, Requote(plan, record, left));
            var renamed = new PlanDraft(plan);
            renamed.Set(record with { Terms = terms });
            return new Decision(renamed.Freeze(), Refusal.None, order);
        }
        var less = record.Terms.Quantity - quantity;
        if (less > 0)
        {
            var reduced = Reduction.By(plan, record with { Terms = terms }, less, usedUp: false);
            return terms.Promised != record.Terms.Promised && reduced.Finish(reduced.Record(order)!) is var finish
                && finish > terms.Promised
                ? new Decision(plan, Refusal.DateLost, order, Requote(plan, record, left)) : new Decision(reduced, Refusal.None, order);
        }
        if (HasBegun(plan, record)) return new Decision(plan, Refusal.Begun, order, Requote(plan, record, left));
        var without = Without(plan, record);
        var (placed, again, ends) = Entry.Place(without, terms, left, record.HeldUntil, record.Shipped);
        if (ends < 0 || terms.Promised >= 0 && ends > terms.Promised)
            return new Decision(plan, Refusal.DateLost, order, Requote(plan, record, left));
        return new Decision(placed, Refusal.None, again);
    }

    /// <summary>
    /// The system that promised an order elsewhere tells another date or quantity: planned as told, in what is free. It keeps its place
    /// where that meets the date, where work on it has begun, and where no other place is earlier; nobody moves for it, and a date that
    /// cannot be met is seen as that.
    /// </summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="order">Which order; promised elsewhere, otherwise it is refused.</param>
    /// <param name="quantity">Pieces in all, those shipped included. More are refused once work has begun.</param>
    /// <param name="date">The minute told; −1 when none is.</param>
    /// <returns>An order that found another place stands in the plan anew: go on with the handle that is answered.</returns>
    public static Decision Retell(Plan plan, OrderHandle order, int quantity, int date)
    {
        if (plan.Record(order) is not { Terms.Inherited: true } record) return new Decision(plan, Refusal.NotThere, order);
        var terms = record.Terms with { Quantity = quantity, Promised = date, Requested = date };
        OrderCheck.Check(plan.Shop, terms);
        if (quantity <= record.Shipped) return new Decision(plan, Refusal.TooMany, order);
        var (begun, less) = (HasBegun(plan, record), record.Terms.Quantity - quantity);
        if (less < 0 && begun) return new Decision(plan, Refusal.Begun, order, Requote(plan, record, quantity - record.Shipped));
        var stays = less < 0 ? null : less > 0 ? Reduction.By(plan, record with { Terms = terms }, less, usedUp: false)
            : Told(plan, record with { Terms = terms });
        if (stays is not null && (begun || date < 0 || stays.Finish(stays.Record(order)!) <= date))
            return new Decision(stays, Refusal.None, order);
        var (placed, again, ends) = Entry.Place(Without(plan, record), terms, quantity - record.Shipped, -1, record.Shipped);
        return stays is not null && (ends < 0 || ends >= stays.Finish(stays.Record(order)!)) ? new Decision(stays, Refusal.None, order)
            : new Decision(placed, Refusal.None, again);
    }

    private static Plan Told(Plan plan, OrderRecord record)
    {
        var draft = new PlanDraft(plan);
        draft.Set(record);
        return draft.Freeze();
    }

    /// <summary>Pieces have left the house. When all have, the order leaves the plan; before that it needs so many fewer.</summary>
    public static Decision Ship(Plan plan, OrderHandle order, int pieces)
    {
        if (plan.Record(order) is not { } record) return new Decision(plan, Refusal.NotThere, order);
        if (pieces < 1 || pieces > record.Terms.Quantity - record.Shipped) return new Decision(plan, Refusal.TooMany, order);
        if (pieces < record.Terms.Quantity - record.Shipped)
            return new Decision(Reduction.By(plan, record with { Shipped = record.Shipped + pieces }, pieces, usedUp: true), Refusal.None,
                order);
        var draft = new PlanDraft(plan);
        Departure.Leave(draft, record, giveBack: false);
        return new Decision(draft.Freeze(), Refusal.None, order);
    }

    /// <summary>Takes an order out and frees what it has not used: a hold let go, or a cancellation.</summary>
    public static Decision Cancel(Plan plan, OrderHandle order) =>
        plan.Record(order) is { } record ? new Decision(Without(plan, record), Refusal.None, order)
            : new Decision(plan, Refusal.NotThere, order);

    private static Plan Without(Plan plan, OrderRecord record)
    {
        var draft = new PlanDraft(plan);
        Departure.Leave(draft, record, giveBack: true);
        return draft.Freeze();
    }

    private static bool HasBegun(Plan plan, OrderRecord record)
    {
        for (var i = 0; i < record.Operations; i++)
            if (plan.Placements[record.FirstOperation + i].IsFixed) return true;
        return false;
    }

    /// <summary>What can be given for it now, without what it holds.</summary>
    private static Quote Requote(Plan plan, OrderRecord record, int quantity) =>
        new Quoter(plan.Shop).Of(Without(plan, record), new QuoteRequest(record.Terms.Product, quantity, record.Terms.Class,
            NotBefore: record.Terms.NotBefore));
}
