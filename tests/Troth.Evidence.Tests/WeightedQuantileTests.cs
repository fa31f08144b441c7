using FsCheck.Fluent;

namespace Troth.Evidence.Tests;

public class WeightedQuantileTests
{
    private static FsCheck.Gen<(double[] Values, double[] Weights)> Cases =>
        from n in Gen.Choose(1, 40)
        from values in Gen.ListOf(Properties.Between(-50, 50), n)
        from weights in Gen.ListOf(Gen.Choose(0, 5), n)
        select (values.Order().ToArray(), weights.Select(w => (double)w).ToArray());

    [Fact]
    public void Equal_weights_give_Hazen_s_quantile()
    {
        // R: quantile(c(1,2,4,8,16), c(.1,.5,.75,.9,.95), type = 5)
        double[] values = [1, 2, 4, 8, 16], ones = [1, 1, 1, 1, 1];
        foreach (var (at, value) in new[] { (.1, 1.0), (.5, 4), (.75, 10), (.9, 16), (.95, 16), (.2, 1.5) })
            Assert.Equal(value, WeightedQuantile.Of(values, ones, at), 1e-12);
    }

    [Fact]
    public void A_weight_of_zero_is_not_there() => Properties.Hold(Cases, c =>
    {
        var kept = Enumerable.Range(0, c.Values.Length).Where(i => c.Weights[i] > 0).ToArray();
        var all = WeightedQuantile.Of(c.Values, c.Weights, .9);
        var some = WeightedQuantile.Of([.. kept.Select(i => c.Values[i])], [.. kept.Select(i => c.Weights[i])], .9);
        return all.Equals(some) && double.IsNaN(all) == (kept.Length == 0);
    });

    [Fact]
    public void Lies_among_the_values_and_rises_with_the_share() => Properties.Hold(Cases, c =>
    {
        if (c.Weights.Sum() == 0) return true;
        double[] found = [.. new[] { .1, .5, .8, .9, .99 }.Select(q => WeightedQuantile.Of(c.Values, c.Weights, q))];
        return found.SequenceEqual(found.Order()) && found[0] >= c.Values[0] && found[^1] <= c.Values[^1];
    });

    [Fact]
    public void Rounding_leads_past_no_value() => Assert.Equal(-17.415, WeightedQuantile.Of([-17.415, 47.1168], [1, 4], .1));

    [Fact]
    public void The_unit_of_the_weights_does_not_matter() => Properties.Hold(Cases, c =>
    {
        double a = WeightedQuantile.Of(c.Values, c.Weights, .9), b = WeightedQuantile.Of(c.Values, [.. c.Weights.Select(w => 8 * w)], .9);
        return a.Equals(b);
    });
}
