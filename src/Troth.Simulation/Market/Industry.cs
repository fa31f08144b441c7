namespace Troth.Simulation.Market;

/// <summary>An industry: its weight among accounts that make or run machines, how much hydraulics it uses, its year and its growth.</summary>
/// <param name="Name">As the account shows it.</param>
/// <param name="Share">Share of machine builders and system integrators.</param>
/// <param name="PlantShare">Share of plant operators.</param>
/// <param name="Intensity">Need relative to the average industry.</param>
/// <param name="Growth">Yearly growth of the whole industry's demand, a fraction.</param>
/// <param name="Season">Demand by month, January first, mean about 1.</param>
internal sealed record Industry(string Name, double Share, double PlantShare, double Intensity, double Growth, double[] Season)
{
    private static readonly double[] Field = [1.05, 1.25, 1.35, 1.20, 1.10, 1.00, .85, .60, .95, .95, .90, .80];
    private static readonly double[] Works = [1.05, 1.05, 1.15, 1.00, 1.05, 1.05, .90, .65, 1.10, 1.10, 1.10, .80];
    private static readonly double[] Sea = [1.10, 1.15, 1.15, 1.05, .95, .85, .80, .75, .95, 1.05, 1.15, 1.05];

    public const int TechnicalTrade = 10;

    public static readonly Industry[] All =
    [
        new("Construction", .16, .05, 1.45, .03, Field),
        new("Agriculture", .15, .06, 1.30, .00, Field),
        new("Forestry", .07, .08, 1.40, .02, Field),
        new("Metalworking", .14, .20, 1.10, .01, Works),
        new("Plastics", .10, .12, 1.00, .02, Works),
        new("Material handling", .13, .08, .95, .05, Works),
        new("Marine and offshore", .07, .06, 1.20, .04, Sea),
        new("Steel and mining", .08, .18, .90, -.02, Works),
        new("Energy", .05, .08, .85, .06, Works),
        new("Food and drink", .05, .09, .55, .03, Works),
        new("Technical trade", 0, 0, 1.00, .02, Works),
    ];
}
