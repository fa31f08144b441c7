using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
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
        return await Follow(db, plant, await LatestSnapshot(db, plant, cancel, version), version, cancel);
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

    /// <summary>
    /// The newest snapshot that can be read; null where there is none. One that cannot is passed over, and the log has what it held: it was
    /// written by another version, or damaged. One that says to be newer than the plan is no snapshot of it.
    /// </summary>
    internal static async Task<PlantPlan?> LatestSnapshot(TrothContext db, Guid plant, CancellationToken cancel, long upTo = long.MaxValue)
    {
        var head = await db.PlanHeads.AsNoTracking().Where(h => h.PlantId == plant).Select(h => h.Version).FirstOrDefaultAsync(cancel);
        var before = Math.Min(upTo, head);
        while (true)
        {
            var snapshot = await db.PlanSnapshots.AsNoTracking().Where(s => s.PlantId == plant && s.Version <= before)
                .OrderByDescending(s => s.Version).FirstOrDefaultAsync(cancel);
            if (snapshot is null) return null;
            if (await Open(db, snapshot, cancel) is { } plan) return plan;
            before = snapshot.Version - 1;
        }
    }

    private static async Task<PlantPlan?> Open(TrothContext db, PlanSnapshot snapshot, CancellationToken cancel)
    {
        var known = await db.PlanShops.AnyAsync(s => s.PlantId == snapshot.PlantId && s.Number == snapshot.Shop, cancel);
        var shop = known ? await Shop(db, snapshot.PlantId, snapshot.Shop, cancel) : null;
        try
        {
            return PlanSnapshots.Read(snapshot, shop ?? throw new InvalidDataException($"There is no shop {snapshot.Shop}."));
        }
        // Whatever is wrong with the bytes: nothing is lost but the time it takes to work the plan out anew.
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            db.GetService<ILoggerFactory>().CreateLogger(typeof(PlanStore)).LogWarning(wrong,
                "The snapshot of plan {Plant} at version {Version} cannot be read; an older one or the log is taken instead.",
                snapshot.PlantId, snapshot.Version);
            return null;
        }
    }

    /// <summary>A shop as it was taken. They never change, so each is read once.</summary>
    internal static async Task<MadeShop> Shop(TrothContext db, Guid plant, int number, CancellationToken cancel)
    {
        var at = await db.PlanShops.AsNoTracking().Where(s => s.PlantId == plant && s.Number == number).Select(s => s.At).SingleAsync(cancel);
        if (Shops.TryGetValue((plant, number, at), out var known)) return known;
        var body = await db.PlanShops.AsNoTracking().Where(s => s.PlantId == plant && s.Number == number).Select(s => s.Body).SingleAsync(cancel);
        return Keep(plant, number, at, body);
    }

    internal static MadeShop Keep(Guid plant, int number, DateTimeOffset at, byte[] body) => Shops.GetOrAdd((plant, number, at), _ => MadeShop.Read(body));
}
