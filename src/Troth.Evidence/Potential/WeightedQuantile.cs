namespace Troth.Evidence;

/// <summary>Quantiles of values that count differently.</summary>
internal static class WeightedQuantile
{
    /// <summary>
    /// The quantile by interpolation between the middles of the weights (Hazen; R's type 5 when weights are equal).
    /// Weights of 0 are passed over. NaN when nothing has weight.
    /// </summary>
    /// <param name="sorted">Values in ascending order.</param>
    /// <param name="weights">Their weights, none negative.</param>
    /// <param name="quantile">Between 0 and 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, ReadOnlySpan<double> weights, double quantile)
    {
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        if (!(total > 0)) return double.NaN;

        // From the top down: the quantile asked for is a high one.
        double above = 0, wanted = (1 - quantile) * total, upperValue = double.NaN, upperMiddle = 0;
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            if (weights[i] == 0) continue;
            var middle = above + weights[i] / 2;
            if (middle >= wanted)
            {
                if (double.IsNaN(upperValue)) return sorted[i];
                // Rounding must not lead past either of them.
                return Math.Clamp(upperValue + (wanted - upperMiddle) / (middle - upperMiddle) * (sorted[i] - upperValue), sorted[i], upperValue);
            }

            (upperValue, upperMiddle) = (sorted[i], middle);
            above += weights[i];
        }

        return upperValue;
    }

    /// <summary>The quantile of values that all count alike; the input is left as it is.</summary>
    public static double Of(IEnumerable<double> values, double quantile)
    {
        double[] sorted = [.. values.Order()];
        var ones = new double[sorted.Length];
        Array.Fill(ones, 1);
        return Of(sorted, ones, quantile);
    }
}
