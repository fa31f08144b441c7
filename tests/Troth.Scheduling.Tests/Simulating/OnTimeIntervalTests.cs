using Troth.Scheduling.Simulating;

namespace Troth.Scheduling.Tests.Simulating;

public sealed class OnTimeIntervalTests
{
    [Theory]
    [InlineData(1, 1, .2065, 1)]
    [InlineData(0, 1, 0, .7935)]
    [InlineData(9, 10, .5958, .9821)]
    [InlineData(18, 20, .6990, .9721)]
    [InlineData(95, 100, .8882, .9785)]
    public void Wilson_is_as_published(int successes, int trials, double low, double high)
    {
        var interval = OnTimeInterval.Wilson(successes, trials);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(29, 2.0452)]
    [InlineData(31, 2.0395)]
    [InlineData(60, 2.0003)]
    [InlineData(120, 1.9799)]
    public void Students_points_are_as_in_the_tables(int freedom, double point) => Assert.Equal(point, OnTimeInterval.T(freedom), 3);

    [Fact]
    public void Clusters_that_differ_widen_the_interval_and_clusters_that_agree_leave_Wilsons()
    {
        Assert.Equal(OnTimeInterval.Wilson(380, 400), OnTimeInterval.Of([95, 95, 95, 95], 100));
        var (low, high) = OnTimeInterval.Of([100, 100, 100, 80], 100);
        // Mean .95, deviation .1, so .95 ± 3.1824 × .05, cut at 1.
        Assert.Equal(.95 - 3.1824 * .05, low, 4);
        Assert.Equal(1, high);
    }
}
