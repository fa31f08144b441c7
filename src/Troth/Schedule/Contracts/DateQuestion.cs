using Troth.Schedule.Dates;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Contracts;

/// <summary>When can somebody have it?</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Quantity">Whole pieces.</param>
public sealed record DateQuestion(Guid Product, int Quantity)
{
    /// <summary>Which plant; null for the one that supplies the product.</summary>
    public Guid? Plant { get; init; }

    /// <summary>The kind of promise; null for the plant's first.</summary>
    public Guid? Class { get; init; }

    /// <summary>The day the customer wants it.</summary>
    public DateOnly? WantedOn { get; init; }

    /// <summary>The customer's zone (IANA): the promised day is meant there. Null for the plant's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Days on the way.</summary>
    public int TransitDays { get; init; }

    /// <summary>The days of the week on which the customer receives ("Mon Tue Wed Thu Fri"): no other is promised. Null for the plant's.</summary>
    public string? ReceivesOn { get; init; }

    /// <summary>In thousandths; null for the plant's.</summary>
    public int? Confidence { get; init; }

    public const int MostTransit = 120;
}

/// <summary>Why no date can be given.</summary>
public enum NoDateReason
{
    None,

    /// <summary>Neither kept in stock nor bought nor made.</summary>
    NoSupply,

    /// <summary>A material, or the product itself, is short and is not bought.</summary>
    Material,

    /// <summary>There is no room for it as far as is planned.</summary>
    NoRoom,

    /// <summary>More of something is needed than can be planned.</summary>
    Quantity,

    /// <summary>The plan may be untrue: a work center that it needs has not reported for too long.</summary>
    Unreported,

    /// <summary>The plant ships on no day by then.</summary>
    NoShipping,

    /// <summary>The plan does not know the product yet: it was described after the shop was last taken into the plan.</summary>
    NotInPlan,

    /// <summary>The day wanted lies beyond what is planned.</summary>
    Beyond,
}

/// <summary>The answer, read from one version of the plan. Nothing is held by it.</summary>
public sealed record DateOffer
{
    public required Guid Plant { get; init; }
    public required Guid Product { get; init; }
    public required int Quantity { get; init; }
    public required Guid Class { get; init; }
    public required string TimeZone { get; init; }
    public required int TransitDays { get; init; }

    /// <summary>The days of the week on which the customer receives; null: as the plant says.</summary>
    public string? ReceivesOn { get; init; }

    /// <summary>The version of the plan it was read from.</summary>
    public required long PlanVersion { get; init; }
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The day that can be promised; null when there is none.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The end of that day for the customer.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The last shipment that makes it: until then it has to be ready.</summary>
    public DateTimeOffset? ReadyBy { get; init; }

    /// <summary>When it is ready by the plan if nothing goes wrong.</summary>
    public DateTimeOffset? Earliest { get; init; }

    /// <summary>When it is ready with the confidence.</summary>
    public DateTimeOffset? Safe { get; init; }

    /// <summary>How many promises of a thousand are kept by such a date.</summary>
    public required int Confidence { get; init; }

    /// <summary>How many past orders the confidence rests on; with too few it rests on the buffers alone.</summary>
    public required int Samples { get; init; }
    public required bool Measured { get; init; }

    /// <summary>Whether it could be had on an earlier day than the one wanted.</summary>
    public bool WantedLater { get; init; }

    /// <summary>Working minutes that were added because work centers have not reported.</summary>
    public int Widened { get; init; }

    /// <summary>The work centers that have not reported, by name.</summary>
    public IReadOnlyList<string> Unreported { get; init; } = [];
    public NoDateReason NoDate { get; init; }

    /// <summary>What decides the date, or what is missing, in one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>The name of the work center or product that decides.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The work center that decides it; null where something else does.</summary>
    public Guid? Center { get; init; }

    /// <summary>The day it has to be there by where the customer does not receive on the day wanted; null where they do, or none was named.</summary>
    public DateOnly? ThereBy { get; init; }

    /// <summary>Whether the day wanted can be kept; null when none was named.</summary>
    public bool? InTime { get; init; }
    public bool HasDate => On is not null;
}
