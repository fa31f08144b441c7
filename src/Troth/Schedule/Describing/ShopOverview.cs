using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Describing;

/// <summary>What is described of the shop, and what is missing before it can give a date.</summary>
/// <param name="Made">Products with a routing.</param>
/// <param name="Supplied">Products of which somebody said how they are to be had.</param>
/// <param name="Problems">At most <see cref="ShopOverview.Shown"/>, those first that stop all.</param>
/// <param name="ProblemCount">All of them.</param>
/// <param name="Differs">What the plan does not know yet of the description, in words; null where nothing was ever taken into a plan.</param>
public sealed record ShopSummary(string Plant, string TimeZone, int Calendars, int Centers, int Made, int Supplied, int Classes, bool CanPlan, int Dated, int ProblemCount,
    IReadOnlyList<ShopProblem> Problems, IReadOnlyList<string>? Differs)
{
    public bool Empty => Calendars + Centers + Made + Supplied == 0;
}

public sealed class ShopOverview(TrothContext db, ShopMaker maker, PlanMemory memory, ShopDrift drift, TimeProvider time)
{
    public const int Shown = 50;

    public async Task<ShopSummary> Run(CancellationToken cancel)
    {
        var plant = await maker.Find(Plant.TheFirst, cancel);
        var plan = await memory.Read(plant.Id, cancel);
        var making = await maker.Make(plant.Id, time.GetUtcNow(), plan?.Shop.Clock.Monday, cancel);
        var dated = making.Made?.Definition.Products.Count(p => p is not { Stock: null, Purchase: null, Routing: null }) ?? 0;
        return new(plant.Name, plant.TimeZone, await db.ShopCalendars.CountAsync(cancel), await db.WorkCenters.CountAsync(c => c.PlantId == plant.Id && c.EndedOn == null, cancel),
            await db.RoutingOperations.Where(o => o.PlantId == plant.Id && o.EndedOn == null).Select(o => o.ProductId).Distinct().CountAsync(cancel),
            await db.Supplies.CountAsync(s => s.PlantId == plant.Id && s.EndedOn == null, cancel), await db.PromiseClasses.CountAsync(c => !c.Ended, cancel),
            making.Made is not null && dated > 0, dated, making.Problems.Count, [.. making.Problems.OrderByDescending(p => p.Stops).Take(Shown)],
            plan is null ? null : await drift.Find(plan, making.Made, cancel));
    }
}
