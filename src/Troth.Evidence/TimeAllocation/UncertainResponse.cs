namespace Troth.Evidence;

/// <summary>A response curve whose saturation is only known between two ends. What is not doubted stays: today's sales at today's hours.</summary>
/// <param name="Zero">Sales without any hours, in money.</param>
/// <param name="Steepness">The curve's c.</param>
/// <param name="Saturation">Sales with all the hours there could be; above <paramref name="Zero"/> and above today's sales.</param>
/// <param name="Range">Between these the saturation lies nine times in ten; null where it is not doubted.</param>
/// <param name="Now">Today's hours and sales, which every curve goes through; null, or without hours or effect, where nothing tells.</param>
/// <param name="HalfEffort">Hours that win half of what hours can win; counts only without <paramref name="Now"/>.</param>
public sealed record UncertainResponse(double Zero, double Steepness, double Saturation, Interval? Range, EffortPoint? Now, double HalfEffort)
{
    /// <summary>Between these the half effort lies nine times in ten where today's point does not tell it; null where it is not doubted.</summary>
    public Interval? HalfRange { get; init; }

    /// <summary>Whether anything about the curve is doubted.</summary>
    public bool IsDoubted => Range is not null || (!IsAnchored && HalfRange is not null);

    /// <summary>The curve at the most likely saturation.</summary>
    public ResponseCurve Curve => With(Saturation);

    /// <summary>Whether today's point tells how fast hours work: some hours, and more sales than without.</summary>
    public bool IsAnchored => Now is { Hours: > 0 } now && now.Sales > Zero;

    /// <summary>The curve at another saturation.</summary>
    public ResponseCurve With(double saturation) => IsAnchored && Now is { } now
        ? new ResponseCurve(Zero, saturation, Steepness, Math.Pow(now.Hours, Steepness) * (saturation - now.Sales) / (now.Sales - Zero))
        : ResponseCurve.WithHalf(Zero, saturation, Steepness, HalfEffort);

    /// <summary>
    /// The saturation at a standard normal z: on each side of the most likely value normal in its logarithm, so that z = ±1.645 gives the
    /// two ends; never as low as today's sales.
    /// </summary>
    internal double At(double z)
    {
        var drawn = Drawn(Saturation, Range, z);
        return drawn == Saturation ? drawn : Math.Max(drawn, Floor);
    }

    /// <summary>The half effort at a z, drawn the same way; the more an account could buy the fewer hours it is taken to need, which is the wider doubt.</summary>
    internal double HalfAt(double z) => Drawn(HalfEffort, HalfRange, -z);

    private static double Drawn(double likely, Interval? between, double z)
    {
        if (between is not { } range || !(likely > 0)) return likely;
        var end = z < 0 ? range.Low : range.High;
        return end > 0 ? likely * Math.Exp(Math.Abs(z) / NinetyPercent * Math.Log(end / likely)) : likely;
    }

    private double Floor => Math.Max(Zero, IsAnchored ? Now!.Value.Sales * (1 + 1e-9) : 0);

    private static readonly double NinetyPercent = Normal.TwoSided(.9);
}
