namespace Troth.Simulation.Chance;

/// <summary>
/// Exponential and logarithm from additions, multiplications and divisions alone. The platform's own differ in the last bit between
/// operating systems, and one bit is enough to change a rounded price: a seed must give the same bytes everywhere.
/// Relative error below 1e-14.
/// </summary>
internal static class Elementary
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to the power <paramref name="x"/>; 0 below -700, infinity above 700.</summary>
    public static double Exp(double x)
    {
        if (x < -700) return 0;
        if (x > 700) return double.PositiveInfinity;
        var power = Math.Floor(x / (Ln2High + Ln2Low) + .5);
        var rest = x - power * Ln2High - power * Ln2Low;
        var sum = 1.0;
        for (var n = 15; n >= 1; n--) sum = 1 + rest * sum / n;
        return sum * BitConverter.Int64BitsToDouble((long)(power + 1023) << 52);
    }

    /// <summary>Natural logarithm of a normal positive number.</summary>
    public static double Log(double x)
    {
        if (!(x >= 2.3e-308)) throw new ArgumentOutOfRangeException(nameof(x), x, "The logarithm needs a positive number.");
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        var ratio = (mantissa - 1) / (mantissa + 1);
        var square = ratio * ratio;
        var sum = 0.0;
        for (var n = 25; n >= 1; n -= 2) sum = sum * square + 2.0 / n;
        return exponent * Ln2High + (ratio * sum + exponent * Ln2Low);
    }

    /// <summary><paramref name="x"/> to the power <paramref name="y"/> for positive x.</summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));
}
