using FsCheck.Fluent;

namespace Troth.Evidence.Tests;

public class WilsonTests
{
    [Theory]
    [InlineData(1, 1, .2065, 1)]
    [InlineData(3, 3, .4385, 1)]
    [InlineData(10, 10, .7225, 1)]
    [InlineData(0, 1, 0, .7935)]
    [InlineData(4, 5, .3755, .9638)]
    [InlineData(9, 10, .5958, .9821)]
    [InlineData(18, 20, .6990, .9721)]
    [InlineData(95, 100, .8882, .9785)]
    public void Published_intervals(int successes, int trials, double low, double high)
    {
        var interval = Wilson.Of(successes, trials);
        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
    }

    [Fact]
    public void Nothing_known_is_everything_possible() => Assert.Equal(new Interval(0, 1), Wilson.Of(0, 0));

    [Fact]
    public void The_ends_solve_the_score_equation() => Properties.Hold(Counts, c =>
    {
        // Wilson's ends are the shares p at which the observed share is exactly z standard errors away.
        var interval = Wilson.Of(c.S, c.N);
        double Distance(double p) => Math.Abs((double)c.S / c.N - p) - 1.959963984540054 * Math.Sqrt(p * (1 - p) / c.N);
        return (c.S == 0 || Math.Abs(Distance(interval.Low)) < 1e-9) && (c.S == c.N || Math.Abs(Distance(interval.High)) < 1e-9);
    });

    [Fact]
    public void Failures_mirror_successes() => Properties.Hold(Counts, c =>
    {
        Interval a = Wilson.Of(c.S, c.N), b = Wilson.Of(c.N - c.S, c.N);
        return Math.Abs(a.Low + b.High - 1) < 1e-12 && a.Holds((double)c.S / c.N) && a.Low >= 0 && a.High <= 1;
    });

    [Fact]
    public void Impossible_counts_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(1, 1, 1));
    }

    private static FsCheck.Gen<(int S, int N)> Counts =>
        from n in Gen.Choose(1, 5000) from s in Gen.Choose(0, n) select (s, n);
}
