using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.Seeing;

/// <summary>Looks at what an act would do to a plan, and does it when that is still what it does.</summary>
public sealed class AcceptAct(PlantPlans plans, PlanWriter writer, TellConsequences tell, TimeProvider time)
{
    /// <summary>The consequences; nothing is done.</summary>
    /// <exception cref="BusinessRuleException">The plant has no plan.</exception>
    public async Task<Consequences> Look(Guid plant, Func<PlantPlan, PlanAct> act, CancellationToken cancel)
    {
        var plan = await plans.For(plant, Guid.Empty, cancel);
        var turn = new PlanTurn(plan, time.GetUtcNow()).LetPass();
        return await tell.Run(turn.Plan, turn.Try(act(turn.Plan)), cancel) with { Version = plan.Version };
    }

    /// <summary>Does it, if its consequences are still those that were seen.</summary>
    /// <exception cref="BusinessRuleException">The plan does not allow it (<c>notFree</c>, …), or the consequences are others now (<c>planMoved</c>).</exception>
    public Task<long> Run(Guid plant, Func<PlantPlan, PlanAct> act, string? seen, CancellationToken cancel) => writer.Write(plant, turn =>
    {
        var before = turn.Plan;
        var outcome = turn.Do(act(before));
        if (!outcome.Done) throw new BusinessRuleException(outcome.Refusal.ToString().ToLowerInvariant(), TellConsequences.Say(outcome.Refusal));
        if (TellConsequences.Seen(before, outcome.Plan) != seen) throw new BusinessRuleException("planMoved", Words.Say("refused.moved"));
        return Task.FromResult(turn.Plan.Version);
    }, cancel);
}
