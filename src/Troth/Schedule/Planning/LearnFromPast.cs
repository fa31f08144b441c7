using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Planning;

/// <summary>
/// Lets the plan learn from the orders that have ended: the newest of the last year, and those that are overdue now, for leaving these out would
/// learn from the lucky ones. Once a day, or when enough have ended since; an act in the log like any other.
/// </summary>
public sealed class LearnFromPast(TrothContext db, PlanMemory memory, PlanWriter writer, TimeProvider time)
{
    /// <summary>So many orders are measured, of so many days.</summary>
    public const int Most = 1000, Days = 365;

    /// <summary>As soon as so many have ended since the last time it does not wait for the day to pass.</summary>
    public const int Enough = Limits.SpreadSamples;
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>Looks, and learns where it is time to.</summary>
    /// <returns>Whether safe dates rest on something else from now on.</returns>
    public async Task<bool> Run(Guid plant, CancellationToken cancel)
    {
        if (await memory.Read(plant, cancel) is null) return false;
        var learned = await db.PlanHeads.AsNoTracking().Where(h => h.PlantId == plant).Select(h => h.LearnedAt).FirstOrDefaultAsync(cancel);
        if (!await IsTime(plant, learned, cancel)) return false;
        return await writer.Write(plant, async turn =>
        {
            // The head is locked: another node that had the same thought has been here before, or comes after.
            var head = await db.PlanHeads.SingleAsync(h => h.PlantId == plant, cancel);
            if (!await IsTime(plant, head.LearnedAt, cancel)) return false;
            head.LearnedAt = turn.Now;
            if (Act(turn.Plan, await Measured(turn, cancel)) is not { } act || act.Spread(turn.Plan).SameAs(turn.Plan.Plan.Spread)) return false;
            return turn.Do(act).Done;
        }, cancel);
    }

    /// <summary>What slips teach the plan; null where nobody works in the shop.</summary>
    internal static LearnSlips? Act(PlantPlan plan, IEnumerable<ShopOrderSlip> slips) => SlipHours.Of(plan.Shop) is not { } center ? null : new(plan.Shop.Centers[center],
    [
        .. slips.Where(s => plan.Shop.Class(s.ClassId) is not null).GroupBy(s => s.ClassId).OrderBy(c => plan.Shop.ClassAt(c.Key))
            .Select(c => new ClassSlips(c.Key, [.. c.Select(s => s.Lead)], [.. c.Select(s => s.Late)])),
    ]);

    private async Task<bool> IsTime(Guid plant, DateTimeOffset? learned, CancellationToken cancel)
    {
        if (learned is null || time.GetUtcNow() - learned >= Every) return true;
        return await db.ShopOrderSlips.Where(s => s.PlantId == plant && s.ReadyAt > learned).OrderBy(s => s.ReadyAt).Take(Enough).CountAsync(cancel) == Enough;
    }

    private async Task<IReadOnlyList<ShopOrderSlip>> Measured(PlanTurn turn, CancellationToken cancel)
    {
        var (plant, now, since) = (turn.Plan.Plant, turn.Plan.PlannedAt, turn.Now.AddDays(-Days));
        var late = await db.ShopOrders.AsNoTracking().Where(o => o.PlantId == plant && o.State == ShopOrderState.Firm && o.PlannedFor > since && o.PlannedFor < now
                && !db.Set<ShopOrderSlip>().Any(s => s.ShopOrder == o.Id))
            .OrderByDescending(o => o.PlannedFor).ThenBy(o => o.Id).Take(Most).ToListAsync(cancel);
        var ended = await db.ShopOrderSlips.AsNoTracking().Where(s => s.PlantId == plant && s.ReadyAt > since)
            .OrderByDescending(s => s.ReadyAt).ThenBy(s => s.ShopOrder).Take(Most).ToListAsync(cancel);
        var overdue = late.Where(o => turn.Plan.Find(o.Number) is not null && turn.Plan.ReadyAt(o.Number, turn.Plan.Plan.Now) is null)
            .Select(o => ShopOrderSlip.Of(turn.Plan.Shop, o, now)).OfType<ShopOrderSlip>();
        return [.. overdue.Concat(ended).Take(Most)];
    }
}
