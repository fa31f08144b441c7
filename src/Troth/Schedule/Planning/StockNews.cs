using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Times;

namespace Troth.Schedule.Planning;

/// <summary>What the description says of a receipt, and what the plan was told.</summary>
/// <param name="Is">As it is to be told; null where nothing is to come of it any more, or only after the horizon.</param>
/// <param name="Was">As it was told; null for never.</param>
internal sealed record ReceiptNews(Guid Id, ToldStock? Is, ToldStock? Was);

/// <summary>What the description says of a product that the plan keeps, and the plan was not told.</summary>
/// <param name="OnHand">Pieces that were said to lie there; null where nobody said so anew.</param>
internal sealed record StockNews(Guid Product, ToldStock? OnHand, IReadOnlyList<ReceiptNews> Receipts)
{
    /// <summary>Three queries. Only of products that the plan keeps: others come with the shop when it is taken.</summary>
    /// <param name="db">Where the description is.</param>
    /// <param name="plan">Which plan.</param>
    /// <param name="product">Only this; null for all.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public static async Task<IReadOnlyList<StockNews>> Find(TrothContext db, PlantPlan plan, Guid? product, CancellationToken cancel)
    {
        var (plant, any) = (plan.Plant, product is null);
        var (described, known) = (db.ExpectedReceipts, db.ToldStocks);
        var supplies = await db.Supplies.AsNoTracking()
            .Where(s => s.PlantId == plant && (any || s.ProductId == product) && s.EndedOn == null).ToListAsync(cancel);
        var receipts = await described.AsNoTracking().Where(r => r.PlantId == plant && (any || r.ProductId == product)
            && ((r.EndedOn == null && r.ReceivedOn == null) || known.Any(t => t.RecordId == r.Id && t.ExpectedOn != null))).ToListAsync(cancel);
        var told = await known.AsNoTracking().Where(t => t.PlantId == plant && (any || t.ProductId == product)
            && (!t.Receipt || t.ExpectedOn != null || described.Any(r => r.Id == t.RecordId && r.EndedOn == null && r.ReceivedOn == null)))
            .ToDictionaryAsync(t => t.RecordId, cancel);
        var news = receipts.Where(r => Keeps(plan, r.ProductId)).Select(r => (r.ProductId, News: Of(plan, r, told.GetValueOrDefault(r.Id))))
            .Concat(told.Values.Where(t => t.Receipt && Keeps(plan, t.ProductId)).ExceptBy(receipts.Select(r => r.Id), t => t.RecordId)
                .Select(t => (t.ProductId, News: (ReceiptNews?)new ReceiptNews(t.RecordId, null, t))))
            .Where(r => r.News is not null).ToLookup(r => r.ProductId, r => r.News!);
        var onHand = supplies.Where(s => Keeps(plan, s.ProductId) && s.OnHand != (told.GetValueOrDefault(s.Id)?.Quantity ?? 0))
            .ToDictionary(s => s.ProductId, s => new ToldStock { RecordId = s.Id, PlantId = plant, ProductId = s.ProductId, Quantity = s.OnHand });
        return [.. news.Select(n => n.Key).Concat(onHand.Keys).Distinct().Order()
            .Select(id => new StockNews(id, onHand.GetValueOrDefault(id), [.. news[id].OrderBy(r => r.Id)]))];
    }

    /// <summary>Whether the plan counts stock of it.</summary>
    public static bool Keeps(PlantPlan plan, Guid product) =>
        plan.Shop.Product(product) is { } place && plan.Shop.Definition.Products[place].Stock is not null;

    /// <summary>A plan that has just taken its stock from the description knows it: of all products, or of some.</summary>
    public static async Task Mark(TrothContext db, PlantPlan plan, IReadOnlySet<Guid>? products, CancellationToken cancel)
    {
        var plant = plan.Plant;
        if (products is null) await db.ToldStocks.Where(t => t.PlantId == plant).ExecuteDeleteAsync(cancel);
        foreach (var some in (products ?? new HashSet<Guid>()).Chunk(500))
            await db.ToldStocks.Where(t => t.PlantId == plant && some.Contains(t.ProductId)).ExecuteDeleteAsync(cancel);
        var known = await Find(db, plan, null, cancel);
        await Keep(db, known.Where(n => products is null || products.Contains(n.Product)), cancel);
    }

    /// <summary>The plan was told.</summary>
    public static async Task Keep(TrothContext db, IEnumerable<StockNews> told, CancellationToken cancel)
    {
        var all = told.ToList();
        var gone = all.SelectMany(n => n.Receipts.Select(r => r.Id).Concat(n.OnHand is { } own ? [own.RecordId] : []));
        foreach (var some in gone.Chunk(500)) await db.ToldStocks.Where(t => some.Contains(t.RecordId)).ExecuteDeleteAsync(cancel);
        await db.InsertRows([.. all.SelectMany(n => n.Receipts.Select(r => r.Is).Append(n.OnHand)).OfType<ToldStock>()], cancel);
    }

    private static ReceiptNews? Of(PlantPlan plan, ExpectedReceipt receipt, ToldStock? was)
    {
        var news = new ReceiptNews(receipt.Id, null, was);
        if (receipt.ReceivedOn is not null)
            news = news with { Is = Told(receipt, null) };
        else if (receipt is { EndedOn: null, Quantity: > 0 } && Arrives(plan, receipt.ExpectedOn) < plan.Shop.Shop.Horizon)
            news = news with { Is = Told(receipt, receipt.ExpectedOn) };
        // What came before the plan was told of it was counted with the rest, as was what an order system no longer lists since it came.
        if (was?.ExpectedOn is null && news.Is?.ExpectedOn is null) return null;
        return news.Is is { } now && was is not null && (now.Quantity, now.ExpectedOn) == (was.Quantity, was.ExpectedOn) ? null : news;
    }

    private static ToldStock Told(ExpectedReceipt receipt, DateOnly? on) => new()
    {
        RecordId = receipt.Id, PlantId = receipt.PlantId, ProductId = receipt.ProductId, Receipt = true, Quantity = receipt.Quantity, ExpectedOn = on,
    };

    /// <summary>The minute at which the plan expects what is expected on a day.</summary>
    public static int Arrives(PlantPlan plan, DateOnly day) => Arrival.MinuteOf(plan.Shop.Clock, plan.Terms.DayEnds, day, plan.Plan.Now);
}
