using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Promises.Desk;
using Troth.Promises.Ledger;
using Troth.Promises.OurWord;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Contracts;

/// <summary>How far a promised delivery is, as its customer may know.</summary>
public enum DeliveryWord
{
    /// <summary>On its way to be made.</summary>
    InWork,

    /// <summary>Made, and not sent yet.</summary>
    Ready,
    PartSent,

    /// <summary>Sent, and still on the way.</summary>
    Sent,
    Delivered,

    /// <summary>Some of it was sent, and the customer gave the rest back.</summary>
    PartOnly,

    /// <summary>In danger, and released for the customer to know.</summary>
    AtRisk,

    /// <summary>The promised day has passed.</summary>
    Late,

    /// <summary>Not kept: late, short, or returned for our fault.</summary>
    Broken,
    Cancelled,
}

/// <summary>A promised delivery in the customer's terms: the promised day, never the planned one.</summary>
/// <param name="Line">Of the order.</param>
/// <param name="FirstDueOn">As first promised, where another day was agreed on since.</param>
/// <param name="DoneOn">The day all of it was there; null where it never was.</param>
/// <param name="NewDay">The day it would be now: only where the customer was told of it, or agreed to it when the promised one had passed.</param>
public sealed record OwnDelivery(Guid Order, int? Line, DeliveryWord State, DateOnly DueOn, DateOnly FirstDueOn, DateOnly? DoneOn, DateOnly? NewDay);

/// <summary>Promised deliveries as their customers may see them. The caller has seen to it that the orders are theirs.</summary>
public sealed class OwnDeliveries(TrothContext db, PlantPlans plans, TimeProvider time)
{
    public async Task<ILookup<Guid, OwnDelivery>> Of(IReadOnlyList<Guid> orders, CancellationToken cancel)
    {
        var promises = orders.Count == 0 ? [] : await db.Promises.AsNoTracking().Where(p => p.OrderId != null && orders.Contains(p.OrderId.Value) && p.Kind == PromiseKind.Delivery && p.ShopOrder != null).ToListAsync(cancel);
        if (promises.Count == 0) return Array.Empty<OwnDelivery>().ToLookup(d => d.Order);
        var ids = promises.Select(p => p.ShopOrder!.Value).ToList();
        var shopOrders = await db.ShopOrders.AsNoTracking().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancel);
        var risky = promises.Where(p => p.IsOpen && shopOrders.GetValueOrDefault(p.ShopOrder!.Value) is { Risk: not PromiseRisk.None }).ToList();
        var hours = risky.Count == 0 ? 0 : (await CompanyWord.Settings(db, cancel)).RiskHours;
        var riskyIds = risky.Select(p => p.Id).ToList();
        var told = riskyIds.Count == 0 ? [] : (await db.PromiseTalks.AsNoTracking().Where(t => riskyIds.Contains(t.PromiseId) && t.ToDueOn != null).OrderBy(t => t.At).ToListAsync(cancel))
            .GroupBy(t => t.PromiseId).ToDictionary(g => g.Key, g => g.Last().ToDueOn);
        var all = (await plans.All(cancel)).ToDictionary(p => p.Plant);
        var now = time.GetUtcNow();
        return promises.ToLookup(p => p.OrderId!.Value, p =>
        {
            var order = shopOrders.GetValueOrDefault(p.ShopOrder!.Value);
            var state = State(p, order, order is null ? null : all.GetValueOrDefault(order.PlantId), hours, now);
            var newDay = state == DeliveryWord.Late ? p.ExpectedFrom(order is null ? p.DueOn : DeliveryLedger.DayThere(order, now))
                : state == DeliveryWord.AtRisk && told.GetValueOrDefault(p.Id) is { } day && day > p.DueOn ? day : null;
            return new OwnDelivery(p.OrderId!.Value, p.OrderLineNo, state, p.DueOn, p.FirstDueOn, p.EndedInPart ? null : p.DoneOn, newDay);
        });
    }

    private static DeliveryWord State(Promise p, ShopOrder? order, PlantPlan? plan, int hours, DateTimeOffset now)
    {
        if (p.State == PromiseState.Withdrawn || p is { WithdrawnOn: not null, DoneOn: null } or { Cause: PromiseCause.Cancelled, BrokenOn: not null, DoneOn: null }) return DeliveryWord.Cancelled;
        if (p.State == PromiseState.Broken) return DeliveryWord.Broken;
        if (p.EndedInPart) return DeliveryWord.PartOnly;
        if (p.DoneOn is not null) return p.DoneAt > now ? DeliveryWord.Sent : DeliveryWord.Delivered; // a feed tells the day alone
        if (p.Due.Instant < now) return DeliveryWord.Late;
        if (order is not null && Released(order, plan, hours, now)) return DeliveryWord.AtRisk;
        if (p.Delivered > 0) return DeliveryWord.PartSent;
        return order is not null && plan is not null && WorkingTime.IsMade(plan, order, now) ? DeliveryWord.Ready : DeliveryWord.InWork;
    }

    /// <summary>By the seller, or by itself when nobody did within working hours of the plant: worked out whenever it is read.</summary>
    internal static bool Released(ShopOrder order, PlantPlan? plan, int hours, DateTimeOffset now) => order.Risk != PromiseRisk.None
        && (order.RiskToldAt is not null || (plan is not null && order.RiskSince is { } since && WorkingTime.Minutes(plan, order, since, now) >= hours * 60));
}
