using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Promises;
using Troth.Promises.Contracts;
using Troth.Promises.OurWord;

namespace Troth.Effort;

/// <summary>
/// Whose time this reader may look at: sellers their own, managers their team's, administrators everybody's; nobody on a screen that is shared, and
/// nobody another's where the company shows no single sellers.
/// </summary>
public sealed class WhoseHours(TrothContext db, Reader reader, ReaderSettings settings, SellersShown shown)
{
    /// <summary>The reader's own seller, where the reader is one.</summary>
    public Guid? Own => reader.SellerId;

    /// <summary>By right and by team, whatever the company has settled about single sellers.</summary>
    public bool May(Guid? seller, Guid? team) => reader.May(Right.PlanHours) && !settings.SafeView
        && ((seller is not null && seller == reader.SellerId) || reader.Is(Role.Administrator) || (reader.Is(Role.Manager) && (reader.TeamId is null || reader.TeamId == team)));

    /// <summary>The company shows no single sellers: each sees their own hours and nobody another's.</summary>
    public async Task<bool> OnlyOwn(CancellationToken cancel) => await shown.Setting(cancel) == SellerFigures.Off;

    /// <summary>In an account's history, which asks without waiting.</summary>
    public bool SeesInHistory(Guid? seller, Guid? team) => May(seller, team)
        && ((seller is not null && seller == reader.SellerId) || (db.WordSettings.AsNoTracking().FirstOrDefault() ?? new WordSettings()).Sellers != SellerFigures.Off);

    /// <summary>The sellers, by name.</summary>
    public async Task<IReadOnlyList<SellerFacts>> Sellers(CancellationToken cancel)
    {
        if (settings.SafeView) throw new NotFoundException(Words.Say("this"));
        var all = db.SellerFacts.AsNoTracking();
        Guid? own = reader.SellerId, team = reader.TeamId;
        if (await OnlyOwn(cancel)) all = all.Where(s => s.Id == own);
        else if (!reader.Is(Role.Administrator))
            all = reader.Is(Role.Manager) ? all.Where(s => team == null || s.TeamId == team || s.Id == own) : all.Where(s => s.Id == own);
        return await all.Where(s => s.Active || s.Id == own).OrderBy(s => s.NameKey).ThenBy(s => s.Number).ToListAsync(cancel);
    }

    /// <exception cref="NotFoundException">There is no such seller, or not for this reader.</exception>
    /// <exception cref="NotAllowedException">The company shows this reader not that seller's hours.</exception>
    public async Task<SellerFacts> Seller(string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("S", reference);
        var seller = await db.SellerFacts.AsNoTracking().FirstOrDefaultAsync(s => id != null ? s.Id == id : s.Number == number, cancel);
        if (seller is null || !May(seller.Id, seller.TeamId)) throw new NotFoundException(Words.Say("seller.named", reference));
        return await Shows(seller, cancel) ? seller : throw new NotAllowedException(Words.Say("notShown", seller.Name));
    }

    /// <summary>The account and who looks after it; null where there is no such account, nobody looks after it, or it is not for this reader.</summary>
    public async Task<(AccountFacts Account, SellerFacts Seller)?> Find(string reference, CancellationToken cancel) =>
        await ByTeam(reference, cancel) is { } found && await Shows(found.Seller, cancel) ? found : null;

    /// <exception cref="NotFoundException">There is no such account, nobody looks after it, or it is not for this reader.</exception>
    /// <exception cref="NotAllowedException">The company shows this reader not the hours of its seller.</exception>
    public async Task<(AccountFacts Account, SellerFacts Seller)> Account(string reference, CancellationToken cancel)
    {
        var found = await ByTeam(reference, cancel) ?? throw new NotFoundException(Words.Say("account.named", reference));
        return await Shows(found.Seller, cancel) ? found : throw new NotAllowedException(Words.Say("notShown", found.Seller.Name));
    }

    private async Task<(AccountFacts Account, SellerFacts Seller)?> ByTeam(string reference, CancellationToken cancel)
    {
        var account = await db.AccountCalled(reference, cancel);
        var seller = account?.SellerId is { } id ? await db.SellerFacts.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel) : null;
        return account is not null && seller is not null && May(seller.Id, seller.TeamId) ? (account, seller) : null;
    }

    private async Task<bool> Shows(SellerFacts seller, CancellationToken cancel) => seller.Id == reader.SellerId || !await OnlyOwn(cancel);
}
