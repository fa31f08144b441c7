using System.Text.Json.Serialization;

namespace Troth.Promises.Ledger;

/// <summary>A promise in a list, with the names it refers to.</summary>
public sealed record PromiseRow
{
    public required Guid Id { get; init; }
    [JsonIgnore] public long Number { get; init; }
    [JsonPropertyName("number")] public string Label => $"P-{Number}";
    public required PromiseKind Kind { get; init; }
    public required PromiseOrigin Origin { get; init; }
    public required PromiseState State { get; init; }
    public required string What { get; init; }
    public required Guid AccountId { get; init; }
    public string? Account { get; init; }

    /// <summary>A-1042, for links.</summary>
    public string? AccountNumber { get; init; }
    public required Guid? SellerId { get; init; }
    public string? Seller { get; init; }
    public required DateOnly? MadeOn { get; init; }
    public required DateOnly FirstDueOn { get; init; }
    public required DateOnly DueOn { get; init; }
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>The day agreed on when its moment had passed: when it is expected.</summary>
    public DateOnly? ExpectedOn { get; init; }
    public required DateOnly? DoneOn { get; init; }
    public required int? DaysLate { get; init; }
    public required bool AtRisk { get; init; }
    public required PromiseCause? Cause { get; init; }
    public required DateTimeOffset? ToldAt { get; init; }
    public required string? Vendor { get; init; }

    /// <summary>What it is made by, where it stands in the plan.</summary>
    [JsonIgnore] public Guid? ShopOrder { get; init; }

    /// <summary>Open, and past its day or hour.</summary>
    public bool Overdue { get; init; }
}
