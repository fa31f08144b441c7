using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Book.Asked;
using Troth.Identity;
using Troth.Orders;
using Troth.Orders.Contracts;
using Troth.Platform.Data;

namespace Troth.Book.Figures;

/// <summary>Reads what the figures are made of: accounts, sellers and claims once each, and one pass over the orders.</summary>
public sealed class ReadBook(TrothContext db, CurrentCompany companies, Purchases purchases, TimeProvider time)
{
    /// <param name="asOf">Last day of the window and of the claims; null for the newest imported order's.</param>
    public async Task<BookInput> Run(DateOnly? asOf, CancellationToken cancel)
    {
        var company = await companies.Find(cancel);
        var currency = company?.BaseCurrency ?? await CommonestCurrency(cancel);
        var last = asOf ?? await purchases.AsOf(cancel);
        var rates = await CompanyRates.Read(db, currency, cancel);
        var accounts = await Accounts(db.Accounts, rates, last, cancel);
        var byId = accounts.ToDictionary(a => a.Id);
        BookWindow? window = last is { } day ? new BookWindow(day) : null;
        if (window is { } twelveMonths) await Orders(byId, rates, twelveMonths, cancel);
        await Claims(byId, asOf, cancel);
        var today = await companies.Today(time, cancel);
        foreach (var (id, said) in await SaidPotential.Read(db.PotentialEstimates, rates, asOf ?? today, cancel))
            if (byId.TryGetValue(id, out var account)) account.Said = said;
        var sellers = await db.Sellers.AsNoTracking().Select(s => new BookSeller(s.Id, s.Name, s.NameKey, s.TeamId)).ToDictionaryAsync(s => s.Id, cancel);
        return new BookInput(today, window, currency, (double)(company?.PenetrationThreshold ?? Company.UsualThreshold),
            company?.QuestionDays ?? Company.UsualQuestionDays, accounts, sellers, await KnowsEarlier(window, cancel));
    }

    /// <summary>Whether orders reach back three years, but for a slow first month.</summary>
    private async Task<bool> KnowsEarlier(BookWindow? window, CancellationToken cancel) =>
        window is { EarlierFrom: var from } && from.AddMonths(1) is var firstMonth && await db.Orders.AnyAsync(o => o.OrderedOn < firstMonth, cancel);

    /// <summary>Who buys, and how much, by the sums that stand in a generation: no order is read again. Nothing else is known of them here.</summary>
    public Task<List<BookAccount>> Buyers(BookState state, CancellationToken cancel)
    {
        var buyers = db.BookFigures.Where(f => f.Generation == state.Generation && f.Bought > 0 && f.MissingRates == null);
        return Summed(db.Accounts.Where(a => buyers.Any(f => f.AccountId == a.Id)), buyers, state, cancel);
    }

    /// <summary>One account so, whether it buys or not; null when it is not in the Book.</summary>
    public async Task<BookAccount?> One(Guid id, BookState state, CancellationToken cancel) =>
        (await Summed(db.Accounts.Where(a => a.Id == id), db.BookFigures.Where(f => f.Generation == state.Generation && f.AccountId == id), state, cancel)).SingleOrDefault();

    private async Task<List<BookAccount>> Summed(IQueryable<Account> wanted, IQueryable<BookFigure> figures, BookState state, CancellationToken cancel)
    {
        var accounts = await Accounts(wanted, await CompanyRates.Read(db, state.Currency, cancel), state.AsOf, cancel);
        var byId = accounts.ToDictionary(a => a.Id);
        await foreach (var sum in figures.Select(f => new { f.AccountId, f.Bought, f.MissingRates }).AsAsyncEnumerable().WithCancellation(cancel))
            if (byId.TryGetValue(sum.AccountId, out var account)) account.Summed(sum.Bought, sum.MissingRates);
        return accounts;
    }

    /// <summary>Without a company nobody has said a base currency: the one most orders are in.</summary>
    private async Task<string> CommonestCurrency(CancellationToken cancel) =>
        await db.Orders.AsNoTracking().GroupBy(o => o.Currency).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefaultAsync(cancel) ?? "EUR";

