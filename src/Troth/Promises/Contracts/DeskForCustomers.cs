using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Desk;
using Troth.Promises.OurWord;
using Troth.Schedule.Contracts;

namespace Troth.Promises.Contracts;

/// <summary>What an account pays for a product.</summary>
/// <param name="UnitPrice">Before discount.</param>
/// <param name="Discount">Share taken off, 0 … 1.</param>
/// <param name="On">The day of the order it stood on.</param>
public sealed record OwnPrice(decimal UnitPrice, decimal Discount, string Currency, DateOnly On)
{
    /// <summary>After discount, to six decimals.</summary>
    public decimal Each => decimal.Round(UnitPrice * (1 - Discount), 6, MidpointRounding.AwayFromZero);
}

/// <summary>What an order by themselves goes beyond: so many orders a day, what is usual, work in the shop; or nothing says what is usual.</summary>
public enum OwnLimit { Orders, Usual, Work, Unknown }

/// <summary>A line of a quote as its customer sees it.</summary>
/// <param name="UnitPrice">After discount; 0 while no price is agreed.</param>
public sealed record OfferedLine(int LineNo, string Product, string Code, int Quantity, decimal UnitPrice, DateOnly? RequestedOn, DateOnly? PromisedOn);

/// <summary>A quote as its customer sees it.</summary>
/// <param name="State">requested (by the customer: it waits for us, and nothing is promised), sent, confirmed, declined, withdrawn; or expired.</param>
/// <param name="HeldUntil">Null where nothing is held for them.</param>
/// <param name="Order">The order it became.</param>
/// <param name="Shown">What it says, as a word: a yes hands it back, and is to this and nothing else.</param>
public sealed record OfferedQuote(
    string Number, string State, bool Open, string Currency, DateOnly MadeOn, DateTimeOffset? HeldUntil,
    string? Order, string Shown, IReadOnlyList<OfferedLine> Lines);

/// <summary>How many promises to a customer were kept.</summary>
/// <param name="Share">Null with too few, as are its bounds.</param>
public sealed record KeptRecord(int Made, int Kept, double? Share, double? Low, double? High);

/// <summary>An order as it was placed.</summary>
/// <param name="Order">Null where it is more than is confirmed by itself.</param>
/// <param name="Request">Then the quote that waits for us; nothing is held.</param>
public sealed record Placed(string? Order, IReadOnlyList<DateOnly> PromisedOn, string? Request = null);

/// <summary>What customers do at the promise desk by themselves. Each call names the account, which the caller has made sure of.</summary>
public sealed class DeskForCustomers(TrothContext db, EndQuote end, MakeQuote make, OwnLimits limits, OwnPrices prices, CountWord count, DateDesk dates, TimeProvider time)
{
    private const int Most = 50;

    /// <summary>Quotes that were sent to an account or that it requested, newest first: those that are open, or all.</summary>
    public async Task<IReadOnlyList<OfferedQuote>> Quotes(Guid account, bool open, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var sent = Visible(account);
        if (open) sent = sent.Where(q => (q.State == QuoteState.Sent && q.HeldUntil > now) || (q.SentAt == null && (q.State == QuoteState.Requested || q.State == QuoteState.Held)));
        return await Told(await sent.OrderByDescending(q => q.Number).Take(Most).ToListAsync(cancel), now, cancel);
    }

    /// <summary>One of them. Another account's is not found, as one that does not exist.</summary>
    public async Task<OfferedQuote> Quote(Guid account, string reference, CancellationToken cancel) => (await Told([await Find(account, reference, cancel)], time.GetUtcNow(), cancel))[0];

    /// <summary>The customer says yes by themselves, to what they were shown: the held days become promises.</summary>
    /// <exception cref="BusinessRuleException">It says something else by now (<c>quote.changed</c>); nothing is promised.</exception>
    public async Task<Placed> Accept(Guid account, string reference, string? shown, string? key, CancellationToken cancel)
    {
        var quote = await Find(account, reference, cancel);
        if (string.IsNullOrWhiteSpace(shown)) throw new BadInputException("shown", Words.Say("quote.notShown", quote.Label));
        await end.Confirm(quote.Label, key, cancel, SalesChannel.Portal, shown.Trim());
        return await Order(quote.Id, cancel);
    }

    /// <summary>
    /// Orders at the day and the price that were shown, and no others: held and confirmed, or requested where it is more than that. At the price they
    /// pay, or with none agreed yet where we do not know it.
    /// </summary>
    /// <param name="account">Whose order it is.</param>
    /// <param name="contact">Who orders.</param>
    /// <param name="product">What.</param>
    /// <param name="quantity">Whole pieces.</param>
    /// <param name="shown">The day that was shown.</param>
    /// <param name="each">The price of one that was shown, after discount; null where none was.</param>
    /// <param name="currency">Of that price.</param>
    /// <param name="reference">The customer's own number.</param>
    /// <param name="asks">It was shown as a request: it waits for us though it could be confirmed by now.</param>
    /// <param name="key">A repeated call counts once.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="BusinessRuleException">
    /// The day shown cannot be given any more (<c>dateLost</c>), or the price is another by now (<c>priceChanged</c>); nothing is ordered.
    /// </exception>
    public async Task<Placed> Place(
        Guid account, Guid contact, Guid product, int quantity, DateOnly? shown, decimal? each, string? currency, string? reference, bool asks, string key, CancellationToken cancel)
    {
        var price = (await prices.Of(account, [product], cancel)).GetValueOrDefault(product);
        var made = await make.Run(new(account.ToString(), [new(product, quantity, null, shown, price?.UnitPrice ?? 0, price?.Discount ?? 0)], contact.ToString(), SalesChannel.Portal,
            price?.Currency ?? await prices.Currency(account, cancel), reference), key + " hold", null, cancel,
            async (turn, who) =>
            {
                // Asked within the turn, so that a repeated call is answered like the first whatever the price is since.
                if (each != price?.Each || (price is not null && !string.Equals(currency, price.Currency, StringComparison.OrdinalIgnoreCase)))
                    throw new BusinessRuleException("priceChanged", Words.Say("own.priceChanged", Told(each, currency), Told(price?.Each, price?.Currency)));
                return await limits.Beyond(turn, who, product, quantity, cancel) ?? (asks ? Words.Say("own.asked") : null);
            }, new { account, contact, product, quantity, shown, each, currency, reference, asks });
        if (await db.Quotes.AnyAsync(q => q.Id == made.Id && q.RequestedAt != null, cancel)) return new(null, [], made.Label);
        await end.Confirm(made.Label, key + " yes", cancel, SalesChannel.Portal);
        return await Order(made.Id, cancel);
    }

