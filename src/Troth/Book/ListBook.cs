using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Book;

/// <summary>A page of the Book as its reader may see it.</summary>
public sealed class ListBook(TrothContext db, CurrentCompany companies, Reader reader, ReaderSettings settings, TimeProvider time)
{
    public const int PageSize = 50;

    public async Task<BookEyes> Eyes(CancellationToken cancel) => BookEyes.Of(reader, settings,
        (await companies.Find(cancel))?.QuestionDays ?? Company.UsualQuestionDays, await companies.Today(time, cancel));

    /// <summary>Which figures are shown; null as long as none were computed.</summary>
    public async Task<(BookState State, bool Changing)?> State(CancellationToken cancel)
    {
        var changes = db.BookChanges;
        var found = await db.BookStates.AsNoTracking().Select(s => new { State = s, Changing = changes.Any(c => c.ClaimOfAccount == null) }).SingleOrDefaultAsync(cancel);
        return found is null ? null : (found.State, found.Changing);
    }

    public async Task<BookListing> Run(BookFilter filter, CancellationToken cancel, int size = PageSize)
    {
        var eyes = await Eyes(cancel);
        var order = BookOrder.Of(filter, eyes);
        if (await State(cancel) is not var (state, changing)) return new BookListing(null, false, [], order.Name, null, null, [], eyes);
        var (before, after) = (Blank(filter.Before), Blank(filter.After));
        var backwards = before is not null;
        var rows = await order.Take(db.Shown(state.Generation, filter, eyes), before ?? after, backwards, size + 1, cancel);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(backwards ? 0 : size);
        var last = backwards || more ? rows.LastOrDefault() : null;
        var first = backwards ? more ? rows.FirstOrDefault() : null : after is null ? null : rows.FirstOrDefault();
        return new BookListing(state, changing, [.. rows.Select(row => BookRow.Of(row, state, eyes))], order.Name,
            last is null ? null : order.PlaceOf(last), first is null ? null : order.PlaceOf(first), await Kinds(state, filter, eyes, cancel), eyes);
    }

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>How many there are of each kind, by the same eyes as the list; whatever kind the list is narrowed to. None in the customer-safe view.</summary>
    public async Task<IReadOnlyList<KindCount>> Kinds(BookState state, BookFilter filter, BookEyes eyes, CancellationToken cancel)
    {
        if (eyes.SafeView) return [];
        var totals = db.BookTotals.AsNoTracking().Where(t => t.Generation == state.Generation);
        if (filter.SellerAsked is { } seller) totals = totals.Where(t => t.SellerId == seller);
        if (filter.TeamAsked is { } team) totals = totals.Where(t => t.TeamId == team);
        if (filter.Segment is { Length: > 0 } segment) totals = totals.Where(t => t.Segment == segment);
        if (filter.Overdue == true) totals = totals.Where(t => t.Overdue);
        if (filter.Mine == true) totals = totals.Where(t => t.SellerId == eyes.Seller && eyes.Seller != null);
        var me = eyes.Seller;
        var sums = await totals.GroupBy(t => new { t.Kind, t.KindWithoutClaim, t.AskedOn, t.TeamId, Own = t.SellerId == me })
            .Select(g => new { g.Key, Accounts = g.Sum(t => t.Accounts), Estimated = g.Sum(t => t.Estimated), Bought = g.Sum(t => t.Bought), Open = g.Sum(t => t.Open) }).ToListAsync(cancel);
        var counts = sums.GroupBy(s => s.Key.Kind == RelationshipKind.SmokeScreen && !eyes.SeesWord(s.Key.Own ? me : null, s.Key.TeamId, s.Key.AskedOn) ? s.Key.KindWithoutClaim : s.Key.Kind)
            .ToDictionary(g => g.Key, g => new KindCount(g.Key, g.Sum(s => s.Accounts), g.Sum(s => s.Estimated), g.Sum(s => s.Bought), g.Sum(s => s.Open)));
        return [.. eyes.Kinds.Select(kind => counts.GetValueOrDefault(kind) ?? new KindCount(kind, 0, 0, 0, 0))];
    }
}

/// <param name="State">Null as long as nothing was computed.</param>
/// <param name="Changing">Something changed that these figures do not know yet.</param>
/// <param name="Rows">One page.</param>
/// <param name="Sort">How it is ordered.</param>
/// <param name="After">Where the next page starts; null on the last.</param>
/// <param name="Before">Where the previous page ends; null on the first.</param>
/// <param name="Kinds">Counts of all that the filters let through, whatever page.</param>
/// <param name="Eyes">Who looks.</param>
public sealed record BookListing(
    BookState? State, bool Changing, IReadOnlyList<BookRow> Rows, string Sort, string? After, string? Before, IReadOnlyList<KindCount> Kinds, BookEyes Eyes);

/// <summary>How many accounts are of a kind, what they bought, and what they could buy more. In the base currency.</summary>
public sealed record KindCount(RelationshipKind Kind, int Accounts, int Estimated, decimal Bought, decimal Open)
{
    /// <summary>How many points a chart of this kind, or of all, has to draw.</summary>
    public static int Points(IEnumerable<KindCount> kinds, RelationshipKind? only) => kinds.Where(k => only is null || k.Kind == only).Sum(k => k.Estimated);
}
