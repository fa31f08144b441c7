using MathNet.Numerics.Distributions;

namespace Troth.Evidence;

/// <summary>
/// A weighted straight line through facts around a place, read at that place (local linear regression, Fan and Gijbels 1996): facts of
/// larger and smaller neighbours speak for the place between them, and for one at the edge too. Only sums are kept, so that a fact
/// costs a few additions.
/// </summary>
internal struct LocalLine
{
    private double w, wu, wuu, wy, wuy, wyy, q, qu, quu;

    /// <summary>How many facts.</summary>
    public int Count { get; private set; }

    /// <param name="weight">How much the fact counts, above 0.</param>
    /// <param name="away">How far it lies from the place.</param>
    /// <param name="value">What it says.</param>
    public void Add(double weight, double away, double value)
    {
        Count++;
        var square = weight * weight;
        (w, wu, wuu) = (w + weight, wu + weight * away, wuu + weight * away * away);
        (wy, wuy, wyy) = (wy + weight * value, wuy + weight * away * value, wyy + weight * value * value);
        (q, qu, quu) = (q + square, qu + square * away, quu + square * away * away);
    }

    /// <summary>The same facts, which said 0, with some of them saying what <paramref name="some"/> say.</summary>
    public readonly LocalLine Saying(LocalLine some) => this with { wy = some.wy, wuy = some.wuy, wyy = some.wyy };

    // A line needs facts that lie apart; else the mean is all there is.
    private readonly bool IsFlat => Count < 3 || w * wuu - wu * wu <= 1e-9 * w * w;

    /// <summary>The line at the place.</summary>
    public readonly double Value => IsFlat ? wy / w : (wuu * wy - wu * wuy) / (w * wuu - wu * wu);

    /// <summary>How the line leans.</summary>
    public readonly double Slope => IsFlat ? 0 : (w * wuy - wu * wy) / (w * wuu - wu * wu);

    /// <summary>How many facts at the place itself, all counting alike, would say as much.</summary>
    public readonly double Worth
    {
        get
        {
            if (IsFlat) return w * w / q;
            var area = w * wuu - wu * wu;
            return area * area / (wuu * wuu * q - 2 * wuu * wu * qu + wu * wu * quu);
        }
    }

    /// <summary>The interval of <see cref="Value"/>, by the scatter of the facts about the line and Student's t; null with fewer than four.</summary>
    /// <param name="confidence">How often it should hold the truth.</param>
    /// <param name="doubt">How much wider it is made than the scatter alone says.</param>
    public readonly Interval? Range(double confidence, double doubt = 1)
    {
        if (Count < 4) return null;
        // By the normal equations the squares about the line are Σw·y² less the line's own share of them.
        double scatter = Math.Max(0, wyy - Value * wy - Slope * wuy) / w * Count / (Count - 2), half = doubt * Quantile(Count - 2, confidence) * Math.Sqrt(scatter / Worth);
        return new Interval(Value - half, Value + half);
    }

    private static readonly Dictionary<double, double[]> Quantiles = [];

    private static double Quantile(int freedom, double confidence)
    {
        double[]? known;
        lock (Quantiles)
            if (!Quantiles.TryGetValue(confidence, out known)) Quantiles.Add(confidence, known = [.. Enumerable.Range(1, 400).Select(df => StudentT.InvCDF(0, 1, df, 1 - (1 - confidence) / 2))]);
        return known[Math.Min(freedom, known.Length) - 1];
    }
}