    private async Task<List<BookAccount>> Accounts(IQueryable<Account> wanted, CompanyRates rates, DateOnly? asOf, CancellationToken cancel)
    {
        var accounts = new List<BookAccount>();
        // Few distinct words stand for all accounts: kept once each.
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        string? Once(string? word) => word is null ? null : words.TryGetValue(word, out var same) ? same : words[word] = word;
        var rows = wanted.AsNoTracking().Where(a => a.EndedOn == null)
            .Select(a => new
            {
                a.Id, a.BatchId, a.Number, a.ExternalKey, a.Name, a.NameKey, a.Segment, a.Industry, a.Address.Country, a.Employees, a.Revenue, a.RevenueCurrency,
                a.FoundedYear, a.SellerId,
            });
        await foreach (var a in rows.AsAsyncEnumerable().WithCancellation(cancel))
            accounts.Add(new BookAccount
            {
                Id = a.Id, Batch = a.BatchId, Number = a.Number, ExternalKey = a.ExternalKey, Name = a.Name, NameKey = a.NameKey, Segment = Once(a.Segment),
                Industry = Once(a.Industry), Country = Once(a.Country), Employees = a.Employees, FoundedYear = a.FoundedYear, SellerId = a.SellerId,
                Revenue = a.RevenueCurrency is null || asOf is null ? a.Revenue : a.Revenue * rates.On(asOf.Value, a.RevenueCurrency),
            });
        return accounts;
    }

    private async Task Orders(Dictionary<Guid, BookAccount> accounts, CompanyRates rates, BookWindow window, CancellationToken cancel)
    {
        var to = window.AsOf;
        // Day after day: so an account keeps the same few numbers however many orders it has.
        var rows = db.Orders.AsNoTracking().Where(o => o.AccountId != null && o.OrderedOn <= to && o.EndedOn == null).OrderBy(o => o.OrderedOn)
            .Select(o => new { AccountId = o.AccountId!.Value, o.OrderedOn, o.Currency, o.Sold, o.Returned });
        await foreach (var order in rows.AsAsyncEnumerable().WithCancellation(cancel))
            if (accounts.TryGetValue(order.AccountId, out var account))
                account.Ordered(order.OrderedOn, order.Currency, order.Sold, order.Returned, rates.On(order.OrderedOn, order.Currency), window);
    }

    /// <param name="asOf">On a day that was asked for, nobody had claimed what was claimed after it.</param>
    private async Task Claims(Dictionary<Guid, BookAccount> accounts, DateOnly? asOf, CancellationToken cancel)
    {
        var claims = asOf is { } day ? db.Claims.Where(c => c.ClaimedOn <= day) : db.Claims;
        var unsigned = new List<BookClaim>();
        await foreach (var claim in Read(claims).AsAsyncEnumerable().WithCancellation(cancel))
            if (claim.SellerId is null) unsigned.Add(claim);
            else if (accounts.TryGetValue(claim.AccountId, out var account) && account.SellerId == claim.SellerId) account.Claims(claim);
        var left = await ClaimSigners.Left(db, [.. unsigned.Select(c => c.Unsigned)], cancel);
        foreach (var claim in unsigned)
            if (accounts.TryGetValue(claim.AccountId, out var account) && left.GetValueOrDefault(claim.Id, account.SellerId) == account.SellerId) account.Claims(claim);
    }

    /// <summary>The claim that counts for an account: the newest word of who looks after it now.</summary>
    internal static async Task<BookClaim?> Standing(TrothContext db, Guid account, Guid? seller, BookClaim? unsaved, CancellationToken cancel)
    {
        var claims = await Read(db.Claims.Where(c => c.AccountId == account && (c.SellerId == seller || c.SellerId == null))).ToListAsync(cancel);
        if (unsaved is not null && unsaved.SellerId == seller) claims.Add(unsaved);
        var left = await ClaimSigners.Left(db, [.. claims.Where(c => c.SellerId is null).Select(c => c.Unsigned)], cancel);
        return claims.Where(c => (c.SellerId ?? left.GetValueOrDefault(c.Id, seller)) == seller).OrderBy(c => c.ClaimedOn).ThenBy(c => c.RecordedAt).ThenBy(c => c.Id).LastOrDefault();
    }

    internal static IQueryable<BookClaim> Read(IQueryable<Claim> claims) => claims.AsNoTracking().Where(c => c.EndedOn == null)
        .Select(c => new BookClaim(c.Id, c.AccountId, c.SellerId, c.Step, c.ClaimedOn, c.RecordedAt, c.ClaimedBy, c.BatchId));
}
