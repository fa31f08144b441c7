using Troth.Book.Contracts;
using Troth.Evidence;

namespace Troth.Effort;

/// <summary>
/// What an account would buy at other hours: from what it buys now at its hours, what it could buy (the Book's potential with its interval,
/// or what was said), what would stay without time, and the points that were judged.
/// </summary>
internal static class EffortCurve
{
    /// <summary>
    /// The curve and what it rests on; null when nobody knows what the account could buy. What similar accounts buy is no reason to drive to one that
    /// bought nothing: there somebody has to say so.
    /// </summary>
    public static (UncertainResponse? Response, CurveFrom From, bool Stale) Of(HoursRow row, EffortSettings settings)
    {
        var (facts, said) = (row.Facts, row.Said);
        if ((said?.Ceiling ?? facts.Potential) is not { } could || (said?.Ceiling is null && facts.Bought <= 0)) return (null, CurveFrom.Today, false);
        double bought = (double)Math.Max(0, facts.Bought), hours = (double)row.Hours;
        var least = bought * (1 + settings.Room / 100d);
        var ceiling = Math.Max(least, (double)could);
        if (!(ceiling > 0)) return (null, CurveFrom.Today, false);
        var range = said?.Ceiling is null && facts is { PotentialLow: { } low, PotentialHigh: { } high }
            ? new Interval(Math.Max(least, Math.Min((double)low, ceiling)), Math.Max(ceiling, (double)high)) : (Interval?)null;

        // Without any hours everything it buys comes without them.
        var without = hours > 0 ? bought * settings.Stays / 100 : bought;
        var stale = said is { Without: not null } && !((double)said.Without < bought);
        if (said?.Without is { } stays && !stale && hours > 0) without = (double)stays;
        var response = new UncertainResponse(without, (double)settings.Steepness, ceiling, range, new EffortPoint(hours, bought), (double)settings.HalfHours);
        if ((said?.Half ?? said?.OneAndHalf) is null) return (response, said is { Without: not null } or { Ceiling: not null } ? CurveFrom.Judged : CurveFrom.Today, stale);
        return row.HoursSaid && Judged(response, said!) is { } judged ? (judged, CurveFrom.Judged, stale) : (response, CurveFrom.Today, true);
    }

    /// <summary>What the Book says it could buy, and at least a little more than it does; null where the Book does not know.</summary>
    public static decimal? CouldBuy(BuyingFacts facts, EffortSettings settings) =>
        facts.Potential is { } potential ? Math.Round(Math.Max(potential, Math.Max(0, facts.Bought) * (1 + settings.Room / 100m)), 2) : null;

    private static UncertainResponse? Judged(UncertainResponse response, AccountEffort said)
    {
        double?[] points = [response.Zero, (double?)said.Half, response.Now!.Value.Sales, (double?)said.OneAndHalf, response.Saturation];
        double[] given = [.. points.OfType<double>()];
        for (var i = 1; i < given.Length; i++)
            if (given[i] <= given[i - 1]) return null;
        if (!(response.Now.Value.Hours > 0)) return null;
        var curve = JudgedResponse.Fit(new EffortJudgement(response.Now.Value.Hours, response.Zero, points[1], response.Now.Value.Sales, points[3], response.Saturation)).Curve;
        // Five points need not lie on one curve: then it passes near today's, not through it.
        return given.Length == 5 ? response with { Steepness = curve.C, HalfEffort = curve.HalfEffort, Now = null } : response with { Steepness = curve.C, HalfEffort = curve.HalfEffort };
    }
}
