namespace Troth.Evidence;

/// <summary>A linear fit of a quantile of log spend on firmographics.</summary>
internal sealed class LinearFit
{
    private readonly LinearDesign design;
    private readonly double[] rows, targets;
    private readonly double quantile, penalty, middle;

    /// <param name="design">The columns.</param>
    /// <param name="places">The buyers' places.</param>
    /// <param name="targets">What to fit, for each of them.</param>
    /// <param name="quantile">Which quantile.</param>
    public LinearFit(LinearDesign design, IReadOnlyList<float[]> places, IReadOnlyList<double> targets, double quantile)
    {
        (this.design, this.quantile) = (design, quantile);
        middle = WeightedQuantile.Of(targets, quantile);
        this.targets = [.. targets.Select(t => t - middle)];
        rows = new double[places.Count * design.Width];
        for (var i = 0; i < places.Count; i++) design.Fill(places[i], rows.AsSpan(i * design.Width, design.Width));

        // A quarter of what noise alone pushes a coefficient: tames columns that say nothing, hardly touches those that do.
        penalty = .25 * Math.Sqrt(quantile * (1 - quantile) * places.Count);
        var ones = new double[places.Count];
        Array.Fill(ones, 1);
        Coefficients = Fit(ones);
    }

    /// <summary>On how many buyers.</summary>
    public int Count => targets.Length;

    public double[] Coefficients { get; }

    /// <summary>The coefficients when the buyers count differently.</summary>
    public double[] Fit(double[] weights) => QuantileRegression.Fit(rows, design.Width, targets, weights, quantile, penalty);

    /// <summary>The columns of a place.</summary>
    public double[] Row(float[] place)
    {
        var row = new double[design.Width];
        design.Fill(place, row);
        return row;
    }

    /// <summary>The quantile by given coefficients.</summary>
    public double Estimate(ReadOnlySpan<double> row, ReadOnlySpan<double> coefficients)
    {
        var sum = middle;
        for (var j = 0; j < row.Length; j++) sum += row[j] * coefficients[j];
        return sum;
    }

    /// <summary>The quantile of a place.</summary>
    public double Estimate(float[] place) => Estimate(Row(place), Coefficients);

    /// <summary>Estimates for the buyers fitted on, each by coefficients that did not see its fold.</summary>
    public double[] OutOfFold(int folds)
    {
        var estimates = new double[targets.Length];
        var weights = new double[targets.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            for (var i = 0; i < weights.Length; i++) weights[i] = i % folds == fold ? 0 : 1;
            var coefficients = Fit(weights);
            for (var i = fold; i < weights.Length; i += folds)
                estimates[i] = Estimate(rows.AsSpan(i * design.Width, design.Width), coefficients);
        }

        return estimates;
    }
}
