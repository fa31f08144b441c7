using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Live;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Planning;

/// <summary>
/// The plans of this node. A quote is read from here without asking the database; whoever writes catches up first, under the lock of the
/// plant's head, and shows the next plan here when it is committed.
/// </summary>
public sealed class PlanMemory(IServiceScopeFactory scopes, LiveNews news)
{
    public const string Topic = "schedule";
    private readonly ConcurrentDictionary<Guid, Place> _places = new();

    [SuppressMessage("Design", "CA1001", Justification = "Lives as long as the program, and no wait handle is taken of it.")]
    private sealed class Place
    {
        public readonly SemaphoreSlim Writer = new(1);
        public PlantPlan? Plan;
    }

    /// <summary>The newest plan this node knows; null for a plant that this node has not read yet, or that has no plan.</summary>
    public PlantPlan? Known(Guid plant) => _places.TryGetValue(plant, out var place) ? Volatile.Read(ref place.Plan) : null;

    public bool AnyKnown => !_places.IsEmpty;

    /// <summary>The newest plans this node knows.</summary>
    public IReadOnlyList<PlantPlan> All => [.. _places.Values.Select(p => Volatile.Read(ref p.Plan)).OfType<PlantPlan>()];

    /// <summary>The newest plan this node knows, read from the database when it knows none; null where the shop was never taken into a plan.</summary>
    public async Task<PlantPlan?> Read(Guid plant, CancellationToken cancel)
    {
        if (Known(plant) is { } known) return known;
        await using var scope = scopes.CreateAsyncScope();
        return await CatchUp(scope.ServiceProvider.GetRequiredService<TrothContext>(), plant, cancel);
    }

    /// <summary>Follows what others have committed. Safe beside a writer: a plan shown here is never replaced by an older one.</summary>
    public async Task<PlantPlan?> CatchUp(TrothContext db, Guid plant, CancellationToken cancel)
    {
        var next = await Newest(db, plant, cancel);
        if (next is not null) Show(next);
        return next;
    }

    /// <summary>One writer of this node at a time, so that they do not queue up in the database as well.</summary>
    internal async Task<IDisposable> Turn(Guid plant, CancellationToken cancel)
    {
        var writer = Of(plant).Writer;
        await writer.WaitAsync(cancel);
        return new Release(writer);
    }

    /// <summary>The plan as the log has it now. Nothing is shown to others.</summary>
    internal async Task<PlantPlan?> Newest(TrothContext db, Guid plant, CancellationToken cancel)
    {
        var plan = Known(plant) ?? await PlanStore.LatestSnapshot(db, plant, cancel);
        return await PlanStore.Follow(db, plant, plan, long.MaxValue, cancel);
    }

    /// <summary>What has been committed.</summary>
    internal void Show(PlantPlan plan)
    {
        var place = Of(plan.Plant);
        while (true)
        {
            var current = Volatile.Read(ref place.Plan);
            if (current is not null && current.Version >= plan.Version) return;
            if (Interlocked.CompareExchange(ref place.Plan, plan, current) != current) continue;
            news.Publish(Topic);
            return;
        }
    }

    private Place Of(Guid plant) => _places.GetOrAdd(plant, _ => new Place());

    private sealed class Release(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}
