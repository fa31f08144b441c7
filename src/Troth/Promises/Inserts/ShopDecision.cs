using System.Text.Json;
using Troth.Platform.Data;

namespace Troth.Promises.Inserts;

/// <summary>That somebody took a shop into the plan by which promises became late that were in time: who, why, and which.</summary>
public sealed class ShopDecision : Record
{
    public long Number { get; init; }
    public required Guid Plant { get; init; }
    public Guid? Decider { get; init; }
    public required string DecidedBy { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public required string Reason { get; init; }

    /// <summary>The promises it made late, as they stood then (<see cref="ShopLate"/>).</summary>
    public required string Late { get; init; }
    public string Label => $"D-{Number}";

    public static string Write(IReadOnlyList<ShopLate> late) => JsonSerializer.Serialize(late, JsonSerializerOptions.Web);
    public IReadOnlyList<ShopLate> Read() => JsonSerializer.Deserialize<List<ShopLate>>(Late, JsonSerializerOptions.Web) ?? [];
}

/// <summary>A promise that a shop made late.</summary>
/// <param name="ToOn">The day the plan could keep from then on; null where it had none.</param>
public sealed record ShopLate(string? Promise, string Order, DateOnly FromOn, DateOnly? ToOn);
