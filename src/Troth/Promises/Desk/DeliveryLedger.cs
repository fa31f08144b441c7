using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Contracts;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Explaining;

namespace Troth.Promises.Desk;

/// <summary>Delivery promises are counted without anybody recording them: the ledger follows what becomes of shop orders, in their transaction.</summary>
public sealed class DeliveryLedger(TrothContext db) : IShopOrderFollower
{
    public async Task Follow(ShopOrderChange change, CancellationToken cancel)
    {
        var order = change.Order;
        if (order.AccountId is null || order.PromisedOn is null) return;
        if (change.Kind == ShopOrderChangeKind.Promised)
        {
            await Promise(order, change.At, cancel);
            return;
        }
        if (await db.PromiseOf(order, cancel) is not { } promise) return;
        var today = DayThere(order, change.At);
        switch (change.Kind)
        {
            case ShopOrderChangeKind.Shipped:
                if (today.AddDays(1) < promise.MadeOn) throw new BusinessRuleException("promise.beforeMade", Words.Say("promise.beforeMade", promise.Label, promise.MadeOn, today));
                // There by so many days on the way; the day it left for what is fetched.
                var open = promise.DoneOn is null;
                await PromiseLedger.Deliver(db, promise.Id, change.Pieces, today.AddDays(order.TransitDays), change.At.AddDays(order.TransitDays), cancel);
                if (open && promise.DoneOn > promise.FirstDueOn) await Explain(promise, change, cancel);
                break;
            case ShopOrderChangeKind.Cancelled when promise.IsOpen:
                await PromiseLedger.Cancel(db, promise.Id, today, change.At, change.Wished, cancel);
                if (change.Why is { } said) promise.CancelledBecause(said);
                if (change.Wished && promise.State == PromiseState.Broken && change.Stood is { Late: true }) await Delayed(promise, cancel);
                break;
            case ShopOrderChangeKind.Retold when promise.IsOpen:
                if (order.PromisedOn > change.WasOn && change.Stood is { Late: true }) await Delayed(promise, cancel);
                promise.Retold(new(order.PromisedOn.Value, order.DueAt), change.At);
                break;
            case ShopOrderChangeKind.Altered when order.PromisedOn > change.WasOn:
                // Why it slips is known now: of the plan with the later day it will be in time.
                if (change.Stood is { Late: true }) await Delayed(promise, cancel);
                break;
            case ShopOrderChangeKind.Altered when change.Was != order.Quantity: // another day is told by who agreed on it
                promise.Altered(order.Quantity, today, change.At, change.Wished);
                if (await Name(order, cancel) is { } altered) promise.Called(What(change.Was, altered), What(order.Quantity, altered));
                break;
        }
    }

    /// <summary>
    /// Why it was late, from what the plan knew: what held it up when it became late, or that it was ready in time and left too late. Whoever
    /// broke it has said why already.
    /// </summary>
    private async Task Explain(Promise promise, ShopOrderChange change, CancellationToken cancel)
    {
        if (promise.BrokenOn is not null || change.Stood is not { } stood) return;
        if (stood.Late) await Delayed(promise, cancel);
        else if (promise.State == PromiseState.Broken && stood.ReadyAt <= change.Order.ReadyBy)
            promise.Because(PromiseCause.Forgot, Words.Say("cause.wasReady", DayThere(change.Order, stood.ReadyAt), DayThere(change.Order, change.At)));
    }

    private async Task Delayed(Promise promise, CancellationToken cancel)
    {
        var delay = db.ShopOrderDelays.Local.Where(d => d.ShopOrder == promise.ShopOrder).MaxBy(d => d.At)
            ?? await db.ShopOrderDelays.Where(d => d.ShopOrder == promise.ShopOrder).OrderByDescending(d => d.At).FirstOrDefaultAsync(cancel);
        // A shop that somebody took, unless the plan had it in time again since and it became late anew.
        if (promise is { DecisionKind: Ledger.Promise.ByShop, DecisionRecord: { } id } && await db.ShopDecisions.FirstOrDefaultAsync(d => d.Id == id, cancel) is { } decision
            && (delay is null || delay.At <= decision.DecidedAt)) promise.Because(PromiseCause.Decision, Cut(Words.Say("cause.byShop", decision.Label, decision.DecidedBy, decision.Reason)));
        else if (delay is not null) promise.Because(CauseOf(delay), null, delay.Center);
    }

    /// <summary>Whoever decided may have written at length; all of it stays with the decision.</summary>
    private static string Cut(string text) => text.Length > Ledger.Promise.TextMax ? text[..(Ledger.Promise.TextMax - 1)] + "…" : text;

    internal static PromiseCause CauseOf(ShopOrderDelay delay) => delay switch
    {
        { Again: true } => PromiseCause.Defect,
        { Kind: CauseKind.Stopped } => PromiseCause.Stop,
        { Kind: CauseKind.Material } => PromiseCause.MaterialLate,
        _ => PromiseCause.OurEstimate,
    };

