namespace Troth.Scheduling.Simulating;

/// <summary>
/// Finds the lead time of <see cref="FixedLead"/>: the smallest, by the hour, with 95 % of the orders on time at 80 % load.
/// </summary>
public static class FixedLeadCalibration
{
    /// <summary>Load at which the lead time is set.</summary>
    public const double Load = .8;

    /// <summary>Share on time that is asked of it there.</summary>
    public const double OnTime = .95;

    private const int Seeds = 40;
    private const int FirstSeed = 1_000_001;

    /// <summary>
    /// The lead time in working-day minutes, from forty seeds none of which is among the <paramref name="reported"/> ones from
    /// <paramref name="seed"/> on.
    /// </summary>
    public static int Run(int seed, int reported, int threads, CancellationToken cancel = default)
    {
        var books = Others(seed, reported).Select(other => new OrderBook(other, Load)).ToArray();
        var (tooShort, enough) = (0, 24);
        while (Share(books, enough, threads, cancel) < OnTime) (tooShort, enough) = (enough, enough * 2);
        while (enough - tooShort > 1)
        {
            var middle = (tooShort + enough) / 2;
            if (Share(books, middle, threads, cancel) < OnTime) tooShort = middle;
            else enough = middle;
        }
        return enough * 60;
    }

    /// <summary>The seeds the lead time is set on.</summary>
    internal static IEnumerable<int> Others(int seed, int reported)
    {
        for (var (other, found) = (FirstSeed, 0); found < Seeds; other++)
        {
            if (other >= seed && other < (long)seed + reported) continue;
            found++;
            yield return other;
        }
    }

    private static double Share(OrderBook[] books, int hours, int threads, CancellationToken cancel)
    {
        var onTime = new int[books.Length];
        Parallel.For(0, books.Length, new() { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, i =>
            onTime[i] = RunFigures.Of(FloorRun.Of(books[i], new FixedLead(hours * 60))).OnTime.Sum());
        return (double)onTime.Sum() / books.Length / OrderBook.Measured;
    }
}
