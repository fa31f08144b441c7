using Troth.Scheduling.Plans;
using Troth.Scheduling.Quoting;

namespace Troth.Scheduling.Promising;

/// <summary>Why something asked of the desk was not done.</summary>
public enum Refusal
{
    /// <summary>It was done.</summary>
    None,

    /// <summary>No date can be given; the offer says why.</summary>
    NoDate,

    /// <summary>The date asked for is before the safe date; the offer has the safe one.</summary>
    DateNotSafe,

    /// <summary>The order has left the plan: shipped, cancelled, or its hold ended.</summary>
    NotThere,

    /// <summary>The order is firm already.</summary>
    NotHeld,

    /// <summary>What happened since moved its planned finish beyond the date; the offer has what can be given now.</summary>
    DateLost,

    /// <summary>Work on it has begun; what is asked would undo it.</summary>
    Begun,

    /// <summary>More than the order has left.</summary>
    TooMany,

    /// <summary>What is asked for is not free on that machine at that time.</summary>
    NotFree,
}

/// <summary>What the desk answers. Nothing is changed but in <see cref="Plan"/>; a refusal has the plan as it was.</summary>
/// <param name="Plan">The plan after it.</param>
/// <param name="Refusal">Why not; <see cref="Refusal.None"/> when it was done.</param>
/// <param name="Order">Which order it is about.</param>
/// <param name="Offer">What can be given instead, or what was given; null where no date is at stake.</param>
public readonly record struct Decision(Plan Plan, Refusal Refusal, OrderHandle Order, Quote? Offer = null)
{
    /// <summary>Whether it was done.</summary>
    public bool Done => Refusal == Refusal.None;
}
