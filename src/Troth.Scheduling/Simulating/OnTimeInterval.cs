namespace Troth.Scheduling.Simulating;

/// <summary>
/// The 95 % interval of the share on time. Orders of one run are late together (one breakdown, one full week), so Wilson's interval (Wilson
/// 1927), which takes them for independent, is too narrow. Beside it stands Student's over clusters: the seeds, or the ten stretches of a
/// single seed (batch means, Law and Kelton). Each end is the wider one's.
/// </summary>
public static class OnTimeInterval
{
    private const double Normal = 1.959963984540054;

    private static readonly double[] Student =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314,
        2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
    ];

    /// <summary>The interval, within 0 to 1.</summary>
    /// <param name="onTime">Per cluster, orders on time.</param>
    /// <param name="orders">Orders of each cluster, the same for all, 1 or more.</param>
    public static (double Low, double High) Of(ReadOnlySpan<int> onTime, int orders)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 1);
        var sum = 0L;
        foreach (var kept in onTime) sum += kept;
        var (low, high) = Wilson(sum, (long)orders * onTime.Length);
        if (onTime.Length < 2) return (low, high);

        var mean = sum / ((double)orders * onTime.Length);
        var squares = 0.0;
        foreach (var kept in onTime) squares += ((double)kept / orders - mean) * ((double)kept / orders - mean);
        var half = T(onTime.Length - 1) * Math.Sqrt(squares / (onTime.Length - 1) / onTime.Length);
        return (Math.Max(0, Math.Min(low, mean - half)), Math.Min(1, Math.Max(high, mean + half)));
    }

    /// <summary>Wilson's 95 % interval for <paramref name="successes"/> of <paramref name="trials"/>.</summary>
    internal static (double Low, double High) Wilson(long successes, long trials)
    {
        double n = trials, share = successes / n, square = Normal * Normal;
        var centre = (share + square / (2 * n)) / (1 + square / n);
        var half = Normal / (1 + square / n) * Math.Sqrt(share * (1 - share) / n + square / (4 * n * n));
        return (successes == 0 ? 0 : Math.Max(0, centre - half), successes == trials ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>
    /// Student's two-sided 95 % point; above 30 degrees of freedom the first terms of its expansion about the normal (error below .0002).
    /// </summary>
    internal static double T(int freedom) => freedom <= Student.Length
        ? Student[freedom - 1]
        : Normal + (Normal * Normal * Normal + Normal) / (4.0 * freedom)
            + (5 * Normal * Normal * Normal * Normal * Normal + 16 * Normal * Normal * Normal + 3 * Normal) / (96.0 * freedom * freedom);
}
