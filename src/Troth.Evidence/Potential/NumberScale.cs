namespace Troth.Evidence;

/// <summary>
/// Brings one numeric feature to a common scale by its own quantiles, which no single absurd value can spoil. What spans more than
/// a factor of ten (revenue, headcount) is taken logarithmically, through asinh, which also bears 0 and negative values.
/// </summary>
internal sealed class NumberScale
{
    private const double Farthest = 10;
    private readonly double unit, middle, spread;

    private NumberScale(double unit, double middle, double spread) => (this.unit, this.middle, this.spread) = (unit, middle, spread);

    /// <summary>True when the feature tells no accounts apart.</summary>
    public bool Constant => spread == 0;

    public static NumberScale Learn(double[] values)
    {
        if (values.Length == 0) return new NumberScale(0, 0, 0);
        double[] sizes = [.. values.Select(Math.Abs).Where(v => v > 0).Order()];
        var unit = 0.0;
        if (sizes.Length > 0)
        {
            double small = At(sizes, .05), large = At(sizes, .95);
            if (large > 10 * small || values.Any(v => v > 0) && values.Any(v => v < 0)) unit = small;
        }

        double[] bent = [.. values.Select(v => Bend(v, unit)).Order()];
        // 2.563 standard deviations lie between the tenths of a normal curve.
        var spread = (At(bent, .9) - At(bent, .1)) / 2.563;
        if (spread == 0) spread = (bent[^1] - bent[0]) / 2.563; // nearly all alike, and some are not
        return new NumberScale(unit, At(bent, .5), spread);
    }

    public float Place(double value) =>
        Constant ? 0 : (float)Math.Clamp((Bend(value, unit) - middle) / spread, -Farthest, Farthest);

    private static double Bend(double value, double unit) => unit > 0 ? Math.Asinh(value / unit) : value;

    private static double At(double[] sorted, double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
}
