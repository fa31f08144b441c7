using Troth.Scheduling.Explaining;

namespace Troth.Schedule.Contracts;

/// <summary>
/// What a link of the chain is that ends at a promised day: those of the plan by the names of <see cref="CauseKind"/>, then those between the
/// end of the work and the end of the day.
/// </summary>
public enum DateLink
{
    Work, Full, Closed, Stopped, Changeover, Material, Wait, Batches, Outside, NotBefore, HeldBack, NoRoom,

    /// <summary>What slips take: measured, or the company's buffers while too few are measured.</summary>
    Buffer,

    /// <summary>The plan may be untrue by so much, as work centers have not reported.</summary>
    Unreported,

    /// <summary>Until the next shipment leaves.</summary>
    Shipping,

    /// <summary>Days on which none leaves.</summary>
    NoShipping,

    /// <summary>The customer wants it later than it could be had.</summary>
    WantedLater,

    /// <summary>Of an order in the plan: what is left until it has to leave.</summary>
    Reserve,
    OnTheWay,

    /// <summary>It is there on a day on which the customer does not receive.</summary>
    Receiving,

    /// <summary>A promised day lasts until its end of business, where the customer is.</summary>
    DayEnds,
}
