using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;

namespace Troth.Promises.OurWord;

/// <summary>How well we keep our word: in all, and by what is asked.</summary>
public sealed class ReadWord(TrothContext db, CountWord count, SellerSight sight, CompanyDay company)
{
    public const int Shown = 50;

    public async Task<WordView> Run(WordFilter filter, CancellationToken cancel)
    {
        var by = filter.Dimension;
        IReadOnlyList<Guid>? seen = null;
        if (by == WordBy.Seller || filter.Seller is not null)
        {
            seen = await sight.Seen(cancel);
            if (filter.Seller is { } asked && seen?.Contains(asked) == false) throw new NotAllowedException(Words.Say("word.notThisSeller"));
            await sight.Looked(filter.Seller ?? (seen is [var only] ? only : null), LookedAt.Word, cancel);
        }
        var today = await company.Today(cancel);
        var (months, rest) = await count.Months(filter, cancel);
        var (total, others) = (CountWord.Total(months) with { Facts = Facts(filter) }, CountWord.Total(rest) with { Facts = Facts(filter, ListPromises.Rest) });
        var rows = by == WordBy.Month ? [.. months.OrderByDescending(m => m.Month).Select(m => Month(filter, m, today))] : await Told(filter, by, seen, today, cancel);
        return new(by, total, WordTrend.Of(months, today), await count.Days(filter, cancel), rows, filter.FromDay, filter.ToDay)
        {
            Others = others, Inherited = await Inherited(filter, cancel),
            Withheld = seen is null || by != WordBy.Seller ? null : Words.Say(seen.Count == 0 ? "word.sellersNone" : "word.sellersSome"),
        };
    }

    /// <summary>Of the whole company, or of one account: what was promised without asking the schedule. All of it, also what is not due yet.</summary>
    private async Task<WordInherited> Inherited(WordFilter filter, CancellationToken cancel)
    {
        var live = await db.GoLiveOn(cancel);
        if (live is not { } day) return new(null, 0, 0);
        var made = db.Promises.AsNoTracking().SinceGoLive(day);
        if (filter.FromDay is { } from) made = made.Where(p => p.FirstDueOn >= from);
        if (filter.ToDay is { } to) made = made.Where(p => p.FirstDueOn <= to);
        if (filter.Account is { } account) made = made.Where(p => p.AccountId == account);
        if (filter.Seller is { } seller) made = made.Where(p => p.SellerId == seller);
        if (filter.Product is { } product) made = made.Where(p => p.ProductId == product);
        if (filter.Vendor is { Length: > 0 } vendor) made = made.Where(p => p.Vendor == vendor);
        if (filter.WorkCenter is { } center) made = ListPromises.RestingOn(made, center);
        var counts = await made.GroupBy(p => p.Origin != PromiseOrigin.Quoted).Select(g => new { Unasked = g.Key, Promises = g.Count() }).ToListAsync(cancel);
        return new(day, counts.Sum(c => c.Promises), counts.Where(c => c.Unasked).Sum(c => c.Promises));
    }

    private async Task<IReadOnlyList<WordRow>> Told(WordFilter filter, WordBy by, IReadOnlyList<Guid>? seen, DateOnly today, CancellationToken cancel)
    {
        var sums = seen is null || by != WordBy.Seller ? await count.Told(filter, by, Shown, cancel) : await Whole(filter, seen, cancel);
        var months = (await count.MonthsOf(filter, by, [.. sums.Select(s => (object?)s.Id ?? s.Name ?? (object)WordFilter.NoWorkCenter)], cancel)).ToLookup(m => (m.Id, m.Name));
        var names = await Names(by, [.. sums.Select(s => s.Id).OfType<Guid>()], cancel);
        return [.. sums.Select(sum =>
        {
            var (key, name) = sum.Id is { } id ? (id.ToString(), names.GetValueOrDefault(id, Words.Say("word.unnamed")))
                : by == WordBy.WorkCenter ? (WordFilter.NoWorkCenter.ToString(), Words.Say("word.noCenter")) : (sum.Name!, sum.Name!);
            return WordRow.Of(sum, key, name) with
            {
                Trend = WordTrend.Of(months[(sum.Id, sum.Name)], today), Facts = Facts(With(filter, by, key)),
                About = by == WordBy.WorkCenter && sum.Id is { } center ? $"/schedule/centers/{center}" : null,
            };
        })];
    }

    /// <summary>The few sellers that this reader may see, each counted by itself.</summary>
    private async Task<List<WordSum>> Whole(WordFilter filter, IReadOnlyList<Guid> sellers, CancellationToken cancel)
    {
        var told = await count.Told(filter, WordBy.Seller, int.MaxValue, cancel);
        return [.. told.Where(sum => sum.Id is { } id && sellers.Contains(id))];
    }

    private async Task<Dictionary<Guid, string>> Names(WordBy by, List<Guid> ids, CancellationToken cancel) => by switch
    {
        WordBy.Account => await db.AccountFacts.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Name }).ToDictionaryAsync(a => a.Id, a => a.Name, cancel),
        WordBy.Seller => await db.SellerFacts.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, cancel),
        WordBy.Product => await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, cancel),
        WordBy.WorkCenter => (await PromiseCenter.Of(db, ids.Select(id => (Guid?)id), cancel)).ToDictionary(c => c.Key, c => c.Value.Name),
        _ => [],
    };

    private static WordRow Month(WordFilter filter, WordSum sum, DateOnly today)
    {
        var first = new DateOnly(sum.Month / 100, sum.Month % 100, 1);
        var (from, to) = (Later(filter.FromDay, first), Earlier(filter.ToDay, first.AddMonths(1).AddDays(-1)));
        return WordRow.Of(sum, Text(first), Text(first)) with
        {
            Facts = Facts(filter with { From = Text(from), To = Text(to) }), Running = first.AddMonths(1) > today,
        };
    }

    private static DateOnly Later(DateOnly? one, DateOnly other) => one > other ? one.Value : other;

    private static DateOnly Earlier(DateOnly? one, DateOnly other) => one < other ? one.Value : other;

    private static WordFilter With(WordFilter filter, WordBy by, string key) => by switch
    {
        WordBy.Account => filter with { Account = Guid.Parse(key) }, WordBy.Seller => filter with { Seller = Guid.Parse(key) },
        WordBy.Product => filter with { Product = Guid.Parse(key) }, WordBy.Vendor => filter with { Vendor = key }, _ => filter with { WorkCenter = Guid.Parse(key) },
    };

    /// <summary>The ledger, filtered to what a figure counts.</summary>
    internal static string Facts(WordFilter filter, string kind = "delivery") => $"/promises?state=counted&kind={kind}" + string.Concat(new (string, string?)[]
    {
        ("from", filter.From), ("to", filter.To), ("account", filter.Account?.ToString()), ("seller", filter.Seller?.ToString()), ("product", filter.Product?.ToString()),
        ("vendor", filter.Vendor), ("workCenter", filter.WorkCenter?.ToString()),
    }.Where(f => !string.IsNullOrEmpty(f.Item2)).Select(f => $"&{f.Item1}={Uri.EscapeDataString(f.Item2!)}"));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
