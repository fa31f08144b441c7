using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Ledger;

/// <summary>What makes a line of an order, and what was promised of it.</summary>
/// <param name="ShopOrder">W-17; null where it does not stand in a plan.</param>
/// <param name="Promise">P-77; null where nothing is promised.</param>
public sealed record OrderPromise(
    int? LineNo, string? Product, decimal? Quantity, string? ShopOrder, ShopOrderState? Made, string? Promise, PromiseState? State, bool AtRisk, DateOnly? FirstDueOn, DateOnly? DueOn);

/// <summary>Shop orders and promises of an order, line by line.</summary>
public sealed class ListOrderPromises(TrothContext db)
{
    public const int Most = 200;

    /// <param name="reference">Number (O-5) or id.</param>
    public async Task<IReadOnlyList<OrderPromise>> Run(string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("O", reference);
        var order = await db.Orders.Where(o => id != null ? o.Id == id : o.Number == number).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancel)
            ?? throw new NotFoundException(Words.Say("promise.noOrder", reference));
        return await Of(order, cancel);
    }

    public async Task<IReadOnlyList<OrderPromise>> Of(Guid order, CancellationToken cancel)
    {
        var promises = await (from p in db.Promises.AsNoTracking()
                              join made in db.Products on p.ProductId equals (Guid?)made.Id into products
                              from product in products.DefaultIfEmpty()
                              where p.OrderId == order && p.EndedOn == null
                              orderby p.OrderLineNo, p.Number
                              select new { p.OrderLineNo, Product = product.Name, p.Quantity, p.Number, p.State, p.AtRisk, p.FirstDueOn, p.DueOn, p.ShopOrder }).Take(Most).ToListAsync(cancel);
        var shop = await (from s in db.ShopOrders.AsNoTracking()
                          join made in db.Products on s.ProductId equals made.Id
                          where s.OrderId == order
                          orderby s.LineNo, s.Number
                          select new { s.Id, s.LineNo, s.Number, s.State, s.Quantity, Product = made.Name }).Take(Most).ToListAsync(cancel);
        var promised = promises.ToLookup(p => p.ShopOrder);
        var rows = shop.Select(s => promised[s.Id].FirstOrDefault() is { } p
            ? new OrderPromise(s.LineNo, s.Product, p.Quantity ?? s.Quantity, PlantPlan.NameOf(s.Number), s.State, $"P-{p.Number}", p.State, p.AtRisk, p.FirstDueOn, p.DueOn)
            : new OrderPromise(s.LineNo, s.Product, s.Quantity, PlantPlan.NameOf(s.Number), s.State, null, null, false, null, null)).ToList();
        var known = shop.Select(s => (Guid?)s.Id).ToHashSet();
        rows.AddRange(promises.Where(p => p.ShopOrder is null || !known.Contains(p.ShopOrder))
            .Select(p => new OrderPromise(p.OrderLineNo, p.Product, p.Quantity, null, null, $"P-{p.Number}", p.State, p.AtRisk, p.FirstDueOn, p.DueOn)));
        return [.. rows.OrderBy(r => r.LineNo)];
    }
}
