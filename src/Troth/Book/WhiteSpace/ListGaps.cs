using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;

namespace Troth.Book.WhiteSpace;

/// <summary>What accounts do not buy though similar ones do, the largest expected first. Not in the customer-safe view: peers are other customers.</summary>
public sealed class ListGaps(TrothContext db, ListBook book)
{
    public const int PageSize = 50, FamiliesShown = 200;
    private static readonly ListOrder<GapRow> Largest = new ListOrder<GapRow>(descending: true).By(g => g.Expected).By(g => g.Number).By(g => g.Family);

    public async Task<GapListing> Run(GapFilter filter, CancellationToken cancel, int size = PageSize)
    {
        var eyes = await Eyes(cancel);
        if (await book.State(cancel) is not var (state, changing)) return new GapListing("", null, false, eyes, [], new([], null, null));
        var gaps = filter.Narrow(db.BookGaps.AsNoTracking().Where(g => g.Generation == state.Generation), eyes);
        var place = ListPlace.From(filter.After, filter.Before, size);
        return new GapListing(state.Currency, state.AsOf, changing, eyes, await Families(state.Generation, filter, eyes, cancel), await Largest.Page(place, cancel, Rows(gaps)));
    }

    /// <summary>Families that anybody misses, those with the most to win first.</summary>
    public async Task<IReadOnlyList<FamilyTotal>> Families(int generation, GapFilter filter, BookEyes eyes, CancellationToken cancel) =>
        [.. (await filter.Narrow(db.GapTotals.AsNoTracking().Where(t => t.Generation == generation), eyes).GroupBy(t => t.Family)
            .Select(g => new { Family = g.Key, Accounts = g.Sum(t => t.Accounts), Expected = g.Sum(t => t.Expected) }).OrderByDescending(f => f.Expected).ThenBy(f => f.Family)
            .Take(FamiliesShown).ToListAsync(cancel)).Select(f => new FamilyTotal(f.Family, f.Accounts, f.Expected))];

    /// <summary>One account's, the largest expected first; none as long as nothing was computed.</summary>
    public async Task<GapsOf> Of(Guid account, CancellationToken cancel)
    {
        await Eyes(cancel);
        if (await book.State(cancel) is not var (state, _)) return new GapsOf("", null, []);
        return new GapsOf(state.Currency, state.AsOf, await Rows(db.BookGaps.AsNoTracking().Where(g => g.Generation == state.Generation && g.AccountId == account))
            .OrderByDescending(g => g.Expected).ThenBy(g => g.Family).ToListAsync(cancel));
    }

    public async IAsyncEnumerable<GapRow> All(GapFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var eyes = await Eyes(cancel);
        if (await book.State(cancel) is not var (state, _)) yield break;
        var rows = Rows(filter.Narrow(db.BookGaps.AsNoTracking().Where(g => g.Generation == state.Generation), eyes)).OrderByDescending(g => g.Expected).ThenByDescending(g => g.Number);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel)) yield return row;
    }

    private async Task<BookEyes> Eyes(CancellationToken cancel) =>
        await book.Eyes(cancel) is { SafeView: false } eyes ? eyes : throw new NotFoundException(Words.Say("list.this"));

    /// <summary>Accounts of imports that are taken back are gone at once.</summary>
    private IQueryable<GapRow> Rows(IQueryable<BookGap> gaps)
    {
        var (figures, hidden) = (db.BookFigures, db.HiddenBatches);
        return from gap in gaps
               join figure in figures on new { gap.Generation, gap.AccountId } equals new { figure.Generation, figure.AccountId }
               where !hidden.Any(b => b.Id == figure.AccountBatch)
               select new GapRow
               {
                   AccountId = gap.AccountId, Number = gap.Number, Label = figure.Label, Name = figure.Name, Seller = figure.SellerName, Family = gap.Family, Bought = figure.Bought,
                   Buying = gap.Buying, Peers = gap.Peers, Share = gap.Share, ShareLow = gap.ShareLow, ShareHigh = gap.ShareHigh,
                   Typical = gap.Typical, TypicalLow = gap.TypicalLow, TypicalHigh = gap.TypicalHigh, Expected = gap.Expected,
               };
    }
}

/// <param name="Families">Whatever family the list is narrowed to.</param>
public sealed record GapListing(string Currency, DateOnly? AsOf, bool Changing, [property: JsonIgnore] BookEyes Eyes, IReadOnlyList<FamilyTotal> Families, Listing<GapRow> Gaps);

/// <param name="Gaps">At most as many as are kept of an account.</param>
public sealed record GapsOf(string Currency, DateOnly? AsOf, IReadOnlyList<GapRow> Gaps);

/// <summary>How many accounts miss a family, and what such accounts spend on it on the whole.</summary>
public sealed record FamilyTotal(string Family, int Accounts, long Expected);

/// <summary>A family that an account does not buy though similar ones do; amounts in the Book's currency.</summary>
public sealed record GapRow
{
    public required Guid AccountId { get; init; }
    public required long Number { get; init; }

    /// <summary>Its key in the system it comes from, or its number.</summary>
    public required string Label { get; init; }
    public required string Name { get; init; }
    public required string? Seller { get; init; }
    public required string Family { get; init; }

    /// <summary>Of everything, in the twelve months.</summary>
    public required decimal Bought { get; init; }

    /// <summary>How many of the peers buy it.</summary>
    public required int Buying { get; init; }
    public required int Peers { get; init; }

    /// <summary>The share of accounts like this one, at its size, that buy it.</summary>
    public required double Share { get; init; }
    public required double ShareLow { get; init; }
    public required double ShareHigh { get; init; }

    /// <summary>The middle of what those spend on it, at this account's size.</summary>
    public required decimal Typical { get; init; }
    public required decimal TypicalLow { get; init; }
    public required decimal TypicalHigh { get; init; }

    /// <summary>Typical amount × share that buys it.</summary>
    public required long Expected { get; init; }

    /// <summary>The lower ends of the share's and the amount's interval multiplied: each holds the truth in about nine of ten cases, so both do in eight at least.</summary>
    public long ExpectedLow => Times(ShareLow, TypicalLow);

    /// <summary>The upper ends of both multiplied.</summary>
    public long ExpectedHigh => Times(ShareHigh, TypicalHigh);

    private static long Times(double share, decimal amount) => (long)Math.Min(1e14, Math.Round(share * (double)amount));

    [JsonIgnore] public string Facts => $"/book/A-{Number}/white-space?family={Uri.EscapeDataString(Family)}";
}
