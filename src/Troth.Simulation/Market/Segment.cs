namespace Troth.Simulation.Market;

/// <summary>A kind of business and what it means for size and for what could be bought from us.</summary>
/// <param name="Name">As the account shows it.</param>
/// <param name="Share">Share of all accounts.</param>
/// <param name="Headcount">Typical headcount.</param>
/// <param name="HeadcountWidth">Log-scale deviation of headcount in the default variant.</param>
/// <param name="RevenuePerHead">Typical turnover a head, euro.</param>
/// <param name="Need">What it could buy from us at a turnover of ten million euro, as a fraction of turnover.</param>
/// <param name="Frequency">How often it orders, relative to spend.</param>
/// <param name="Discount">Usual discount on list price.</param>
internal sealed record Segment(
    string Name, double Share, double Headcount, double HeadcountWidth, double RevenuePerHead, double Need, double Frequency, double Discount)
{
    /// <summary>
    /// Builders of machines are most of the book; distributors buy most for their size; plant operators are large and buy spare parts.
    /// Shares of turnover are those of fluid power in a machine's cost (1 to 5 %) times the part of it that our range covers.
    /// </summary>
    public static readonly Segment[] All =
    [
        new("Machine builder", .44, 95, .95, 205_000, .0060, 1.1, .15),
        new("Distributor", .14, 32, .80, 400_000, .0125, 1.5, .30),
        new("System integrator", .12, 40, .80, 185_000, .0105, .9, .12),
        new("Plant operator", .20, 210, .95, 250_000, .0011, .8, .05),
        new("Workshop", .10, 15, .65, 125_000, .0150, 1.2, .10),
    ];

    public const int Distribution = 1;
    public const int Integrators = 2;
    public const int Plants = 3;
    public const int Workshops = 4;
}
