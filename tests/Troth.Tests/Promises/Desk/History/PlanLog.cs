using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;

namespace Troth.Tests.Promises.Desk.History;

/// <summary>One event and the plans around it.</summary>
internal sealed record Step(long Version, DateTimeOffset At, PlanAct Act, PlantPlan? Before, PlantPlan After);

/// <summary>The log of a plant, played again from its first event on: the order in which everything happened. Uses no snapshot and nobody's memory.</summary>
internal static class PlanLog
{
    public static async IAsyncEnumerable<Step> Play(TrothContext db, Guid plant)
    {
        PlantPlan? plan = null;
        var rows = await db.PlanEvents.AsNoTracking().Where(e => e.PlantId == plant).OrderBy(e => e.Version).Select(e => new { e.Version, e.At, e.Act }).ToListAsync();
        foreach (var row in rows)
        {
            var act = PlanAct.Read(row.Act);
            if (act is ShopTaken taken)
                act = taken with { Made = MadeShop.Read(await db.PlanShops.Where(s => s.PlantId == plant && s.Number == taken.Shop).Select(s => s.Body).SingleAsync()) };
            var outcome = plan is null ? ((ShopTaken)act).Begin(plant) : act.Apply(plan);
            if (!outcome.Done) throw new InvalidOperationException($"Event {row.Version} ({act}) was refused when it was played again: {outcome.Refusal}.");
            var next = outcome.Plan with { Version = row.Version };
            yield return new(row.Version, row.At, act, plan, next);
            plan = next;
        }
    }
}
