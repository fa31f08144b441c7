namespace Troth.Evidence;

/// <summary>Wilson's score interval for a share (Wilson 1927): honest at 0 and 1 and with few facts, unlike p ± 2·se.</summary>
public static class Wilson
{
    /// <summary>The interval for the share behind <paramref name="successes"/> out of <paramref name="trials"/>.</summary>
    /// <param name="successes">How often it happened; 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">How often it could have. With 0 nothing is known: the answer is 0 to 1.</param>
    /// <param name="confidence">Share of such intervals that hold the truth; .95 gives z = 1.959964.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative counts, more successes than trials, or a confidence outside 0 to 1.</exception>
    public static Interval Of(long successes, long trials, double confidence = .95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0) return new Interval(0, 1);
        return Of((double)successes / trials, trials, confidence);
    }

    /// <summary>The same for a share read from facts that do not all count alike.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    /// <param name="worth">How many facts that count alike would say as much.</param>
    /// <param name="confidence">Share of such intervals that hold the truth.</param>
    public static Interval Of(double share, double worth, double confidence)
    {
        var (n, z) = (worth, Normal.TwoSided(confidence));
        var centre = (share + z * z / (2 * n)) / (1 + z * z / n);
        var half = z / (1 + z * z / n) * Math.Sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        // The ends at 0 and n are exact in theory; rounding must not make them 1e-17.
        return new Interval(
            share <= 0 ? 0 : Math.Max(0, centre - half),
            share >= 1 ? 1 : Math.Min(1, centre + half));
    }
}
