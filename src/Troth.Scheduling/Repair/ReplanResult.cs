using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>How much a replan moved what people had seen.</summary>
/// <param name="Operations">Operations in both plans that had not begun.</param>
/// <param name="Moved">Of them, those that stand elsewhere.</param>
/// <param name="ToldMoved">Of those, released ones and ones within the frozen zone: forced by what happened.</param>
/// <param name="MeanShift">Mean minutes that the moved ones were shifted, either way.</param>
public readonly record struct Nervousness(int Operations, int Moved, int ToldMoved, double MeanShift);

/// <summary>A promise that the plan does not keep any more, or keeps with less than a third of its buffer.</summary>
/// <param name="Order">Whose.</param>
/// <param name="Promised">Minute.</param>
/// <param name="Finish">Planned minute.</param>
/// <param name="Before">Planned minute before what happened; −1 when it is new.</param>
/// <param name="Cause">The link of its explanation that it hangs on; null when all of it is there.</param>
public sealed record PromiseInDanger(OrderHandle Order, int Promised, int Finish, int Before, Explaining.Cause? Cause);

/// <summary>What a replan did. The plan before is untouched: look at the consequences, then take the new one or leave it.</summary>
/// <param name="Plan">The new plan.</param>
/// <param name="Diff">What moved.</param>
/// <param name="Score">What it costs.</param>
/// <param name="Before">What the old plan cost.</param>
/// <param name="Nervousness">How much moved.</param>
/// <param name="InDanger">Promises late or in the red that were neither before, or got worse; by promised date.</param>
public sealed record ReplanResult(Plan Plan, PlanDiff Diff, PlanScore Score, PlanScore Before, Nervousness Nervousness,
    IReadOnlyList<PromiseInDanger> InDanger);
