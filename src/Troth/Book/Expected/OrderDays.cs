using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Orders.Contracts;
using Troth.Platform.Data;

namespace Troth.Book.Expected;

/// <summary>A day on which an account bought.</summary>
/// <param name="Gap">Days since the one before; null for the first.</param>
/// <param name="Orders">How many orders it made that day.</param>
/// <param name="Net">What they came to, in the base currency; null without a rate.</param>
public sealed record OrderDay(DateOnly Day, int? Gap, int Orders, decimal? Net);

/// <summary>The days that an account's forecast rests on, the newest first.</summary>
public static class OrderDays
{
    /// <summary>Orders looked at, the newest; the forecast counts all of them.</summary>
    public const int MostOrders = 100;

    public static async Task<IReadOnlyList<OrderDay>> Of(TrothContext db, Guid account, DateOnly asOf, CompanyRates rates, CancellationToken cancel)
    {
        var orders = await db.Orders.AsNoTracking().Where(o => o.AccountId == account && o.OrderedOn <= asOf && o.EndedOn == null && o.Sold > 0)
            .OrderByDescending(o => o.OrderedOn).Take(MostOrders).Select(o => new { o.OrderedOn, o.Currency, o.Sold, o.Returned }).ToListAsync(cancel);
        var days = orders.GroupBy(o => o.OrderedOn).ToList();
        var all = orders.Count < MostOrders;
        // Of a longer list the oldest day may be cut: it only tells the gap after it.
        return [.. days.Take(all ? days.Count : days.Count - 1).Select((day, i) => new OrderDay(day.Key,
            i + 1 < days.Count ? day.Key.DayNumber - days[i + 1].Key.DayNumber : null, day.Count(),
            day.All(o => rates.On(day.Key, o.Currency) is not null) ? day.Sum(o => (o.Sold - o.Returned) * rates.On(day.Key, o.Currency)) : null))];
    }
}