    /// <summary>What an account pays for products, as far as we know it.</summary>
    public Task<IReadOnlyDictionary<Guid, OwnPrice>> Prices(Guid account, IReadOnlyList<Guid> products, CancellationToken cancel) => prices.Of(account, products, cancel);

    /// <summary>Whether a day can be given for a product.</summary>
    public Task<bool> CanGive(Guid product, CancellationToken cancel) => dates.CanGive(product, cancel);

    /// <summary>All products that a day can be given for.</summary>
    public Task<IReadOnlySet<Guid>> Products(CancellationToken cancel) => dates.Products(cancel);

    /// <summary>
    /// The day an account could have so many of a product, null when none can be given; and what an order of it would go beyond, null where it is
    /// confirmed at once. Nothing is held by asking.
    /// </summary>
    public async Task<(DateOnly? On, OwnLimit? Beyond)> When(Guid account, Guid product, int quantity, CancellationToken cancel)
    {
        var there = await db.AccountFacts.AsNoTracking().FirstAsync(a => a.Id == account, cancel);
        var offers = await dates.Ask([new(product, quantity) { TimeZone = there.TimeZone, TransitDays = there.TransitDays ?? 0, ReceivesOn = there.ReceivesOn }], cancel);
        return (offers[0].On, offers[0].HasDate ? await limits.WouldGoBeyond(there, product, quantity, cancel) : null);
    }

    /// <summary>How well we kept our word to an account.</summary>
    public async Task<KeptRecord> Record(Guid account, CancellationToken cancel) =>
        await count.OfAccount(account, cancel) is { } row ? new(row.Made, row.Kept, row.Share, row.Low, row.High) : new(0, 0, null, null, null);

    private static string Told(decimal? each, string? currency) =>
        each is { } price ? string.Create(CultureInfo.CurrentCulture, $"{price:0.######} {currency}").TrimEnd() : Words.Say("own.priceOpen");

    private IQueryable<Quote> Visible(Guid account) => db.Quotes.AsNoTracking().Where(q => q.AccountId == account && (q.SentAt != null || q.RequestedAt != null));

    private async Task<Quote> Find(Guid account, string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("Q", reference);
        return await Visible(account).FirstOrDefaultAsync(q => (id != null ? q.Id == id : q.Number == number), cancel)
            ?? throw new NotFoundException(Words.Say("quote.named", reference));
    }

    private async Task<Placed> Order(Guid quote, CancellationToken cancel)
    {
        var order = await (from q in db.Quotes join o in db.Orders on q.OrderId equals o.Id where q.Id == quote select (long?)o.Number).FirstOrDefaultAsync(cancel);
        return new($"O-{order}", await db.QuoteLines.Where(l => l.QuoteId == quote).OrderBy(l => l.LineNo).Where(l => l.PromisedOn != null).Select(l => l.PromisedOn!.Value).ToListAsync(cancel));
    }

    private async Task<IReadOnlyList<OfferedQuote>> Told(List<Quote> quotes, DateTimeOffset now, CancellationToken cancel)
    {
        var ids = quotes.Select(q => q.Id).ToList();
        var lines = (await (from line in db.QuoteLines.AsNoTracking() join product in db.Products on line.ProductId equals product.Id where ids.Contains(line.QuoteId)
                            orderby line.LineNo select new { line, product.Name, product.Code }).ToListAsync(cancel)).ToLookup(l => l.line.QuoteId);
        var orderIds = quotes.Select(q => q.OrderId).OfType<Guid>().ToList();
        var orders = orderIds.Count == 0 ? [] : await db.Orders.AsNoTracking().Where(o => orderIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Number, cancel);
        return [.. quotes.Select(q => new OfferedQuote(q.Label, Waits(q) ? "requested" : q.HasExpired(now) ? "expired" : q.State.ToString().ToLowerInvariant(), q.State == QuoteState.Sent && !q.HasExpired(now), q.Currency, q.MadeOn,
            q.State == QuoteState.Sent ? q.HeldUntil : null,
            q.OrderId is { } order && orders.TryGetValue(order, out var number) ? $"O-{number}" : null,
            q.Says(lines[q.Id].Select(l => l.line)),
            [.. lines[q.Id].Select(l => new OfferedLine(l.line.LineNo, l.Name, l.Code, l.line.Quantity,
                l.line.UnitPrice * (1 - l.line.Discount), l.line.RequestedOn, q.SentAt is null && q.OrderId is null ? null : l.line.PromisedOn))]))];
    }

    /// <summary>It is with us. What we hold meanwhile is not theirs to see until it is sent, nor once it has ended unsent.</summary>
    private static bool Waits(Quote quote) => quote.SentAt is null && quote.IsOpen;
}
