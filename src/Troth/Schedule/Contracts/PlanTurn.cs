using Troth.Platform.Errors;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Contracts;

/// <summary>
/// Somebody's turn to write to a plan: acts are tried on the newest plan and kept until the transaction commits. Nobody else writes meanwhile.
/// </summary>
public sealed class PlanTurn
{
    private readonly List<PlanAct> _acts = [];

    internal PlanTurn(PlantPlan plan, DateTimeOffset now) => (Before, Plan, Now) = (plan, plan, now);

    /// <summary>The plan when the turn began.</summary>
    public PlantPlan Before { get; }

    /// <summary>The plan with what was done in this turn.</summary>
    public PlantPlan Plan { get; private set; }
    public DateTimeOffset Now { get; }

    /// <summary>Now as a minute of the horizon, not before the plan's own time.</summary>
    public int Minute => Math.Max(Plan.Shop.Clock.MinuteOf(Now), Plan.Plan.Now);

    internal IReadOnlyList<PlanAct> Acts => _acts;

    /// <summary>Does it if the plan allows it; otherwise nothing is changed and the outcome says why not.</summary>
    /// <exception cref="BadInputException">A value is out of range.</exception>
    public Outcome Do(PlanAct act)
    {
        var outcome = Try(act);
        if (!outcome.Done) return outcome;
        Plan = outcome.Plan with { Version = Plan.Version + 1 };
        _acts.Add(act);
        return outcome with { Plan = Plan };
    }

    /// <summary>What it would come to; nothing is done.</summary>
    public Outcome Try(PlanAct act)
    {
        try
        {
            return act.Apply(Plan);
        }
        catch (ShopRefusedException refused)
        {
            throw new BadInputException(refused.Code, refused.Message);
        }
    }
}
