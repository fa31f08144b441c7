using System.ComponentModel;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Promises.OurWord;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Ledger;

public sealed record PromiseFilter
{
    [Description("Number of the promise or of its shop order (W-17), ours or exactly that of the system it comes from; or words of the customer's or product's name, or of what was promised (the newest 20,000 of those that the other filters let through).")]
    public string? Q { get; init; }

    [Description("Only promises that the caller made.")]
    public bool? Mine { get; init; }

    [Description("open, overdue, atRisk, ended, kept, early, renegotiated (also open, with a later day agreed on), broken, slipped (renegotiated, or broken and not done by the first day; "
        + "without those that were due before going live), notKept (broken, renegotiated or overdue), counted (all that kept and notKept hold), withdrawn.")]
    public string? State { get; init; }

    [Description("delivery, document, callBack, visit, price or other; rest: all but deliveries.")]
    public string? Kind { get; init; }

    [Description("quoted, told or inherited; unasked: deliveries promised after go-live before the schedule was asked.")]
    public string? Origin { get; init; }

    [Description("Number or id of the account, exactly its number in the system it comes from, or words of its name.")]
    public string? Account { get; init; }

    [Description("Number or id of the seller who promised. Where the company does not show the caller that seller's figures: with state open or atRisk only, and of those only what is not yet due.")]
    public string? Seller { get; init; }

    [Description("Id of the product.")]
    public Guid? Product { get; init; }

    [Description("Exactly who makes or delivers it for us.")]
    public string? Vendor { get; init; }

    [Description("Id of the work center that decided its day when it was promised; all zeros: none did, or none is known.")]
    public Guid? WorkCenter { get; init; }

    [Description("First due on this day (yyyy-MM-dd) or later.")]
    public string? From { get; init; }

    [Description("First due on this day or earlier.")]
    public string? To { get; init; }

    public bool Any => Mine == true || Product is not null || WorkCenter is not null
        || new[] { Q, State, Kind, Origin, Account, Seller, Vendor, From, To }.Any(f => !string.IsNullOrWhiteSpace(f));
}

/// <summary>The ledger as a list: by first due date, the latest first unless asked otherwise.</summary>
public sealed class ListPromises(TrothContext db, Reader reader, CompanyDay company, SellerSight sight)
{
    public const string Unasked = "unasked", Rest = "rest";

    /// <summary>Words are looked for in what was promised of so many; customers or products up to so many are few.</summary>
    private const int Newest = 20_000, Few = 200;
    public static readonly string[] Sorts = ["-due", "due"];
    public static readonly string[] States = ["open", "overdue", "atRisk", "ended", "kept", "early", "renegotiated", "broken", "slipped", "notKept", "counted", "withdrawn"];
    private static readonly string[] Undecided = ["open", "atRisk"];
    private static readonly ListOrder<PromiseRow> Latest = new ListOrder<PromiseRow>(descending: true).By(p => p.FirstDueOn).By(p => p.Number);
    private static readonly ListOrder<PromiseRow> Earliest = new ListOrder<PromiseRow>().By(p => p.FirstDueOn).By(p => p.Number);

    public async Task<Listing<PromiseRow>> Run(PromiseFilter filter, string? sort, ListPlace place, CancellationToken cancel)
    {
        var order = sort switch
        {
            null or "" or "-due" => Latest, "due" => Earliest,
            _ => throw new BadInputException("sort", Words.Say("promises.sort", sort, string.Join(", ", Sorts))),
        };
        var promises = await Filtered(filter, cancel);
        var page = await order.Page(place, cancel, Rows(promises));
        var total = page.Whole ? page.Items.Count : await promises.OrderBy(p => p.FirstDueOn).Select(p => p.FirstDueOn).Take(Listing<PromiseRow>.CountedTo + 1).CountAsync(cancel);
        return page with { Items = await Withheld(await Named(page.Items, cancel), cancel), Total = total };
    }

