using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Where the things of a plan's shop are in another description of the shop. A list names, for each place of the old one, its place in the
/// new one, −1 for what is gone; null where all have the places they had.
/// </summary>
public sealed record RebaseMap
{
    /// <summary>Per product, its place in the new shop.</summary>
    public IReadOnlyList<int>? Products { get; init; }

    /// <summary>Per work center, its place in the new shop.</summary>
    public IReadOnlyList<int>? WorkCenters { get; init; }

    /// <summary>Per work center and machine of it, its number there in the new shop; null for those that keep their numbers.</summary>
    public IReadOnlyList<IReadOnlyList<int>?>? Machines { get; init; }

    /// <summary>Per promise class, its place in the new shop.</summary>
    public IReadOnlyList<int>? Classes { get; init; }

    /// <summary>
    /// Minutes by which the new horizon starts later: 0 to the plan's now. Every minute of the plan becomes so much less. Leave some days
    /// before now: a changeover that lies before the new start would have to be done once more.
    /// </summary>
    public int Shift { get; init; }

    /// <summary>
    /// Whether orders keep their work as it was planned though their product is made otherwise now. Those of which something has begun, or
    /// that people have been told of (released, pinned, in the frozen zone), always do.
    /// </summary>
    public bool KeepWork { get; init; }

    /// <summary>
    /// The calendar of the new shop by which the measured slips count; null for the one that the work center has whose calendar they were
    /// measured by.
    /// </summary>
    public WorkCalendar? SlipCalendar { get; init; }
}
