using FsCheck;
using FsCheck.Fluent;

namespace Troth.Evidence.Tests.Survival;

public class KaplanMeierTests
{
    // Weeks in remission, minus where it still lasted: Freireich et al. 1963, Blood 21; as printed in Kalbfleisch & Prentice, table 1.1.
    private static readonly Wait[] Treated = Weeks(6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35);
    private static readonly Wait[] Placebo = Weeks(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);

    /// <summary>The table that statistics programs print for these data: share, Greenwood's error, log-log interval at 95 %.</summary>
    [Theory]
    [InlineData(6, 21, 3, .8571, .0764, .6197, .9516)]
    [InlineData(7, 17, 1, .8067, .0869, .5631, .9228)]
    [InlineData(10, 15, 1, .7529, .0963, .5032, .8894)]
    [InlineData(13, 12, 1, .6902, .1068, .4316, .8491)]
    [InlineData(16, 11, 1, .6275, .1141, .3675, .8049)]
    [InlineData(22, 7, 1, .5378, .1282, .2678, .7468)]
    [InlineData(23, 6, 1, .4482, .1346, .1881, .6801)]
    public void Published_remissions(double time, int waiting, int ended, double share, double error, double low, double high)
    {
        var step = Assert.Single(KaplanMeier.Of(Treated)!.Steps, s => s.Time == time);
        Assert.Equal((waiting, ended), (step.Waiting, step.Ended));
        Assert.Equal(share, step.Share, 5e-5);
        Assert.Equal(error, step.Error, 5e-5);
        Assert.Equal(low, step.Range.Low, 5e-5);
        Assert.Equal(high, step.Range.High, 5e-5);
    }

    [Fact]
    public void Published_medians()
    {
        var treated = KaplanMeier.Of(Treated)!;
        Assert.Equal((7, 21, 9), (treated.Steps.Count, treated.Waits, treated.Ended));
        Assert.Equal(new WaitQuantile(23, 13, null), treated.Median);
        Assert.Equal(new WaitQuantile(8, 4, 11), KaplanMeier.Of(Placebo)!.Median);
        Assert.Equal(13, treated.Quantile(.25).Value);
        Assert.Null(treated.Quantile(.75).Value);
    }

