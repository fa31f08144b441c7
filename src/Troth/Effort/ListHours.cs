using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Book.Contracts;
using Troth.Book.Figures;
using Troth.Platform.Data;

namespace Troth.Effort;

/// <summary>The sellers whose time the reader may look at.</summary>
public sealed class ListHours(TrothContext db, WhoseHours whose, BookOfSellers book)
{
    public async Task<IReadOnlyList<SellerInHours>> Run(CancellationToken cancel)
    {
        var sellers = await whose.Sellers(cancel);
        var accounts = await book.State(cancel) is { } state
            ? (await book.Totals(state, cancel)).Where(t => t.Scope == SellerScope.Seller).ToDictionary(t => t.SellerId!.Value, t => t.Accounts) : [];
        var all = db.AccountFacts;
        var stated = await db.AccountEfforts.AsNoTracking().Where(e => e.Hours != null && all.Any(a => a.Id == e.AccountId && a.SellerId != null && a.SellerId == e.SellerId))
            .GroupBy(e => e.SellerId!.Value).Select(g => new { Seller = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Seller, g => g.Count, cancel);
        return [.. sellers.Select(s => new SellerInHours(FormattableString.Invariant($"S-{s.Number}"), s.Name, accounts.GetValueOrDefault(s.Id), stated.GetValueOrDefault(s.Id)))];
    }
}
