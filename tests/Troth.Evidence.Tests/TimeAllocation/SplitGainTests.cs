namespace Troth.Evidence.Tests.TimeAllocation;

public class SplitGainTests
{
    private static readonly UncertainResponse Known = new(60, 1, 200, null, new EffortPoint(4, 100), 1);

    [Fact]
    public void A_curve_goes_through_today_whatever_the_saturation()
    {
        foreach (var saturation in (double[])[101, 200, 900])
        {
            var curve = Known.With(saturation);
            Assert.Equal(100, curve.At(4), 9);
            Assert.Equal((60, saturation), (curve.A, curve.B));
        }

        var unknown = new UncertainResponse(0, 2, 50, null, null, 3);
        Assert.Equal(25, unknown.Curve.At(3), 9); // half of it at the hours that win half
        Assert.False(unknown.IsAnchored);
        Assert.False((Known with { Now = new EffortPoint(0, 100) }).IsAnchored);
        Assert.False((Known with { Zero = 100 }).IsAnchored);
    }

    [Fact]
    public void The_ends_of_the_interval_are_its_twentieths()
    {
        var doubted = Known with { Range = new Interval(150, 400) };
        Assert.Equal(200, doubted.At(0), 9);
        Assert.Equal(150, doubted.At(-1.6448536), 4);
        Assert.Equal(400, doubted.At(1.6448536), 4);
        Assert.True(doubted.At(-9) > 100, "never as low as today's sales");
    }

    [Fact]
    public void Without_doubt_the_difference_is_one_figure()
    {
        var gain = SplitGain.Of([Known, Known with { Zero = 90 }], [4, 4], [6, 2]);
        Assert.Equal(200, gain.Today, 9);
        Assert.Equal(Known.Curve.At(6) + (Known with { Zero = 90 }).Curve.At(2), gain.Other, 9);
        Assert.Equal(gain.Gain, gain.GainRange.Low, 9);
        Assert.Equal(gain.Gain, gain.GainRange.High, 9);
        Assert.Equal(0, gain.Doubted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Its_range_holds_the_true_difference_nine_times_in_ten_or_more(bool alike)
    {
        UncertainResponse[] accounts = [.. Enumerable.Range(0, 30).Select(i =>
            new UncertainResponse(50 + i, 1 + i % 3 * .5, 300 + 20 * i, new Interval(200 + 10 * i, 500 + 60 * i), i % 4 == 0 ? null : new EffortPoint(1 + i % 5, 80 + 3 * i), 3))];
        double[] today = [.. accounts.Select(a => a.Now?.Hours ?? 1)];
        double[] other = [.. accounts.Select((_, i) => (i * 7 % 6) + .5)];
        var gain = SplitGain.Of(accounts, today, other);
        var random = new Random(99);
        var held = 0;
        for (var world = 0; world < 2000; world++)
        {
            var shared = ResponseFitTests.Gauss(random);
            double difference = 0;
            for (var i = 0; i < accounts.Length; i++)
            {
                var truth = accounts[i].With(accounts[i].At(alike ? shared : ResponseFitTests.Gauss(random)));
                difference += truth.At(other[i]) - truth.At(today[i]);
            }

            if (gain.GainRange.Holds(difference)) held++;
        }

        Assert.InRange(held / 2000d, .87, alike ? .95 : 1);
    }

    [Fact]
    public void Doubt_about_how_fast_hours_work_widens_the_range_where_today_does_not_tell()
    {
        var fresh = new UncertainResponse(0, 1, 200, null, null, 4);
        var doubted = fresh with { HalfRange = new Interval(2, 16) };
        Assert.Equal((4d, 16d, 2d), (doubted.HalfAt(0), Math.Round(doubted.HalfAt(-1.6448536), 4), Math.Round(doubted.HalfAt(1.6448536), 4)));
        var gain = SplitGain.Of([doubted], [0], [4]);
        Assert.Equal(100, gain.Gain, 9);
        Assert.Equal(1, gain.Doubted);
        Assert.Equal(40, gain.GainRange.Low, 0); // half of it only at sixteen hours
        Assert.InRange(gain.GainRange.High, 200 * 4 / 6d, 145);
        Assert.Equal(0, SplitGain.Of([Known with { HalfRange = new Interval(2, 16) }], [4], [6]).Doubted); // today's point tells
    }

    [Fact]
    public void Refuses_hours_that_cannot_be()
    {
        Assert.Contains("hours for 2", Assert.Throws<ArgumentException>(() => SplitGain.Of([Known], [1, 2], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => SplitGain.Of([Known], [1], [double.NaN])).Message, StringComparison.Ordinal);
        Assert.Equal("today", Assert.Throws<ArgumentException>(() => SplitGain.Of([Known], [-1], [1])).ParamName);
    }
}
