namespace Troth.Evidence;

/// <summary>What a series does.</summary>
public enum Trend
{
    /// <summary>Too few points for any order of them to be significant.</summary>
    TooFewPoints,

    /// <summary>Enough points, and no direction beyond chance.</summary>
    None,

    /// <summary>Significantly upwards.</summary>
    Rising,

    /// <summary>Significantly downwards.</summary>
    Falling,
}

/// <summary>A trend and what it rests on.</summary>
/// <param name="Trend">The answer.</param>
/// <param name="S">Pairs that rise less pairs that fall.</param>
/// <param name="PValue">Two-sided chance of such an S in random order; null with too few points.</param>
/// <param name="Points">How many points there were.</param>
public readonly record struct TrendTest(Trend Trend, int S, double? PValue, int Points);

/// <summary>
/// Mann-Kendall's test for a trend (Mann 1945, Kendall 1975): exact up to forty points, ties included; beyond, the normal curve with
/// correction for ties and continuity.
/// </summary>
public static class MannKendall
{
    /// <summary>With fewer points than this nothing can be significant at .05 on two sides.</summary>
    public const int LeastPoints = 5;

    /// <summary>Tests values in order of time. O(n²).</summary>
    /// <param name="values">The series, oldest first; equally spaced or not does not matter.</param>
    /// <param name="significance">Two-sided level.</param>
    /// <exception cref="ArgumentException">A value that is not a finite number.</exception>
    public static TrendTest Test(IReadOnlyList<double> values, double significance = .05)
    {
        ArgumentNullException.ThrowIfNull(values);
        for (var i = 0; i < values.Count; i++)
            if (!double.IsFinite(values[i])) throw new ArgumentException($"Value {i} is {values[i]}, not a finite number.", nameof(values));

        var s = 0;
        for (var i = 0; i < values.Count; i++)
            for (var j = i + 1; j < values.Count; j++)
                s += Math.Sign(values[j].CompareTo(values[i]));
        if (values.Count < LeastPoints) return new TrendTest(Trend.TooFewPoints, s, null, values.Count);

        var ties = KendallDistribution.Ties(values);
        double p;
        if (values.Count <= KendallDistribution.MostExact) p = KendallDistribution.TwoSided(s, ties);
        else if (ties.Length == 1) p = 1;
        else p = s == 0 ? 1 : Normal.TwoSidedTail((Math.Abs(s) - 1) / Math.Sqrt(KendallDistribution.Variance(ties)));
        var trend = p > significance ? Trend.None : s > 0 ? Trend.Rising : Trend.Falling;
        return new TrendTest(trend, s, p, values.Count);
    }
}
