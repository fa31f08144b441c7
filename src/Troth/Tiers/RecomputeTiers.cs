using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Platform.Data;
using Troth.Platform.Live;

namespace Troth.Tiers;

/// <summary>Brings the proposals up to date with the Book, what was said of hours, the settings, and the day.</summary>
public sealed class RecomputeTiers(IServiceScopeFactory scopes, TierTurn turn, LiveNews news, TimeProvider time)
{
    private readonly SmallSteps steps = new(scopes);

    /// <param name="Shown">The generation shown now; 0: none.</param>
    private sealed record Wanted(int Shown, string Stamp, BookState Book, DateOnly Today);

    /// <summary>True when proposals are new. Waits for its turn only when something has changed.</summary>
    public async Task<bool> IfChanged(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        var read = scope.ServiceProvider.GetRequiredService<ReadStandings>();
        if (await Changed(db, read, cancel) is null) return false;
        await using var mine = await turn.Take(cancel);
        // Asked again: another may have made them while this one waited.
        if (await Changed(db, read, cancel) is not { } wanted) return false;
        await Run(db, read, wanted, cancel);
        news.Publish(TierTopics.Tiers);
        return true;
    }

    /// <summary>Null: what is shown rests on what there is.</summary>
    private static async Task<Wanted?> Changed(TrothContext db, ReadStandings read, CancellationToken cancel)
    {
        if (await read.Stamp(cancel) is not var (stamp, book, today)) return null;
        var shown = await db.TierStates.AsNoTracking().Select(s => new { s.Generation, s.Stamp }).SingleOrDefaultAsync(cancel);
        return shown?.Stamp == stamp ? null : new Wanted(shown?.Generation ?? 0, stamp, book, today);
    }

    private async Task Run(TrothContext db, ReadStandings read, Wanted wanted, CancellationToken cancel)
    {
        var (shown, stamp, book, today) = wanted;
        var (started, generation) = (time.GetTimestamp(), shown + 1);
        // What an interrupted run left, and generations that nobody reads any more.
        await steps.Clear(old => old.TierStandings.Where(s => s.Generation != shown).OrderBy(s => s.Generation), cancel);
        await steps.Clear(old => old.TierTotals.Where(t => t.Generation != shown).OrderBy(t => t.Generation), cancel);
        var settings = await db.TierSettings.AsNoTracking().SingleOrDefaultAsync(cancel) ?? new TierSettings();
        var decided = await Decided(db, null, cancel);
        var standings = await read.Run(book, today, settings, generation, cancel);
        var rules = settings.Rules;
        var basis = new TierBasis(rules, TierBorders.Of([.. standings.Select(s => s.Facts)], rules));
        var totals = new Dictionary<(Guid?, Guid?, AccountTier?, AccountTier?, TierStage), TierTotal>();
        foreach (var one in standings)
        {
            Settle(one, decided.GetValueOrDefault(one.AccountId), basis, today, settings);
            var key = (one.SellerId, one.TeamId, one.Proposed, one.Decided, one.Stage);
            if (!totals.TryGetValue(key, out var total)) totals.Add(key, total = TierTotal.Of(one, 0));
            (total.Accounts, total.Bought, total.Potential) = (total.Accounts + 1, total.Bought + one.Bought, total.Potential + (one.Potential ?? 0));
        }

        await steps.Add(standings, cancel);
        await steps.Add(totals.Values, cancel);
        var state = new TierState
        {
            Generation = generation, Stamp = stamp, AsOf = book.AsOf!.Value, ComputedAt = time.GetUtcNow(), Currency = book.Currency, Basis = JsonSerializer.Serialize(basis),
            Milliseconds = (int)time.GetElapsedTime(started).TotalMilliseconds,
        };
        await Show(db, state, decided.ToDictionary(d => d.Key, d => d.Value.Tier.Decisions), basis, today, settings, cancel);
    }

    /// <summary>The one short step after which readers see the new proposals. What was decided meanwhile is taken over in it.</summary>
    private static async Task Show(
        TrothContext db, TierState state, Dictionary<Guid, int> known, TierBasis basis, DateOnly today, TierSettings settings, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var step = await db.Database.BeginTransactionAsync(cancel);
        if (await db.TierStates.AnyAsync(cancel)) db.Update(state);
        else db.Add(state);
        await db.SaveChangesAsync(cancel);
        var now = await db.DecidedTiers.AsNoTracking().Select(d => new { d.AccountId, d.Decisions }).ToListAsync(cancel);
        foreach (var missed in now.Where(d => known.GetValueOrDefault(d.AccountId) != d.Decisions).Select(d => d.AccountId).Chunk(SmallSteps.Rows))
        {
            var decided = await Decided(db, missed, cancel);
            foreach (var one in await db.TierStandings.Where(s => s.Generation == state.Generation && missed.Contains(s.AccountId)).ToListAsync(cancel))
                Resettle(db, one, decided[one.AccountId], basis, today, settings);
            await db.SaveChangesAsync(cancel);
        }

        await step.CommitAsync(cancel);
    }

    /// <summary>Puts one account's standing right, and the totals with it.</summary>
    internal static void Resettle(TrothContext db, TierStanding one, (DecidedTier Tier, TierDecision Last) decided, TierBasis basis, DateOnly today, TierSettings settings)
    {
        db.Add(TierTotal.Of(one, -1));
        Settle(one, decided, basis, today, settings);
        db.Add(TierTotal.Of(one, 1));
    }

    private static void Settle(TierStanding one, (DecidedTier Tier, TierDecision Last) decided, TierBasis basis, DateOnly today, TierSettings settings) =>
        one.Settle(decided.Tier?.Tier, decided.Last, basis, today, settings.NotableChange / 100d);

    private static async Task<Dictionary<Guid, (DecidedTier Tier, TierDecision Last)>> Decided(TrothContext db, IReadOnlyCollection<Guid>? only, CancellationToken cancel)
    {
        var tiers = db.DecidedTiers.AsNoTracking();
        if (only is not null) tiers = tiers.Where(t => only.Contains(t.AccountId));
        return await tiers.Join(db.TierDecisions.AsNoTracking(), t => new { t.AccountId, Nth = t.Decisions }, d => new { d.AccountId, d.Nth }, (t, d) => new { Tier = t, Last = d })
            .ToDictionaryAsync(d => d.Tier.AccountId, d => (d.Tier, d.Last), cancel);
    }
}

/// <summary>What open pages listen to.</summary>
public static class TierTopics
{
    public const string Tiers = "tiers";
}
