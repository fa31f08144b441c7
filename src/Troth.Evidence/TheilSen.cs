namespace Troth.Evidence;

/// <summary>A slope that one wild point cannot bend.</summary>
/// <param name="Slope">Median of the slopes between all pairs, in y per x.</param>
/// <param name="Intercept">Median of y − slope · x.</param>
/// <param name="Range">Sen's interval for the slope; null when there are too few points for one at this confidence.</param>
/// <param name="Points">How many points there were.</param>
public sealed record SlopeEstimate(double Slope, double Intercept, Interval? Range, int Points);

/// <summary>Theil-Sen slope (Theil 1950, Sen 1968), with Sen's interval from the distribution of Kendall's S.</summary>
public static class TheilSen
{
    /// <summary>The slope of points one apart, oldest first.</summary>
    public static SlopeEstimate? Slope(IReadOnlyList<double> values, double confidence = .95)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Slope([.. values.Select((y, i) => ((double)i, y))], confidence);
    }

    /// <summary>The slope through points. Null is the answer when no two points differ in x. O(n² log n).</summary>
    /// <param name="points">The points, in any order.</param>
    /// <param name="confidence">Share of such intervals that hold the true slope.</param>
    /// <exception cref="ArgumentException">A coordinate that is not a finite number.</exception>
    public static SlopeEstimate? Slope(IReadOnlyList<(double X, double Y)> points, double confidence = .95)
    {
        ArgumentNullException.ThrowIfNull(points);
        foreach (var (x, y) in points)
            if (!double.IsFinite(x) || !double.IsFinite(y)) throw new ArgumentException($"({x}, {y}) is no point.", nameof(points));

        var slopes = new List<double>();
        for (var i = 0; i < points.Count; i++)
            for (var j = i + 1; j < points.Count; j++)
                if (points[i].X != points[j].X) slopes.Add((points[j].Y - points[i].Y) / (points[j].X - points[i].X));
        if (slopes.Count == 0) return null;

        slopes.Sort();
        var slope = Median(slopes);
        List<double> rests = [.. points.Select(p => p.Y - slope * p.X).Order()];
        return new SlopeEstimate(slope, Median(rests), Range(slopes, points, confidence), points.Count);
    }

    // With N slopes and a critical C, the interval runs from the ((N−C)/2)-th to the ((N+C)/2 + 1)-th smallest slope.
    private static Interval? Range(List<double> slopes, IReadOnlyList<(double X, double Y)> points, double confidence)
    {
        var z = Normal.TwoSided(confidence);
        double reach;
        var ties = KendallDistribution.Ties(points.Select(p => p.X));
        if (points.Count <= KendallDistribution.MostExact)
        {
            // Being within means an |S| below the smallest significant one, two steps of parity down.
            if (KendallDistribution.Critical(ties, confidence) is not { } critical) return null;
            reach = critical - 2;
        }
        else
        {
            reach = z * Math.Sqrt(KendallDistribution.Variance(ties));
        }

        double low = (slopes.Count - reach) / 2, high = (slopes.Count + reach) / 2 + 1;
        return low < 1 || high > slopes.Count ? null : new Interval(At(slopes, low), At(slopes, high));
    }

    // Ranks between two slopes are interpolated (Gilbert 1987).
    private static double At(List<double> sorted, double rank)
    {
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Count);
        return sorted[below - 1] + (rank - below) * (sorted[above - 1] - sorted[below - 1]);
    }

    private static double Median(List<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
}
