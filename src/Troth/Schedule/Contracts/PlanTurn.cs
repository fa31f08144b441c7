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
    private readonly HashSet<long> _late = [];
    private readonly HashSet<long> _byShop = [];

    internal PlanTurn(PlantPlan plan, DateTimeOffset now) => (Before, Plan, Now) = (plan, plan, now);

    /// <summary>The plan when the turn began.</summary>
    public PlantPlan Before { get; }

    /// <summary>The plan with what was done in this turn.</summary>
    public PlantPlan Plan { get; private set; }
    public DateTimeOffset Now { get; }

    /// <summary>Now as a minute of the horizon, not before the plan's own time.</summary>
    public int Minute => Math.Max(Plan.Shop.Clock.MinuteOf(Now), Plan.Plan.Now);

    internal IReadOnlyList<PlanAct> Acts => _acts;

    /// <summary>The promised minutes that acts of this turn move.</summary>
    internal IReadOnlyList<PromiseMove> Moves =>
    [
        .. _acts.Select(a => a switch { Alter { Date: >= 0 } alter => alter.Order, Retold told => told.Order, _ => -1L }).Where(o => o >= 0).Distinct()
            .Select(number => (Number: number, Was: Before.Find(number)?.Terms.Promised, Is: Plan.Find(number)?.Terms.Promised))
            .Where(m => m is { Was: >= 0, Is: >= 0 } && m.Was != m.Is).Select(m => new PromiseMove(m.Number, m.Was!.Value, m.Is!.Value)),
    ];

    /// <summary>The orders that acts of this turn put in before others.</summary>
    internal IReadOnlyList<InsertMade> Inserts => [.. _acts.OfType<Insert>().Select(i => new InsertMade(i.Order, i.Moving, i.Review))];

    /// <summary>Orders whose promises were in time and are not any more by an act that somebody chose, by number.</summary>
    public IReadOnlyList<long> BrokenByChoice => [.. _late.Where(number => OrderStates.Risk(Plan, number) == PromiseRisk.Late).Order()];

    /// <summary>
    /// Orders whose promises were in time and are not any more by a shop that somebody took, or what followed it, by number. A horizon that only
    /// moves on is no such choice.
    /// </summary>
    public IReadOnlyList<long> BrokenByShop => [.. _byShop.Where(number => OrderStates.Risk(Plan, number) == PromiseRisk.Late).Order()];

    /// <summary>Why whoever takes a shop does so though promises become late by it, in their words.</summary>
    public string? Reason { get; internal set; }

    /// <summary>What its acts took to work out: whoever starts from the log takes as long again.</summary>
    internal TimeSpan Effort { get; private set; }

    /// <summary>Does it if the plan allows it; otherwise nothing is changed and the outcome says why not.</summary>
    /// <exception cref="BadInputException">A value is out of range.</exception>
    public Outcome Do(PlanAct act)
    {
        var began = TimeProvider.System.GetTimestamp();
        var outcome = Try(act);
        Effort += TimeProvider.System.GetElapsedTime(began);
        if (!outcome.Done) return outcome;
        // What follows a shop that is described otherwise is no choice of its own: it is decided with it.
        if (act is ShopTaken { OnlyTime: false }) _byShop.UnionWith(OrderStates.BecomeLateIn(Plan, outcome.Plan));
        else if (act.IsChoice) (_acts.OfType<ShopTaken>().Any() ? _byShop : _late).UnionWith(OrderStates.BecomeLate(Plan, outcome.Plan));
        Plan = outcome.Plan with { Version = Plan.Version + 1 };
        _acts.Add(act);
        return outcome with { Plan = Plan };
    }

    /// <summary>
    /// Lets the time pass first where the plan is older than a few minutes, or something was to come meanwhile that nobody has reported: what
    /// is looked at so is what will be done.
    /// </summary>
    internal PlanTurn LetPass()
    {
        // At the end of the horizon no more time passes in the plan.
        var until = Math.Min(Minute, Plan.Shop.Shop.Horizon);
        if (until - Plan.Plan.Now >= PlanWriter.Tick || Happened.Overdue(Plan, until).Count > 0) Do(new Happened([new Passed(until)]));
        return this;
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
