using Microsoft.EntityFrameworkCore;
using Troth.Book.Asked;
using Troth.Book.Expected;
using Troth.Book.Questions;
using Troth.Book.WhiteSpace;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Live;

namespace Troth.Book.Figures;

/// <summary>Brings the figures up to date with everything that changed.</summary>
public sealed class RecomputeBook(IServiceScopeFactory scopes, BookTurn turn, LiveNews news, TimeProvider time)
{
    /// <summary>Computes when something has changed, or never was computed. True when figures are new.</summary>
    public async Task<bool> IfChanged(CancellationToken cancel)
    {
        await using var mine = await turn.Take(cancel);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        await ExpiredEstimates.Note(db, time, cancel);
        var changes = await db.BookChanges.AsNoTracking().Select(c => new { c.Id, c.ClaimOfAccount }).ToListAsync(cancel);
        var state = await db.BookStates.AsNoTracking().SingleOrDefaultAsync(cancel);
        if (state is not null && changes.Count == 0) return false;
        if (state is not null && changes.TrueForAll(c => c.ClaimOfAccount is not null)) await KnowClaims(db, [.. changes.Select(c => c.Id)], cancel);
        else await All(scope.ServiceProvider, db, state?.Generation ?? 0, [.. changes.Select(c => c.Id)], cancel);
        news.Publish(BookTopics.Book);
        return true;
    }

    private async Task All(IServiceProvider scope, TrothContext db, int shown, List<Guid> known, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var (store, gaps) = (new StoreBook(scopes), new StoreGaps(scopes));
        await store.ClearAllBut(shown, cancel);
        await gaps.ClearAllBut(shown, cancel);
        var input = await scope.GetRequiredService<ReadBook>().Run(null, cancel);
        var questions = await RaiseQuestions.About(input, db, cancel);
        var guide = ComputeBook.Learn(input);
        var sellers = new SellersInTheMaking(input, shown + 1);
        var forecasts = BookForecasts.Of(input);
        var stored = await store.Write(ComputeBook.Run(input, guide, forecasts, shown + 1, cancel).Select(questions.Ask).Select(sellers.Count), cancel);
        await store.Write(sellers, cancel);
        await questions.Save(scopes, cancel);
        await WriteGaps(db, gaps, input, guide, shown + 1, cancel);
        await Show(db, new BookState
        {
            Generation = shown + 1, AsOf = input.Window?.AsOf, ComputedAt = time.GetUtcNow(), Currency = input.Currency, Threshold = input.Threshold,
            Accounts = stored.Accounts, Buyers = stored.Buyers, Sellers = stored.Sellers, Unknown = stored.Unknown, Teachers = forecasts.Teachers, PastCustomers = forecasts.Past?.Customers,
            PastForetold = forecasts.Past?.Foretold, PastCame = forecasts.Past?.Came, MissingRates = stored.MissingRates,
            Milliseconds = (int)time.GetElapsedTime(started).TotalMilliseconds,
        }, known, cancel);
    }

    private static async Task WriteGaps(TrothContext db, StoreGaps gaps, BookInput input, PeerGuide? guide, int generation, CancellationToken cancel)
    {
        if (input.Window is not { } window || guide is null) return;
        var level = (await new CurrentCompany(db).Find(cancel))?.FamiliesBy ?? FamilyLevel.Family;
        await gaps.Write(input, guide, await FamilyPurchases.Read(db, window, input.Currency, level, cancel), generation, cancel);
    }

    /// <summary>The one short step after which readers see the new generation. Claims made since it was read are taken over in it.</summary>
    private async Task Show(TrothContext db, BookState state, List<Guid> known, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var step = await db.Database.BeginTransactionAsync(cancel);
        if (await db.BookStates.AnyAsync(cancel)) db.Update(state);
        else db.Add(state);
        await db.SaveChangesAsync(cancel);
        foreach (var ids in known.Chunk(500)) await db.BookChanges.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(cancel);
        var claims = await db.BookChanges.AsNoTracking().Where(c => c.ClaimOfAccount != null).Select(c => c.Id).ToListAsync(cancel);
        if (claims.Count > 0) await KnowClaims(db, claims, cancel);
        await step.CommitAsync(cancel);
    }

    /// <summary>Claims were known at once when they were made; this makes sure of those made while figures were being computed.</summary>
    private async Task KnowClaims(TrothContext db, List<Guid> changes, CancellationToken cancel)
    {
        var accounts = new HashSet<Guid>();
        foreach (var ids in changes.Chunk(500))
            accounts.UnionWith(await db.BookChanges.Where(c => ids.Contains(c.Id) && c.ClaimOfAccount != null).Select(c => c.ClaimOfAccount!.Value).ToListAsync(cancel));
        await SaveAgain.While(async () =>
        {
            db.ChangeTracker.Clear();
            foreach (var account in accounts) await RekindAccount.Run(db, account, null, time, cancel);
            await db.SaveChangesAsync(cancel);
        });
        foreach (var ids in changes.Chunk(500)) await db.BookChanges.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(cancel);
    }
}

/// <summary>What open pages listen to.</summary>
public static class BookTopics
{
    public const string Book = "book";
}
