using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Doubles;

/// <summary>Searches when somebody asks, when records have come and no more are coming, and once a day.</summary>
public sealed class SearchJob(IServiceScopeFactory scopes, SearchDoubles search, TimeProvider time, ILogger<SearchJob> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2), Quiet = TimeSpan.FromSeconds(20), Rest = TimeSpan.FromMinutes(10), Daily = TimeSpan.FromDays(1);

    private readonly Dictionary<DoubleKind, (long Newest, DateTimeOffset Since)> _came = [];

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, time);
        var (failures, pause) = (0, 0);
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (pause-- > 0) continue;
            var failed = false;
            foreach (var kind in Enum.GetValues<DoubleKind>())
            {
                try
                {
                    if (!await Due(kind, stop)) continue;
                    var started = time.GetTimestamp();
                    await search.Run(kind, stop);
                    SpareMemory.GiveBackAfter(time.GetElapsedTime(started));
                }
                // The edge of a background job: whatever gets past it stops the whole server. A fault in one kind does not keep the other waiting.
                catch (Exception fault) when (!stop.IsCancellationRequested)
                {
                    failed = true;
                    log.LogError(fault, "Likely duplicates could not be searched; trying again.");
                }
            }

            // After each failure in a row it waits twice as long, up to some five minutes.
            if (failed) pause = (1 << Math.Min(failures++, 7)) - 1;
            else failures = 0;
        }
    }

    /// <summary>Whether to search now. One that died with its server is taken up.</summary>
    public async Task<bool> Due(DoubleKind kind, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        var now = time.GetUtcNow();
        var last = await db.DoubleSearches.AsNoTracking().FirstOrDefaultAsync(s => s.Kind == kind, cancel);
        if (last?.StartedAt is { } started) return !SearchDoubles.UnderWay(started, now);
        if (last?.AskedAt is not null) return true;
        var newest = (kind is DoubleKind.Accounts ? await db.Accounts.MaxAsync(a => (long?)a.Number, cancel) : await db.Contacts.MaxAsync(c => (long?)c.Number, cancel)) ?? 0;
        if (newest == 0) return false;
        if (!_came.TryGetValue(kind, out var came) || came.Newest != newest) _came[kind] = came = (newest, now);
        if (last?.AsOf is not { } asOf) return now >= came.Since + Quiet;
        return now >= asOf + Daily || newest != last.Newest && now >= came.Since + Quiet && now >= asOf + Rest;
    }
}
