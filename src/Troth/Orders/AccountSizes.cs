using Troth.Accounts.Contracts;
using Troth.Orders.Contracts;
using Troth.Platform.Data;

namespace Troth.Orders;

/// <summary>Tells the accounts' room who buys most.</summary>
public sealed class AccountSizes(TrothContext db, Purchases purchases) : IAccountSizes
{
    public async Task<IReadOnlyDictionary<Guid, decimal>> OfSeller(Guid sellerId, CancellationToken cancel)
    {
        if (await purchases.AsOf(cancel) is not { } asOf) return new Dictionary<Guid, decimal>();
        var (from, to) = Purchases.YearTo(asOf);
        var history = await purchases.ByMonth(db.AccountFacts.Where(a => a.SellerId == sellerId).Select(a => a.Id), from, to, cancel);
        return history.Months.GroupBy(m => m.AccountId).ToDictionary(g => g.Key, g => g.Sum(m => m.Net));
    }
}
