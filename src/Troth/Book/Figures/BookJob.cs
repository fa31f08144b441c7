using Microsoft.EntityFrameworkCore;
using Troth.Book.Asked;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Book.Figures;

/// <summary>Keeps the figures up to date while the server runs.</summary>
public sealed class BookJob(IServiceScopeFactory scopes, RecomputeBook recompute, TimeProvider time, ILogger<BookJob> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, time);
        DateTimeOffset? ended = null;
        var (failures, pause) = (0, 0);
        do
        {
            if (pause-- > 0) continue;
            try
            {
                var started = time.GetTimestamp();
                if (BookPace.IsDue(await Waiting(stop), ended, time.GetUtcNow()) && await recompute.IfChanged(stop))
                {
                    ended = time.GetUtcNow();
                    SpareMemory.GiveBackAfter(time.GetElapsedTime(started)); // the figures', and the import's that they often follow
                }
                failures = 0;
            }
            // The edge of a background job: whatever gets past it stops the whole server, and again at each start. The changes stay
            // noted. After each failure in a row it waits twice as long, up to some five minutes.
            catch (Exception failed) when (!stop.IsCancellationRequested)
            {
                pause = (1 << Math.Min(failures++, 7)) - 1;
                log.LogError(failed, "The Book could not be brought up to date; trying again.");
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task<WaitingChanges> Waiting(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        await ExpiredEstimates.Note(db, time, cancel);
        var state = await db.BookStates.AsNoTracking().Select(s => new { s.Milliseconds }).SingleOrDefaultAsync(cancel);
        var oldest = await db.BookChanges.AsNoTracking().OrderBy(c => c.At).Select(c => (DateTimeOffset?)c.At).FirstOrDefaultAsync(cancel);
        var newest = await db.BookChanges.AsNoTracking().OrderByDescending(c => c.At).Select(c => (DateTimeOffset?)c.At).FirstOrDefaultAsync(cancel);
        return new WaitingChanges(state is null, oldest, newest, TimeSpan.FromMilliseconds(state?.Milliseconds ?? 0));
    }
}

/// <summary>What waits to be taken into the figures.</summary>
/// <param name="NeverComputed">There are no figures at all yet.</param>
/// <param name="Oldest">When the first change came; null when none waits.</param>
/// <param name="Newest">When the last one came.</param>
/// <param name="Took">How long the last computation took.</param>
public readonly record struct WaitingChanges(bool NeverComputed, DateTimeOffset? Oldest, DateTimeOffset? Newest, TimeSpan Took);

/// <summary>When it is worth computing: after a burst of changes rather than in it, and never for more than a tenth of the time.</summary>
public static class BookPace
{
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(10);
    public const int Rest = 10;

    public static bool IsDue(WaitingChanges waiting, DateTimeOffset? lastEnded, DateTimeOffset now)
    {
        if (waiting.NeverComputed) return true;
        if (waiting is not { Oldest: { } oldest, Newest: { } newest }) return false;
        if (lastEnded is { } ended && now < ended + Rest * waiting.Took) return false;
        return now >= newest + Quiet || now >= oldest + Longest;
    }
}