    internal static IQueryable<PromiseRow> Rows(IQueryable<Promise> promises) => promises.Select(p => new PromiseRow
    {
        Id = p.Id, Number = p.Number, Kind = p.Kind, Origin = p.Origin, State = p.State, What = p.What, AccountId = p.AccountId, SellerId = p.SellerId, MadeOn = p.MadeOn,
        FirstDueOn = p.FirstDueOn, DueOn = p.DueOn, DueAt = p.DueAt, DoneOn = p.DoneOn, DaysLate = p.DaysLate, AtRisk = p.AtRisk,
            Cause = p.Cause, ToldAt = p.ToldAt, Vendor = p.Vendor, ShopOrder = p.ShopOrder, ExpectedOn = p.ExpectedOn,
    });

    internal async Task<IQueryable<Promise>> Filtered(PromiseFilter filter, CancellationToken cancel)
    {
        var promises = db.Promises.AsNoTracking();
        var typed = filter.Q?.Trim();
        if (!string.IsNullOrEmpty(typed) && await ShopOrder(typed, cancel) is { } made) return promises.Where(p => p.ShopOrder == made);
        if (filter.Mine == true) promises = Of(promises, reader.SellerId ?? Guid.Empty);
        if (!string.IsNullOrEmpty(filter.Seller))
        {
            var (id, number) = Reference.Parse("S", filter.Seller);
            var seller = id ?? await db.SellerFacts.Where(s => s.Number == number).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancel) ?? Guid.Empty;
            promises = Of(promises, seller);
            // What became of one seller's promises, counted, are the figures that the company may have withheld; what is still to be done is not.
            if (await sight.Seen(cancel) is { } seen && !seen.Contains(seller))
            {
                if (!Undecided.Contains(filter.State)) throw new NotAllowedException(Words.Say("promises.notThisSeller"));
                var (today, now) = (await company.Today(cancel), company.Now);
                promises = promises.Where(p => p.FirstDueOn >= today && p.DueOn >= today
                    && ((p.Kind != PromiseKind.CallBack && p.Kind != PromiseKind.Visit) || p.DueAt == null || p.DueAt >= now));
            }
        }
        if (!string.IsNullOrEmpty(filter.Account))
        {
            var (id, number) = Reference.Parse("A", filter.Account);
            List<Guid> accounts = id is { } known ? [known]
                : [.. await db.AccountFacts.Where(a => a.Number == number).Select(a => a.Id).ToListAsync(cancel), .. await db.AccountsKeyed(filter.Account, cancel)];
            var called = AccountsCalled(filter.Account);
            if (accounts.Count == 0) accounts = await called.Take(Few + 1).ToListAsync(cancel);
            promises = accounts is [var one] ? promises.Where(p => p.AccountId == one)
                : accounts.Count <= Few ? promises.Where(p => accounts.Contains(p.AccountId)) : promises.Where(p => called.Contains(p.AccountId));
        }
        if (filter.Product is { } product) promises = promises.Where(p => p.ProductId == product);
        if (filter.WorkCenter is { } center) promises = RestingOn(promises, center);
        if (!string.IsNullOrEmpty(filter.Vendor)) promises = promises.Where(p => p.Vendor == filter.Vendor);
        if (filter.Kind == Rest) promises = promises.Where(p => p.Kind != PromiseKind.Delivery);
        else if (Word<PromiseKind>("kind", filter.Kind) is { } kind) promises = promises.Where(p => p.Kind == kind);
        if (filter.Origin == Unasked) promises = promises.BeforeAsking(await db.GoLiveOn(cancel));
        else if (Word<PromiseOrigin>("origin", filter.Origin) is { } origin) promises = promises.Where(p => p.Origin == origin);
        if (Day("from", filter.From) is { } from) promises = promises.Where(p => p.FirstDueOn >= from);
        if (Day("to", filter.To) is { } to) promises = promises.Where(p => p.FirstDueOn <= to);
        promises = filter.State == "slipped" ? promises.Slipped(await db.GoLiveOn(cancel)) : InState(promises, filter.State, await company.Today(cancel));
        return string.IsNullOrEmpty(typed) ? promises : await Called(promises, typed, cancel);
    }

    /// <summary>
    /// All of the words stand in the customer's name, in the product's, or in what was promised, in any case. Customers and products are found by
    /// their names, and their promises from an index; what people wrote themselves is read of the newest, so that a word which is nowhere is
    /// not looked for in all that was ever promised. Where many are called so, their promises are met soon enough on the way through the list itself.
    /// </summary>
    private async Task<IQueryable<Promise>> Called(IQueryable<Promise> promises, string typed, CancellationToken cancel)
    {
        var number = Reference.Parse("P", typed).Number;
        var keyed = await db.Keyed<Promise>(typed, cancel);
        var words = InParts(typed);
        var called = AccountsCalled(typed);
        var made = words.Aggregate(db.Products.AsNoTracking(), (all, word) => all.Where(p => p.NameKey.Contains(word))).Select(p => p.Id);
        var (accounts, products) = (await called.Take(Few + 1).ToListAsync(cancel), await made.Take(Few + 1).ToListAsync(cancel));
        var newest = promises.OrderByDescending(p => p.FirstDueOn).Take(Newest);
        var ids = words.Aggregate(newest, (all, word) => all.Where(p => p.NameKey.Contains(word))).Select(p => p.Id);
        if (number is not null || keyed.Count > 0) ids = ids.Union(promises.Where(p => p.Number == number || keyed.Contains(p.Id)).Select(p => p.Id));
        if (accounts.Count > Few || products.Count > Few)
            return promises.Where(p => called.Contains(p.AccountId) || (p.ProductId != null && made.Contains(p.ProductId.Value)) || ids.Contains(p.Id));
        if (accounts.Count > 0) ids = ids.Union(promises.Where(p => accounts.Contains(p.AccountId)).Select(p => p.Id));
        if (products.Count > 0) ids = ids.Union(promises.Where(p => p.ProductId != null && products.Contains(p.ProductId.Value)).Select(p => p.Id));
        return db.Promises.AsNoTracking().Where(p => ids.Contains(p.Id));
    }

    /// <summary>Those with all of the words in their names; none where no word is left of what was typed.</summary>
    private IQueryable<Guid> AccountsCalled(string typed)
    {
        var words = InParts(typed);
        var accounts = db.AccountFacts.AsNoTracking();
        return (words.Length == 0 ? accounts.Where(_ => false) : words.Aggregate(accounts, (all, word) => all.Where(a => a.NameKey.Contains(word)))).Select(a => a.Id);
    }

    private static string[] InParts(string typed) => NameKey.Of(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Those whose day a work center decided, or none that is known (<see cref="WordFilter.NoWorkCenter"/>).</summary>
    internal static IQueryable<Promise> RestingOn(IQueryable<Promise> promises, Guid center) =>
        center == WordFilter.NoWorkCenter ? promises.Where(p => p.WorkCenter == null) : promises.Where(p => p.WorkCenter == center);

    /// <summary>The shop order that somebody typed as W-17; its promise is meant, whatever else is asked.</summary>
    private async Task<Guid?> ShopOrder(string typed, CancellationToken cancel) =>
        typed.StartsWith("W-", StringComparison.OrdinalIgnoreCase) && Reference.Parse("W", typed).Number is { } number
            ? await db.ShopOrders.AsNoTracking().Where(o => o.Number == number).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancel) : null;

    private static IQueryable<Promise> Of(IQueryable<Promise> promises, Guid seller) => promises.Where(p => p.SellerId == seller);

    private static IQueryable<Promise> InState(IQueryable<Promise> promises, string? state, DateOnly today) => state switch
    {
        null or "" => promises,
        "open" => promises.Where(p => p.State == PromiseState.Open && p.EndedOn == null),
        "overdue" => promises.Where(p => p.State == PromiseState.Open && p.DueOn < today && p.EndedOn == null),
        "atRisk" => promises.Where(p => p.State == PromiseState.Open && p.AtRisk && p.EndedOn == null),
        "ended" => promises.Where(p => p.State != PromiseState.Open),
        "kept" => promises.Where(p => p.State == PromiseState.Kept && p.EndedOn == null),
        "early" => promises.Where(p => p.State == PromiseState.Kept && p.DaysLate < 0 && p.EndedOn == null),
        "renegotiated" => promises.Where(p => (p.State == PromiseState.Renegotiated || (p.State == PromiseState.Open && p.FirstDueOn < today && p.DueOn >= today))
            && p.EndedOn == null),
        "broken" => promises.Where(p => p.State == PromiseState.Broken && p.EndedOn == null),
        "notKept" => promises.Where(p => (p.State == PromiseState.Broken || p.State == PromiseState.Renegotiated || (p.State == PromiseState.Open && p.FirstDueOn < today)) && p.EndedOn == null),
        "counted" => promises.Where(p => p.State != PromiseState.Withdrawn && (p.State != PromiseState.Open || p.FirstDueOn < today) && p.EndedOn == null),
        "withdrawn" => promises.Where(p => p.State == PromiseState.Withdrawn),
        _ => throw new BadInputException("state", Words.Say("promises.state", state, string.Join(", ", States))),
    };

    /// <summary>A filter left empty filters nothing.</summary>
    private static T? Word<T>(string field, string? text) where T : struct, Enum => string.IsNullOrEmpty(text) ? null
        : Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) ? word
        : throw new BadInputException(field, Words.Say("promises.word", text, string.Join(", ", Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))));

    private static DateOnly? Day(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new BadInputException(field, Words.Say("promises.day", text));

    /// <summary>Rows without the seller of what is decided or past its day, where the company withholds that seller's figures from this reader.</summary>
    private async Task<IReadOnlyList<PromiseRow>> Withheld(IReadOnlyList<PromiseRow> rows, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        bool Tells(PromiseRow p) => p.SellerId is { } seller && seller != reader.SellerId && (p.Overdue || TellsAFigure(p.State, p.FirstDueOn, p.DueOn, today));
        if (!rows.Any(Tells) || await sight.Seen(cancel) is not { } seen) return rows;
        return [.. rows.Select(p => Tells(p) && !seen.Contains(p.SellerId!.Value) ? p with { SellerId = null, Seller = null } : p)];
    }

    /// <summary>Whether how well somebody keeps their word can be counted from it.</summary>
    internal static bool TellsAFigure(PromiseState state, DateOnly firstDueOn, DateOnly dueOn, DateOnly today) =>
        state != PromiseState.Open || firstDueOn < today || dueOn < today;

    internal async Task<IReadOnlyList<PromiseRow>> Named(IReadOnlyList<PromiseRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return rows;
        var accountIds = rows.Select(p => p.AccountId).Distinct().ToList();
        var accounts = await db.AccountFacts.AsNoTracking().Where(a => accountIds.Contains(a.Id)).Select(a => new { a.Id, a.Number, a.Name }).ToDictionaryAsync(a => a.Id, cancel);
        var sellerIds = rows.Select(p => p.SellerId).OfType<Guid>().Distinct().ToList();
        var sellers = await db.SellerFacts.AsNoTracking().Where(s => sellerIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        var today = await company.Today(cancel);
        return [.. rows.Select(p => p with
        {
            Account = accounts.GetValueOrDefault(p.AccountId)?.Name,
            AccountNumber = accounts.TryGetValue(p.AccountId, out var account) ? $"A-{account.Number}" : null,
            Seller = p.SellerId is { } s ? sellers.GetValueOrDefault(s) : null,
            Overdue = p.State == PromiseState.Open && (p.DueOn < today || (Promise.IsTimedKind(p.Kind) && p.DueAt < company.Now)),
        })];
    }
}
