namespace Troth.Evidence;

/// <summary>
/// What an account buys at so many hours: ADBUDG, S(h) = a + (b − a) · h^c / (d + h^c) (Little 1970, “Models and managers: the concept of
/// a decision calculus”, Management Science 16). Concave for c ≤ 1, an S above.
/// </summary>
/// <param name="A">Sales without any effort, in money; 0 or more.</param>
/// <param name="B">Sales at saturation, in money; never below <paramref name="A"/>.</param>
/// <param name="C">How steep; above 0.</param>
/// <param name="D">Above 0; the effort that wins half of what effort can win is D^(1/C).</param>
public readonly record struct ResponseCurve(double A, double B, double C, double D)
{
    /// <summary>Hours that win half of what hours can win.</summary>
    public double HalfEffort => Math.Pow(D, 1 / C);

    /// <summary>The curve by the hours that win half of what hours can win, which people can judge, in place of D.</summary>
    public static ResponseCurve WithHalf(double a, double b, double c, double half) => new(a, b, c, Math.Pow(half, c));

    /// <summary>Sales at so many hours, 0 or more.</summary>
    public double At(double hours)
    {
        if (!(hours > 0)) return A;
        var effort = C == 1 ? hours : Math.Pow(hours, C);
        return A + (B - A) / (1 + D / effort);
    }

    /// <summary>Refuses what is no response to effort.</summary>
    /// <exception cref="ArgumentException">A parameter that is not finite or out of its bounds, by name.</exception>
    public void Check()
    {
        Known(A, "a", 0, orMore: true);
        Known(B, "b", A, orMore: true);
        Known(C, "c", 0, orMore: false);
        Known(D, "d", 0, orMore: false);
    }

    private static void Known(double value, string name, double least, bool orMore)
    {
        if (!double.IsFinite(value) || value < least || (!orMore && value == least))
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; give a number {(orMore ? "not below" : "above")} {least}."), name);
    }
}
