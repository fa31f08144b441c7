using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>Where a seller is in the run through their accounts.</summary>
/// <param name="Said">How many of them have a claim that still holds.</param>
/// <param name="Account">The one to say now; null when all are said, or what is left was passed over.</param>
/// <param name="Previous">Number of the one before it in the run.</param>
/// <param name="SaidNow">What was said about this one in this run, when the seller comes back to it. Older claims are not shown: they would lead the answer.</param>
public sealed record ClaimRun(int Said, int Total, AccountView? Account, string? Previous, ClaimSaid? SaidNow)
{
    /// <summary>What somebody is shown who lets a customer look at the screen.</summary>
    public static ClaimRun Hidden { get; } = new(0, 0, null, null, null);

    public int Left => Total - Said;
}

/// <summary>
/// The two-minute run: the seller's own accounts, those who buy most first, each asked once a year. Nothing of the run is kept but
/// the claims themselves, so it resumes wherever it was left.
/// </summary>
public sealed class RunThroughClaims(
    TrothContext db, Reader reader, ReadAccount read, IEnumerable<IAccountSizes> sizes, Formats formats, TimeProvider time)
{
    /// <summary>A claim older than this is asked for anew: relationships change.</summary>
    public const int HoldsMonths = 12;

    private sealed record Stop(Guid Id, string Number, string NameKey, bool Said);

    /// <param name="at">This one, said or not.</param>
    /// <param name="after">The next one that is not said yet, after this one.</param>
    public async Task<ClaimRun> Find(string? at, string? after, CancellationToken cancel)
    {
        var stops = await Stops(cancel);
        var said = stops.Count(s => s.Said);
        var index = at is not null ? stops.FindIndex(s => s.Number == at)
            : stops.FindIndex((after is null ? -1 : stops.FindIndex(s => s.Number == after)) + 1, s => !s.Said);
        if (index < 0) return new(said, stops.Count, null, null, null);
        var account = await read.Run(stops[index].Number, cancel);
        return new(said, stops.Count, account with { Claims = [] }, index > 0 ? stops[index - 1].Number : null,
            stops[index].Said ? await SaidToday(stops[index].Id, cancel) : null);
    }

    /// <summary>How many of the reader's accounts wait for a claim.</summary>
    public async Task<(int Left, int Total)> Count(CancellationToken cancel)
    {
        if (reader.SellerId is not { } seller) return (0, 0);
        var mine = db.Accounts.Where(a => a.SellerId == seller && a.EndedOn == null);
        var holding = Holding(seller);
        return (await mine.CountAsync(a => !holding.Any(c => c.AccountId == a.Id), cancel), await mine.CountAsync(cancel));
    }

    private async Task<List<Stop>> Stops(CancellationToken cancel)
    {
        if (reader.SellerId is not { } seller) return [];
        var holding = Holding(seller);
        var mine = await db.Accounts.AsNoTracking().Where(a => a.SellerId == seller && a.EndedOn == null)
            .Select(a => new Stop(a.Id, "A-" + a.Number, a.NameKey, holding.Any(c => c.AccountId == a.Id))).ToListAsync(cancel);
        var bought = new Dictionary<Guid, decimal>();
        foreach (var room in sizes)
            foreach (var (account, amount) in await room.OfSeller(seller, cancel)) bought[account] = amount;
        return [.. mine.OrderByDescending(s => bought.GetValueOrDefault(s.Id)).ThenBy(s => s.NameKey, StringComparer.Ordinal).ThenBy(s => s.Number, StringComparer.Ordinal)];
    }

    private IQueryable<Claim> Holding(Guid seller)
    {
        var since = formats.DayOf(time.GetUtcNow()).AddMonths(-HoldsMonths);
        return db.Claims.Where(c => c.SellerId == seller && c.ClaimedOn > since && c.EndedOn == null);
    }

    private Task<ClaimSaid?> SaidToday(Guid account, CancellationToken cancel)
    {
        var today = formats.DayOf(time.GetUtcNow());
        return db.Claims.AsNoTracking().Where(c => c.AccountId == account && c.SellerId == reader.SellerId && c.ClaimedOn == today && c.EndedOn == null)
            .OrderByDescending(c => c.RecordedAt).Select(c => new ClaimSaid(c.Step, c.ClaimedOn, c.ClaimedBy)).FirstOrDefaultAsync(cancel);
    }
}
