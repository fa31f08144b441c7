using System.Diagnostics;
using Troth.Evidence;

namespace Troth.Bench;

/// <summary>A seller's hours over many accounts: curves that bend one way and S-curves, tables included, the best of several runs.</summary>
internal static class AllocationRows
{
    private const int Accounts = 2000, Hours = 60, Runs = 15;

    public static IEnumerable<Measured> Measure()
    {
        yield return new($"allocate {Accounts} accounts × {Hours} hours, concave", Best(Curves(.4, 1), Hours), "ms", 50);
        yield return new($"allocate {Accounts} accounts × {Hours} hours, S-curves", Best(Curves(1.2, 6), Hours), "ms", 50);
        yield return new($"allocate {Accounts} accounts × {Hours * 10} hours, S-curves of 60 at most", Best(Curves(1.2, 6), Hours * 10, 60), "ms");
    }

    private static double Best(ResponseCurve[] curves, int hours, int most = int.MaxValue)
    {
        var best = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            HourAllocation.Best(hours, [.. curves.Select(curve => AccountReturn.Of(curve, hours, 0, most))]);
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private static ResponseCurve[] Curves(double least, double most)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Accounts).Select(_ => ResponseCurve.WithHalf(random.Next(100), 100 + random.Next(900),
            least + (most - least) * random.NextDouble(), .5 + 10 * random.NextDouble()))];
    }
}
