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
public sealed class PlanMemory(IServiceScopeFactory scopes, LiveNews news, EarlyPlans early)
{
    public const string Topic = "schedule";
    private readonly ConcurrentDictionary<Guid, Place> _places = new();
    private bool _knowsAll;

    [SuppressMessage("Design", "CA1001", Justification = "Lives as long as the program, and no wait handle is taken of it.")]
    private sealed class Place
    {
        public readonly SemaphoreSlim Writer = new(1), Reader = new(1);
        public PlantPlan? Plan;
        public volatile bool Doubted;
        public long Effort;
    }

    /// <summary>The newest plan this node knows; null for a plant that this node has not read yet, or that has no plan.</summary>
    public PlantPlan? Known(Guid plant) => _places.TryGetValue(plant, out var place) ? Volatile.Read(ref place.Plan) : null;

    /// <summary>Whether all plants that have a plan were read: from then on none is missing, on SQLite for good.</summary>
    internal bool KnowsAll
    {
        get => Volatile.Read(ref _knowsAll);
        set => Volatile.Write(ref _knowsAll, value);
    }

    /// <summary>The newest plans this node knows.</summary>
    public IReadOnlyList<PlantPlan> All => [.. _places.Values.Select(p => Volatile.Read(ref p.Plan)).OfType<PlantPlan>()];

    /// <summary>The newest plan this node knows, read from the database when it knows none; null where the shop was never taken into a plan.</summary>
    public async Task<PlantPlan?> Read(Guid plant, CancellationToken cancel)
    {
        if (Known(plant) is { } known) return known;
        var reader = Of(plant).Reader;
        await reader.WaitAsync(cancel); // many ask at a start; one reads
        using var turn = new Release(reader);
        if (Known(plant) is { } read) return read;
        await using var scope = scopes.CreateAsyncScope();
        return await CatchUp(scope.ServiceProvider.GetRequiredService<TrothContext>(), plant, cancel);
    }

    /// <summary>Follows what others have committed. Safe beside a writer: a plan shown here is never replaced by an older one.</summary>
    public async Task<PlantPlan?> CatchUp(TrothContext db, Guid plant, CancellationToken cancel)
    {
        var doubted = Of(plant).Doubted;
        var began = TimeProvider.System.GetTimestamp();
        var next = await Newest(db, plant, cancel);
        if (next is not null) Show(next, TimeProvider.System.GetElapsedTime(began));
        if (doubted) Of(plant).Doubted = false;
        return next;
    }

    /// <summary>A commit ended without an answer, so the log may be ahead of this node.</summary>
    internal void Doubt(Guid plant) => Of(plant).Doubted = true;

    internal bool AnyDoubted => _places.Values.Any(p => p.Doubted);

    internal bool IsBehind(PlanHead head) => Of(head.PlantId).Doubted || Known(head.PlantId) is not { } known || known.Version < head.Version;

    /// <summary>One writer of this node at a time, so that they do not queue up in the database as well.</summary>
    internal async Task<IDisposable> Turn(Guid plant, CancellationToken cancel)
    {
        var writer = Of(plant).Writer;
        await writer.WaitAsync(cancel);
        return new Release(writer);
    }

    /// <summary>The plan at the version of the head that the caller has locked: no query where this node has it. Nothing is shown to others.</summary>
    internal async Task<PlantPlan?> At(TrothContext db, Guid plant, long version, CancellationToken cancel)
    {
        var plan = Known(plant) is { } known && known.Version == version ? known : await Newest(db, plant, cancel);
        if (plan is not null && plan.Version != version)
            throw new InvalidOperationException($"Plan {plant} is at version {plan.Version} by its log and at {version} by its head; nothing is written to it.");
        return plan;
    }

    /// <summary>The plan as the log has it now. Nothing is shown to others.</summary>
    internal async Task<PlantPlan?> Newest(TrothContext db, Guid plant, CancellationToken cancel)
    {
        var plan = Known(plant) ?? await early.Take(plant, cancel) ?? await PlanStore.LatestSnapshot(db, plant, cancel);
        return await PlanStore.Follow(db, plant, plan, long.MaxValue, cancel);
    }

    /// <summary>What working out the events since the last snapshot took: a start would take as long. Asked for with true, it counts anew from here.</summary>
    internal TimeSpan Effort(Guid plant, bool anew = false) =>
        TimeSpan.FromTicks(anew ? Interlocked.Exchange(ref Of(plant).Effort, 0) : Interlocked.Read(ref Of(plant).Effort));

    /// <summary>What has been committed.</summary>
    internal void Show(PlantPlan plan, TimeSpan effort = default)
    {
        var place = Of(plan.Plant);
        Interlocked.Add(ref place.Effort, effort.Ticks);
        while (true)
        {
            var current = Volatile.Read(ref place.Plan);
            if (current is not null && current.Version >= plan.Version) return;
            if (Interlocked.CompareExchange(ref place.Plan, plan, current) != current) continue;
            news.PublishHere(Topic); // each node shows the plan when it has it
            return;
        }
    }

    private Place Of(Guid plant) => _places.GetOrAdd(plant, _ => new Place());

    private sealed class Release(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}
