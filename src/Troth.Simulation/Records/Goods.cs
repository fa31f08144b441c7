namespace Troth.Simulation;

/// <summary>Something we make or stock.</summary>
/// <param name="Key">Article number.</param>
/// <param name="Name">What it is.</param>
/// <param name="Family">Product family.</param>
/// <param name="Category">Made to order, made to stock or bought.</param>
/// <param name="Unit">piece or metre.</param>
/// <param name="ListPrice">List price in euro at the as-of day.</param>
/// <param name="Cost">Cost in euro.</param>
/// <param name="Active">False when no longer offered.</param>
public sealed record SimulatedProduct(
    string Key, string Name, string Family, string Category, string Unit, decimal ListPrice, decimal Cost, bool Active)
{
    /// <summary>Usual working days from order to shipment.</summary>
    internal int LeadDays { get; init; }
}

/// <summary>What one unit of a currency is worth in euro from a day on.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="EuroPerUnit">Rate to six decimals.</param>
public sealed record SimulatedRate(string Currency, DateOnly ValidFrom, decimal EuroPerUnit);
