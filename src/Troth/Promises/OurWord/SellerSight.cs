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
    /// <summary>The sellers; null: all of them.</summary>
    public async Task<IReadOnlyList<Guid>?> Seen(CancellationToken cancel)
    {
        var own = reader.SellerId is { } seller ? new[] { seller } : [];
        switch ((await CompanyWord.Settings(db, cancel)).Sellers)
        {
            case SellerFigures.Named: return null;
            case SellerFigures.OwnTeam when reader.Is(Role.Administrator) || (reader.Is(Role.Manager) && reader.TeamId is null): return null;
            case SellerFigures.OwnTeam when reader.Is(Role.Manager):
                return [.. own.Union(await db.SellerFacts.AsNoTracking().Where(s => s.TeamId == reader.TeamId).Select(s => s.Id).ToListAsync(cancel))];
            default: return own;
        }
    }

    /// <summary>Somebody looks at figures that are not only their own.</summary>
    public async Task Looked(Guid? seller, CancellationToken cancel)
    {
        if (seller is { } one && one == reader.SellerId) return;
        db.Add(new WordLook { At = time.GetUtcNow(), UserId = reader.UserId, Who = reader.Name, SellerId = seller });
        await db.SaveChangesAsync(cancel);
    }
}
