using MathNet.Numerics.Distributions;

namespace Troth.Evidence;

/// <summary>
/// The exact interval for a share (Clopper and Pearson 1934, “The use of confidence or fiducial limits illustrated in the case of the
/// binomial”, Biometrika 26): with k of n and error α from the α/2 quantile of Beta(k, n − k + 1) to the 1 − α/2 quantile of Beta(k + 1,
/// n − k). It holds the truth at least as often as it says, however few the facts; <see cref="Wilson"/>'s does so only on average.
/// </summary>
public static class ClopperPearson
{
    /// <summary>
    /// The interval for the share behind <paramref name="successes"/> out of <paramref name="trials"/>; neither need be whole.
    /// </summary>
    /// <param name="successes">How often it happened; 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">How often it could have; the effective number where facts weigh differently. 0 gives 0 to 1.</param>
    /// <param name="confidence">Share of such intervals that hold the truth, at the least.</param>
    /// <exception cref="ArgumentOutOfRangeException">Counts below 0 or infinite, too many successes, a confidence outside 0 to 1.</exception>
    public static Interval Of(double successes, double trials, double confidence = .95)
    {
        if (!(trials >= 0 && double.IsFinite(trials)))
            throw new ArgumentOutOfRangeException(nameof(trials), trials, "0 or more, and finite.");
        if (!(successes >= 0 && successes <= trials))
            throw new ArgumentOutOfRangeException(nameof(successes), successes, "From 0 to the trials.");
        if (!(confidence > 0 && confidence < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Between 0 and 1.");
        double failures = trials - successes, tail = (1 - confidence) / 2;
        return new Interval(
            successes > 0 ? Beta.InvCDF(successes, failures + 1, tail) : 0,
            failures > 0 ? Beta.InvCDF(successes + 1, failures, 1 - tail) : 1);
    }
}
