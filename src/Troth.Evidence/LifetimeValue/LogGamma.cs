namespace Troth.Evidence;

/// <summary>The logarithm of the gamma function, quick enough to be asked for in every step of a fit.</summary>
internal static class LogGamma
{
    private const double HalfLogTwoPi = .91893853320467274178;

    /// <summary>ln Γ(x) for x above 0, to about 1e-14 of 1 or of itself: Stirling's series from 10 on, shifted there from below.</summary>
    public static double Of(double x)
    {
        var shift = 1.0;
        while (x < 10) shift *= x++;
        double inverse = 1 / x, square = inverse * inverse;
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
        var value = (x - .5) * Math.Log(x) - x + HalfLogTwoPi + series;
        return shift == 1 ? value : value - Math.Log(shift);
    }

    /// <summary>ln B(a, b), the beta function's logarithm.</summary>
    public static double OfBeta(double a, double b) => Of(a) + Of(b) - Of(a + b);
}
