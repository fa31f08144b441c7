using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Checking;

/// <summary>What kind of step lies between two plans.</summary>
public enum PlanStep
{
    /// <summary>
    /// Something done with one order: held, confirmed, changed, shipped, cancelled, an operation released or pinned. Nobody else moves.
    /// </summary>
    Decision,

    /// <summary>Planned anew although nothing happened: what is fixed or in the frozen zone stays, and the orders are the same.</summary>
    Replan,

    /// <summary>
    /// Something happened in the shop: what was told moves only later, and nothing is put before people who were told otherwise.
    /// </summary>
    Event,
}

/// <summary>Which rules a step has to keep.</summary>
/// <param name="Step">What kind of step.</param>
/// <param name="About">Orders that the step is about: theirs may change.</param>
public sealed record TransitionRules(PlanStep Step, params IReadOnlyCollection<OrderHandle> About);
