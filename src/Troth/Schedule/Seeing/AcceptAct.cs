using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.Seeing;

/// <summary>Looks at what an act would do to a plan, and does it when that is still what it does.</summary>
public sealed class AcceptAct(PlantPlans plans, PlanWriter writer, TellConsequences tell, PlanGates gates, TimeProvider time)
{
    /// <summary>The consequences; nothing is done.</summary>
    /// <exception cref="BusinessRuleException">The plant has no plan.</exception>
    public async Task<Consequences> Look(Guid plant, Func<PlantPlan, PlanAct> act, CancellationToken cancel)
    {
        var plan = await plans.For(plant, Guid.Empty, cancel);
        var turn = new PlanTurn(plan, time.GetUtcNow()).LetPass();
        var before = turn.Plan;
        var outcome = turn.Do(act(before));
        var told = await tell.Run(before, outcome, cancel) with { Version = plan.Version };
        if (!outcome.Done) return told;
        try
        {
            await gates.Pass(turn, cancel);
            return told;
        }
        catch (BusinessRuleException refused)
        {
            // As the commit would say it.
            return told with { Refusal = refused.Message, Breaks = [.. turn.BrokenByChoice.Select(PlantPlan.NameOf)] };
        }
    }

    /// <summary>Does it, if its consequences are still those that were seen.</summary>
    /// <exception cref="BusinessRuleException">
    /// The plan does not allow it (<c>notFree</c>, …), the consequences are others now (<c>planMoved</c>), or promises would not be kept any more
    /// (<c>breaksPromise</c>).
    /// </exception>
    public Task<long> Run(Guid plant, Func<PlantPlan, PlanAct> act, string? seen, CancellationToken cancel) => writer.Write(plant, turn =>
    {
        var before = turn.Plan;
        var outcome = turn.Do(act(before));
        if (!outcome.Done) throw new BusinessRuleException(outcome.Refusal.ToString().ToLowerInvariant(), TellConsequences.Say(outcome.Refusal));
        if (TellConsequences.Seen(before, outcome.Plan) != seen) throw new BusinessRuleException("planMoved", Words.Say("refused.moved"));
        return Task.FromResult(turn.Plan.Version);
    }, cancel);
}
