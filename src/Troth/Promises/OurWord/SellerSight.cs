using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;

namespace Troth.Promises.OurWord;

/// <summary>
/// Whose figures this reader may see by name, as the company has settled; and puts down that they looked. Their purpose is that sellers see where
/// their own word fails and managers where to help, so whoever is looked at can read who did.
/// </summary>
public sealed class SellerSight(TrothContext db, Reader reader, TimeProvider time)
{
    /// <summary>Who looks again within this time has not looked twice.</summary>
    public static readonly TimeSpan Once = TimeSpan.FromHours(1);

    private SellerFigures? setting;

    public async Task<SellerFigures> Setting(CancellationToken cancel) => setting ??= (await CompanyWord.Settings(db, cancel)).Sellers;

    /// <summary>The sellers; null: all of them.</summary>
    public async Task<IReadOnlyList<Guid>?> Seen(CancellationToken cancel)
    {
        var own = reader.SellerId is { } seller ? new[] { seller } : [];
        switch (await Setting(cancel))
        {
            case SellerFigures.Named: return null;
            case SellerFigures.OwnTeam when reader.Is(Role.Administrator) || (reader.Is(Role.Manager) && reader.TeamId is null): return null;
            case SellerFigures.OwnTeam when reader.Is(Role.Manager):
                return [.. own.Union(await db.SellerFacts.AsNoTracking().Where(s => s.TeamId == reader.TeamId).Select(s => s.Id).ToListAsync(cancel))];
            default: return own;
        }
    }

    /// <summary>Somebody looks at figures that are not only their own.</summary>
    public async Task Looked(Guid? seller, LookedAt page, CancellationToken cancel)
    {
        if (seller is { } one && one == reader.SellerId) return;
        var (now, team) = (time.GetUtcNow(), seller is null ? await OnlyTeam(cancel) : null);
        var (me, since) = (reader.UserId, now - Once);
        if (await db.WordLooks.AnyAsync(l => l.UserId == me && l.At > since && l.SellerId == seller && l.TeamId == team && l.Page == page, cancel)) return;
        db.Add(new WordLook { At = now, UserId = me, Who = reader.Name, SellerId = seller, TeamId = team, Page = page });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The one team whose sellers this reader sees by name; null for all, or for nobody but themselves.</summary>
    private async Task<Guid?> OnlyTeam(CancellationToken cancel) =>
        !reader.Is(Role.Administrator) && reader.Is(Role.Manager) && await Setting(cancel) == SellerFigures.OwnTeam ? reader.TeamId : null;
}
