using Troth.Simulation;

namespace Troth.Evidence.Tests.Simulation;

/// <summary>Simulated companies and what tests ask of them.</summary>
internal static class Companies
{
    public static readonly DateOnly AsOf = new(2026, 5, 29);

    public static Company Of(SimulationVariant variant, int seed) => Company.Simulate(Settings(variant, seed));

    /// <summary>A figure of each of the first seeds' companies, which are made side by side and not kept.</summary>
    public static List<T> OfSeeds<T>(SimulationVariant variant, int seeds, Func<Company, T> figure) =>
        [.. ParallelEnumerable.Range(1, seeds).AsOrdered().Select(seed => figure(Of(variant, seed)))];

    /// <summary>The company that judgements are judged on: 700 accounts of 9 sellers. One line an order is enough: judging looks at orders.</summary>
    public static SimulationSettings Settings(SimulationVariant variant, int seed) =>
        new() { Seed = seed, Variant = variant, Accounts = 700, Sellers = 9, AsOf = AsOf, LinesPerOrder = 1 };

    /// <summary>Pearson's correlation.</summary>
    public static double Correlation(IReadOnlyCollection<(double X, double Y)> pairs)
    {
        double x = pairs.Average(pair => pair.X), y = pairs.Average(pair => pair.Y);
        var together = pairs.Sum(pair => (pair.X - x) * (pair.Y - y));
        return together / Math.Sqrt(pairs.Sum(pair => (pair.X - x) * (pair.X - x)) * pairs.Sum(pair => (pair.Y - y) * (pair.Y - y)));
    }

    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)Math.Round(share * (sorted.Length - 1))];
    }
}
