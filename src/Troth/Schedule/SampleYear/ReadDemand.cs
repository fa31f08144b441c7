using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;

namespace Troth.Schedule.SampleYear;

/// <summary>A line of a customer's order that the works have to make.</summary>
internal sealed record Demand(Guid Account, Guid? Seller, Guid Order, long OrderNumber, int LineNo, Guid Product, int Quantity, decimal UnitPrice, decimal Discount,
    DateOnly OrderedOn, DateOnly? RequestedOn, DateOnly? PromisedOn, DateOnly? ShippedOn, bool Cancelled)
{
    public long Key => OrderNumber * 100 + LineNo;
}

/// <summary>Reads what customers ordered of the products that the works make.</summary>
internal static class ReadDemand
{
    public static async Task<List<Demand>> Run(TrothContext db, DateOnly since, CancellationToken cancel)
    {
        var cancelled = (await (from line in db.OrderLines.AsNoTracking()
                                join order in db.Orders on line.OrderId equals order.Id
                                where line.Kind == LineKind.Cancellation && order.OrderedOn >= since
                                select new { line.OrderId, line.ProductId }).ToListAsync(cancel)).Select(c => (c.OrderId, c.ProductId)).ToHashSet();
        var lines = await (from line in db.OrderLines.AsNoTracking()
                           join order in db.Orders on line.OrderId equals order.Id
                           join product in db.Products on line.ProductId equals (Guid?)product.Id
                           where order.OrderedOn >= since && order.AccountId != null && line.Kind == LineKind.Sale && product.Category == SampleWorks.Made && product.Active
                           orderby order.OrderedOn, order.Number, line.LineNo
                           select new { order.AccountId, order.SellerId, order.Id, order.Number, line.LineNo, line.ProductId, line.Quantity, line.UnitPrice, line.Discount,
                               order.OrderedOn, line.RequestedOn, line.PromisedOn, line.ShippedOn }).ToListAsync(cancel);
        return [.. lines.Where(l => l.Quantity >= 1).Select(l => new Demand(l.AccountId!.Value, l.SellerId, l.Id, l.Number, l.LineNo, l.ProductId!.Value, (int)l.Quantity, l.UnitPrice, l.Discount,
            l.OrderedOn, Sooner(l.OrderedOn, l.RequestedOn), l.PromisedOn, l.ShippedOn, cancelled.Contains((l.Id, l.ProductId))))];
    }

    /// <summary>Customers of this shop ask for less than half of the time that the simulated market allows: most get the first day there is.</summary>
    private static DateOnly? Sooner(DateOnly ordered, DateOnly? requested) => requested is { } day ? ordered.AddDays(Math.Max(3, (day.DayNumber - ordered.DayNumber) * 45 / 100)) : null;
}
