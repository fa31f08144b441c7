using Microsoft.EntityFrameworkCore;
using Troth.Evidence;
using Troth.Platform.Data;

namespace Troth.Book.Figures;

/// <summary>
/// Writes a generation of figures beside the one that is shown, in small transactions, so that nobody who writes meanwhile waits long.
/// </summary>
public sealed class StoreBook(IServiceScopeFactory scopes)
{
    private readonly SmallSteps steps = new(scopes);

    /// <summary>What an interrupted run left, and generations that nobody reads any more.</summary>
    public async Task ClearAllBut(int generation, CancellationToken cancel)
    {
        await steps.Clear(db => db.BookFigures.Where(f => f.Generation != generation).OrderBy(f => f.Generation), cancel);
        await steps.Clear(db => db.BookTotals.Where(t => t.Generation != generation).OrderBy(t => t.Generation), cancel);
        await steps.Clear(db => db.SellerTotals.Where(t => t.Generation != generation).OrderBy(t => t.Generation), cancel);
    }

    /// <summary>Writes what sellers look after, once all figures have passed by.</summary>
    public Task Write(SellersInTheMaking sellers, CancellationToken cancel) => steps.Add(sellers.All, cancel);

    /// <summary>Writes the figures and their totals; nobody sees them yet.</summary>
    public async Task<StoredBook> Write(IEnumerable<BookFigure> figures, CancellationToken cancel)
    {
        var totals = new TotalsInTheMaking();
        int buyers = 0, unknown = 0, count = 0;
        var sellers = new HashSet<Guid>();
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var chunk in figures.Chunk(SmallSteps.Rows))
        {
            foreach (var figure in chunk)
            {
                totals.Count(figure);
                count++;
                if (figure.Bought > 0) buyers++;
                if (figure.Withheld == Withheld.Unknown) unknown++;
                if (figure.SellerId is { } seller) sellers.Add(seller);
                if (figure.MissingRates is { } rates) missing.UnionWith(rates.Split(' '));
            }
            await steps.Add(chunk, cancel);
        }
        await steps.Add(totals.All, cancel);
        return new StoredBook(count, buyers, sellers.Count, unknown, missing.Count == 0 ? null : string.Join(' ', missing));
    }
}

/// <summary>What was written, in numbers.</summary>
public sealed record StoredBook(int Accounts, int Buyers, int Sellers, int Unknown, string? MissingRates);

/// <summary>Adds figures up by seller, segment and kind.</summary>
public sealed class TotalsInTheMaking
{
    private readonly Dictionary<(Guid?, Guid?, string?, RelationshipKind, RelationshipKind, DateOnly?, bool), BookTotal> totals = [];

    public IEnumerable<BookTotal> All => totals.Values;

    public void Count(BookFigure figure)
    {
        var key = (figure.SellerId, figure.TeamId, figure.Segment, figure.Kind, figure.KindWithoutClaim, figure.AskedOn, figure.OverdueDays is not null);
        if (!totals.TryGetValue(key, out var total)) totals.Add(key, total = Of(figure));
        total.Accounts++;
        if (figure.Potential is not null) total.Estimated++;
        total.Bought += figure.Bought;
        total.Open += figure.Open ?? 0;
    }

    /// <summary>A total that takes this figure in (1) or out (−1): totals are added up when they are read.</summary>
    public static BookTotal Of(BookFigure figure, int times = 0) => new()
    {
        Generation = figure.Generation, SellerId = figure.SellerId, TeamId = figure.TeamId, Segment = figure.Segment, Kind = figure.Kind,
        KindWithoutClaim = figure.KindWithoutClaim, AskedOn = figure.AskedOn, Overdue = figure.OverdueDays is not null, Accounts = times,
        Estimated = figure.Potential is null ? 0 : times, Bought = times * figure.Bought, Open = times * (figure.Open ?? 0),
    };
}