    [Fact]
    public void What_was_not_watched_is_not_known()
    {
        var curve = KaplanMeier.Of(Treated)!;
        Assert.Equal((1.0, new Interval(1, 1)), curve.LongerThan(5.9));
        Assert.Equal(curve.Steps[0].Share, curve.LongerThan(6)!.Value.Share);
        Assert.Equal(curve.Steps[^1].Share, curve.LongerThan(35)!.Value.Share);
        Assert.Null(curve.LongerThan(35.1));
        Assert.Equal(0, KaplanMeier.Of(Placebo)!.LongerThan(99)!.Value.Share);
        Assert.Null(KaplanMeier.Of([]));
        var never = KaplanMeier.Of([new(3, false), new(8, false)])!;
        Assert.Equal((new WaitQuantile(null, null, null), 0), (never.Median, never.Ended));
        Assert.Null(never.MeanUntil(9));
        Assert.Equal(8, never.MeanUntil(8));
        Assert.Throws<ArgumentException>(() => KaplanMeier.Of([new(-1, true)]));
        Assert.Throws<ArgumentException>(() => KaplanMeier.Of([new(double.NaN, true)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.Quantile(1));
    }

    [Fact]
    public void Without_censoring_it_is_what_was_seen() => Properties.Hold(Gen.ListOf(Gen.Choose(1, 20)).Where(t => t.Count > 0), times =>
    {
        var curve = KaplanMeier.Of(times.Select(t => new Wait(t, true)))!;
        double n = times.Count;
        int[] sorted = [.. times.Order()];
        var median = sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2.0;
        return curve.Steps.All(s => Math.Abs(s.Share - times.Count(t => t > s.Time) / n) < 1e-12
                && Math.Abs(s.Error - Math.Sqrt(s.Share * (1 - s.Share) / n)) < 1e-12)
            && curve.Median.Value == median && Math.Abs(curve.MeanUntil(20)!.Value - times.Average()) < 1e-9;
    });

    /// <summary>By another way: each censored wait hands its weight in equal parts to all that lasted longer (Efron 1967).</summary>
    [Fact]
    public void The_censored_redistribute_to_the_right() => Properties.Hold(Cases, waits =>
    {
        Wait[] sorted = [.. waits.OrderBy(w => w.Time).ThenByDescending(w => w.Ended)];
        double[] mass = [.. sorted.Select(_ => 1.0 / sorted.Length)];
        for (var i = 0; i < sorted.Length - 1; i++)
        {
            if (sorted[i].Ended) continue;
            for (var j = i + 1; j < sorted.Length; j++) mass[j] += mass[i] / (sorted.Length - i - 1);
            mass[i] = 0;
        }

        var curve = KaplanMeier.Of(waits)!;
        return curve.Steps.All(s => Math.Abs(s.Share - sorted.Zip(mass).Where(p => p.First.Time > s.Time).Sum(p => p.Second)
            - sorted.Zip(mass).Where(p => p.First.Time == s.Time && !p.First.Ended).Sum(p => p.Second)) < 1e-9);
    });

    [Fact]
    public void The_ends_of_an_interval_lie_where_the_curve_s_own_do() => Properties.Hold(
        from waits in Cases from tenths in Gen.Choose(1, 9) select (waits, ended: tenths / 10.0), c =>
        {
            var curve = KaplanMeier.Of(c.waits, .9)!;
            var (value, low, high) = curve.Quantile(c.ended);
            var rest = 1 - c.ended;
            bool Holds(double t) => curve.LongerThan(t)!.Value.Range is var range && range.Low <= rest && rest <= range.High;
            // Every time at which waits end is inside exactly when the curve's interval there holds the rest.
            return curve.Steps.All(s => Holds(s.Time) == (low is not null && s.Time >= low && (high is null || s.Time < high)
                || Math.Abs(s.Range.Low - rest) < 1e-9 || Math.Abs(s.Range.High - rest) < 1e-9))
                && (value is null || low <= value && (high is null || value <= high));
        });

    [Fact]
    public void Holds_the_true_share_and_the_true_median_as_often_as_it_says()
    {
        var random = new Random(11);
        double Exponential(double mean) => -mean * Math.Log(1 - random.NextDouble());
        foreach (var (n, until) in new[] { (12, 90.0), (40, 120.0), (150, 60.0) })
        {
            int share = 0, median = 0;
            const int Times = 3000;
            for (var i = 0; i < Times; i++)
            {
                var curve = KaplanMeier.Of(Enumerable.Range(0, n).Select(_ => (Wait: Exponential(40), Watched: until * random.NextDouble()))
                    .Select(w => new Wait(Math.Min(w.Wait, w.Watched), w.Wait <= w.Watched)), .9)!;
                if (curve.LongerThan(20)?.Range.Holds(Math.Exp(-.5)) ?? true) share++;
                var (_, low, high) = curve.Median;
                if ((low ?? double.MaxValue) <= 40 * Math.Log(2) && 40 * Math.Log(2) <= (high ?? double.MaxValue)) median++;
            }

            Assert.InRange(share / (double)Times, .87, .93);
            Assert.InRange(median / (double)Times, .87, .93);
        }
    }

    private static Gen<List<Wait>> Cases =>
        Gen.ListOf(from t in Gen.Choose(1, 12) from ended in Gen.Choose(0, 2) select new Wait(t, ended > 0)).Where(w => w.Count > 0);

    private static Wait[] Weeks(params int[] weeks) => [.. weeks.Select(w => new Wait(Math.Abs(w), w > 0))];
}
