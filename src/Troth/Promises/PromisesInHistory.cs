using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Promises.Desk;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Promises.OurWord;

namespace Troth.Promises;

/// <summary>This room's records in the company's history.</summary>
internal static class PromisesInHistory
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton(Kind<Promise>() with { Find = Promises, Called = CalledPromises });
        services.AddSingleton(Kind<PromiseTalk>() with { Find = Promises, ByWhole = true });
        services.AddSingleton(Kind<Quote>() with { Find = Quotes, Called = CalledQuotes });
        services.AddSingleton(Kind<QuoteLine>() with { Find = Quotes, ByWhole = true });
        services.AddSingleton(Kind<InsertReview>() with { Find = Reviews });
        services.AddSingleton(Kind<InsertMove>() with { Find = Reviews, ByWhole = true });
        services.AddSingleton(Kind<ShopDecision>() with { Find = Decisions });
        services.AddSingleton(KindInHistory.Of<WordSettings>(nameof(Right.Administer), typeof(Words)));
    }

    private static KindInHistory Kind<TRecord>() => KindInHistory.Of<TRecord>(nameof(Right.SeePromises), typeof(Words));

    private static async Task<Dictionary<Guid, RecordInHistory>> Promises(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Promises.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Number, p.What }).ToListAsync(cancel))
            .ToDictionary(p => p.Id, p => new RecordInHistory($"{p.What} (P-{p.Number})", $"/promises/P-{p.Number}"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Quotes(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Quotes.AsNoTracking().Where(q => ids.Contains(q.Id)).Select(q => new { q.Id, q.Number }).ToListAsync(cancel))
            .ToDictionary(q => q.Id, q => new RecordInHistory($"Q-{q.Number}", $"/quotes/Q-{q.Number}"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Reviews(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.InsertReviews.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Number }).ToListAsync(cancel))
            .ToDictionary(r => r.Id, r => new RecordInHistory($"R-{r.Number}", $"/inserts/R-{r.Number}"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Decisions(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.ShopDecisions.AsNoTracking().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Number }).ToListAsync(cancel))
            .ToDictionary(d => d.Id, d => new RecordInHistory($"D-{d.Number}", "/inserts"));

    private static Task<List<Guid>> CalledPromises(TrothContext db, string words, int most, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("P", words);
        return db.Promises.AsNoTracking().Where(p => p.Id == id || p.Number == number).Select(p => p.Id).Take(most).ToListAsync(cancel);
    }

    private static Task<List<Guid>> CalledQuotes(TrothContext db, string words, int most, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("Q", words);
        return db.Quotes.AsNoTracking().Where(q => q.Id == id || q.Number == number).Select(q => q.Id).Take(most).ToListAsync(cancel);
    }
}
