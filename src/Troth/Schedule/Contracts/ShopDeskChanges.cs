using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Promising;

namespace Troth.Schedule.Contracts;

/// <summary>What becomes of an order that is in the plan: other pieces or days, others put before it, shipped, let go.</summary>
public sealed partial class ShopDesk
{
    /// <summary>
    /// Changes how many pieces; the day stays. Fewer keep their place; as many as were shipped already end the order. More are a question like
    /// a new one: it is done only where the plan gives all of them for the day, as it would to anybody who asked for so many; otherwise it is
    /// refused with the day that can be given.
    /// </summary>
    public async Task<DeskAnswer> Alter(PlanTurn turn, ShopOrder order, int quantity, CancellationToken cancel, bool wished = false)
    {
        if (!order.IsOpen) return new(order, "notThere");
        var (was, act) = (order.Quantity, new Alter(order.Number, quantity));
        if (quantity > was && order.PromisedOn is { } day && turn.Try(act).Refusal is (Refusal.None or Refusal.DateLost))
        {
            var without = turn.Try(new Cancel(order.Number)).Plan;
            var offer = Again(without, order, quantity - order.ShippedQuantity);
            if (!offer.HasDate || offer.On > day) return new(order, "dateLost", offer);
        }
        var outcome = turn.Do(act);
        if (!outcome.Done) return new(order, Code(outcome.Refusal), quantity > order.ShippedQuantity ? Again(turn, order, quantity - order.ShippedQuantity) : null);
        order.Quantity = quantity;
        var told = order.State == ShopOrderState.Firm;
        if (order.Open == 0) order.Ended(ShopOrderState.Shipped, turn.Now);
        if (quantity > was) order.PlannedFor = null;
        if (order.ToldQuantity is not null) order.ToldQuantity = quantity;
        if (told) await Tell(new(order, ShopOrderChangeKind.Altered, turn.Now, Was: was, WasOn: order.PromisedOn, Wished: wished), cancel);
        return new(order);
    }

    /// <summary>
    /// Another day, which the customer has agreed to: the first that the plan can keep, or the day named where that is later. By a day on which
    /// they do not receive it has to be there on the last before it on which they do.
    /// </summary>
    public async Task<DeskAnswer> Postpone(PlanTurn turn, ShopOrder order, DateOnly on, CancellationToken cancel)
    {
        if (order.State != ShopOrderState.Firm) return new(order, "notThere");
        var days = turn.Plan.Days(order);
        var finish = turn.Plan.Finish(order.Number);
        var first = finish is { } minute ? days.FirstDay(turn.Plan.Shop.Clock.InstantOf(minute)) : null;
        on = days.ReceivedBy(on);
        if (first is null || days.LastShipping(on) is not { } leaves) return new(order, "noDate");
        if (on < first || on <= order.PromisedOn) return new(order, on < first ? "dateLost" : "notLater", Again(turn, order, order.Open));
        var (stood, delay) = Stood(turn, order);
        var outcome = turn.Do(new Alter(order.Number, order.Quantity, turn.Plan.Shop.Clock.MinuteOf(leaves), DayOnly: true));
        if (!outcome.Done) return new(order, Code(outcome.Refusal), Again(turn, order, order.Open));
        if (delay is not null) db.ShopOrderDelays.Add(delay);
        var was = order.PromisedOn;
        (order.PromisedOn, order.DueAt, order.ReadyBy) = (on, days.DueAt(on), leaves);
        if (order.ToldOn is not null) order.ToldOn = on;
        await Tell(new(order, ShopOrderChangeKind.Altered, turn.Now, Was: order.Quantity, WasOn: was, Stood: stood), cancel);
        return new(order);
    }

    /// <summary>That the plan cannot keep a day for an order, and what it can give.</summary>
    public DeskAnswer NotBy(PlanTurn turn, ShopOrder order, DateOnly on) => new(order, order.State == ShopOrderState.Firm ? "dateLost" : "notThere", Again(turn, order, order.Open));

