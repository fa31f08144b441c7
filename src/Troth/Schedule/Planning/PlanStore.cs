using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.Planning;

/// <summary>Plans in the database: the log, the shops they were made in, and snapshots.</summary>
public static class PlanStore
{
    private const int Chunk = 500;
    private static readonly ConcurrentDictionary<(Guid Plant, int Number, DateTimeOffset At), MadeShop> Shops = new();

    /// <summary>Rebuilds a version from its nearest snapshot and the events after it; null before the first event.</summary>
    public static async Task<PlantPlan?> Version(TrothContext db, Guid plant, long version, CancellationToken cancel)
    {
        var snapshot = await db.PlanSnapshots.AsNoTracking().Where(s => s.PlantId == plant && s.Version <= version).OrderByDescending(s => s.Version).FirstOrDefaultAsync(cancel);
        return await Follow(db, plant, snapshot is null ? null : await Open(db, snapshot, cancel), version, cancel);
    }

    /// <summary>Applies the events that come after a plan, up to a version.</summary>
    internal static async Task<PlantPlan?> Follow(TrothContext db, Guid plant, PlantPlan? plan, long upTo, CancellationToken cancel)
    {
        while (true)
        {
            var after = plan?.Version ?? 0;
            var events = await db.PlanEvents.AsNoTracking().Where(e => e.PlantId == plant && e.Version > after && e.Version <= upTo)
                .OrderBy(e => e.Version).Take(Chunk).Select(e => new { e.Version, e.Act }).ToListAsync(cancel);
            foreach (var one in events)
            {
                var act = PlanAct.Read(one.Act);
                if (act is ShopTaken taken) act = taken with { Made = await Shop(db, plant, taken.Shop, cancel) };
                var next = act is ShopTaken first && plan is null ? first.Begin(plant) : act.Apply(plan!);
                if (!next.Done || one.Version != (plan?.Version ?? 0) + 1)
                    throw new InvalidOperationException($"Plan {plant} cannot be rebuilt: version {one.Version} ({act.GetType().Name}) follows {plan?.Version ?? 0} and came to {next.Refusal}.");
                plan = next.Plan with { Version = one.Version };
            }
            if (events.Count < Chunk) return plan;
        }
    }

    internal static async Task<PlantPlan?> LatestSnapshot(TrothContext db, Guid plant, CancellationToken cancel) =>
        await db.PlanSnapshots.AsNoTracking().Where(s => s.PlantId == plant).OrderByDescending(s => s.Version).FirstOrDefaultAsync(cancel) is { } snapshot
            ? await Open(db, snapshot, cancel) : null;

    private static async Task<PlantPlan> Open(TrothContext db, PlanSnapshot snapshot, CancellationToken cancel) =>
        PlanSnapshots.Read(snapshot, await Shop(db, snapshot.PlantId, snapshot.Shop, cancel));

    /// <summary>A shop as it was taken. They never change, so each is read once.</summary>
    internal static async Task<MadeShop> Shop(TrothContext db, Guid plant, int number, CancellationToken cancel)
    {
        var at = await db.PlanShops.AsNoTracking().Where(s => s.PlantId == plant && s.Number == number).Select(s => s.At).SingleAsync(cancel);
        if (Shops.TryGetValue((plant, number, at), out var known)) return known;
        var body = await db.PlanShops.AsNoTracking().Where(s => s.PlantId == plant && s.Number == number).Select(s => s.Body).SingleAsync(cancel);
        return Shops.GetOrAdd((plant, number, at), MadeShop.Read(body));
    }
}
