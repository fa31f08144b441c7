using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Floor;

/// <summary>A piece of work at a work center.</summary>
/// <param name="Order">As reports name it: W-17, or W-17/1 for what is made again.</param>
/// <param name="Operation">Its place in the order, by which reports name it.</param>
/// <param name="Machine">1 and on.</param>
/// <param name="Due">The day promised to the customer.</param>
public sealed record Job(string Order, int Operation, string Name, string Product, int Pieces, int Machine, DateTimeOffset Start, DateTimeOffset End, bool Running, DateOnly? Due);

/// <summary>A machine that stands still.</summary>
public sealed record StandingStill(int Machine, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>What is to be done at a work center, in its turn.</summary>
/// <param name="Reported">The moment of which its people last told.</param>
/// <param name="AgeMinutes">Working minutes without a report, while something was to be reported.</param>
/// <param name="TimeZone">The plant's (IANA): what the clock on its wall shows, whatever a tablet's does.</param>
public sealed record CenterWork(
    Guid Plant, Guid Center, string Code, string Name, string TimeZone, int Machines, DateTimeOffset PlannedAt, DateTimeOffset? Reported, int AgeMinutes, IReadOnlyList<Job> Jobs, IReadOnlyList<StandingStill> Stops);

/// <summary>Reads what is next at a work center from the plan in memory.</summary>
public sealed class FloorWork(TrothContext db, PlanMemory memory, TimeProvider time)
{
    public const int Most = 200, Usual = 40;

    /// <summary>How far ahead is looked, wider each time until there is enough.</summary>
    private static readonly int[] s_days = [2, 14, 90];

    public async Task<CenterWork> Run(Guid plant, string center, int most, CancellationToken cancel)
    {
        var found = await Find(plant, center, cancel);
        if (await memory.Read(plant, cancel) is not { } plan) throw new BusinessRuleException("noPlan", Words.Say("no.plan"));
        if (plan.Shop.Center(found.Id) is not { } place) throw new BusinessRuleException("noCenter", Words.Say("no.center"));
        var (clock, now) = (plan.Shop.Clock, Math.Max(plan.Plan.Now, plan.Shop.Clock.MinuteOf(time.GetUtcNow())));
        IReadOnlyList<MachineOperation> standing = [];
        foreach (var days in s_days)
            if ((standing = plan.Plan.OrdersAt(place, 0, Math.Min(plan.Shop.Shop.Horizon, now + days * 24 * 60))).Count >= most) break;
        var next = standing.OrderBy(s => s.Planned.State != OperationState.Started).ThenBy(s => s.Planned.Start).ThenBy(s => s.Planned.Machine).Take(Math.Clamp(most, 1, Most)).ToList();
        var numbers = next.Select(n => PlantPlan.NumberOf(plan.Plan.Find(n.Order)!.Value)).Distinct().ToList();
        var due = await db.ShopOrders.AsNoTracking().Where(o => o.PlantId == plant && numbers.Contains(o.Number)).ToDictionaryAsync(o => o.Number, o => o.PromisedOn, cancel);
        return new(plant, found.Id, found.Code, found.Name, plan.TimeZone, plan.Shop.Definition.WorkCenters[place].Machines, plan.PlannedAt,
            plan.Reported.TryGetValue(found.Id, out var reported) ? clock.InstantOf(reported) : null, ReportAges.Of(plan, place, now),
            [.. next.Select(n => Of(plan, n, due))],
            [.. plan.Plan.MachineStops.Where(s => s.WorkCenter == place && s.Start <= now && s.End > now).OrderBy(s => s.Machine)
                .Select(s => new StandingStill(s.Machine + 1, clock.InstantOf(s.Start), clock.InstantOf(s.End)))]);
    }

    /// <summary>By code or id.</summary>
    public async Task<WorkCenter> Find(Guid plant, string center, CancellationToken cancel)
    {
        var id = Guid.TryParse(center, out var named) ? named : (Guid?)null;
        return await db.WorkCenters.AsNoTracking().Where(c => c.PlantId == plant && c.EndedOn == null && (id != null ? c.Id == id : c.Code == center)).OrderBy(c => c.Id).FirstOrDefaultAsync(cancel)
            ?? throw new NotFoundException(Words.Say("center.named", center));
    }

    internal static Job Of(PlantPlan plan, MachineOperation one, Dictionary<long, DateOnly?> due)
    {
        var (order, operation) = (plan.Plan.Find(one.Order)!.Value, one.Planned);
        var number = PlantPlan.NumberOf(order);
        var remake = plan.Orders.TryGetValue(number, out var itself) && itself == one.Order ? 0 : plan.Remakes.GetValueOrDefault(number, []).IndexOf(one.Order) + 1;
        return new(remake == 0 ? PlantPlan.NameOf(number) : $"{PlantPlan.NameOf(number)}/{remake}", one.Operation, operation.Name, plan.Shop.Definition.Products[operation.Product].Name,
            operation.Pieces, operation.Machine + 1, plan.Shop.Clock.InstantOf(operation.Start), plan.Shop.Clock.InstantOf(operation.End), operation.State == OperationState.Started,
            due.GetValueOrDefault(number));
    }
}
