using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises.Ledger;

namespace Troth.Promises.Contracts;

/// <summary>Promises of the sample company: its newest deliveries as they were promised elsewhere, and what its first seller has promised by word of mouth.</summary>
public sealed class SamplePromises(TrothContext db, TimeProvider time)
{
    private const int Deliveries = 600;

    /// <summary>Adds them to the context; the caller saves.</summary>
    /// <param name="seller">Who promised the open ones.</param>
    /// <param name="texts">What, of which kind, due in so many days (an earlier day is overdue), and whether it is done.</param>
    public async Task Fill(Guid seller, IReadOnlyList<(PromiseKind Kind, string What, int InDays, bool Done)> texts, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var lines = await (from line in db.OrderLines.AsNoTracking()
                           join order in db.Orders on line.OrderId equals order.Id
                           join product in db.Products on line.ProductId equals (Guid?)product.Id
                           where line.PromisedOn != null && order.AccountId != null && line.Kind == LineKind.Sale && line.Quantity > 0
                           orderby order.OrderedOn descending, order.Number descending, line.LineNo
                           select new { line.LineNo, line.Quantity, line.PromisedOn, line.ShippedOn, order.Id, order.AccountId, order.SellerId, order.OrderedOn, Product = product.Id, product.Name })
            .Take(Deliveries).ToListAsync(cancel);
        var number = await db.Take(db.Model.FindEntityType(typeof(Promise))!.GetTableName()!, lines.Count + texts.Count, cancel);
        foreach (var line in lines.Where(l => l.PromisedOn >= l.OrderedOn))
        {
            var promise = new Promise(number++, PromiseKind.Delivery, PromiseOrigin.Inherited, line.Name, line.AccountId!.Value, new(line.PromisedOn!.Value), line.OrderedOn, At(line.OrderedOn));
            promise.Between(line.SellerId, null);
            promise.Of(line.Product, line.Quantity, line.Id, line.LineNo, null, null);
            if (line.ShippedOn is { } shipped) promise.Deliver(line.Quantity, shipped, At(shipped));
            db.Add(promise);
        }
        var accounts = await db.AccountFacts.AsNoTracking().Where(a => a.SellerId == seller).OrderBy(a => a.Number).Select(a => a.Id).Take(texts.Count).ToListAsync(cancel);
        for (var at = 0; at < texts.Count && accounts.Count > 0; at++)
        {
            var (kind, what, days, done) = texts[at];
            var (due, made) = (today.AddDays(days), today.AddDays(Math.Min(days, 0) - 6));
            var promise = new Promise(number++, kind, PromiseOrigin.Told, what, accounts[at % accounts.Count], new(due, At(due, 15)), made, At(made));
            promise.Between(seller, null);
            if (done) promise.Keep(due, At(due));
            db.Add(promise);
        }
    }

    /// <summary>Removes what no import brought: made up as well, and it would keep the accounts it is about.</summary>
    public Task Forget(CancellationToken cancel) => db.Promises.Where(p => p.BatchId == 0).ExecuteDeleteAsync(cancel);

    private static DateTimeOffset At(DateOnly day, int hour = 10) => new(day, new TimeOnly(hour, 0), TimeSpan.Zero);
}
