using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Orders;

/// <summary>The newest orders of a seller's accounts, of the last month before the newest order there is.</summary>
public sealed class OrdersToday(TrothContext db, ListOrders list, Purchases purchases, Reader reader, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    private const int Days = 31, Shown = 5;

    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (reader.SellerId is not { } seller || !reader.May(Right.SeeAccounts) || await purchases.AsOf(cancel) is not { } asOf) return [];
        var (accounts, since) = (db.AccountFacts.Where(a => a.SellerId == seller), asOf.AddDays(-Days));
        var newest = await ListOrders.Rows(db.Orders.AsNoTracking().Where(o => o.OrderedOn >= since && o.OrderedOn <= asOf && o.EndedOn == null && accounts.Any(a => a.Id == o.AccountId))
            .OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.Number).Take(Math.Min(limit, Shown))).ToListAsync(cancel);
        var rank = 0;
        return [.. (await list.Named(newest, cancel)).Select(o => new TodayItem(
            words["today.orders"], formats.DayMonth(o.OrderedOn), words["today.order", o.Account ?? "", formats.Money(o.Sold - o.Returned, o.Currency)],
            words["today.order.why", o.Label, words.Count("lines.count", o.LineCount)], $"/orders/{o.Label}", words["today.order.act"], 50 + rank++))];
    }
}
