using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises.Desk;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;

namespace Troth.Promises.Contracts;

/// <summary>Promises of the sample company beside those of the schedule: deliveries of the months before, and what sellers said by word of mouth.</summary>
public sealed class SamplePromises(TrothContext db, TimeProvider time)
{
    private const int MonthsBefore = 6, EachOther = 3;

    /// <summary>Adds them in the caller's transaction.</summary>
    /// <param name="sellers">Who promised by word of mouth, the first most of it.</param>
    /// <param name="texts">What, of which kind, due in so many days (an earlier day is overdue), and whether it is done.</param>
    /// <param name="category">The category of products whose deliveries are promised.</param>
    /// <param name="begins">The day from which the schedule gives dates: what was shipped before was promised without it.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task Fill(IReadOnlyList<Guid> sellers, IReadOnlyList<(PromiseKind Kind, string What, int InDays, bool Done)> texts, string category, DateOnly begins, CancellationToken cancel)
    {
        var since = begins.AddMonths(-MonthsBefore);
        var lines = await (from line in db.OrderLines.AsNoTracking()
                           join order in db.Orders on line.OrderId equals order.Id
                           join product in db.Products on line.ProductId equals (Guid?)product.Id
                           where line.PromisedOn != null && line.ShippedOn < begins && order.AccountId != null && line.Kind == LineKind.Sale && line.Quantity > 0 && order.OrderedOn >= since
                              && product.Category == category
                           orderby order.OrderedOn, order.Number, line.LineNo
                           select new { line.LineNo, line.Quantity, line.PromisedOn, line.ShippedOn, order.Id, order.AccountId, order.SellerId, order.OrderedOn, Product = product.Id, product.Name })
            .ToListAsync(cancel);
        var said = await Said(sellers, texts, cancel);
        var number = await db.Take(db.Model.FindEntityType(typeof(Promise))!.GetTableName()!, lines.Count + said.Count, cancel);
        var promises = new List<Promise>();
        foreach (var line in lines.Where(l => l.PromisedOn >= l.OrderedOn))
        {
            var promise = new Promise(number++, PromiseKind.Delivery, PromiseOrigin.Inherited, line.Name, line.AccountId!.Value, new(line.PromisedOn!.Value), line.OrderedOn, At(line.OrderedOn));
            promise.Between(line.SellerId, null);
            promise.Of(line.Product, line.Quantity, line.Id, line.LineNo, null, null);
            promise.Deliver(line.Quantity, line.ShippedOn!.Value, At(line.ShippedOn.Value));
            promises.Add(promise);
        }
        foreach (var make in said) promises.Add(make(number++));
        await db.InsertRows(promises, cancel);
    }

    private async Task<List<Func<long, Promise>>> Said(IReadOnlyList<Guid> sellers, IReadOnlyList<(PromiseKind Kind, string What, int InDays, bool Done)> texts, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var said = new List<Func<long, Promise>>();
        for (var who = 0; who < sellers.Count; who++)
        {
            var seller = sellers[who];
            var accounts = await db.AccountFacts.AsNoTracking().Where(a => a.SellerId == seller).OrderBy(a => a.Number).Select(a => a.Id).Take(texts.Count).ToListAsync(cancel);
            for (var at = 0; at < (who == 0 ? texts.Count : EachOther) && accounts.Count > 0; at++)
            {
                var ((kind, what, days, done), account) = (texts[(at + who * EachOther) % texts.Count], accounts[at % accounts.Count]);
                var (due, made) = (today.AddDays(days), today.AddDays(Math.Min(days, 0) - 6));
                said.Add(number =>
                {
                    var promise = new Promise(number, kind, PromiseOrigin.Told, what, account, new(due, At(due, 15)), made, At(made));
                    promise.Between(seller, null);
                    if (done) promise.Keep(due, At(due));
                    return promise;
                });
            }
        }
        return said;
    }

    /// <summary>Removes what no import brought, and the quotes: made up as well, and they would keep the accounts they are about.</summary>
    public async Task Forget(CancellationToken cancel)
    {
        await db.Promises.Where(p => p.BatchId == 0).ExecuteDeleteAsync(cancel);
        await db.InsertReviews.ExecuteDeleteAsync(cancel);
        await db.QuoteLines.ExecuteDeleteAsync(cancel);
        await db.Quotes.ExecuteDeleteAsync(cancel);
    }

    private static DateTimeOffset At(DateOnly day, int hour = 10) => new(day, new TimeOnly(hour, 0), TimeSpan.Zero);
}
