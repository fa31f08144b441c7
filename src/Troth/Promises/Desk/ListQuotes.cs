using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Lists;

namespace Troth.Promises.Desk;

public sealed record QuoteFilter
{
    [Description("Only those of the caller.")]
    public bool? Mine { get; init; }

    [Description("open (held, sent or requested), requested (by the customer, and nothing held yet), held, sent, ending (open, and the hold ends within 24 hours), expired, confirmed, declined or withdrawn.")]
    public string? State { get; init; }

    [Description("Number or id of the account.")]
    public string? Account { get; init; }

    public bool Any => Mine == true || !string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Account);
}

/// <summary>A quote in a list.</summary>
public sealed record QuoteRow
{
    public required Guid Id { get; init; }
    [JsonIgnore] public long Number { get; init; }
    [JsonPropertyName("number")] public string Label => $"Q-{Number}";
    public required QuoteState State { get; init; }
    [JsonIgnore] public Guid AccountId { get; init; }
    public string? Account { get; init; }
    public string? AccountNumber { get; init; }
    [JsonIgnore] public Guid? SellerId { get; init; }
    public string? Seller { get; init; }
    public required DateOnly MadeOn { get; init; }
    /// <summary>Null where nothing is held.</summary>
    public DateTimeOffset? HeldUntil => State is QuoteState.Held or QuoteState.Sent ? HoldEnds : null;
    [JsonIgnore] public DateTimeOffset HoldEnds { get; init; }
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>Open, and the hold has ended.</summary>
    public bool Expired { get; init; }
    public int Lines { get; init; }

    /// <summary>What is in it, in words: the first line and how many more.</summary>
    public string What { get; init; } = "";

    /// <summary>The last of the days held.</summary>
    public DateOnly? LastOn { get; init; }
}

/// <summary>Quotes: the newest first, or those whose hold ends first.</summary>
public sealed class ListQuotes(TrothContext db, Reader reader, TimeProvider time)
{
    public const int SoonHours = 24;
    public static readonly string[] Sorts = ["-number", "ends"];
    public static readonly string[] States = ["open", "requested", "held", "sent", "ending", "expired", "confirmed", "declined", "withdrawn"];
    public static readonly string[] Columns = ["number", "account", "accountName", "seller", "state", "madeOn", "heldUntil", "sentAt", "what", "lines", "lastOn"];
    private static readonly ListOrder<QuoteRow> Newest = new ListOrder<QuoteRow>(descending: true).By(q => q.Number);
    private static readonly ListOrder<QuoteRow> Ends = new ListOrder<QuoteRow>().By(q => q.HoldEnds).By(q => q.Number);

    public async Task<Listing<QuoteRow>> Run(QuoteFilter filter, string? sort, ListPlace place, CancellationToken cancel)
    {
        var order = sort switch
        {
            null or "" => filter.State is "ending" or "open" ? Ends : Newest, "-number" => Newest, "ends" => Ends,
            _ => throw new BadInputException("sort", Words.Say("promises.sort", sort, string.Join(", ", Sorts))),
        };
        var quotes = await Filtered(filter, cancel);
        var page = await order.Page(place, cancel, Rows(quotes));
        var total = page.Whole ? page.Items.Count : await quotes.Take(Listing<QuoteRow>.CountedTo + 1).CountAsync(cancel);
        return page with { Items = await Named(page.Items, cancel), Total = total };
    }

