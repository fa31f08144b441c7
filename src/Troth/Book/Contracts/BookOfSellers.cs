using Microsoft.EntityFrameworkCore;
using Troth.Book.Asked;
using Troth.Book.Figures;
using Troth.Book.Questions;
using Troth.Evidence;
using Troth.Platform.Data;

namespace Troth.Book.Contracts;

/// <summary>
/// The Book by who looks after the accounts, as this reader may see it; each question is a query, however many sellers and accounts there are.
/// Whose figures the reader may see at all is asked elsewhere.
/// </summary>
public sealed class BookOfSellers(TrothContext db, ListBook book, ListQuestions questions, BookWhy why)
{
    /// <summary>Which figures are shown; null as long as none were computed.</summary>
    public async Task<BookState?> State(CancellationToken cancel) => (await book.State(cancel))?.State;

    /// <summary>The twelve months that these figures are of.</summary>
    public static (DateOnly From, DateOnly AsOf)? Window(BookState state) => state.AsOf is { } asOf ? (new BookWindow(asOf).From, asOf) : null;

    /// <summary>Everything that was added up: a row for each seller, each team, and all.</summary>
    public async Task<IReadOnlyList<SellerTotal>> Totals(BookState state, CancellationToken cancel) =>
        await db.SellerTotals.AsNoTracking().Where(t => t.Generation == state.Generation).ToListAsync(cancel);

    /// <summary>The row of one seller; null for who looks after no account.</summary>
    public Task<SellerTotal?> Total(BookState state, Guid seller, CancellationToken cancel) =>
        db.SellerTotals.AsNoTracking().Where(t => t.Generation == state.Generation && t.SellerId == seller).FirstOrDefaultAsync(cancel);

    /// <summary>Open questions about claims, by who was asked.</summary>
    public async Task<IReadOnlyDictionary<Guid, SellersQuestions>> Asked(CancellationToken cancel) =>
        (await questions.Counts(cancel)).ToDictionary(c => c.Seller, c => new SellersQuestions(c.Open, c.Answered));

    /// <summary>The open questions of one seller, answered ones first.</summary>
    public async Task<IReadOnlyList<SellersQuestion>> Questions(Guid seller, int most, CancellationToken cancel) =>
        [.. (await questions.Of(seller, most, cancel)).Select(q => new SellersQuestion(q.Account, q.AccountName, q.AskedOn, why.Ask(q.Facts), q.Answer, q.AnsweredBy, q.AnsweredAt))];

    /// <summary>
    /// Accounts of one seller that are sleepers by the figures alone, those first that could buy most more: claimed or not, so that the list is the
    /// same for everybody and tells nothing of a question.
    /// </summary>
    public async Task<IReadOnlyList<SellersAccount>> Sleeping(BookState state, Guid seller, int most, CancellationToken cancel)
    {
        var sleepers = Of(state, seller).Where(f => f.KindWithoutClaim == RelationshipKind.Sleeper);
        return await Rows(sleepers.OrderByDescending(f => f.Potential - f.Bought).ThenBy(f => f.Number), state, await book.Eyes(cancel), most, cancel);
    }

    /// <summary>
    /// Accounts of one seller that grow faster than their peers beyond what chance explains, the largest first. A customer that bought nothing
    /// before has no growth to tell, however much it buys now.
    /// </summary>
    public async Task<IReadOnlyList<SellersAccount>> Growing(BookState state, Guid seller, int most, CancellationToken cancel) =>
        await Rows(Of(state, seller).Where(f => f.Standing == GrowthStanding.Outgrowing && f.Growth != null && f.GrowthLow > f.PeerGrowth).OrderByDescending(f => f.Bought).ThenBy(f => f.Number), state, await book.Eyes(cancel), most, cancel);

    /// <summary>How many of one seller's accounts buy at least the company's border of what they could, and for how much.</summary>
    public async Task<(int Accounts, decimal Bought)> Assets(BookState state, Guid seller, CancellationToken cancel)
    {
        var sums = await db.BookTotals.AsNoTracking().Where(t => t.Generation == state.Generation && t.SellerId == seller && t.Kind == RelationshipKind.Asset)
            .Select(t => new { t.Accounts, t.Bought }).ToListAsync(cancel);
        return (sums.Sum(s => s.Accounts), sums.Sum(s => s.Bought));
    }

    /// <summary>How many accounts' next order is overdue, by who looks after them; nobody without any.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> Overdue(BookState state, CancellationToken cancel) => await db.BookTotals.AsNoTracking()
        .Where(t => t.Generation == state.Generation && t.Overdue && t.SellerId != null).GroupBy(t => t.SellerId!.Value)
        .Select(g => new { Seller = g.Key, Accounts = g.Sum(t => t.Accounts) }).ToDictionaryAsync(g => g.Seller, g => g.Accounts, cancel);

    private IQueryable<BookFigure> Of(BookState state, Guid seller) =>
        db.BookFigures.AsNoTracking().Where(f => f.Generation == state.Generation && f.SellerId == seller && !db.HiddenBatches.Any(b => b.Id == f.AccountBatch));

    private static async Task<IReadOnlyList<SellersAccount>> Rows(IQueryable<BookFigure> figures, BookState state, BookEyes eyes, int most, CancellationToken cancel) =>
        [.. (await figures.Take(most).ToListAsync(cancel)).Select(f => BookRow.Of(f, state, eyes)).Select(r => new SellersAccount(FormattableString.Invariant($"A-{r.Number}"), r.Name, r.Bought,
            r.Orders, r.LastOrderOn, r.Potential?.Value, r.Potential?.Low, r.Potential?.High, r.Peers, r.Penetration?.Value, r.Penetration?.Low, r.Penetration?.High,
            r.Growth?.Value, r.Growth?.Low, r.Growth?.High, r.Growth?.Orders ?? 0, r.Potential?.Source == PotentialSource.Asked ? r.Potential.On : null))];
}

/// <summary>Open questions, and how many of them are answered.</summary>
public sealed record SellersQuestions(int Open, int Answered);

/// <summary>A question about a claim, and what its seller answered.</summary>
/// <param name="Account">A-1042.</param>
/// <param name="AccountName">Its name.</param>
/// <param name="AskedOn">When it was asked.</param>
/// <param name="Ask">The question, with the figures as they were then.</param>
/// <param name="Answer">Null until the seller has answered.</param>
/// <param name="AnsweredBy">Who answered.</param>
/// <param name="AnsweredAt">When.</param>
public sealed record SellersQuestion(string Account, string AccountName, DateOnly AskedOn, string Ask, string? Answer, string? AnsweredBy, DateTimeOffset? AnsweredAt);

/// <summary>One account's figures, each with its interval and what it rests on; amounts in the Book's currency.</summary>
/// <param name="Number">A-1042.</param>
/// <param name="AskedOn">When the customer said the potential; null where similar accounts tell it.</param>
public sealed record SellersAccount(string Number, string Name, decimal Bought, int Orders, DateOnly? LastOrderOn, decimal? Potential, decimal? PotentialLow, decimal? PotentialHigh, int Peers,
    double? Penetration, double? PenetrationLow, double? PenetrationHigh, double? Growth, double? GrowthLow, double? GrowthHigh, int GrowthOrders, DateOnly? AskedOn);
