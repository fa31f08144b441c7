using MathNet.Numerics;

namespace Troth.Evidence;

/// <summary>Quantiles of the gamma distribution with scale 1.</summary>
internal static class GammaQuantile
{
    /// <summary>The value that a gamma(shape, 1) variable stays below with the given probability, by bisection in logarithms, to 1e-10 of itself.</summary>
    public static double Of(double shape, double probability)
    {
        // Around Wilson & Hilferty's (1931) approximation, which is close for all but small shapes.
        var z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, probability);
        var cube = 1 - 1 / (9 * shape) + z / (3 * Math.Sqrt(shape));
        double low = Math.Log(Math.Max(cube * cube * cube, 1e-3) * shape), high = low;
        while (SpecialFunctions.GammaLowerRegularized(shape, Math.Exp(low)) > probability && low > -700) low -= 1;
        while (SpecialFunctions.GammaLowerRegularized(shape, Math.Exp(high)) < probability) high += 1;
        while (high - low > 1e-10)
        {
            var middle = (low + high) / 2;
            if (SpecialFunctions.GammaLowerRegularized(shape, Math.Exp(middle)) < probability) low = middle;
            else high = middle;
        }

        return Math.Exp((low + high) / 2);
    }
}
