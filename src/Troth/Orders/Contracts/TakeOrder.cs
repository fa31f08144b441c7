using Troth.Platform.Data;

namespace Troth.Orders.Contracts;

/// <summary>A line of an order that is taken in Troth.</summary>
/// <param name="UnitPrice">Before discount, to six decimals; 0 while no price is agreed.</param>
/// <param name="Discount">Share taken off, 0 … 1.</param>
public sealed record NewOrderLine(Guid Product, int Quantity, decimal UnitPrice, decimal Discount, DateOnly? RequestedOn, DateOnly? PromisedOn);

/// <summary>An order that is taken in Troth, before the order system knows it.</summary>
public sealed record NewOrder(Guid Account, Guid? Seller, DateOnly OrderedOn, string Currency, SalesChannel? Channel, string? CustomerReference, IReadOnlyList<NewOrderLine> Lines);

/// <summary>Takes orders for rooms that sell, in their transaction: added to the context, not saved.</summary>
public static class TakeOrder
{
    public static async Task<Order> Run(TrothContext db, NewOrder taken, CancellationToken cancel)
    {
        var digits = Currencies.Digits(taken.Currency);
        var lines = taken.Lines.Select(l => (Line: l, Amount: decimal.Round(l.Quantity * l.UnitPrice * (1 - l.Discount), digits, MidpointRounding.AwayFromZero))).ToList();
        var order = new Order
        {
            Number = await db.Take<Order>(cancel), AccountId = taken.Account, SellerId = taken.Seller, OrderedOn = taken.OrderedOn, Currency = taken.Currency, Channel = taken.Channel,
            CustomerReference = taken.CustomerReference, RequestedOn = taken.Lines.Min(l => l.RequestedOn), PromisedOn = taken.Lines.Max(l => l.PromisedOn), Sold = lines.Sum(l => l.Amount),
            LineCount = lines.Count,
        };
        db.Add(order);
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, amount) = lines[i];
            db.Add(new OrderLine
            {
                OrderId = order.Id, LineNo = i + 1, ProductId = line.Product, Kind = LineKind.Sale, Quantity = line.Quantity, UnitPrice = line.UnitPrice, Discount = line.Discount,
                Amount = amount, RequestedOn = line.RequestedOn, PromisedOn = line.PromisedOn,
            });
        }
        return order;
    }
}
