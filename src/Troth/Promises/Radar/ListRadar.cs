using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Lists;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Radar;

/// <summary>A fact behind a sign: a shop order, a promise, or an insert review.</summary>
public sealed record RadarFact
{
    [JsonIgnore] public DateTimeOffset At { get; init; }
    [JsonIgnore] public DateOnly On { get; init; }
    [JsonIgnore] public long Number { get; init; }
    [JsonIgnore] public Guid Id { get; init; }

    /// <summary>W-17, P-77 or R-3.</summary>
    public string Label { get; init; } = "";
    [JsonIgnore] public string Href { get; init; } = "";
    [JsonIgnore] public Guid? AccountId { get; init; }

    /// <summary>A-1042.</summary>
    public string? Account { get; init; }
    public string? AccountName { get; init; }
    [JsonIgnore] public Guid? ProductId { get; init; }
    public string? Product { get; init; }

    /// <summary>The day it was asked, promised or due.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The day wanted, or first promised.</summary>
    public DateOnly? Wanted { get; init; }

    /// <summary>The day given, or done.</summary>
    public DateOnly? Given { get; init; }

    /// <summary>Days between them; for padding, from the plan's earliest moment to the one promised.</summary>
    public decimal? Days { get; init; }

    /// <summary>The insert that made it late.</summary>
    public string? Insert { get; init; }
    [JsonIgnore] public DateTimeOffset? Earliest { get; init; }
    [JsonIgnore] public DateTimeOffset? ReadyBy { get; init; }
}

/// <summary>The facts behind a sign of the last twelve months, the newest first.</summary>
public sealed class ListRadar(TrothContext db, CountRadar count, CompanyDay company)
{
    private static readonly ListOrder<RadarFact> ByMoment = new ListOrder<RadarFact>(descending: true).By(f => f.At).By(f => f.Number);
    private static readonly ListOrder<RadarFact> ByDay = new ListOrder<RadarFact>(descending: true).By(f => f.On).By(f => f.Number);

