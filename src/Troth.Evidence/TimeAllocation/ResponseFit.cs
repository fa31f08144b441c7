namespace Troth.Evidence;

/// <summary>An effort and what was, or would be, sold at it.</summary>
/// <param name="Hours">0 or more.</param>
/// <param name="Sales">In money, 0 or more.</param>
public readonly record struct EffortPoint(double Hours, double Sales);

/// <summary>Response curves from points.</summary>
public static class ResponseFit
{
    /// <summary>The curve nearest to the points by least squares: a 0 or more, b not below a.</summary>
    /// <param name="points">At least four, in order of their hours, one of them above 0 hours.</param>
    /// <exception cref="ArgumentException">Too few points, one out of order, negative or not finite, or sales that fall with effort.</exception>
    public static FittedCurve ToPoints(IReadOnlyList<EffortPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        Check(points, 4);
        return LeastSquares(points)
            ?? throw new ArgumentException("The sales fall with more hours; a response curve needs sales that rise.", nameof(points));
    }

    /// <summary>Null when sales do not rise with effort.</summary>
    internal static FittedCurve? LeastSquares(IReadOnlyList<EffortPoint> points)
    {
        (double, double)[] plain = [.. points.Select(p => (p.Hours, p.Sales))];
        var search = new CurveSearch(plain, (null, null));
        if (search.Best[0] < 0) search = new CurveSearch(plain, (0, null));
        if (!(search.Best[1] > search.Best[0])) return null;
        return Fitted(search, points.Count);
    }

    internal static FittedCurve Fitted(CurveSearch search, int points) =>
        new(search.Best, points, search.Parameters, search.Sse(search.Best), search.Spread(search.Best));

    internal static void Check(IReadOnlyList<EffortPoint> points, int least)
    {
        if (points.Count < least)
            throw new ArgumentException($"There are {points.Count} points; a curve with four parameters needs {least} or more.", nameof(points));
        for (var i = 0; i < points.Count; i++)
        {
            var (hours, sales) = points[i];
            if (!double.IsFinite(hours) || hours < 0 || !double.IsFinite(sales) || sales < 0)
                throw new ArgumentException(FormattableString.Invariant($"Point {i + 1} is {sales} at {hours} hours; give finite numbers from 0."), nameof(points));
            if (i > 0 && hours < points[i - 1].Hours)
                throw new ArgumentException(FormattableString.Invariant($"Point {i + 1} at {hours} hours comes after {points[i - 1].Hours} hours; sort the points by hours."), nameof(points));
        }

        if (!(points[^1].Hours > 0)) throw new ArgumentException("No point has any hours; give one above 0.", nameof(points));
    }
}
