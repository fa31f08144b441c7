using Troth.Simulation;
using Troth.Simulation.Market;

namespace Troth.Evidence.Tests.Coverage;

/// <summary>
/// The .9 quantile of what buyers of a segment, industry and turnover buy in twelve months, over all companies that a variant could have
/// made: a curve through 160,000 accounts of 20 of them (seeds 100,001 to 100,020), which <see cref="CoverageTests"/> draws again from others.
/// </summary>
internal sealed class TrueQuantile
{
    private const int Width = 12;
    private readonly double[] curve;

    private TrueQuantile(double[] curve) => this.curve = curve;

    public static TrueQuantile Of(SimulationVariant variant) => new(variant switch
    {
        SimulationVariant.Usual => [-.0060, -.0665, .0215, -.0067, -.0280, -.0040, .0296, -.0283, .0154, .0057, -.0257, .0369],
        SimulationVariant.Uneven => [.0296, -.1120, .0060, .0068, -.0495, .0100, .0365, -.0507, .0305, .0140, -.0127, .0499],
        _ => [.0936, -.1429, .0455, -.0036, .0267, .0834, .0809, .0144, -.0258, -.0523, -.0505, -.0335],
    });

    /// <summary>Draws the curve anew.</summary>
    public static TrueQuantile Fit(IEnumerable<SimulatedYears> accounts)
    {
        var rows = new List<double>();
        var above = new List<double>();
        var row = new double[Width];
        foreach (var account in accounts.Where(a => a.Last > 0))
        {
            var (segment, typical) = Kind(account.Account);
            Fill(segment, typical, row);
            rows.AddRange(row);
            above.Add(Math.Log(account.Last) - typical);
        }

        double[] y = [.. above], ones = [.. above.Select(_ => 1.0)];
        return new TrueQuantile(QuantileRegression.Fit(rows.ToArray(), Width, y, ones, .9, 0));
    }

    /// <summary>The quantile for an account, euro.</summary>
    public double For(SimulatedAccount account)
    {
        var (segment, typical) = Kind(account);
        var row = new double[Width];
        Fill(segment, typical, row);
        return Math.Exp(typical + row.Zip(curve).Sum(p => p.First * p.Second));
    }

    private static (int Segment, double Typical) Kind(SimulatedAccount account)
    {
        var segment = Array.FindIndex(Segment.All, s => s.Name == account.Segment);
        return (segment, Math.Log(Troth.Simulation.Market.Firmographics.Typical(Segment.All[segment], Industry.All.Single(i => i.Name == account.Industry), (double)account.Revenue)));
    }

    // How often and how much an account orders hangs on its segment and on what is typical for it, and so does the luck of a year.
    private static void Fill(int segment, double typical, double[] row)
    {
        Array.Clear(row);
        var size = (typical - 9.5) / 2;
        (row[0], row[1], row[2], row[3]) = (1, size, size * size, size * size * size);
        if (segment > 0) (row[3 + segment], row[7 + segment]) = (1, size);
    }
}
