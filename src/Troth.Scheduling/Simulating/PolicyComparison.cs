namespace Troth.Scheduling.Simulating;

/// <summary>Runs the same shops under each policy. The same seeds give the same rows, however many threads.</summary>
public static class PolicyComparison
{
    /// <summary>The policies, in the order of the rows.</summary>
    public static IReadOnlyList<string> Policies { get; } = ["fixed", "infinite", "troth"];

    /// <summary>A row for each load and policy.</summary>
    /// <param name="seed">The first seed.</param>
    /// <param name="seeds">How many seeds, counted up from the first, 1 to 1,000.</param>
    /// <param name="loads">Loads of the drum, .4 to .97.</param>
    /// <param name="threads">How many runs at a time, 1 or more.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public static IReadOnlyList<PolicyRow> Run(
        int seed, int seeds, IReadOnlyList<double> loads, int threads, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seeds, 1000);
        foreach (var load in loads)
        {
            if (load is not (>= .4 and <= .97))
                throw new ArgumentOutOfRangeException(nameof(loads), load,
                    "Give a load from .4, a year's orders in four, to .97, above which the queue grows all year.");
        }
        var lead = FixedLeadCalibration.Run(seed, seeds, threads, cancel);
        var rows = new List<PolicyRow>();
        foreach (var load in loads)
        {
            foreach (var policy in Policies)
            {
                var runs = new RunFigures[seeds];
                Parallel.For(0, seeds, new() { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, i =>
                {
                    var book = new OrderBook(unchecked(seed + i), load);
                    runs[i] = RunFigures.Of(FloorRun.Of(book, Make(policy, book, lead)));
                });
                rows.Add(RunFigures.Row(load, policy, runs));
            }
        }
        return rows;
    }

    private static PromisePolicy Make(string policy, OrderBook book, int lead) => policy switch
    {
        "fixed" => new FixedLead(lead),
        "infinite" => new InfiniteCapacity(),
        _ => new TrothPolicy(book),
    };
}
