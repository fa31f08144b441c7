namespace Troth.Evidence;

/// <summary>
/// What estimates that did not see an account lack: the quantile of the amounts by which accounts lie above them, as a line in the estimate.
/// Averaging over peers draws the smallest accounts up and the largest down, for these have peers on one side only; the line takes that back.
/// </summary>
internal sealed class Recalibration
{
    private readonly double[] rows, lacks;
    private readonly double quantile, middle, scale, trust;

    /// <param name="estimates">Log estimates made without the account.</param>
    /// <param name="actual">What it really bought, log.</param>
    /// <param name="quantile">Which quantile.</param>
    public Recalibration(IReadOnlyList<double> estimates, IReadOnlyList<double> actual, double quantile)
    {
        this.quantile = quantile;
        middle = estimates.Average();
        scale = Math.Sqrt(estimates.Average(e => (e - middle) * (e - middle)));
        rows = [.. estimates.SelectMany(e => new[] { 1, Lean(e) })];
        lacks = [.. estimates.Select((e, i) => actual[i] - e)];
        // Less when the book is too small to know.
        trust = lacks.Length / (lacks.Length + 50.0);
        var ones = new double[lacks.Length];
        Array.Fill(ones, 1);
        Line = Fit(ones);
    }

    /// <summary>On how many accounts.</summary>
    public int Count => lacks.Length;

    /// <summary>Height at the middle and lean, to be added to estimates.</summary>
    public (double Height, double Lean) Line { get; }

    /// <summary>The line when accounts count differently.</summary>
    public (double Height, double Lean) Fit(double[] weights)
    {
        var line = QuantileRegression.Fit(rows, 2, lacks, weights, quantile, Penalty);
        return (trust * line[0], trust * line[1]);
    }

    /// <summary>The estimate with what it lacks.</summary>
    public double Apply((double Height, double Lean) line, double estimate) => estimate + line.Height + line.Lean * Lean(estimate);

    // A quarter of what noise alone pushes the lean, as in LinearFit.
    private double Penalty => .25 * Math.Sqrt(quantile * (1 - quantile) * lacks.Length);

    // Beyond what was seen the line is not drawn on.
    private double Lean(double estimate) => scale > 0 ? Math.Clamp((estimate - middle) / scale, -3, 3) : 0;
}
