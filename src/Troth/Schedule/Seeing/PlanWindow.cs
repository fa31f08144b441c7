using Troth.Scheduling.Plans;

namespace Troth.Schedule.Seeing;

/// <summary>Which part of the plan is looked at.</summary>
public sealed record WindowFilter
{
    /// <summary>Which plant; the only one, or the first, when none is named.</summary>
    public string? Plant { get; init; }

    /// <summary>First day by the plant's clock (yyyy-MM-dd); the plan's today when none is named.</summary>
    public string? From { get; init; }

    /// <summary>1, 7 or 28 days.</summary>
    public int? Days { get; init; }

    /// <summary>"center" or "order": what the rows are.</summary>
    public string? By { get; init; }

    /// <summary>Only this work center.</summary>
    public string? Center { get; init; }

    /// <summary>Only this shop order (W-17).</summary>
    public string? Order { get; init; }

    /// <summary>Only orders whose promise is in danger.</summary>
    public bool? Danger { get; init; }

    internal Guid? PlantId => Chosen.Id("plant", Plant);
    internal Guid? CenterId => Chosen.Id("center", Center);
    public bool ByOrder => string.Equals(By, "order", StringComparison.OrdinalIgnoreCase);
}

/// <summary>An operation as the picture shows it.</summary>
/// <param name="Order">W-17.</param>
/// <param name="Remake">0 for the order itself, 1 and on for what is made again for it.</param>
/// <param name="Operation">Its place in the order.</param>
/// <param name="Machine">From 1, as people count; 0 where it has none.</param>
/// <param name="State">planned, released, started or done.</param>
/// <param name="Pinned">Whether a person fixed it here.</param>
public sealed record PlanBar(
    string Order, int Remake, int Operation, string Name, string Product, int Pieces, Guid? Center, string? CenterName, int Machine,
    DateTimeOffset Start, DateTimeOffset End, OperationState State, bool Pinned, Standing Standing)
{
    /// <summary>Whether a person may still move it.</summary>
    public bool Movable => State < OperationState.Started && Center is not null;
    public string Href => $"/schedule/orders/{Order}/operations/{Remake}/{Operation}";
}

/// <summary>A stretch of time.</summary>
public sealed record Stretch(DateTimeOffset Start, DateTimeOffset End);

/// <summary>A machine, or an order, and what stands there.</summary>
/// <param name="Key">Stable: the work center's id and the machine, or the order.</param>
/// <param name="Closed">When the work center is closed.</param>
/// <param name="Stops">When the machine stands still.</param>
/// <param name="Promised">For an order: when it has to be ready.</param>
public sealed record PlanRow(
    string Key, string Name, string? Detail, Guid? Center, int Machine, IReadOnlyList<PlanBar> Bars, IReadOnlyList<Stretch> Closed, IReadOnlyList<Stretch> Stops,
    DateTimeOffset? Promised = null, Standing? Standing = null);

/// <summary>A stretch of the plan as rows of operations.</summary>
/// <param name="Now">The moment the plan was made at.</param>
/// <param name="Operations">How many are in it; with <paramref name="Cut"/> some were left out.</param>
/// <param name="Cut">More than can be shown fall into it: choose fewer days or a work center.</param>
public sealed record PlanWindow(
    Guid Plant, long Version, DateTimeOffset Now, DateTimeOffset From, DateTimeOffset Until, DateOnly FirstDay, int Days, bool ByOrder,
    IReadOnlyList<PlanRow> Rows, int Operations, bool Cut)
{
    /// <summary>The most operations told at once.</summary>
    public const int Most = 2000;
}
