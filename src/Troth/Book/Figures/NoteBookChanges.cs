using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Troth.Accounts;
using Troth.Book.Asked;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;

namespace Troth.Book.Figures;

/// <summary>
/// Notes, in the transaction of every save, that the figures rest on something else now. A claim alone is taken over at once. Imports
/// do not save through the context: for them the database notes it (see the migration of the Book's tables).
/// </summary>
public sealed class NoteBookChanges(TimeProvider time) : IBeforeSave
{
    private static readonly HashSet<string> OfAccount =
    [
        nameof(Account.Name), nameof(Account.Segment), nameof(Account.Industry), nameof(Account.Employees), nameof(Account.Revenue), nameof(Account.RevenueCurrency),
        nameof(Account.FoundedYear), nameof(Account.SellerId), nameof(Account.EndedOn),
    ];
    private static readonly HashSet<string> OfOrder =
        [nameof(Order.AccountId), nameof(Order.OrderedOn), nameof(Order.Currency), nameof(Order.Sold), nameof(Order.Returned), nameof(Order.EndedOn)];
    private static readonly HashSet<string> OfSeller = [nameof(Seller.Name), nameof(Seller.TeamId)];
    private static readonly HashSet<string> OfCompany = [nameof(Company.BaseCurrency), nameof(Company.PenetrationThreshold), nameof(Company.FamiliesBy)];
    private static readonly HashSet<string> OfProduct = [nameof(Product.Family), nameof(Product.Category)];
    private static readonly HashSet<string> OfLine = [nameof(OrderLine.ProductId), nameof(OrderLine.Amount), nameof(OrderLine.Kind), nameof(OrderLine.EndedOn)];

    public async ValueTask Run(TrothContext db, CancellationToken cancel)
    {
        List<Claim> claims = [];
        List<Account> moved = [];
        HashSet<Guid> saidOf = [];
        var all = false;
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (entry.Entity is Claim claim)
            {
                if (entry.State == EntityState.Added) claims.Add(claim);
                else all = true;
            }
            else if (entry.Entity is PotentialEstimate said) saidOf.Add(said.AccountId);
            else all |= Counts(entry);
            if (entry is { Entity: Account account, State: EntityState.Modified } && entry.Property(nameof(Account.SellerId)).IsModified) moved.Add(account);
        }
        // The account's own figure follows within the save; the sums of its seller, team and company with the next computation.
        if (all || saidOf.Count > 0) db.Add(new BookChange { At = time.GetUtcNow() });
        foreach (var account in moved) await CloseQuestions(db, account, cancel);
        foreach (var claim in claims)
        {
            db.Add(new BookChange { At = time.GetUtcNow(), ClaimOfAccount = claim.AccountId });
            await RekindAccount.Run(db, claim.AccountId, claim, time, cancel);
        }
        foreach (var account in saidOf.Except(claims.Select(c => c.AccountId)))
        {
            db.Add(new BookChange { At = time.GetUtcNow(), ClaimOfAccount = account });
            await RekindAccount.Run(db, account, null, time, cancel);
        }
    }

    /// <summary>What an earlier seller was asked is not for the next one to answer. An import's moves close it when the figures are next computed.</summary>
    private async Task CloseQuestions(TrothContext db, Account account, CancellationToken cancel)
    {
        var today = await new CurrentCompany(db).Today(time, cancel);
        foreach (var question in await db.ClaimQuestions.Where(q => q.AccountId == account.Id && q.ClosedOn == null && q.SellerId != account.SellerId).ToListAsync(cancel))
            question.Close(today);
    }

    private static bool Counts(EntityEntry entry) => entry.Entity switch
    {
        Account account => Changed(entry, OfAccount) || AddressChanged(entry, account),
        Order => Changed(entry, OfOrder),
        Seller => Changed(entry, OfSeller),
        Company => Changed(entry, OfCompany),
        Rate => true,
        Product => entry.State == EntityState.Modified && Changed(entry, OfProduct),
        OrderLine => Changed(entry, OfLine),
        _ => false,
    };

    private static bool Changed(EntityEntry entry, HashSet<string> properties) =>
        entry.State != EntityState.Modified || entry.Properties.Any(p => p.IsModified && properties.Contains(p.Metadata.Name));

    private static bool AddressChanged(EntityEntry entry, Account account) =>
        entry.ComplexProperty(nameof(account.Address)).Property(nameof(Address.Country)).IsModified;
}
