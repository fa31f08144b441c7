using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>
/// An order in a plan: its terms, and what was settled when it was placed. Its operations stand in the plan's list from a number on.
/// </summary>
internal sealed record OrderRecord(OrderTerms Terms, OrderHandle Handle)
{
    /// <summary>What has to be made; null when all comes from stock or a supplier.</summary>
    public Graph? Graph { get; init; }

    /// <summary>Pieces made; the rest is in the reservations.</summary>
    public int Made { get; init; }
    public int FirstOperation { get; init; }
    public int Operations => Graph?.Count ?? 0;
    public Reservation[] Reservations { get; init; } = [];

    /// <summary>Minute at which the hold ends; −1 when the order is firm.</summary>
    public int HeldUntil { get; init; } = -1;

    /// <summary>Pieces already shipped; the terms' quantity counts them.</summary>
    public int Shipped { get; init; }
}
