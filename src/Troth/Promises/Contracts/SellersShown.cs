using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Promises.OurWord;

namespace Troth.Promises.Contracts;

/// <summary>
/// Whether figures about single sellers may be shown to this reader, as the company has settled; and puts down that they looked. The same for
/// every page that shows such figures.
/// </summary>
public sealed class SellersShown(SellerSight sight, TrothContext db)
{
    /// <summary>What the company has settled; off: nobody but each seller their own.</summary>
    public Task<SellerFigures> Setting(CancellationToken cancel) => sight.Setting(cancel);

    /// <summary>The sellers; null: all of them.</summary>
    public Task<IReadOnlyList<Guid>?> Seen(CancellationToken cancel) => sight.Seen(cancel);

    /// <summary>Puts down that the reader saw the sellers of the team; once an hour.</summary>
    public Task LookedAtTeam(CancellationToken cancel) => sight.Looked(null, LookedAt.Team, cancel);

    /// <summary>Puts down that the reader saw this seller's sheet; once an hour, and never who sees their own.</summary>
    public Task LookedAtSheet(Guid seller, CancellationToken cancel) => sight.Looked(seller, LookedAt.Sheet, cancel);

    /// <summary>Who looked at this seller's own figures last, the newest first.</summary>
    /// <param name="seller">Whose figures.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<IReadOnlyList<WhoLooked>> Last(Guid seller, int most, CancellationToken cancel) =>
        await db.WordLooks.AsNoTracking().Where(l => l.SellerId == seller).OrderByDescending(l => l.At).Take(most).Select(l => new WhoLooked(l.At, l.Who)).ToListAsync(cancel);
}

/// <summary>That somebody looked at a seller's figures.</summary>
public sealed record WhoLooked(DateTimeOffset At, string Who);
