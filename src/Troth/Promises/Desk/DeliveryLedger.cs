using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>Delivery promises are counted without anybody recording them: the ledger follows what becomes of shop orders, in their transaction.</summary>
public sealed class DeliveryLedger(TrothContext db) : IShopOrderFollower
{
    public async Task Follow(ShopOrderChange change, CancellationToken cancel)
    {
        var order = change.Order;
        if (order.AccountId is not { } account || order.PromisedOn is not { } on) return;
        if (change.Kind == ShopOrderChangeKind.Promised)
        {
            await Promise(order, account, on, change.At, cancel);
            return;
        }
        if (await db.PromiseOf(order, cancel) is not { } promise) return;
        var today = DayThere(order, change.At);
        switch (change.Kind)
        {
            case ShopOrderChangeKind.Shipped:
                // There by so many days on the way; the day it left for what is fetched.
                await PromiseLedger.Deliver(db, promise.Id, change.Pieces, today.AddDays(order.TransitDays), change.At.AddDays(order.TransitDays), cancel);
                break;
            case ShopOrderChangeKind.Cancelled when promise.IsOpen:
                await PromiseLedger.Cancel(db, promise.Id, today, null, cancel);
                break;
            case ShopOrderChangeKind.Altered when promise.IsOpen:
                if (change.Was != order.Quantity) promise.Altered(order.Quantity, today, change.At); // another day is told by who agreed on it
                break;
        }
    }

    public async Task Endangered(IReadOnlyCollection<Guid> orders, bool atRisk, CancellationToken cancel) =>
        await db.Promises.Where(p => p.ShopOrder != null && orders.Contains(p.ShopOrder.Value) && p.State == PromiseState.Open)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.AtRisk, atRisk), cancel);

    private async Task Promise(ShopOrder order, Guid account, DateOnly on, DateTimeOffset at, CancellationToken cancel)
    {
        var name = await db.Products.Where(p => p.Id == order.ProductId).Select(p => p.Name).FirstOrDefaultAsync(cancel) ?? order.Label;
        await PromiseLedger.MakeDelivery(db, new(account, order.ProductId, order.Quantity, Words.Say("delivery.of", order.Quantity, name), new(on, order.DueAt!.Value), DayThere(order, at), at)
        {
            Origin = order.Origin == ShopOrderOrigin.Inherited ? PromiseOrigin.Inherited : PromiseOrigin.Quoted, Seller = order.SellerId, Order = order.OrderId, OrderLine = order.LineNo,
            ShopOrder = order.Id, Plant = order.PlantId, SourceKind = order.SourceKind, Source = order.SourceId,
        }, cancel);
    }

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
