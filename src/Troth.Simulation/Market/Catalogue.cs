using System.Globalization;
using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>
/// What the company makes and stocks: 14 families of hydraulics, each in sizes. Prices rise with size by a power below 1, as in real
/// price lists.
/// </summary>
internal static class Catalogue
{
    private const string Made = "Made to order";
    private const string Stock = "Made to stock";
    private const string Bought = "Bought";

    private sealed record Family(
        string Name, string Code, string Title, string Category, decimal Base, double Exponent, int LeadDays, int[] Sizes, double[] Appeal)
    {
        public string Unit { get; init; } = "piece";
    }

    // Appeal by segment: machine builder, distributor, system integrator, plant operator, workshop.
    private static readonly Family[] Families =
    [
        new("Gear pumps", "GP", "Gear pump {0} cm³", Stock, 38, .55, 8, [4, 6, 8, 11, 14, 16, 19, 22, 28, 32, 40, 50], [5, 4, 2, 1, 3]),
        new("Piston pumps", "AP", "Axial piston pump {0} cm³", Made, 118, .62, 30, [18, 28, 45, 63, 71, 100, 140, 180], [4, 1, 3, 2, 1]),
        new("Hydraulic motors", "OM", "Orbital motor {0} cm³", Stock, 31, .42, 10, [50, 80, 100, 125, 160, 200, 250, 315, 400], [5, 3, 1, 1, 2]),
        new("Directional valves", "DV", "Directional valve NG{0}", Stock, 22, .78, 9, [6, 10, 16, 25, 32], [4, 4, 4, 2, 2]),
        new("Mobile control blocks", "MB", "Mobile control block, {0} sections", Made, 172, .72, 28, [2, 3, 4, 5, 6, 8, 10], [5, 1, 2, 0, 1]),
        new("Proportional valves", "PV", "Proportional valve {0} l/min", Made, 96, .46, 25, [25, 40, 63, 80, 120, 200], [3, 1, 5, 2, 0]),
        new("Cylinders", "CY", "Double-acting cylinder, bore {0} mm", Made, 4.9m, 1.02, 22, [32, 40, 50, 63, 80, 100, 125, 160, 200], [5, 1, 3, 2, 2]),
        new("Power units", "HPU", "Hydraulic power unit {0}", Made, 148, .58, 48, [30, 55, 75, 110, 150, 220, 370, 550], [2, 1, 5, 2, 0]),
        new("Accumulators", "AC", "Bladder accumulator {0} l", Bought, 165, .42, 14, [1, 2, 4, 10, 20, 32, 50], [2, 2, 3, 2, 1]),
        new("Filters", "FI", "Return filter {0} l/min", Bought, 6.4m, .58, 5, [30, 60, 100, 160, 250, 400, 630], [3, 5, 2, 5, 3]),
        new("Hoses", "HO", "Hose DN{0}, two braids", Stock, 1.1m, .85, 4, [6, 8, 10, 12, 16, 20, 25, 32], [3, 6, 1, 3, 5]) { Unit = "metre" },
        new("Fittings", "FT", "Cutting ring fitting {0} mm", Stock, .42m, .92, 3, [6, 8, 10, 12, 15, 18, 22, 28, 35, 42], [3, 6, 2, 3, 4]),
        new("Seal kits", "SK", "Seal kit for bore {0} mm", Bought, .85m, .78, 4, [32, 40, 50, 63, 80, 100, 125, 160, 200], [1, 4, 1, 5, 6]),
        new("Sensors", "PS", "Pressure sensor {0} bar", Bought, 44, .12, 7, [16, 60, 160, 250, 400, 600], [2, 2, 4, 3, 1]),
    ];

    /// <summary>All products with their appeal by segment.</summary>
    public static IReadOnlyList<(SimulatedProduct Product, double[] Appeal)> Print() =>
        [.. Families.SelectMany(family => family.Sizes.Select((size, i) => (Make(family, size, i), family.Appeal)))];

    private static SimulatedProduct Make(Family family, int size, int index)
    {
        var price = Nice(family.Base * (decimal)Elementary.Pow(size, family.Exponent));
        var margin = family.Category switch { Made => .46m, Stock => .42m, _ => .30m };
        return new SimulatedProduct(
            string.Create(CultureInfo.InvariantCulture, $"{family.Code}-{size:000}"),
            string.Format(CultureInfo.InvariantCulture, family.Title, size),
            family.Name, family.Category, family.Unit, price, decimal.Round(price * (1 - margin), 2, MidpointRounding.AwayFromZero),
            // The largest of a long range went out of the list a year ago: history still holds it.
            Active: index < family.Sizes.Length - 1 || family.Sizes.Length < 10) { LeadDays = family.LeadDays };
    }

    /// <summary>Price lists end in .00 above a hundred, in .50 above ten and in .05 below.</summary>
    private static decimal Nice(decimal price)
    {
        var step = price switch { >= 1000 => 5m, >= 100 => 1m, >= 10 => .5m, _ => .05m };
        return decimal.Round(price / step, 0, MidpointRounding.AwayFromZero) * step;
    }
}
