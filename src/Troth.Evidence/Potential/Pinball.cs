namespace Troth.Evidence;

/// <summary>
/// The loss whose expectation is least at a quantile (Koenker &amp; Bassett 1978): being below the truth costs
/// <c>quantile</c> per unit, being above it <c>1 − quantile</c>.
/// </summary>
public static class Pinball
{
    /// <summary>The loss of one estimate, in the unit of its arguments.</summary>
    public static double Loss(double actual, double estimate, double quantile) =>
        actual >= estimate ? quantile * (actual - estimate) : (1 - quantile) * (estimate - actual);
}
