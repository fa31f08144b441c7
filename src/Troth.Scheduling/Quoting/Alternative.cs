using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Quoting;

/// <summary>What would give an earlier date.</summary>
public enum AlternativeKind
{
    /// <summary>A part earlier, the rest later.</summary>
    SplitDelivery,

    /// <summary>Longer shifts at the work center that decides the date.</summary>
    Overtime,

    /// <summary>A further shift there.</summary>
    SecondShift,

    /// <summary>Moving named orders that have buffer to spare: an act of its own, which people answer for.</summary>
    MoveOrders,
}

/// <summary>A way to an earlier date, worked out on a copy of the plan.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Quantity">Pieces that come by <paramref name="Earliest"/>; all, but for a split delivery.</param>
/// <param name="Earliest">Planned minute of these.</param>
/// <param name="Safe">Safe minute of these; −1 beyond the horizon.</param>
/// <param name="Rest">For a split delivery: planned minute of the rest.</param>
/// <param name="WorkCenter">For more hours: where; −1 otherwise.</param>
/// <param name="ExtraMinutes">For more hours: minutes after each shift until then.</param>
/// <param name="Moved">For moving orders: who moves, and how far; none of them loses its promise or comes into the red third of its
/// buffer.</param>
public sealed record Alternative(AlternativeKind Kind, int Quantity, int Earliest, int Safe, int Rest = -1, int WorkCenter = -1,
    int ExtraMinutes = 0, IReadOnlyList<MovedOrder>? Moved = null)
{
    /// <summary>For a split delivery: safe minute of the rest; −1 otherwise, and beyond the horizon.</summary>
    public int RestSafe { get; init; } = -1;

    /// <summary>
    /// For more hours: the times in which the work center would be open on top, in order; empty otherwise. To take it, append them to the
    /// exceptions of its calendar and take the plan there (<see cref="WhatIf.In"/>, <see cref="Replanner.Rebase"/>).
    /// </summary>
    public IReadOnlyList<CalendarException> Open { get; init; } = [];
}
