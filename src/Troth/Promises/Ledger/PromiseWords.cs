namespace Troth.Promises.Ledger;

/// <summary>What was promised.</summary>
public enum PromiseKind { Delivery, Document, CallBack, Visit, Price, Other }

/// <summary>Where a promise comes from: from a quote of the schedule, told by somebody, or made elsewhere before the schedule was asked.</summary>
public enum PromiseOrigin { Quoted, Told, Inherited }

/// <summary>What has become of a promise. All but open and withdrawn count: only kept ones as kept.</summary>
public enum PromiseState
{
    Open,

    /// <summary>Complete and right by the first date.</summary>
    Kept,

    /// <summary>Done by a later date that the customer agreed to: made, and not kept.</summary>
    Renegotiated,

    /// <summary>Late, short, wrong, taken away by a decision, returned for our fault, or given back when it was late already.</summary>
    Broken,

    /// <summary>Given back by the customer's own wish before its first day was over: not counted as made.</summary>
    Withdrawn,
}

/// <summary>Why a promise was not kept.</summary>
public enum PromiseCause { Stop, MaterialLate, Insert, Decision, OurEstimate, Defect, Short, Forgot, Cancelled, Other }

/// <summary>How somebody was told.</summary>
public enum PromiseChannel { Phone, Mail, Visit, Portal, Other }

/// <summary>What the customer said to a later date.</summary>
public enum PromiseAnswer { Unanswered, Agreed, Refused }

/// <summary>When a promise is due: a day, and the instant where one is known. A call is due at the instant, a delivery on the day.</summary>
public readonly record struct PromiseDue(DateOnly On, DateTimeOffset? At = null)
{
    /// <summary>The instant itself, or the end of the day.</summary>
    public DateTimeOffset Instant => At ?? new DateTimeOffset(On.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
}
