using Troth.Platform.Data;

namespace Troth.Promises.Ledger;

/// <summary>What was talked about.</summary>
public enum TalkAbout
{
    /// <summary>We told of a slip, or they wished a later day.</summary>
    Day,

    /// <summary>They want another quantity.</summary>
    Quantity,

    /// <summary>They do not want it, or the rest of it, any more.</summary>
    Cancelled,
}

/// <summary>A customer's word: when, who said it to whom, how, and in which words.</summary>
/// <param name="Whom">Who said it.</param>
/// <param name="ToldBy">Who of us heard it.</param>
public sealed record CustomersWord(DateTimeOffset At, string ToldBy, string Whom, PromiseChannel Channel, string? Said);

/// <summary>That a customer was told of a slip, or told us of a change: when, by whom, how, and what they said.</summary>
public sealed class PromiseTalk : Record
{
    public required Guid PromiseId { get; init; }
    public override Guid? PartOf => PromiseId;
    public required DateTimeOffset At { get; init; }
    public required string ToldBy { get; init; }
    public string? Whom { get; init; }
    public required PromiseChannel Channel { get; init; }
    public required PromiseAnswer Answer { get; init; }
    public string? Said { get; init; }
    public required DateOnly FromDueOn { get; init; }

    /// <summary>The plan kept the day: the later one was the customer's own wish, and no slip.</summary>
    public bool TheirWish { get; init; }
    public DateOnly? ToDueOn { get; init; }
    public TalkAbout About { get; init; }
    public int? FromQuantity { get; init; }
    public int? ToQuantity { get; init; }
    public DateTimeOffset? ToDueAt { get; init; }
}
