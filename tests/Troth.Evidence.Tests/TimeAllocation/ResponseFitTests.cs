using FsCheck.Fluent;

namespace Troth.Evidence.Tests.TimeAllocation;

public class ResponseFitTests
{
    private static readonly double[] Sales = [50, 53, 55, 75, 100, 120, 127, 132, 135];

    /// <summary>The published exercise: effort 0, .25 … 2.</summary>
    private static readonly EffortPoint[] Published = [.. Sales.Select((s, i) => new EffortPoint(i * .25, s))];

    [Fact]
    public void Finds_the_published_curve()
    {
        var fit = ResponseFit.ToPoints(Published);
        Assert.Equal(51.090, fit.Curve.A, 3);
        Assert.Equal(137.058, fit.Curve.B, 3);
        Assert.Equal(4.515, fit.Curve.C, 3);
        Assert.Equal(.7336, fit.Curve.D, 4);
        Assert.Equal(8.43, fit.Sse, 2);
        Assert.Equal(112.9, fit.Curve.At(1.15), 1);
        Assert.Equal((9, 5), (fit.Points, fit.Freedom));
        Assert.True(fit.RangeAt(1.15) is { } range && range.Holds(112.9) && range.High - range.Low < 6, "the range at 1.15");
        Assert.True(fit.Saturation()!.Value.Holds(137.058));
        Assert.True(fit.HalfEffort()!.Value.Holds(fit.Curve.HalfEffort));
    }

    [Fact]
    public void Finds_any_curve_that_points_lie_on() => Properties.Hold(
        from a in Properties.Between(0, 100)
        from gain in Properties.Between(5, 500)
        from c in Properties.Between(.6, 6)
        from half in Properties.Between(.5, 4)
        select ResponseCurve.WithHalf(a, a + gain, c, half),
        truth =>
        {
            var fit = ResponseFit.ToPoints([.. Enumerable.Range(0, 17).Select(i => new EffortPoint(i * .5, truth.At(i * .5)))]);
            return fit.Sse < 1e-6 * truth.B * truth.B && Math.Abs(fit.Curve.At(3.3) - truth.At(3.3)) < .002 * truth.B;
        }, tests: 100);

    [Fact]
    public void Its_ranges_hold_the_truth_nine_times_in_ten()
    {
        var truth = ResponseCurve.WithHalf(50, 140, 3, 1);
        var random = new Random(4711);
        var (held, ends, asked) = (0, 0, 0);
        for (var run = 0; run < 800; run++)
        {
            EffortPoint[] points = [.. Enumerable.Range(0, 13).Select(i => new EffortPoint(i * .25, Math.Max(0, truth.At(i * .25) + 4 * Gauss(random))))];
            var fit = ResponseFit.ToPoints(points);
            if (fit.RangeAt(1.2) is not { } range) continue;
            asked++;
            if (range.Holds(truth.At(1.2))) held++;
            if (fit.Saturation()!.Value.Holds(140)) ends++;
        }

        Assert.True(asked > 780, $"{asked} of 800 have a range");
        Assert.InRange((double)held / asked, .87, .93);
        Assert.InRange((double)ends / asked, .87, .93);
    }

    [Fact]
    public void Refuses_points_it_cannot_use()
    {
        void Refuses(string part, params (double, double)[] points) =>
            Assert.Contains(part, Assert.Throws<ArgumentException>(() => ResponseFit.ToPoints([.. points.Select(p => new EffortPoint(p.Item1, p.Item2))])).Message, StringComparison.Ordinal);
        Refuses("3 points", (0, 1), (1, 2), (2, 3));
        Refuses("NaN", (0, 1), (1, double.NaN), (2, 3), (3, 4));
        Refuses("-2", (0, 1), (1, -2), (2, 3), (3, 4));
        Refuses("sort", (0, 1), (2, 2), (1, 3), (3, 4));
        Refuses("No point", (0, 1), (0, 2), (0, 3), (0, 4));
        Refuses("fall", (0, 9), (1, 7), (2, 4), (3, 2), (4, 1));
    }

    [Theory]
    [InlineData(double.NaN, 2, 1, 1, "a")]
    [InlineData(-1, 2, 1, 1, "a")]
    [InlineData(3, 2, 1, 1, "b")]
    [InlineData(1, 2, 0, 1, "c")]
    [InlineData(1, 2, 1, double.PositiveInfinity, "d")]
    public void A_curve_names_the_parameter_that_is_wrong(double a, double b, double c, double d, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentException>(() => new ResponseCurve(a, b, c, d).Check()).ParamName);

    internal static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
