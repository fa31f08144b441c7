using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.SampleYear;

/// <summary>
/// The plan of the year in memory and its log: what <see cref="PlanWriter"/> does in a transaction each, done in one go and written at the end.
/// </summary>
internal sealed class YearLog(PlantPlan first, ShopTaken taken, DateTimeOffset begins)
{
    public const string Job = "job", Page = "page", Api = "api";

    public PlantPlan Plan { get; private set; } = first with { Version = 1 };

    public List<PlanEvent> Events { get; } = [Row(first.Plant, 1, taken, begins, "Tomasz Wrona", Page)];

    /// <summary>The orders of events that are about several.</summary>
    public List<PlanEventOrder> Orders { get; } = [];

    public DateTimeOffset At(int minute) => Plan.Shop.Clock.InstantOf(minute);

    /// <summary>Does it where the plan allows it, and writes it down.</summary>
    public Outcome Do(PlanAct act, DateTimeOffset at, string who, string through)
    {
        var outcome = act.Apply(Plan);
        if (!outcome.Done) return outcome;
        Plan = outcome.Plan with { Version = Plan.Version + 1 };
        Events.Add(Row(Plan.Plant, Plan.Version, act, at, who, through));
        if (act.About is null)
            Orders.AddRange(act.AboutAll.Select(order => new PlanEventOrder { PlantId = Plan.Plant, ShopOrder = order, Version = Plan.Version }));
        return outcome with { Plan = Plan };
    }

    private static PlanEvent Row(Guid plant, long version, PlanAct act, DateTimeOffset at, string who, string through) =>
        new() { PlantId = plant, Version = version, At = at, ActorName = who, Through = through, ShopOrder = act.About, Act = act.Write() };
}
