using FsCheck.Fluent;

namespace Troth.Evidence.Tests;

public class MannKendallTests
{
    [Theory]
    [InlineData(5, 9)]
    [InlineData(6, 12)]
    [InlineData(7, 14)]
    [InlineData(8, 17)]
    [InlineData(9, 19)]
    [InlineData(10, 22)]
    public void Published_critical_values(int points, int critical)
    {
        // S moves in steps of two: the table's value lies between the last that is chance and the first that is not.
        int[] ties = [.. Enumerable.Repeat(1, points)];
        var first = KendallDistribution.Critical(ties, .95)!.Value;
        Assert.InRange(critical, first - 1, first);
        Assert.True(KendallDistribution.TwoSided(first, ties) <= .05);
        Assert.True(KendallDistribution.TwoSided(first - 2, ties) > .05);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Four_points_or_fewer_say_nothing(int points)
    {
        var test = MannKendall.Test([.. Enumerable.Range(0, points).Select(i => (double)i)]);
        Assert.Equal((Trend.TooFewPoints, null, points), (test.Trend, test.PValue, test.Points));
    }

    [Fact]
    public void Five_in_order_is_a_trend()
    {
        Assert.Equal(Trend.Rising, MannKendall.Test([1, 2, 3, 4, 5]).Trend);
        Assert.Equal(Trend.Falling, MannKendall.Test([5, 4, 3, 2, 1]).Trend);
        Assert.Equal(Trend.None, MannKendall.Test([1, 2, 3, 5, 4]).Trend);
        Assert.Equal(2 / 120.0, MannKendall.Test([1, 2, 3, 4, 5]).PValue!.Value, 1e-12);
        Assert.Equal(1, MannKendall.Test([2, 2, 2, 2, 2]).PValue);
    }

    [Fact]
    public void Equals_every_order_counted() => Properties.Hold(
        from n in Gen.Choose(5, 7) from values in Gen.ListOf(Gen.Choose(1, 5), n) select values.Select(v => (double)v).ToArray(),
        values =>
        {
            var s = Math.Abs(S(values));
            int all = 0, far = 0;
            foreach (var order in Orders(values))
            {
                all++;
                if (Math.Abs(S(order)) >= s) far++;
            }

            return Math.Abs(MannKendall.Test(values).PValue!.Value - (double)far / all) < 1e-12;
        }, 40);

    [Theory]
    [InlineData(new[] { 6, 6 })]
    [InlineData(new[] { 4, 4, 4 })]
    [InlineData(new[] { 9, 1, 2, 1 })]
    [InlineData(new[] { 1, 4, 1, 1, 3 })]
    public void Many_equals_every_distinct_order_counted(int[] groups)
    {
        var found = new List<int>();
        Arrange([.. groups], [], found);
        var chances = found.Select(Math.Abs).Distinct().ToDictionary(s => s, s => found.Count(f => Math.Abs(f) >= s) / (double)found.Count);
        foreach (var (s, chance) in chances) Assert.Equal(chance, KendallDistribution.TwoSided(s, groups), 1e-12);
        foreach (var confidence in new[] { .8, .9, .95, .99 })
            Assert.Equal(chances.Where(c => c.Value <= 1 - confidence).Min(c => (int?)c.Key), KendallDistribution.Critical(groups, confidence));
    }

    /// <summary>Best's table (1974) of the upper tail of S: n, S, chance of S or more.</summary>
    [Theory]
    [InlineData(4, 6, .042)]
    [InlineData(5, 8, .042)]
    [InlineData(8, 16, .031)]
    [InlineData(9, 18, .038)]
    [InlineData(10, 21, .036)]
    [InlineData(10, 27, .0083)]
    public void Published_tail(int points, int s, double chance) =>
        Assert.Equal(chance, KendallDistribution.TwoSided(s, [.. Enumerable.Repeat(1, points)]) / 2, chance < .01 ? 5e-5 : 5e-4);

    [Theory]
    [InlineData(41)]
    [InlineData(60)]
    public void The_normal_curve_beyond_forty_is_close_to_exact(int points)
    {
        int[] ties = [.. Enumerable.Repeat(1, points)];
        var random = new Random(points);
        for (var i = 0; i < 50; i++)
        {
            var test = MannKendall.Test([.. Enumerable.Range(0, points).Select(j => random.NextDouble() + j * .01)]);
            Assert.Equal(KendallDistribution.TwoSided(test.S, ties), test.PValue!.Value, .004);
        }
    }

    [Fact]
    public void Only_the_order_matters_and_turning_round_turns_the_sign() => Properties.Hold(
        Gen.Choose(5, 20).SelectMany(n => Gen.ListOf(Gen.Choose(-9, 9), n)), values =>
        {
            double[] plain = [.. values.Select(v => (double)v)], bent = [.. plain.Select(v => Math.Exp(v / 3))];
            TrendTest a = MannKendall.Test(plain), b = MannKendall.Test(bent), c = MannKendall.Test([.. plain.Reverse()]);
            return a == b && a.S == -c.S && a.PValue == c.PValue;
        });

    [Fact]
    public void A_value_that_is_no_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => MannKendall.Test([1, 2, double.NaN, 4, 5]));

    private static int S(double[] v) =>
        (from i in Enumerable.Range(0, v.Length) from j in Enumerable.Range(i + 1, v.Length - i - 1) select Math.Sign(v[j] - v[i])).Sum();

    // All distinct orders of so many zeros, ones, twos …, S of each.
    private static void Arrange(List<int> left, List<double> placed, List<int> found)
    {
        if (left.All(n => n == 0)) found.Add(S([.. placed]));
        for (var group = 0; group < left.Count; group++)
        {
            if (left[group] == 0) continue;
            left[group]--;
            placed.Add(group);
            Arrange(left, placed, found);
            placed.RemoveAt(placed.Count - 1);
            left[group]++;
        }
    }

    private static IEnumerable<double[]> Orders(double[] values)
    {
        if (values.Length == 1) yield return values;
        else
            for (var i = 0; i < values.Length; i++)
                foreach (var rest in Orders([.. values[..i], .. values[(i + 1)..]]))
                    yield return [values[i], .. rest];
    }
}