    /// <summary>
    /// Promises a day that is only to be had if others make room: their promised days move first to those named, then it is put in. Who allowed
    /// it is looked at when the turn is committed (<see cref="IPlanGate"/>).
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="question">What is wanted, with the day.</param>
    /// <param name="moved">Promises that move, and the day each is promised for from then on.</param>
    /// <param name="moving">All who make room, in the turn they are placed again.</param>
    /// <param name="review">The review that led to it.</param>
    /// <param name="of">For whom.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<DeskAnswer> Insert(
        PlanTurn turn, DateQuestion question, IReadOnlyList<(ShopOrder Order, DateOnly On)> moved, IReadOnlyList<long> moving, Guid review, HoldFor of, CancellationToken cancel)
    {
        foreach (var (order, on) in moved)
        {
            var theirs = turn.Plan.Days(order);
            if (theirs.LastShipping(on) is not { } leaves) return new(order, "noDate");
            var agreed = turn.Do(new Alter(order.Number, order.Quantity, turn.Plan.Shop.Clock.MinuteOf(leaves), DayOnly: true));
            if (!agreed.Done) return new(order, Code(agreed.Refusal));
            (order.PromisedOn, order.DueAt, order.ReadyBy) = (on, theirs.DueAt(on), leaves);
        }
        // That they end later than planned is this decision's doing, and teaches nothing about plans.
        foreach (var order in await db.ShopOrders.Where(o => o.PlantId == turn.Plan.Plant && moving.Contains(o.Number)).ToListAsync(cancel)) order.PlannedFor = null;
        var zone = question.TimeZone ?? turn.Plan.Shop.Clock.Zone.Id;
        var days = turn.Plan.Days(zone, question.TransitDays, question.ReceivesOn);
        if (turn.Plan.ThereBy(question) is not { } wanted || days.LastShipping(wanted) is not { } ready) return new(null, "noDate");
        var number = await db.Take<ShopOrder>(cancel);
        var kind = question.Class ?? turn.Plan.Shop.Classes[0];
        var outcome = turn.Do(new Insert(number, question.Product, question.Quantity, kind, question.Confidence ?? turn.Plan.Terms.Confidence,
            turn.Plan.Shop.Clock.MinuteOf(ready), [.. moving], review));
        if (!outcome.Done) return new(null, Code(outcome.Refusal), ask.Run(turn.Plan, question));
        var earliest = outcome.Offer is { HasDate: true } offer ? turn.Plan.Shop.Clock.InstantOf(offer.Earliest) : (DateTimeOffset?)null;
        var inserted = new ShopOrder
        {
            Number = number, PlantId = turn.Plan.Plant, ProductId = question.Product, Quantity = question.Quantity, ClassId = kind, State = ShopOrderState.Firm,
            Origin = ShopOrderOrigin.Quoted, AccountId = of.AccountId, SellerId = of.SellerId, SourceKind = of.SourceKind, SourceId = of.SourceId, RequestedOn = of.RequestedOn,
            OrderId = of.OrderId, LineNo = of.LineNo, PromisedOn = wanted, DueAt = days.DueAt(wanted), ReadyBy = ready, EnteredAt = turn.Now,
            QuotedEarliest = earliest, PlannedFor = earliest,
            RestsOn = turn.Plan.Decider(number), TimeZone = zone, TransitDays = question.TransitDays, ReceivesOn = question.ReceivesOn,
        };
        db.ShopOrders.Add(inserted);
        await Tell(new(inserted, ShopOrderChangeKind.Promised, turn.Now), cancel);
        return new(inserted);
    }

    /// <summary>Pieces have left the house. When all have, the order leaves the plan.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="order">Of which order.</param>
    /// <param name="pieces">How many.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="why">Where they come from, if the plan did not have them made: kept in its log.</param>
    public async Task<DeskAnswer> Ship(
        PlanTurn turn, ShopOrder order, int pieces, DateTimeOffset at, CancellationToken cancel, string? why = null)
    {
        if (order.State != ShopOrderState.Firm) return new(order, "notThere");
        var (stood, delay) = Stood(turn, order);
        var outcome = turn.Do(new Ship(order.Number, pieces, why));
        if (!outcome.Done) return new(order, Code(outcome.Refusal));
        if (delay is not null) db.ShopOrderDelays.Add(delay);
        order.ShippedQuantity += pieces;
        if (order.Open == 0) order.Ended(ShopOrderState.Shipped, at);
        await Tell(new(order, ShopOrderChangeKind.Shipped, at, pieces, Stood: stood), cancel);
        return new(order);
    }

    /// <summary>
    /// The system that promised an order tells another quantity or day. A day is taken as told, whether or not it can be met; another
    /// quantity only where the promise that was in time stays so. Nobody moves for it. What that system says of its own promise is the customer's
    /// word on it, as far as anybody knows.
    /// </summary>
    internal async Task<DeskAnswer> Retell(PlanTurn turn, ShopOrder order, int quantity, DateOnly? on, CancellationToken cancel)
    {
        if (order is not { State: ShopOrderState.Firm, Origin: ShopOrderOrigin.Inherited } || turn.Plan.Find(order.Number) is not { } planned)
            return new(order, "notThere");
        if (quantity <= order.ShippedQuantity) return new(order, "tooMany");
        var (was, wasOn) = (order.Quantity, order.PromisedOn);
        if (on is { } day && on != wasOn)
        {
            var days = turn.Plan.Days(order);
            var (due, leaves) = (days.DueAt(day), days.LastShipping(day) ?? days.DueAt(day));
            var (stood, delay) = Stood(turn, order);
            var told = turn.Do(new Retold(order.Number, was, Math.Clamp(turn.Plan.Shop.Clock.MinuteOf(leaves), 0, turn.Plan.Shop.Shop.Horizon)));
            if (!told.Done) return new(order, Code(told.Refusal));
            if (delay is not null) db.ShopOrderDelays.Add(delay);
            (order.PromisedOn, order.DueAt, order.ReadyBy, order.ToldOn) = (day, due, leaves, day);
            // A promise is made before its day is over, also one that is heard of later.
            var change = wasOn is null ? new ShopOrderChange(order, ShopOrderChangeKind.Promised, due < turn.Now ? due : turn.Now)
                : new(order, ShopOrderChangeKind.Retold, turn.Now, Was: was, WasOn: wasOn, Stood: stood);
            foreach (var room in followers) await room.Follow([change], cancel);
            planned = turn.Plan.Find(order.Number)!.Value;
        }
        if (quantity == was) return new(order);
        var act = new Retold(order.Number, quantity, planned.Terms.Promised);
        var outcome = turn.Try(act);
        if (!outcome.Done) return new(order, Code(outcome.Refusal), Again(turn, order, quantity - order.ShippedQuantity));
        var horizon = turn.Plan.Shop.Shop.Horizon;
        var lost = OrderStates.Risk(turn.Plan, order.Number) != PromiseRisk.Late && OrderStates.Risk(outcome.Plan, order.Number) == PromiseRisk.Late
            || turn.Plan.Finish(order.Number) <= horizon && outcome.Plan.Finish(order.Number) > horizon;
        if (lost) return new(order, "dateLost", Again(turn.Try(new Cancel(order.Number)).Plan, order, quantity - order.ShippedQuantity));
        turn.Do(act);
        (order.Quantity, order.ToldQuantity) = (quantity, quantity);
        await Tell(new(order, ShopOrderChangeKind.Altered, turn.Now, Was: was, WasOn: order.PromisedOn, Wished: true), cancel);
        return new(order);
    }

    /// <summary>Lets a hold go, or takes a promised order out: because the customer no longer wants it, or because we do not deliver it.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="order">Which order.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="wished">The customer said that they want it so.</param>
    /// <param name="why">Why it is taken out, where that is known.</param>
    public async Task<DeskAnswer> Cancel(PlanTurn turn, ShopOrder order, CancellationToken cancel, bool wished = false, string? why = null)
    {
        if (!order.IsOpen) return new(order, "notThere");
        var (stood, delay) = Stood(turn, order);
        var outcome = turn.Do(new Cancel(order.Number));
        if (!outcome.Done) return new(order, Code(outcome.Refusal));
        if (delay is not null) db.ShopOrderDelays.Add(delay);
        var promised = order.State == ShopOrderState.Firm;
        order.Ended(ShopOrderState.Cancelled, turn.Now);
        if (promised) await Tell(new(order, ShopOrderChangeKind.Cancelled, turn.Now, Stood: stood, Wished: wished, Why: why), cancel);
        return new(order);
    }
}
