using Troth.Platform.Data;

namespace Troth.Promises.Ledger;

/// <summary>That a customer was told of a slip: when, by whom, how, and what they said.</summary>
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
    public DateTimeOffset? ToDueAt { get; init; }
}
