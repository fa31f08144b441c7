namespace Troth.Scheduling.Plans;

/// <summary>What an order is about: the part of it that planning never changes.</summary>
/// <param name="Name">What people call it; only for messages.</param>
/// <param name="Product">Place of the product in the shop.</param>
/// <param name="Quantity">Pieces, 1 to <see cref="Shops.Limits.Quantity"/>.</param>
public sealed record OrderTerms(string Name, int Product, int Quantity)
{
    /// <summary>Place of the promise class in the shop.</summary>
    public int Class { get; init; }

    /// <summary>Minute the customer asked for; −1 when none was named.</summary>
    public int Requested { get; init; } = -1;

    /// <summary>Minute we promised; −1 while nothing is promised. Planning never changes it.</summary>
    public int Promised { get; init; } = -1;

    /// <summary>What a minute of lateness costs against other orders, 1 or more.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Minute before which nothing of it may start.</summary>
    public int NotBefore { get; init; }

    /// <summary>Promised in another system: planned as told, flagged where it cannot be met, and displacing nobody.</summary>
    public bool Inherited { get; init; }
}

/// <summary>Names one order of a plan. A handle outlives its order: used after it left, it is refused.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Serial">Which of those that stood there.</param>
public readonly record struct OrderHandle(int Place, int Serial);

/// <summary>Where pieces come from.</summary>
public enum SupplySource
{
    /// <summary>Taken from stock on hand or a dated receipt.</summary>
    Stock,

    /// <summary>Bought for this order.</summary>
    Purchase,
}

/// <summary>Pieces set aside for an order.</summary>
/// <param name="Product">Which product.</param>
/// <param name="Quantity">How many.</param>
/// <param name="At">Minute from which they are there.</param>
/// <param name="Operation">The operation that uses them, by its place in the order; −1 when they are what was ordered.</param>
/// <param name="Source">Where they come from.</param>
public readonly record struct Reservation(int Product, int Quantity, int At, int Operation, SupplySource Source);
