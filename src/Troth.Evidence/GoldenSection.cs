namespace Troth.Evidence;

/// <summary>Finds the highest point of a smooth function of one variable without derivatives.</summary>
internal static class GoldenSection
{
    private static readonly double Ratio = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The peak of a function with one peak between the bounds, to 1e-6.</summary>
    public static double Peak(Func<double, double> f, double low, double high)
    {
        double left = high - Ratio * (high - low), right = low + Ratio * (high - low);
        double atLeft = f(left), atRight = f(right);
        while (high - low > 1e-6)
        {
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - Ratio * (high - low);
                atLeft = f(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + Ratio * (high - low);
                atRight = f(right);
            }
        }

        return (low + high) / 2;
    }

    /// <summary>As <see cref="Peak"/>, around the best of evenly spaced points: the function may be flat far out.</summary>
    public static double PeakFromGrid(Func<double, double> f, double low, double high, int steps = 24)
    {
        var width = (high - low) / steps;
        var best = Enumerable.Range(0, steps + 1).MaxBy(i => f(low + i * width));
        return Peak(f, Math.Max(low, low + (best - 1) * width), Math.Min(high, low + (best + 1) * width));
    }
}
