namespace Troth.Simulation;

/// <summary>What an order line does to purchases. Amounts are never negative: a return or a cancellation subtracts.</summary>
public enum SimulatedLineKind
{
    /// <summary>Goods ordered.</summary>
    Sale,

    /// <summary>Goods sent back, on a return order that names the order they came from.</summary>
    Return,

    /// <summary>The undoing of a sale line of the same order.</summary>
    Cancellation,
}

/// <summary>An order, or a return.</summary>
public sealed record SimulatedOrder
{
    /// <summary>External key: <c>SO</c> or <c>RT</c>, the day, and the number within the day.</summary>
    public required string Key { get; init; }

    /// <summary>Account that ordered.</summary>
    public required string AccountKey { get; init; }

    /// <summary>Seller at the time.</summary>
    public required string SellerKey { get; init; }

    /// <summary>Day ordered, or for a return the day it came back.</summary>
    public required DateOnly OrderedOn { get; init; }

    /// <summary>Currency of all its prices and amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>open, part shipped, shipped, cancelled or returned.</summary>
    public required string Status { get; init; }

    /// <summary>The customer's order number; on a return the key of the order the goods came from.</summary>
    public required string CustomerReference { get; init; }

    /// <summary>order or return.</summary>
    public required string Kind { get; init; }

    /// <summary>portal, customerService, insideSales or field; null on a return.</summary>
    public string? Channel { get; init; }

    /// <summary>Lines.</summary>
    public required IReadOnlyList<SimulatedOrderLine> Lines { get; init; }

    /// <summary>Latest requested date of its lines.</summary>
    public DateOnly? RequestedOn => Lines.Max(line => line.RequestedOn);

    /// <summary>Latest promised date of its lines.</summary>
    public DateOnly? PromisedOn => Lines.Max(line => line.PromisedOn);

    /// <summary>Day the last line shipped; null while any line that is not cancelled is open.</summary>
    public DateOnly? ShippedOn => Status is "shipped" ? Lines.Max(line => line.ShippedOn) : null;
}

/// <summary>A line of an order.</summary>
public sealed record SimulatedOrderLine
{
    /// <summary>External key: the order's and the line number.</summary>
    public required string Key { get; init; }

    /// <summary>Article number.</summary>
    public required string ProductKey { get; init; }

    /// <summary>Sale, return or cancellation.</summary>
    public required SimulatedLineKind Kind { get; init; }

    /// <summary>Quantity, above zero.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>List price a unit at the order's date, in the order's currency, to two decimals.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>Discount as a fraction of the unit price, 0 to below 1.</summary>
    public required decimal Discount { get; init; }

    /// <summary>Quantity × unit price × (1 − discount), rounded half away from zero to the cent.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Date the customer asked for.</summary>
    public DateOnly? RequestedOn { get; init; }

    /// <summary>Date first promised.</summary>
    public DateOnly? PromisedOn { get; init; }

    /// <summary>Date shipped; null when not yet.</summary>
    public DateOnly? ShippedOn { get; init; }
}
