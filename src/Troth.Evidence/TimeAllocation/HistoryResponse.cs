using MathNet.Numerics.Distributions;

namespace Troth.Evidence;

/// <summary>Why an account's own past gives no response curve.</summary>
public enum NoResponse
{
    /// <summary>Fewer than <see cref="HistoryResponse.LeastPeriods"/> periods.</summary>
    TooFewPeriods,

    /// <summary>The hours hardly ever changed, so nothing tells what other hours would do.</summary>
    SameHours,

    /// <summary>Sales do not follow the hours more than chance would have it.</summary>
    NoEffect,

    /// <summary>Sales still rose at the most hours there were: where they would end is not in the past.</summary>
    NoCeiling,
}

/// <summary>A curve from the past, or why there is none.</summary>
/// <param name="Fit">Null when <paramref name="Why"/> says why not.</param>
/// <param name="Periods">How many periods there were.</param>
/// <param name="Why">Null when there is a curve.</param>
public sealed record HistoryAnswer(FittedCurve? Fit, int Periods, NoResponse? Why);

/// <summary>
/// Response curves from an account's own hours and sales, period by period. It speaks rarely, on purpose: sellers go where sales are, so
/// hours and sales that move together are no proof; without clear differences in hours the past says nothing at all.
/// </summary>
public static class HistoryResponse
{
    /// <summary>Three times the curve's parameters.</summary>
    public const int LeastPeriods = 12;

    /// <summary>So many different hours at least, and the most at least twice the least.</summary>
    public const int LeastDifferentHours = 4;

    /// <summary>
    /// Fits by <see cref="ResponseFit.ToPoints"/> and keeps the curve when it beats a constant in an F-test of 3 and n − 4 degrees of
    /// freedom at .01 and the sales at saturation are known within half of what hours win (90 %), with h½ inside the hours seen.
    /// </summary>
    /// <param name="periods">One point a period, in any order.</param>
    /// <exception cref="ArgumentException">Hours or sales that are negative or not finite.</exception>
    public static HistoryAnswer Fit(IReadOnlyList<EffortPoint> periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        EffortPoint[] sorted = [.. periods.OrderBy(p => p.Hours)];
        HistoryAnswer No(NoResponse why) => new(null, periods.Count, why);
        if (sorted.FirstOrDefault(p => !double.IsFinite(p.Hours) || p.Hours < 0 || !double.IsFinite(p.Sales) || p.Sales < 0) is { } bad && bad != default)
            throw new ArgumentException(FormattableString.Invariant($"A period has {bad.Sales} at {bad.Hours} hours; give finite numbers from 0."), nameof(periods));
        if (sorted.Length < LeastPeriods) return No(NoResponse.TooFewPeriods);
        if (sorted.Select(p => p.Hours).Distinct().Count() < LeastDifferentHours || sorted[^1].Hours < 2 * sorted[0].Hours) return No(NoResponse.SameHours);

        var mean = sorted.Average(p => p.Sales);
        var constant = sorted.Sum(p => (p.Sales - mean) * (p.Sales - mean));
        if (ResponseFit.LeastSquares(sorted) is not { Freedom: > 0 } fit) return No(NoResponse.NoEffect);
        var ratio = (constant - fit.Sse) / 3 / (fit.Sse / (sorted.Length - 4));
        if (constant <= 0 || (fit.Sse > 0 && 1 - FisherSnedecor.CDF(3, sorted.Length - 4, ratio) >= .01)) return No(NoResponse.NoEffect);
        var known = fit.Saturation() is { } ends && ends.High - ends.Low <= fit.Curve.B - fit.Curve.A;
        return known && fit.Curve.HalfEffort < sorted[^1].Hours ? new HistoryAnswer(fit, sorted.Length, null) : No(NoResponse.NoCeiling);
    }
}
