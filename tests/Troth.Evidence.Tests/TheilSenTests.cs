using FsCheck.Fluent;

namespace Troth.Evidence.Tests;

public class TheilSenTests
{
    [Fact]
    public void Sen_s_example()
    {
        // Sen 1968. His limits, the 4th and 18th slope, hold |S| up to 13; of 7 points in random order that many do .97.
        double[] x = [1, 2, 3, 4, 10, 12, 18], y = [9, 15, 19, 20, 45, 55, 78];
        var line = TheilSen.Slope([.. x.Zip(y)], .95)!;
        Assert.Equal(4, line.Slope, 1e-12);
        Assert.Equal(6, line.Intercept, 1e-12); // the middle of 5, 7, 7, 4, 5, 7, 6
        Assert.Equal(3.71, line.Range!.Value.Low, .005);
        Assert.Equal(4.38, line.Range!.Value.High, .005);
    }

    [Fact]
    public void Too_few_points_are_answers()
    {
        Assert.Null(TheilSen.Slope([1.0]));
        Assert.Null(TheilSen.Slope([(2.0, 1.0), (2.0, 5.0)]));
        var four = TheilSen.Slope([1, 2, 3, 4])!;
        Assert.Equal((1, 4), (four.Slope, four.Points));
        Assert.Null(four.Range);
        Assert.NotNull(TheilSen.Slope([1, 2, 3, 4, 5])!.Range);
    }

    [Fact]
    public void One_wild_point_does_not_bend_it() => Assert.Equal(2, TheilSen.Slope([1, 3, 5, 1000, 9, 11, 13])!.Slope, 1e-12);

    [Fact]
    public void The_interval_holds_exactly_the_slopes_that_are_no_trend_away() => Properties.Hold(
        from n in Gen.Choose(5, 10) from noise in Gen.ListOf(Properties.Between(-5, 5), n) select noise.Select((e, i) => i + e).ToArray(),
        values =>
        {
            if (values.Distinct().Count() < values.Length || TheilSen.Slope(values) is not { Range: { } range }) return true;
            Trend Left(double slope) => MannKendall.Test([.. values.Select((v, i) => v - slope * i)]).Trend;
            var width = range.High - range.Low;
            if (width < 1e-6) return true;
            return Left(range.Low + 1e-9) == Trend.None && Left(range.High - 1e-9) == Trend.None
                && Left(range.Low - 1e-9) == Trend.Rising && Left(range.High + 1e-9) == Trend.Falling;
        });

    [Fact]
    public void Moves_with_the_units() => Properties.Hold(
        Gen.Choose(5, 30).SelectMany(n => Gen.ListOf(Properties.Between(-5, 5), n)), values =>
        {
            double[] plain = [.. values];
            SlopeEstimate a = TheilSen.Slope(plain)!, b = TheilSen.Slope([.. plain.Select((v, i) => 10 * v + 3 * i + 7)])!;
            return Math.Abs(10 * a.Slope + 3 - b.Slope) < 1e-9 && Math.Abs(10 * a.Range!.Value.Low + 3 - b.Range!.Value.Low) < 1e-9
                && a.Range.Value.Holds(a.Slope);
        });

    [Fact]
    public void The_interval_holds_the_truth_as_often_as_it_says()
    {
        var random = new Random(7);
        foreach (var points in new[] { 8, 24 })
        {
            var held = Enumerable.Range(0, 2000).Count(_ => TheilSen.Slope(
                [.. Enumerable.Range(0, points).Select(i => .3 * i + MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1))])!.Range!.Value.Holds(.3));
            Assert.InRange(held / 2000.0, .935, .985);
        }
    }
}
