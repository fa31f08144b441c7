using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Seeing;

/// <summary>How an order stands against what was promised.</summary>
public enum Standing
{
    /// <summary>Planned to be ready in time.</summary>
    Kept,

    /// <summary>In time, with less than a third of its buffer left.</summary>
    AtRisk,

    /// <summary>Planned to be ready after its date.</summary>
    Broken,

    /// <summary>A date is set aside, nothing is promised yet.</summary>
    Held,

    /// <summary>Nothing was promised.</summary>
    Open,
}

/// <summary>How orders stand, from a plan in memory.</summary>
public static class Standings
{
    public static Standing Of(PlantPlan plan, long number)
    {
        if (plan.Find(number) is not { } order) return Standing.Open;
        if (order.HeldUntil >= 0) return Standing.Held;
        if (order.Terms.Promised < 0) return Standing.Open;
        return OrderStates.Risk(plan, number) switch { PromiseRisk.Late => Standing.Broken, PromiseRisk.Red => Standing.AtRisk, _ => Standing.Kept };
    }

    public static Tone Tone(this Standing standing) => standing switch
    {
        Standing.Kept => Platform.Web.Tone.Kept,
        Standing.AtRisk => Platform.Web.Tone.Risk,
        Standing.Broken => Platform.Web.Tone.Broken,
        Standing.Held => Platform.Web.Tone.Accent,
        _ => Platform.Web.Tone.None,
    };

    /// <summary>The key of its word.</summary>
    public static string Key(this Standing standing) => $"standing.{standing}";
}

/// <summary>How a plan stands as a whole.</summary>
/// <param name="Orders">Orders in it, held ones among them.</param>
/// <param name="Held">Dates set aside.</param>
/// <param name="AtRisk">Promises with less than a third of their buffer left.</param>
/// <param name="Broken">Promises that the plan does not keep, inherited ones left out.</param>
/// <param name="InheritedBroken">The same among those made elsewhere.</param>
/// <param name="LateHours">Hours that broken promises are late, together.</param>
public sealed record PlanHeadline(
    Guid Plant, long Version, DateTimeOffset PlannedAt, int Orders, int Held, int Kept, int AtRisk, int Broken, int InheritedBroken, decimal LateHours)
{
    public int InDanger => AtRisk + Broken + InheritedBroken;

    /// <summary>Counts over all orders; O(orders).</summary>
    public static PlanHeadline Of(PlantPlan plan)
    {
        var counts = new int[5];
        var (inherited, late) = (0, 0L);
        foreach (var number in plan.Orders.Keys)
        {
            var standing = Standings.Of(plan, number);
            var order = plan.Find(number)!.Value;
            if (standing == Standing.Broken)
            {
                late += Math.Max(0, plan.Finish(number)!.Value - order.Terms.Promised);
                if (order.Terms.Inherited)
                {
                    inherited++;
                    continue;
                }
            }
            counts[(int)standing]++;
        }
        return new(plan.Plant, plan.Version, plan.PlannedAt, plan.Orders.Count, counts[(int)Standing.Held], counts[(int)Standing.Kept], counts[(int)Standing.AtRisk],
            counts[(int)Standing.Broken], inherited, Math.Round(late / 60m, 1));
    }
}
