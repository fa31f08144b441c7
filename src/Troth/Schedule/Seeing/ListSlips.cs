using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Lists;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Seeing;

/// <summary>A past order that safe dates rest on.</summary>
public sealed record SlipRow
{
    public required Guid ShopOrder { get; init; }
    [JsonIgnore] public long Number { get; init; }
    [JsonPropertyName("number")] public string Label => PlantPlan.NameOf(Number);
    public required Guid ProductId { get; init; }
    public string? Product { get; init; }
    public required int Quantity { get; init; }
    public required DateTimeOffset QuotedAt { get; init; }

    /// <summary>Its planned finish then.</summary>
    public required DateTimeOffset PlannedFor { get; init; }
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>Working minutes from the quote to the planned finish.</summary>
    public required int Lead { get; init; }

    /// <summary>Working minutes from there until it was ready; below 0 when it was early.</summary>
    public required int Late { get; init; }
}

/// <summary>What past orders teach, and the orders themselves.</summary>
/// <param name="Samples">So many safe dates rest on now, those that are overdue among them.</param>
/// <param name="Measured">Whether these are enough.</param>
/// <param name="Later">How many of those listed ended later than planned.</param>
public sealed record SlipsView(int Samples, bool Measured, int Ended, int Later, Listing<SlipRow> Orders);

/// <summary>The orders that ended within a year, the newest first, and how far each was from its plan.</summary>
public sealed class ListSlips(TrothContext db, TimeProvider time)
{
    private static readonly ListOrder<SlipRow> Newest = new ListOrder<SlipRow>(descending: true).By(s => s.ReadyAt).By(s => s.ShopOrder);

    public async Task<SlipsView> Run(PlantPlan plan, ListPlace place, CancellationToken cancel)
    {
        var since = time.GetUtcNow().AddDays(-LearnFromPast.Days);
        var slips = db.ShopOrderSlips.AsNoTracking().Where(s => s.PlantId == plan.Plant && s.ReadyAt > since);
        var counts = await slips.GroupBy(_ => 1).Select(all => new { Ended = all.Count(), Later = all.Count(s => s.Late > 0) }).FirstOrDefaultAsync(cancel);
        var page = await Newest.Page(place, cancel, from slip in slips join order in db.ShopOrders on slip.ShopOrder equals order.Id
            select new SlipRow
            {
                ShopOrder = order.Id, Number = order.Number, ProductId = order.ProductId, Quantity = order.Quantity, QuotedAt = slip.QuotedAt, PlannedFor = slip.PlannedFor,
                ReadyAt = slip.ReadyAt, Lead = slip.Lead, Late = slip.Late,
            });
        var ids = page.Items.Select(s => s.ProductId).Distinct().ToList();
        var products = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Code }).ToDictionaryAsync(p => p.Id, cancel);
        return new(plan.Plan.Spread.Samples, plan.Plan.Spread.IsKnown, counts?.Ended ?? 0, counts?.Later ?? 0, page with
        {
            Items = [.. page.Items.Select(s => s with { Product = products.TryGetValue(s.ProductId, out var product) ? Orders.Product.Shown(product.Name, product.Code) : null })],
            Total = counts?.Ended ?? 0,
        });
    }
}
