using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Contracts;

/// <summary>The plans as they are now, for whoever asks or shows.</summary>
public sealed class PlantPlans(TrothContext db, PlanMemory memory)
{
    /// <summary>The plan of a plant; of the only one, or the one that has the product, when none is named.</summary>
    /// <exception cref="BusinessRuleException">There is none (<c>noPlan</c>).</exception>
    public async Task<PlantPlan> For(Guid? plant, Guid product, CancellationToken cancel)
    {
        if (plant is { } named) return await memory.Read(named, cancel) ?? throw new BusinessRuleException("noPlan", Words.Say("plan.none"));
        var all = await All(cancel);
        return all.FirstOrDefault(p => p.Shop.Product(product) is not null) ?? (all.Count > 0 ? all[0] : throw new BusinessRuleException("noPlan", Words.Say("plan.none")));
    }

    /// <summary>All plants that have a plan, by id.</summary>
    public async Task<IReadOnlyList<PlantPlan>> All(CancellationToken cancel)
    {
        if (!memory.KnowsAll)
        {
            foreach (var plant in await db.PlanHeads.AsNoTracking().Where(h => h.Version > 0).Select(h => h.PlantId).ToListAsync(cancel)) await memory.Read(plant, cancel);
            memory.KnowsAll = true;
        }
        return [.. memory.All.OrderBy(p => p.Plant)];
    }
}