    public async Task Endangered(IReadOnlyCollection<Guid> orders, bool atRisk, CancellationToken cancel) =>
        await db.Promises.Where(p => p.ShopOrder != null && orders.Contains(p.ShopOrder.Value) && p.State == PromiseState.Open)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.AtRisk, atRisk), cancel);

    /// <summary>
    /// Many at once: few queries for all of them. What an import has put down as promised for the same order and product already is not promised
    /// twice: that promise is the one which is planned from now on.
    /// </summary>
    public async Task Follow(IReadOnlyList<ShopOrderChange> changes, CancellationToken cancel)
    {
        var promised = changes.Where(c => c is { Kind: ShopOrderChangeKind.Promised, Order: { AccountId: not null, PromisedOn: not null } }).ToList();
        foreach (var other in changes.Where(c => c.Kind != ShopOrderChangeKind.Promised)) await Follow(other, cancel);
        if (promised.Count == 0) return;
        var known = await Told(promised, cancel);
        var made = new List<ShopOrderChange>();
        foreach (var change in promised)
            if (known.TryGetValue((change.Order.OrderId, change.Order.ProductId, change.Order.PromisedOn!.Value), out var told) && told.TryDequeue(out var promise))
                promise.Of(change.Order.ProductId, change.Order.Quantity, change.Order.OrderId, change.Order.LineNo, change.Order.Id, change.Order.PlantId, change.Order.RestsOn);
            else made.Add(change);
        if (made.Count == 0) return;
        var products = made.Select(c => c.Order.ProductId).Distinct().ToList();
        var names = await db.Products.Where(p => products.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        var number = await db.Take("promises", made.Count, cancel);
        foreach (var change in made) PromiseLedger.MakeDelivery(db, Delivery(change.Order, names.GetValueOrDefault(change.Order.ProductId), change.At), number++);
    }

    private async Task<Dictionary<(Guid?, Guid, DateOnly), Queue<Promise>>> Told(List<ShopOrderChange> promised, CancellationToken cancel)
    {
        var orders = promised.Where(c => c.Order.Origin == ShopOrderOrigin.Inherited).Select(c => c.Order.OrderId).OfType<Guid>().Distinct().ToList();
        if (orders.Count == 0) return [];
        var found = await db.Promises.Where(p => p.OrderId != null && orders.Contains(p.OrderId.Value) && p.ShopOrder == null && p.ProductId != null
            && p.Kind == PromiseKind.Delivery && p.Origin == PromiseOrigin.Inherited && p.State == PromiseState.Open && p.EndedOn == null).OrderBy(p => p.Number).ToListAsync(cancel);
        return found.GroupBy(p => (p.OrderId, p.ProductId!.Value, p.DueOn)).ToDictionary(g => g.Key, g => new Queue<Promise>(g));
    }

    private async Task Promise(ShopOrder order, DateTimeOffset at, CancellationToken cancel)
    {
        // To whom a quote was made it is promised.
        Guid? contact = order.SourceKind != "quoteLine" ? null
            : await (from line in db.QuoteLines join quote in db.Quotes on line.QuoteId equals quote.Id where line.Id == order.SourceId select quote.ContactId).FirstOrDefaultAsync(cancel);
        await PromiseLedger.MakeDelivery(db, Delivery(order, await Name(order, cancel), at) with { Contact = contact }, cancel);
    }

    private Task<string?> Name(ShopOrder order, CancellationToken cancel) =>
        db.Products.Where(p => p.Id == order.ProductId).Select(p => (string?)p.Name).FirstOrDefaultAsync(cancel);

    private static NewDelivery Delivery(ShopOrder order, string? name, DateTimeOffset at) =>
        new(order.AccountId!.Value, order.ProductId, order.Quantity, What(order.Quantity, name ?? order.Label), new(order.PromisedOn!.Value, order.DueAt!.Value), DayThere(order, at), at)
        {
            Origin = order.Origin == ShopOrderOrigin.Inherited ? PromiseOrigin.Inherited : PromiseOrigin.Quoted, Seller = order.SellerId, Order = order.OrderId, OrderLine = order.LineNo,
            ShopOrder = order.Id, Plant = order.PlantId, WorkCenter = order.RestsOn, SourceKind = order.SourceKind, Source = order.SourceId,
        };

    /// <summary>Names that other systems keep may be longer than what is promised is said in.</summary>
    private static string What(int quantity, string name) =>
        Words.Say("delivery.of", quantity, name) is { Length: > Ledger.Promise.WhatMax } what ? what[..(Ledger.Promise.WhatMax - 1)] + "…" : Words.Say("delivery.of", quantity, name);

    /// <summary>The day it is where the customer is.</summary>
    internal static DateOnly DayThere(ShopOrder order, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(order.TimeZone)).DateTime);
}

internal static class FindDelivery
{
    /// <summary>The promise that a shop order is made for, changed in this transaction or not.</summary>
    public static async Task<Promise?> PromiseOf(this TrothContext db, ShopOrder order, CancellationToken cancel) =>
        db.Promises.Local.FirstOrDefault(p => p.ShopOrder == order.Id) ?? await db.Promises.FirstOrDefaultAsync(p => p.ShopOrder == order.Id, cancel);
}
