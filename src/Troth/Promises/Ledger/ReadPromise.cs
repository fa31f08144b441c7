using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Desk;
using Troth.Promises.OurWord;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;

namespace Troth.Promises.Ledger;

/// <summary>A promise with the names it refers to and what the customer was told.</summary>
public sealed record PromiseView(Promise Promise, PromiseRow Row, IReadOnlyList<PromiseTalk> Talks, string? Contact, string? Product, string? Order, string? Source, int ReturnDays, PlannedNow? Delivery = null)
{
    /// <summary>Working hours after which a customer sees by themselves that it is in danger.</summary>
    public int RiskHours { get; init; }

    /// <summary>Why this reader may not act on it; null: they may, or have not the right at all.</summary>
    public string? NotYours { get; init; }

    /// <summary>Whether this reader may say by now that it is not kept.</summary>
    public bool MayBreak { get; init; }

    /// <summary>The work center that its day rests on, and the one that made it late.</summary>
    public PromiseCenter? Center { get; init; }
    public PromiseCenter? LateAt { get; init; }

    /// <summary>The shop order it is made by (W-17), and each time the plan had that late, the newest first.</summary>
    public string? Made { get; init; }
    public IReadOnlyList<PlannedDelay> Delays { get; init; } = [];

    /// <summary>What it was promised in.</summary>
    public CameFrom? From { get; init; }

    /// <summary>The decision to take a shop that made it late.</summary>
    public Inserts.ShopDecisionRow? ByShop { get; init; }

    /// <summary>The drafted message to the customer, where one is asked for.</summary>
    public Message? Draft { get; init; }
}

/// <summary>A work center as it is called now.</summary>
public sealed record PromiseCenter(Guid Id, string Name)
{
    internal static async Task<IReadOnlyDictionary<Guid, PromiseCenter>> Of(TrothContext db, IEnumerable<Guid?> ids, CancellationToken cancel)
    {
        var asked = ids.OfType<Guid>().Distinct().ToList();
        return asked.Count == 0 ? new Dictionary<Guid, PromiseCenter>()
            : await db.WorkCenters.AsNoTracking().Where(c => asked.Contains(c.Id)).Select(c => new PromiseCenter(c.Id, c.Name)).ToDictionaryAsync(c => c.Id, cancel);
    }
}

public sealed class ReadPromise(TrothContext db, ListPromises list, PlannedOrders planned, DraftMessage draft, FindSource sources, WhoMayAct may, Reader reader,
    Inserts.ListShopDecisions shops, TimeProvider time)
{
    private const int TalksShown = 100, DelaysShown = 10;

    /// <summary>The shop order a promise is made by, as an address calls it.</summary>
    public async Task<string> ShopOrder(string reference, CancellationToken cancel)
    {
        var promise = await db.Promise(reference, cancel);
        return promise.ShopOrder?.ToString() ?? throw new BusinessRuleException("promise.unplanned", Words.Say("promise.unplanned", promise.Label));
    }

    /// <summary>The same with the drafted message to the customer.</summary>
    /// <exception cref="BusinessRuleException">It does not stand in the plan.</exception>
    public async Task<PromiseView> Drafted(string reference, CancellationToken cancel)
    {
        var view = await Run(reference, cancel);
        return view.Delivery is { } delivery ? view with { Draft = await draft.Run(view.Promise, delivery, cancel) }
            : throw new BusinessRuleException("promise.unplanned", Words.Say("promise.unplanned", view.Promise.Label));
    }

    /// <summary>What it is of, the order it is for and the system it came from: one query for the three.</summary>
    private async Task<(string? Product, long? Order, string? Source)> Named(Promise promise, CancellationToken cancel)
    {
        var (products, orders, systems) = (db.Products, db.Orders, db.ImportSources);
        var named = await db.Promises.AsNoTracking().Where(p => p.Id == promise.Id).Select(p => new
        {
            Product = products.Where(made => made.Id == p.ProductId).Select(made => made.Name).FirstOrDefault(),
            Order = orders.Where(o => o.Id == p.OrderId).Select(o => (long?)o.Number).FirstOrDefault(),
            Source = systems.Where(s => s.Id == p.SourceId).Select(s => s.Name).FirstOrDefault(),
        }).FirstOrDefaultAsync(cancel);
        return (named?.Product, named?.Order, named?.Source);
    }

    public async Task<PromiseView> Run(string reference, CancellationToken cancel)
    {
        var promise = await db.Promise(reference, cancel);
        var row = (await list.Named(await ListPromises.Rows(db.Promises.AsNoTracking().Where(p => p.Id == promise.Id)).ToListAsync(cancel), cancel))[0];
        var talks = await db.PromiseTalks.AsNoTracking().Where(t => t.PromiseId == promise.Id).OrderByDescending(t => t.At).Take(TalksShown).ToListAsync(cancel);
        var contact = promise.ContactId is { } person ? (await db.ContactNames([person], cancel)).GetValueOrDefault(person) : null;
        var (product, order, source) = await Named(promise, cancel);
        var settings = await CompanyWord.Settings(db, cancel);
        var delivery = promise.ShopOrder is { } shopOrder ? await planned.Now(shopOrder, cancel) : null;
        var centers = await PromiseCenter.Of(db, [promise.WorkCenter, promise.CauseCenter], cancel);
        var named = order is { } number ? $"O-{number}" : null;
        return new(promise, row, talks, contact, product, named, source, settings.ReturnDays, delivery)
        {
            From = await sources.Run(promise.SourceKind, promise.SourceRecord, named, cancel),
            RiskHours = settings.RiskHours,
            Center = promise.WorkCenter is { } rests ? centers.GetValueOrDefault(rests) : null, LateAt = promise.CauseCenter is { } late ? centers.GetValueOrDefault(late) : null,
            ByShop = await shops.Of(promise, cancel),
            Made = delivery?.Order.Label,
            Delays = promise.ShopOrder is { } delayed && promise.State != PromiseState.Kept ? await planned.Delays(delayed, DelaysShown, cancel) : [],
            NotYours = reader.May(Right.KeepPromises) ? await may.WhyNot(promise.SellerId, promise.AccountId, cancel) : null,
            MayBreak = reader.May(Right.KeepPromises) && promise.IsOpen
                && (promise.Due.Instant <= time.GetUtcNow() || await may.WhyNotGiveUp(promise, cancel) is null),
        };
    }
}
