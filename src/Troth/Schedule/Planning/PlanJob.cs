using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Trying;

namespace Troth.Schedule.Planning;

/// <summary>
/// Keeps this node's plans up to date while the server runs: follows what other nodes commit, lets the time pass in plans that nobody writes to
/// (so that holds end and quotes do not stand in the past), and keeps snapshots.
/// </summary>
public sealed class PlanJob(IServiceScopeFactory scopes, PlanMemory memory, TimeProvider time, ILogger<PlanJob> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200), Failed = TimeSpan.FromSeconds(5);

    /// <summary>So much work in the log since the last snapshot, and a start would be felt: a program that has just begun takes three times as long for it.</summary>
    private static readonly TimeSpan Felt = TimeSpan.FromMilliseconds(400);

    /// <summary>What the database is asked about only now and then.</summary>
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Hours = TimeSpan.FromHours(1);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private readonly Dictionary<Guid, DateTimeOffset> _looked = [], _learned = [];

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        DateTimeOffset? last = null;
        while (!stop.IsCancellationRequested)
        {
            var pause = Look;
            try
            {
                await Follow(stop);
                foreach (var plan in memory.All.Where(p => memory.Effort(p.Plant) >= Felt)) await Keep(plan.Plant, worth: true, stop);
                if (last is null || time.GetUtcNow() - last >= Rounds)
                {
                    await Round(stop);
                    last = time.GetUtcNow();
                }
            }
            catch (ObjectDisposedException) when (stop.IsCancellationRequested || IsGone())
            {
                return; // the program did not get to start, or is gone
            }
            // The edge of a background job: whatever gets past it stops the whole server, and again at each start.
            catch (Exception failed) when (!stop.IsCancellationRequested)
            {
                log.LogError(failed, "The plans could not be kept up to date; trying again.");
                pause = Failed;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(pause, CancellationToken.None).WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The last thing: the next start then has nothing to work out.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            foreach (var plan in memory.All) await Keep(plan.Plant, worth: true, cancellationToken);
        }
        // The edge of the program: the log has everything, and a stop is not kept up.
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            log.LogWarning(failed, "The plans could not be kept for the next start; it takes them from the log.");
        }
    }

    private async Task Keep(Guid plant, bool worth, CancellationToken cancel)
    {
        if (worth) memory.Effort(plant, anew: true);
        await using var scope = scopes.CreateAsyncScope();
        await PlanSnapshots.Keep(scope.ServiceProvider.GetRequiredService<TrothContext>(), memory.Known(plant)!, time.GetUtcNow(), worth, cancel);
    }

    /// <summary>What others have committed. One small query; on SQLite nobody else writes.</summary>
    public async Task Follow(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        if (db.Database.IsSqlite() && memory.KnowsAll && !memory.AnyDoubted) return;
        await Each(await db.PlanHeads.AsNoTracking().Where(h => h.Version > 0).ToListAsync(cancel), async head =>
        {
            if (memory.Known(head.PlantId) is null) await memory.Read(head.PlantId, cancel);
            else if (memory.IsBehind(head)) await memory.CatchUp(db, head.PlantId, cancel);
        }, cancel);
        memory.KnowsAll = true;
    }

    /// <summary>Looked at now and then: it is due every few weeks.</summary>
    private async Task MoveOn(Guid plant, TakeShop take, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_looked.TryGetValue(plant, out var at) && now - at < Hours) return;
        _looked[plant] = now;
        try
        {
            if (await take.MoveOn(plant, cancel)) log.LogInformation("The horizon of plan {Plant} was moved on.", plant);
        }
        catch (BadInputException refused)
        {
            log.LogWarning(refused, "The horizon of plan {Plant} could not be moved on; take the shop into the plan.", plant);
        }
    }

    /// <summary>Looked at now and then: it is due once a day, sooner where much has ended.</summary>
    private async Task Learn(Guid plant, LearnFromPast learn, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_learned.TryGetValue(plant, out var at) && now - at < TenMinutes) return;
        _learned[plant] = now;
        if (await learn.Run(plant, cancel)) log.LogInformation("Plan {Plant} has learned from the orders that have ended.", plant);
    }

    /// <summary>Lets the time pass where it has not, and writes what spares the next start its work.</summary>
    public async Task Round(CancellationToken cancel)
    {
        await Each(memory.All, async plan =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await MoveOn(plan.Plant, scope.ServiceProvider.GetRequiredService<TakeShop>(), cancel);
            if (plan.Plan.Now < plan.Shop.Shop.Horizon && time.GetUtcNow() - plan.PlannedAt >= TimeSpan.FromMinutes(PlanWriter.Tick))
                await scope.ServiceProvider.GetRequiredService<PlanWriter>().Write(plan.Plant, _ => Task.FromResult(true), cancel);
            await Learn(plan.Plant, scope.ServiceProvider.GetRequiredService<LearnFromPast>(), cancel);
            var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
            await Keep(plan.Plant, worth: false, cancel);
            var forgotten = time.GetUtcNow() - PlanWriter.KeysKept;
            await KeepScenarios.Forget(db, time.GetUtcNow(), cancel);
            await db.PlanKeys.Where(k => k.PlantId == plan.Plant && k.At < forgotten).ExecuteDeleteAsync(cancel);
        }, cancel);
    }

    /// <summary>One plant that cannot be kept does not keep the others from it; what went wrong is told at the end.</summary>
    private static async Task Each<T>(IEnumerable<T> plants, Func<T, Task> work, CancellationToken cancel)
    {
        var failed = new List<Exception>();
        foreach (var plant in plants)
            try
            {
                await work(plant);
            }
            catch (Exception wrong) when (!cancel.IsCancellationRequested && wrong is not OutOfMemoryException)
            {
                failed.Add(wrong);
            }
        if (failed.Count > 0) throw new AggregateException(failed);
    }

    /// <summary>Whether the program has nothing to give any more; anything else that was disposed too early is a failure like another.</summary>
    private bool IsGone()
    {
        try
        {
            scopes.CreateScope().Dispose();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
