using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Describing;

/// <param name="OnHand">Pieces as they were last said to lie there.</param>
/// <param name="Operations">Steps of its routing; 0 when it has none.</param>
public sealed record SupplyView(Guid ProductId, string Code, string Name, bool Stocked, int OnHand, int? LeadDays, bool Made, int Operations, int Version, IReadOnlyList<ReceiptView> Receipts)
{
    /// <summary>Pieces that lie there by the plan, which follows the floor; null where no plan keeps it. Told of a single product only.</summary>
    public int? ByThePlan { get; init; }
}

/// <summary>Pieces that are to come.</summary>
public sealed record ReceiptView(Guid Id, int Quantity, DateOnly ExpectedOn, DateOnly? OrderedOn);

/// <summary>How products are to be had.</summary>
public sealed class KeepSupply(TrothContext db, TellStock tell)
{
    private static readonly ListOrder<Product> InOrder = new ListOrder<Product>().By(p => p.NameKey).By(p => p.Id);

    /// <param name="LeadDays">Days from ordering to having it; null when it is not bought.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(bool Stocked, int? OnHand, int? LeadDays, bool Made = true, int Version = 0);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ReceiptRequest(int? Quantity, DateOnly? ExpectedOn, DateOnly? OrderedOn);

    /// <param name="On">The day they came.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Received(DateOnly? On);

    /// <summary>Products that the shop makes, keeps, buys or uses; with words, any product found by them.</summary>
    public async Task<Listing<SupplyView>> List(string? words, ListPlace place, CancellationToken cancel)
    {
        var key = NameKey.Of(words ?? "");
        var about = db.Supplies.Where(s => s.PlantId == Plant.TheFirst && s.EndedOn == null).Select(s => s.ProductId)
            .Union(db.RoutingOperations.Where(o => o.EndedOn == null).Select(o => o.ProductId)).Union(db.RoutingMaterials.Where(m => m.EndedOn == null).Select(m => m.ComponentId));
        var wanted = key.Length > 0
            ? db.Products.Where(p => p.EndedOn == null && (p.NameKey.Contains(key) || p.Code == words!.Trim())) : db.Products.Where(p => about.Contains(p.Id));
        var page = await InOrder.Page(place, cancel, wanted.AsNoTracking());
        var ids = page.Items.Select(p => p.Id).ToList();
        return new(await View(db.Products.Where(p => ids.Contains(p.Id))).ToListAsync(cancel), page.After, page.Before);
    }

    public async Task<SupplyView> Read(Guid product, CancellationToken cancel)
    {
        var view = await View(db.Products.Where(p => p.Id == product)).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException(Words.Say("product.this"));
        var receipts = await db.ExpectedReceipts.AsNoTracking().Where(r => r.ProductId == product && r.ReceivedOn == null && r.EndedOn == null).OrderBy(r => r.ExpectedOn)
            .Select(r => new ReceiptView(r.Id, r.Quantity, r.ExpectedOn, r.OrderedOn)).ToListAsync(cancel);
        return view with { Receipts = receipts, ByThePlan = await tell.There(Plant.TheFirst, product, cancel) };
    }

    public async Task<Supply> Run(Guid product, Request request, CancellationToken cancel)
    {
        if (!await db.Products.AnyAsync(p => p.Id == product, cancel)) throw new NotFoundException(Words.Say("product.this"));
        var errors = new FieldErrors();
        errors.Between("onHand", request.OnHand, 0, Supply.MostPieces);
        errors.Between("leadDays", request.LeadDays, 0, Supply.MostDays);
        errors.ThrowIfAny();
        return await tell.With(Plant.TheFirst, product, () => Save(product, request, cancel), counted: true, cancel);
    }

    private async Task<Supply> Save(Guid product, Request request, CancellationToken cancel)
    {
        var supply = await Find(product, cancel);
        if (supply is null) db.Add(supply = new Supply { ProductId = product });
        else if (supply.Version != request.Version) throw new StaleEditException();
        else db.Expect(supply, request.Version);
        (supply.Stocked, supply.OnHand, supply.LeadDays, supply.Made, supply.EndedOn) = (request.Stocked, request.OnHand ?? 0, request.LeadDays, request.Made, null);
        await db.SaveChangesAsync(cancel);
        return supply;
    }

    public async Task<ExpectedReceipt> Expect(Guid product, ReceiptRequest request, CancellationToken cancel)
    {
        if (!await db.Products.AnyAsync(p => p.Id == product, cancel)) throw new NotFoundException(Words.Say("product.this"));
        var errors = new FieldErrors();
        if (request.Quantity is null) errors.Add("quantity", Words.Say("receipt.howMany"));
        errors.Between("quantity", request.Quantity, 1, Supply.MostPieces);
        if (request.ExpectedOn is null) errors.Add("expectedOn", Words.Say("day.none"));
        if (request.OrderedOn > request.ExpectedOn) errors.Add("orderedOn", Words.Say("receipt.backwards"));
        errors.ThrowIfAny();
        var receipt = new ExpectedReceipt { ProductId = product, Quantity = request.Quantity!.Value, ExpectedOn = request.ExpectedOn!.Value, OrderedOn = request.OrderedOn };
        return await tell.With(Plant.TheFirst, product, async () =>
        {
            db.Add(receipt);
            await db.SaveChangesAsync(cancel);
            return receipt;
        }, counted: true, cancel);
    }

    /// <summary>The pieces are there: they lie in stock from now on, and what the supplier took is measured.</summary>
    public Task Receive(Guid product, Guid id, Received request, CancellationToken cancel) =>
        tell.With(Plant.TheFirst, product, () => Came(product, id, request, cancel), counted: false, cancel);

    private async Task<ExpectedReceipt> Came(Guid product, Guid id, Received request, CancellationToken cancel)
    {
        var receipt = await db.ExpectedReceipts.FirstOrDefaultAsync(r => r.Id == id && r.ProductId == product, cancel) ?? throw new NotFoundException(Words.Say("receipt.this"));
        if (receipt.ReceivedOn is { } day) throw new BusinessRuleException("receipt.there", Words.Say("receipt.there", day));
        if (request.On is null) throw new BadInputException("on", Words.Say("day.none"));
        var supply = await Find(product, cancel);
        if (supply is null) db.Add(supply = new Supply { ProductId = product });
        receipt.ReceivedOn = request.On;
        (supply.Stocked, supply.OnHand) = (true, (int)Math.Min(Supply.MostPieces, (long)supply.OnHand + receipt.Quantity));
        await db.SaveChangesAsync(cancel);
        return receipt;
    }

    private Task<Supply?> Find(Guid product, CancellationToken cancel) => db.Supplies.FirstOrDefaultAsync(s => s.ProductId == product && s.PlantId == Plant.TheFirst, cancel);

    private IQueryable<SupplyView> View(IQueryable<Product> products)
    {
        var (supplies, operations) = (db.Supplies.Where(s => s.PlantId == Plant.TheFirst), db.RoutingOperations.Where(o => o.EndedOn == null));
        return from product in products.AsNoTracking()
               join one in supplies on product.Id equals one.ProductId into kept
               from supply in kept.DefaultIfEmpty()
               orderby product.NameKey, product.Id
               select new SupplyView(product.Id, product.Code, product.Name, supply != null && supply.Stocked, supply == null ? 0 : supply.OnHand,
                   supply == null ? null : supply.LeadDays, supply == null || supply.Made, operations.Count(o => o.ProductId == product.Id),
                   supply == null ? 0 : supply.Version, new List<ReceiptView>());
    }
}
