using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Book.Contracts;
using Troth.Platform.Data;

namespace Troth.Effort;

/// <summary>A seller's time, read by a fixed number of queries however many accounts there are.</summary>
public sealed class ReadHours(TrothContext db, WhoseHours whose)
{
    public async Task<HoursView> Run(string seller, CancellationToken cancel) => await Of(await whose.Seller(seller, cancel), cancel);

    public async Task<HoursView> Of(SellerFacts seller, CancellationToken cancel)
    {
        var accounts = await db.BuyingFacts.Where(a => a.SellerId == seller.Id).OrderBy(a => a.Number).ToListAsync(cancel);
        // From what was said, which is less than there are accounts.
        var all = db.AccountFacts;
        var said = await db.AccountEfforts.AsNoTracking().Where(e => all.Any(a => a.Id == e.AccountId && a.SellerId == seller.Id)).ToDictionaryAsync(e => e.AccountId, cancel);
        var settings = await db.EffortSettings.AsNoTracking().FirstOrDefaultAsync(cancel) ?? new EffortSettings();
        return new HoursView(seller, accounts.Count == 0 ? "" : accounts[0].Currency, accounts.Count == 0 ? null : accounts[0].ComputedAt,
            SellerHours.Of(accounts, said, seller.Id, settings, cancel));
    }

    /// <summary>One account in its seller's split, with the whole of it.</summary>
    public async Task<AccountHours> Account(string reference, CancellationToken cancel) => await In(await whose.Account(reference, cancel), cancel);

    /// <summary>The same; null where the reader may not look.</summary>
    public async Task<AccountHours?> Find(Guid account, CancellationToken cancel) =>
        await whose.Find(account.ToString(), cancel) is { } found ? await In(found, cancel) : null;

    private async Task<AccountHours> In((AccountFacts Account, SellerFacts Seller) found, CancellationToken cancel)
    {
        var (account, seller) = found;
        var view = await Of(seller, cancel);
        return new AccountHours(view, account, view.Hours.Rows.Concat(view.Hours.Kept).FirstOrDefault(r => r.Facts.AccountId == account.Id));
    }
}

/// <summary>A seller's time.</summary>
/// <param name="Currency">Of all amounts; empty without any account in the Book.</param>
/// <param name="ComputedAt">When the Book's figures were made.</param>
public sealed record HoursView(SellerFacts Seller, string Currency, DateTimeOffset? ComputedAt, SellerHours Hours);

/// <summary>One account's place in it.</summary>
/// <param name="Row">Null while the Book does not know it yet.</param>
public sealed record AccountHours(HoursView View, AccountFacts Account, HoursRow? Row);
