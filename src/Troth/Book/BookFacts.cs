using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book.Expected;
using Troth.Book.Figures;
using Troth.Book.Questions;
using Troth.Orders;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Book;

/// <summary>The facts behind one account's figures.</summary>
public sealed class BookFacts(TrothContext db, ListBook book, ListQuestions questions, BookPeers peers)
{
    /// <summary>Orders listed at most; the sums count all of them.</summary>
    public const int MostOrders = 100;

    /// <summary>The account's row; null when no figures know it yet.</summary>
    public async Task<BookRow?> Row(Guid accountId, CancellationToken cancel)
    {
        var eyes = await book.Eyes(cancel);
        if (await book.State(cancel) is not var (state, _)) return null;
        var figure = await db.Shown(state.Generation, new BookFilter(), eyes).SingleOrDefaultAsync(f => f.AccountId == accountId, cancel);
        return figure is null ? null : BookRow.Of(figure, state, eyes);
    }

    /// <summary>The currency of all amounts.</summary>
    public async Task<string> Currency(CancellationToken cancel) => await book.State(cancel) is var (state, _) ? state.Currency : "";

    /// <summary>The account that an address means: A-1042, 1042, or its id.</summary>
    public async Task<Guid> Find(string account, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("A", account);
        var found = await db.Accounts.AsNoTracking().Where(a => id != null ? a.Id == id : a.Number == number).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancel);
        return found ?? throw new NotFoundException(Words.Say("account.named", account));
    }

    public async Task<AccountEvidence> Run(string account, CancellationToken cancel)
    {
        var id = await Find(account, cancel);
        var (state, changing) = await book.State(cancel) ?? throw new NotFoundException(Words.Say("figures.all"));
        var row = await Row(id, cancel) ?? throw new NotFoundException(Words.Say("account.inBook", account));
        var window = state.AsOf is { } asOf ? new BookWindow(asOf) : (BookWindow?)null;
        var rates = await CompanyRates.Read(db, state.Currency, cancel);
        return new AccountEvidence(row, state, changing, window, window is { } w ? await OrdersOf(id, w, rates, cancel) : [],
            window is { AsOf: var last } && row.Forecast is { BuyingDays: > 0 } ? await OrderDays.Of(db, id, last, rates, cancel) : [], await questions.Of(id, cancel));
    }

    /// <summary>The buyers that the potential rests on, the most similar first. They are other customers: not in the customer-safe view.</summary>
    public async Task<IReadOnlyList<PeerRow>> Peers(string account, CancellationToken cancel)
    {
        if ((await book.Eyes(cancel)).SafeView) throw new NotFoundException(Words.Say("list.this"));
        if (await book.State(cancel) is not var (state, _)) return [];
        return await peers.Of(await Find(account, cancel), state, cancel);
    }

    private async Task<IReadOnlyList<OrderFact>> OrdersOf(Guid accountId, BookWindow window, CompanyRates rates, CancellationToken cancel)
    {
        DateOnly from = window.BeforeFrom, to = window.AsOf;
        var orders = await db.Orders.AsNoTracking().Where(o => o.AccountId == accountId && o.OrderedOn >= from && o.OrderedOn <= to && o.EndedOn == null)
            .OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.Number).Take(MostOrders)
            .Select(o => new { o.Number, o.OrderedOn, o.Currency, o.Sold, o.Returned }).ToListAsync(cancel);
        return [.. orders.Select(o => new OrderFact($"O-{o.Number}", o.OrderedOn, window.Holds(o.OrderedOn), o.Sold, o.Returned, o.Currency,
            rates.On(o.OrderedOn, o.Currency) is { } rate ? (o.Sold - o.Returned) * rate : null))];
    }
}

/// <param name="Figures">What is shown, and why.</param>
/// <param name="Book">The Book as it is: when it was computed, from what.</param>
/// <param name="Changing">Something changed since.</param>
/// <param name="Window">The twelve months, and the twelve before; null without any order.</param>
/// <param name="Orders">The newest orders of both, at most <see cref="BookFacts.MostOrders"/>.</param>
/// <param name="Days">The newest days on which it bought, as far back as they go.</param>
/// <param name="Questions">Questions about its claims that this reader may see, newest first.</param>
public sealed record AccountEvidence(
    BookRow Figures, BookState Book, bool Changing, BookWindow? Window, IReadOnlyList<OrderFact> Orders, IReadOnlyList<OrderDay> Days, IReadOnlyList<QuestionRow> Questions);

/// <summary>An order as it counts.</summary>
/// <param name="Order">O-3311.</param>
/// <param name="InWindow">In the twelve months; else in the twelve before.</param>
/// <param name="Returned">Returns, cancellations and adjustments, taken off.</param>
/// <param name="Net">What counts, in the base currency; null without a rate.</param>
public sealed record OrderFact(string Order, DateOnly OrderedOn, bool InWindow, decimal Sold, decimal Returned, string Currency, decimal? Net);

/// <summary>A buyer that resembles the account.</summary>
/// <param name="Account">A-1042.</param>
/// <param name="Similarity">1: the same in all that counts; 0: the farthest that still counts.</param>
/// <param name="Bought">What it bought in twelve months, in the base currency.</param>
/// <param name="Percentile">The share of these peers that bought no more than it.</param>
public sealed record PeerRow(string Account, string Name, string? Industry, string? Segment, string? Country, int? Employees, double Similarity, decimal Bought, double Percentile)
{
    [System.Text.Json.Serialization.JsonIgnore] public Guid AccountId { get; init; }
}
