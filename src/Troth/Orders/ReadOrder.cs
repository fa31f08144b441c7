using Microsoft.EntityFrameworkCore;
using Troth.Orders.Channels;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;

namespace Troth.Orders;

public sealed record LineRow
{
    public required Guid Id { get; init; }
    public required int LineNo { get; init; }
    public required Guid? ProductId { get; init; }
    public required string? Product { get; init; }
    public required string? Code { get; init; }
    public required string? Description { get; init; }
    public required LineKind Kind { get; init; }
    public required decimal Quantity { get; init; }
    public required decimal UnitPrice { get; init; }
    public required decimal Discount { get; init; }
    public required decimal Amount { get; init; }
    public required DateOnly? RequestedOn { get; init; }
    public required DateOnly? PromisedOn { get; init; }
    public required DateOnly? ShippedOn { get; init; }
    public required string? Extras { get; init; }

    /// <summary>Since when a full feed no longer contains it: it is shown as such and is in no total.</summary>
    public required DateOnly? EndedOn { get; init; }
}

/// <summary>An order with the names it refers to.</summary>
/// <param name="Sort">What the company's rules say of it; null where it is not sorted.</param>
public sealed record OrderView(Order Order, OrderRow Row, string? Source, OrderSort? Sort);

/// <summary>Reads an order, and its lines a page at a time.</summary>
public sealed class ReadOrder(TrothContext db, ListOrders list)
{
    public const int LinesShown = 100;
    private static readonly ListOrder<LineRow> InOrder = new ListOrder<LineRow>().By(l => l.LineNo).By(l => l.Id);

    public async Task<OrderView> Run(string reference, CancellationToken cancel)
    {
        var order = await Find(reference, cancel);
        var row = await list.Named(await ListOrders.Rows(db.Orders.AsNoTracking().Where(o => o.Id == order.Id)).ToListAsync(cancel), cancel);
        var source = order.SourceId == 0 ? null : await db.ImportSources.AsNoTracking().Where(s => s.Id == order.SourceId).Select(s => s.Name).FirstOrDefaultAsync(cancel);
        return new(order, row[0], source, await db.OrderSorts.AsNoTracking().FirstOrDefaultAsync(s => s.OrderId == order.Id, cancel));
    }

    public async Task<Order> Find(string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("O", reference);
        return await db.Orders.AsNoTracking().FirstOrDefaultAsync(o => id != null ? o.Id == id : o.Number == number, cancel) ?? throw new NotFoundException(Words.Say("order.named", reference));
    }

    public Task<Listing<LineRow>> Lines(Guid order, ListPlace place, CancellationToken cancel) => InOrder.Page(place, cancel,
        from line in db.OrderLines.AsNoTracking()
        join product in db.Products on line.ProductId equals (Guid?)product.Id into products
        from product in products.DefaultIfEmpty()
        where line.OrderId == order
        select new LineRow
        {
            Id = line.Id, LineNo = line.LineNo, ProductId = line.ProductId, Product = product.Name, Code = product.Code, Description = line.Description, Kind = line.Kind,
            Quantity = line.Quantity, UnitPrice = line.UnitPrice, Discount = line.Discount, Amount = line.Amount, RequestedOn = line.RequestedOn,
            PromisedOn = line.PromisedOn, ShippedOn = line.ShippedOn, Extras = line.Extras, EndedOn = line.EndedOn,
        });
}