    /// <summary>All of them as rows of text, a hundred at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string?>> Export(QuoteFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var page = await Run(filter, "-number", ListPlace.From(after, null, 100), cancel);
            foreach (var q in page.Items)
                yield return [q.Label, q.AccountNumber, q.Account, q.Seller, q.Expired ? "expired" : Recorder.Text(q.State), Recorder.Text(q.MadeOn), Recorder.Text(q.HeldUntil), Recorder.Text(q.SentAt),
                    q.What, Recorder.Text(q.Lines), Recorder.Text(q.LastOn)];
            after = page.After;
        }
        while (after is not null);
    }

    internal async Task<IReadOnlyList<QuoteRow>> Named(IReadOnlyList<QuoteRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return rows;
        var (ids, accountIds) = (rows.Select(q => q.Id).ToList(), rows.Select(q => q.AccountId).Distinct().ToList());
        var sellerIds = rows.Select(q => q.SellerId).OfType<Guid>().Distinct().ToList();
        var accounts = await db.AccountFacts.AsNoTracking().Where(a => accountIds.Contains(a.Id)).Select(a => new { a.Id, a.Number, a.Name }).ToDictionaryAsync(a => a.Id, cancel);
        var sellers = sellerIds.Count == 0 ? [] : await db.SellerFacts.AsNoTracking().Where(s => sellerIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        var lines = (await (from line in db.QuoteLines.AsNoTracking() join product in db.Products on line.ProductId equals product.Id where ids.Contains(line.QuoteId)
                            select new { line.QuoteId, line.LineNo, line.Quantity, line.PromisedOn, product.Name }).ToListAsync(cancel)).ToLookup(l => l.QuoteId);
        var now = time.GetUtcNow();
        return [.. rows.Select(q =>
        {
            var first = lines[q.Id].MinBy(l => l.LineNo);
            var count = lines[q.Id].Count();
            var what = first is null ? "" : Words.Say("delivery.of", first.Quantity, first.Name);
            return q with
            {
                Account = accounts.GetValueOrDefault(q.AccountId)?.Name, AccountNumber = accounts.TryGetValue(q.AccountId, out var account) ? $"A-{account.Number}" : null,
                Seller = q.SellerId is { } seller ? sellers.GetValueOrDefault(seller) : null, Expired = q.HeldUntil <= now,
                Lines = count, What = count > 1 ? Words.Say("quote.andMore", what, count - 1) : what, LastOn = count == 0 ? null : lines[q.Id].Max(l => l.PromisedOn),
            };
        })];
    }

    internal static IQueryable<QuoteRow> Rows(IQueryable<Quote> quotes) => quotes.Select(q => new QuoteRow
    {
        Id = q.Id, Number = q.Number, State = q.State, AccountId = q.AccountId, SellerId = q.SellerId, MadeOn = q.MadeOn, HoldEnds = q.HeldUntil, SentAt = q.SentAt,
    });

    private async Task<IQueryable<Quote>> Filtered(QuoteFilter filter, CancellationToken cancel)
    {
        var (now, quotes) = (time.GetUtcNow(), db.Quotes.AsNoTracking());
        var soon = now.AddHours(SoonHours);
        if (filter.Mine == true)
        {
            var me = reader.SellerId ?? Guid.Empty;
            quotes = quotes.Where(q => q.SellerId == me);
        }
        if (!string.IsNullOrEmpty(filter.Account))
        {
            var (id, number) = Reference.Parse("A", filter.Account);
            var account = id ?? await db.AccountFacts.Where(a => a.Number == number).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(cancel) ?? Guid.Empty;
            quotes = quotes.Where(q => q.AccountId == account);
        }
        return filter.State switch
        {
            null or "" => quotes,
            "open" => quotes.Where(q => q.State == QuoteState.Requested || ((q.State == QuoteState.Held || q.State == QuoteState.Sent) && q.HeldUntil > now)),
            "requested" => quotes.Where(q => q.State == QuoteState.Requested),
            "held" => quotes.Where(q => q.State == QuoteState.Held && q.HeldUntil > now),
            "sent" => quotes.Where(q => q.State == QuoteState.Sent && q.HeldUntil > now),
            "ending" => quotes.Where(q => (q.State == QuoteState.Held || q.State == QuoteState.Sent) && q.HeldUntil > now && q.HeldUntil <= soon),
            "expired" => quotes.Where(q => (q.State == QuoteState.Held || q.State == QuoteState.Sent) && q.HeldUntil <= now),
            "confirmed" => quotes.Where(q => q.State == QuoteState.Confirmed),
            "declined" => quotes.Where(q => q.State == QuoteState.Declined),
            "withdrawn" => quotes.Where(q => q.State == QuoteState.Withdrawn),
            _ => throw new BadInputException("state", Words.Say("quotes.state", filter.State, string.Join(", ", States))),
        };
    }
}