    /// <param name="sign">Any but what customers ask, which is told by account (<see cref="Orders.Contracts.AskedLeads"/>).</param>
    /// <param name="place">Which part.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<Listing<RadarFact>> Run(RadarSign sign, ListPlace place, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var from = ReadRadar.First(today);
        var zone = await count.Zone(cancel);
        var since = new DateTimeOffset(CountRadar.Start(from, zone), TimeSpan.Zero);
        var page = sign switch
        {
            RadarSign.Earlier => await ByMoment.Page(place, cancel, ShopOrders(db.ShopOrders.Where(o => o.EnteredAt >= since
                && o.Origin == ShopOrderOrigin.Quoted && o.RequestedOn < o.PromisedOn))),
            RadarSign.Padding => await ByMoment.Page(place, cancel,
                ShopOrders(db.ShopOrders.Where(o => o.EnteredAt >= since && o.Origin == ShopOrderOrigin.Quoted && o.ReadyBy != null
                    && o.QuotedEarliest != null))),
            RadarSign.Inserts => await ByMoment.Page(place, cancel, db.InsertReviews.AsNoTracking().Where(r => r.AskedAt >= since)
                .Select(r => new RadarFact
            {
                Id = r.Id, At = r.AskedAt, Number = r.Number, AccountId = r.AccountId, ProductId = r.ProductId, Wanted = r.WantedOn,
                    Given = r.GivenOn,
            })),
            RadarSign.Unasked => await Unasked(from, place, cancel),
            RadarSign.InsertLate => await InsertLate(from, today, place, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(sign)),
        };
        return page with { Items = await Named(sign, page.Items, zone, cancel) };
    }

    private static IQueryable<RadarFact> ShopOrders(IQueryable<ShopOrder> orders) => orders.AsNoTracking().Select(o => new RadarFact
    {
        Id = o.Id, At = o.EnteredAt, Number = o.Number, AccountId = o.AccountId, ProductId = o.ProductId, Wanted = o.RequestedOn,
            Given = o.PromisedOn, Earliest = o.QuotedEarliest,
        ReadyBy = o.ReadyBy,
    });

    private async Task<Listing<RadarFact>> Unasked(DateOnly from, ListPlace place, CancellationToken cancel)
    {
        return await ByDay.Page(place, cancel, db.Promises.AsNoTracking().BeforeAsking(await db.GoLiveOn(cancel)).Where(p => p.MadeOn >= from)
            .Select(p => new RadarFact
            {
                Id = p.Id, On = p.MadeOn!.Value, Number = p.Number, AccountId = p.AccountId, ProductId = p.ProductId,
                    Wanted = p.FirstDueOn, Given = p.DoneOn,
            }));
    }

    private async Task<Listing<RadarFact>> InsertLate(DateOnly from, DateOnly today, ListPlace place, CancellationToken cancel)
    {
        var (moves, last) = (db.InsertMoves, new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(-1));
        return await ByDay.Page(place, cancel, db.Promises.AsNoTracking()
            .Where(p => p.Kind == PromiseKind.Delivery && p.FirstDueOn >= from && p.FirstDueOn <= last && p.EndedOn == null
                && (p.State == PromiseState.Broken || p.State == PromiseState.Renegotiated)
                && (p.Cause == PromiseCause.Insert || moves.Any(m => m.ShopOrder == p.ShopOrder && m.Outcome != null)))
            .Select(p => new RadarFact
            {
                Id = p.Id, On = p.FirstDueOn, Number = p.Number, AccountId = p.AccountId, ProductId = p.ProductId, Wanted = p.FirstDueOn,
                    Given = p.DoneOn ?? p.DueOn,
            }));
    }

    private async Task<IReadOnlyList<RadarFact>> Named(RadarSign sign, IReadOnlyList<RadarFact> facts, TimeZoneInfo zone,
        CancellationToken cancel)
    {
        var (accounts, products) = (facts.Select(f => f.AccountId).OfType<Guid>().Distinct().ToList(), facts.Select(f => f.ProductId)
            .OfType<Guid>().Distinct().ToList());
        var names = await db.AccountFacts.AsNoTracking().Where(a => accounts.Contains(a.Id)).Select(a => new { a.Id, a.Number, a.Name })
            .ToDictionaryAsync(a => a.Id, cancel);
        var what = await db.Products.AsNoTracking().Where(p => products.Contains(p.Id)).Select(p => new { p.Id, p.Name })
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        var inserts = sign == RadarSign.InsertLate ? await Inserts(facts, cancel) : [];
        return [.. facts.Select(f =>
        {
            var account = f.AccountId is { } id ? names.GetValueOrDefault(id) : null;
            var (letter, page) = sign switch
            {
                RadarSign.Inserts => ("R", "inserts"), RadarSign.Unasked or RadarSign.InsertLate => ("P", "promises"), _ =>
                    ("W", "schedule/orders"),
            };
            return f with
            {
                Label = $"{letter}-{f.Number}", Href = $"/{page}/{letter}-{f.Number}", Account = account is null ? null
                    : $"A-{account.Number}", AccountName = account?.Name,
                Product = f.ProductId is { } product ? what.GetValueOrDefault(product) : null, Insert = inserts.GetValueOrDefault(f.Id),
                Day = f.At == default ? f.On : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(f.At, zone).DateTime),
                Days = sign == RadarSign.Padding ? decimal.Round((decimal)(f.ReadyBy!.Value - f.Earliest!.Value).TotalDays, 1)
                    : f.Given?.DayNumber - f.Wanted?.DayNumber,
            };
        })];
    }

    /// <summary>Which insert moved each of the promises.</summary>
    private async Task<Dictionary<Guid, string>> Inserts(IReadOnlyList<RadarFact> facts, CancellationToken cancel)
    {
        var ids = facts.Select(f => f.Id).ToList();
        var known = await (from promise in db.Promises.AsNoTracking()
                           join move in db.InsertMoves on promise.ShopOrder equals (Guid?)move.ShopOrder
                           join review in db.InsertReviews on move.ReviewId equals review.Id
                           where ids.Contains(promise.Id) && move.Outcome != null
                           select new { promise.Id, review.Number }).ToListAsync(cancel);
        return known.GroupBy(k => k.Id).ToDictionary(g => g.Key, g => string.Join(", ", g.Select(k => k.Number).Order()
            .Select(n => $"R-{n}")));
    }
}
