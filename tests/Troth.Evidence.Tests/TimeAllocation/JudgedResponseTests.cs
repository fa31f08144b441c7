using FsCheck.Fluent;

namespace Troth.Evidence.Tests.TimeAllocation;

public class JudgedResponseTests
{
    private static readonly FsCheck.Gen<(ResponseCurve Truth, double Hours)> Cases =
        from a in Properties.Between(0, 100)
        from gain in Properties.Between(5, 500)
        from c in Properties.Between(.3, 6)
        from half in Properties.Between(.5, 8)
        from hours in Properties.Between(.5, 8)
        select (ResponseCurve.WithHalf(a, a + gain, c, half), hours);

    [Fact]
    public void Four_points_give_the_curve_through_them() => Properties.Hold(Cases, c =>
    {
        var (truth, hours) = c;
        var upper = JudgedResponse.Fit(new(hours, truth.A, null, truth.At(hours), truth.At(hours * 1.5), truth.B)).Curve;
        var lower = JudgedResponse.Fit(new(hours, truth.A, truth.At(hours / 2), truth.At(hours), null, truth.B)).Curve;
        return Near(upper, truth) && Near(lower, truth);
    });

    [Fact]
    public void Five_points_of_one_curve_give_that_curve() => Properties.Hold(Cases, c =>
    {
        var (truth, hours) = c;
        var fit = JudgedResponse.Fit(new(hours, truth.A, truth.At(hours / 2), truth.At(hours), truth.At(hours * 1.5), truth.B));
        return Math.Abs(fit.Curve.At(hours * 1.2) - truth.At(hours * 1.2)) < 1e-3 * truth.B && fit.Freedom == 1;
    });

    [Fact]
    public void Five_points_that_disagree_are_met_as_nearly_as_can_be_and_say_how_far_off()
    {
        var fit = JudgedResponse.Fit(new(4, 20, 60, 100, 110, 150));
        Assert.Equal((20, 150), (fit.Curve.A, fit.Curve.B));
        double Sse(ResponseCurve curve) => Off(curve, 2, 60) + Off(curve, 4, 100) + Off(curve, 6, 110);
        for (var c = .3; c < 4; c += .02)
            for (var half = .5; half < 8; half += .05) Assert.True(Sse(ResponseCurve.WithHalf(20, 150, c, half)) >= fit.Sse - 1e-9);
        Assert.NotNull(fit.RangeAt(4));
        Assert.Null(JudgedResponse.Fit(new(4, 20, null, 100, 110, 150)).RangeAt(4)); // through all points: nothing tells its error
    }

    [Fact]
    public void Names_the_judgement_that_cannot_be()
    {
        void Refuses(string part, EffortJudgement said) =>
            Assert.Contains(part, Assert.Throws<ArgumentException>(() => JudgedResponse.Fit(said)).Message, StringComparison.Ordinal);
        Refuses("hours are 0", new(0, 1, 2, 3, 4, 5));
        Refuses("both missing", new(1, 1, null, 3, null, 5));
        Refuses("Now is 2, not above Half (2)", new(1, 1, 2, 2, 4, 5));
        Refuses("OneAndHalf is NaN", new(1, 1, 2, 3, double.NaN, 5));
        Refuses("Zero is -1", new(1, -1, 2, 3, 4, 5));
        Refuses("Saturation is 3.5, not above OneAndHalf (4)", new(1, 1, 2, 3, 4, 3.5));
    }

    private static double Off(ResponseCurve curve, double hours, double sales) => Math.Pow(curve.At(hours) - sales, 2);

    private static bool Near(ResponseCurve found, ResponseCurve truth) =>
        Math.Abs(found.C / truth.C - 1) < 1e-3 && Math.Abs(found.HalfEffort / truth.HalfEffort - 1) < 1e-3;
}
