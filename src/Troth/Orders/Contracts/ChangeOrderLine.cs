using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Orders.Contracts;

/// <summary>What becomes of a line after it was ordered, in the transaction of the room that changes it: changed in the context, not saved.</summary>
public static class ChangeOrderLine
{
    /// <summary>The customer wants another quantity.</summary>
    public static async Task Quantity(TrothContext db, Guid? order, int? lineNo, int quantity, CancellationToken cancel)
    {
        if (await Find(db, order, lineNo, cancel) is not var (found, line)) return;
        var before = line.Amount;
        (line.Quantity, line.Amount) = (quantity, Amount(found, line, quantity));
        found.Sold += line.Amount - before;
    }

    /// <summary>The customer agreed to another day.</summary>
    public static async Task Day(TrothContext db, Guid? order, int? lineNo, DateOnly on, CancellationToken cancel)
    {
        if (await Find(db, order, lineNo, cancel) is not var (found, line)) return;
        line.PromisedOn = on;
        if (found.PromisedOn is null || found.PromisedOn < on) found.PromisedOn = on;
    }

    /// <summary>The customer no longer wants so many pieces of it: a line of its own, so that what was sold stays to be seen.</summary>
    public static async Task Cancel(TrothContext db, Guid? order, int? lineNo, int pieces, CancellationToken cancel)
    {
        if (pieces < 1 || await Find(db, order, lineNo, cancel) is not var (found, line)) return;
        var cancelled = new OrderLine
        {
            OrderId = found.Id, LineNo = await db.OrderLines.Where(l => l.OrderId == found.Id).MaxAsync(l => l.LineNo, cancel) + 1, ProductId = line.ProductId,
            Kind = LineKind.Cancellation, Quantity = pieces, UnitPrice = line.UnitPrice, Discount = line.Discount,
            Amount = pieces >= line.Quantity ? line.Amount : Amount(found, line, pieces),
        };
        db.Add(cancelled);
        found.Returned += cancelled.Amount;
        found.LineCount++;
    }

    private static async Task<(Order Order, OrderLine Line)?> Find(TrothContext db, Guid? order, int? lineNo, CancellationToken cancel)
    {
        if (order is not { } id || lineNo is not { } no) return null;
        return await db.Orders.FirstOrDefaultAsync(o => o.Id == id, cancel) is { } found
            && await db.OrderLines.FirstOrDefaultAsync(l => l.OrderId == id && l.LineNo == no, cancel) is { Kind: LineKind.Sale } line ? (found, line) : null;
    }

    private static decimal Amount(Order order, OrderLine line, int quantity) =>
        decimal.Round(quantity * line.UnitPrice * (1 - line.Discount), Currencies.Digits(order.Currency), MidpointRounding.AwayFromZero);
}
