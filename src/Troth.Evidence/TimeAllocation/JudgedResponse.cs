namespace Troth.Evidence;

/// <summary>
/// What somebody who knows an account says it would buy at other hours than today's. Sales must rise from one to the next.
/// </summary>
/// <param name="Hours">Today's hours, above 0.</param>
/// <param name="Zero">Sales without any hours, 0 or more.</param>
/// <param name="Half">At half of today's; null when not said.</param>
/// <param name="Now">At today's.</param>
/// <param name="OneAndHalf">At one and a half times today's; null when not said.</param>
/// <param name="Saturation">With all the hours there could be.</param>
public sealed record EffortJudgement(double Hours, double Zero, double? Half, double Now, double? OneAndHalf, double Saturation);

/// <summary>Response curves from judgement, Little's way: the ends are a and b, the points between give c and d.</summary>
public static class JudgedResponse
{
    /// <summary>
    /// With one point beside today's the curve goes through all four: (S − a) / (b − S) = h^c / d, so c is the quotient of the
    /// differences of its logarithm and of ln h. With both, c and d are least squares over the three points between the ends.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Neither point is given, the hours are not above 0, or a value is negative, not finite or not above the one before; by name.
    /// </exception>
    public static FittedCurve Fit(EffortJudgement said)
    {
        ArgumentNullException.ThrowIfNull(said);
        Check(said);
        List<(double Effort, double Sales)> between = [(said.Hours, said.Now)];
        if (said.Half is { } half) between.Insert(0, (said.Hours / 2, half));
        if (said.OneAndHalf is { } more) between.Add((said.Hours * 1.5, more));
        if (between.Count == 3) return ResponseFit.Fitted(new CurveSearch(between, (said.Zero, said.Saturation)), 3);

        double Odds(int i) => Math.Log((between[i].Sales - said.Zero) / (said.Saturation - between[i].Sales));
        var steep = (Odds(1) - Odds(0)) / Math.Log(between[1].Effort / between[0].Effort);
        var logHalf = Math.Log(said.Hours) - Odds(said.Half is null ? 0 : 1) / steep;
        return new FittedCurve([said.Zero, said.Saturation, Math.Log(steep), logHalf], 2, 2, 0, null);
    }

    private static void Check(EffortJudgement said)
    {
        if (!double.IsFinite(said.Hours) || said.Hours <= 0)
            throw new ArgumentException(FormattableString.Invariant($"Today's hours are {said.Hours}; give a number above 0."), nameof(said));
        if (said.Half is null && said.OneAndHalf is null)
            throw new ArgumentException("Half and OneAndHalf are both missing; today's point alone does not tell how steep the curve is.", nameof(said));
        (string Name, double? Value)[] values =
            [("Zero", said.Zero), ("Half", said.Half), ("Now", said.Now), ("OneAndHalf", said.OneAndHalf), ("Saturation", said.Saturation)];
        (string Name, double Value)? last = null;
        foreach (var (name, given) in values)
        {
            if (given is not { } value) continue;
            if (!double.IsFinite(value) || value < 0)
                throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; give a finite number from 0."), nameof(said));
            if (last is { } before && value <= before.Value)
                throw new ArgumentException(FormattableString.Invariant($"{name} is {value}, not above {before.Name} ({before.Value}); more hours must sell more."), nameof(said));
            last = (name, value);
        }
    }
}
