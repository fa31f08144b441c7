using System.Diagnostics;
using System.Globalization;
using Troth.Evidence;

namespace Troth.Bench;

/// <summary>Lifetime value: fits to CDNOW's 2,357 customers, and a million customers scored; the best of several runs.</summary>
internal static class LifetimeRows
{
    private const int Runs = 7, Million = 1_000_000;

    public static IEnumerable<Measured> Measure(string root)
    {
        var file = Path.GetFullPath(Path.Combine(root, "..", "shared", "data", "cdnow", "CDNOW_sample.txt"));
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"There is no {file}; lifetime value is not measured.");
            yield break;
        }

        var histories = Histories(file);
        BuyingFit? fit = null;
        foreach (var (kind, name, bound) in new[] { (BuyingKind.BetaGeometric, "BG/NBD", 100), (BuyingKind.ModifiedBetaGeometric, "MBG/NBD", 100), (BuyingKind.Pareto, "Pareto/NBD", 400) })
        {
            yield return new($"fit {name} to CDNOW, {histories.Length} customers", Best(Runs, () => fit = BuyingFit.Of(kind, histories)), "ms", bound);
            BuyingHistory[] many = [.. Enumerable.Range(0, Million).Select(i => histories[i % histories.Length])];
            yield return new($"score {Million:N0} customers by {name}", Best(3, () => fit!.Model.Score(many, 52)) / 1000, "s", 1.5);
        }
    }

    private static double Best(int runs, Action work)
    {
        var best = double.MaxValue;
        for (var run = 0; run < runs; run++)
        {
            var clock = Stopwatch.StartNew();
            work();
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private static BuyingHistory[] Histories(string file)
    {
        var until = new DateOnly(1997, 9, 30).DayNumber;
        return [.. File.ReadLines(file).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .GroupBy(fields => fields[1], fields => DateOnly.ParseExact(fields[2], "yyyyMMdd", CultureInfo.InvariantCulture).DayNumber)
            .Select(days => BuyingHistory.Of([.. days.Order()], until)!.Value)];
    }
}
