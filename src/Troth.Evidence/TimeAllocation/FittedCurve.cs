using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Troth.Evidence;

/// <summary>A response curve put through points, and how far the points let it be known.</summary>
public sealed class FittedCurve
{
    private readonly double[] place; // a, b, ln c, ln h½
    private readonly Matrix<double>? spread; // (JᵀJ)⁻¹

    internal FittedCurve(double[] place, int points, int parameters, double sse, Matrix<double>? spread)
    {
        (this.place, this.spread) = (place, spread);
        (Points, Freedom, Sse) = (points, points - parameters, sse);
        Curve = ResponseCurve.WithHalf(place[0], place[1], Math.Exp(place[2]), Math.Exp(place[3]));
    }

    /// <summary>The curve.</summary>
    public ResponseCurve Curve { get; }

    /// <summary>How many points it rests on.</summary>
    public int Points { get; }

    /// <summary>Points more than parameters; with 0 the curve goes through all of them and says nothing about its own error.</summary>
    public int Freedom { get; }

    /// <summary>Sum of the squared differences from the points.</summary>
    public double Sse { get; }

    /// <summary>
    /// Between these the curve lies at so many hours: S ± t · s √(∇ᵀ (JᵀJ)⁻¹ ∇) with s² = SSE / freedom (delta method; Seber and Wild 1989,
    /// “Nonlinear regression”, 5.1). Null where the points do not tell.
    /// </summary>
    public Interval? RangeAt(double hours, double confidence = .9)
    {
        if (Doubt(CurveSearch.Slope(place, Math.Log(Math.Max(0, hours))), confidence) is not { } off) return null;
        var value = Curve.At(hours);
        return new Interval(Math.Max(0, value - off), value + off);
    }

    /// <summary>Between these the sales at saturation lie; null where the points do not tell.</summary>
    public Interval? Saturation(double confidence = .9) =>
        Doubt([0, 1, 0, 0], confidence) is { } off ? new Interval(Math.Max(0, place[1] - off), place[1] + off) : null;

    /// <summary>Between these the hours lie that win half of what hours can win; null where the points do not tell.</summary>
    public Interval? HalfEffort(double confidence = .9) =>
        Doubt([0, 0, 0, 1], confidence) is { } off ? new Interval(Math.Exp(place[3] - off), Math.Exp(place[3] + off)) : null;

    private double? Doubt(double[] slope, double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1, both excluded.");
        if (spread is null || Freedom < 1) return null;
        var direction = Vector<double>.Build.Dense(slope);
        var error = Math.Sqrt(Math.Max(0, direction * spread * direction) * Sse / Freedom);
        return StudentT.InvCDF(0, 1, Freedom, .5 + confidence / 2) * error;
    }
}
