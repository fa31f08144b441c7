namespace Troth.Evidence;

/// <summary>
/// The two shapes of Gauss's ₂F₁ that lifetime value needs, brought by Euler's transformation to where no large numbers cancel (DLMF 15.8.1).
/// </summary>
internal static class Hypergeometric
{
    private const double Small = 1e-15;

    /// <summary>More terms than this are only needed where the answer no longer moves in the digits that anybody sees.</summary>
    private const int MostTerms = 20_000;

    /// <summary>
    /// ₂F₁(1, b; c; z) for c &gt; b &gt; 0 and 0 ≤ z &lt; 1: the series while it is short, else Gauss's continued fraction (DLMF 15.7.5
    /// with b = 0), which also ends near 1.
    /// </summary>
    public static double OfOne(double b, double c, double z) => z <= .6 ? Series(b, c, z) : Fraction(b, c, z);

    private static double Series(double b, double c, double z)
    {
        double sum = 1, term = 1;
        for (var n = 0; term > Small * sum; n++)
        {
            term *= (b + n) / (c + n) * z;
            sum += term;
        }

        return sum;
    }

    // F(b, 1; c; z) = k / (k − u1 z / (k+1 − u2 z / (k+2 − …))), k = c − 1, u(2n+1) = (b+n)(k+n), u(2n) = n(k−b+n); Lentz's method.
    private static double Fraction(double b, double c, double z)
    {
        const double tiny = 1e-300;
        var k = c - 1;
        double f = k == 0 ? tiny : k, numerator = f, denominator = 0;
        for (var n = 1; n < MostTerms; n++)
        {
            var half = n / 2;
            var u = n % 2 == 1 ? (b + half) * (k + half) : half * (k - b + half);
            denominator = k + n - u * z * denominator;
            denominator = 1 / (denominator == 0 ? tiny : denominator);
            numerator = k + n - u * z / numerator;
            if (numerator == 0) numerator = tiny;
            var step = numerator * denominator;
            f *= step;
            if (Math.Abs(step - 1) < Small) break;
        }

        return k / f;
    }

    /// <summary>
    /// [₂F₁(u, v; c; z) − 1] / v for 0 ≤ z &lt; 1: what is left when v is 0, where the difference quotient would lose all its digits.
    /// </summary>
    public static double Slope(double u, double v, double c, double z)
    {
        double term = u / c * z, sum = term;
        for (var n = 1; n < MostTerms && Math.Abs(term) > Small * Math.Abs(sum); n++)
        {
            term *= (u + n) * (v + n) / ((c + n) * (n + 1)) * z;
            sum += term;
        }

        return sum;
    }
}
