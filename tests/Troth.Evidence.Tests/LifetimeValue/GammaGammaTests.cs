namespace Troth.Evidence.Tests;

public class GammaGammaTests
{
    [Fact]
    public void Amounts_made_by_the_model_are_recognised_and_their_means_are_held()
    {
        var dice = new GammaDice(4);
        List<(OrderValue Value, double Truth)> book = [.. Enumerable.Range(0, 3000).Select(i =>
        {
            var rate = dice.Next(4) / 60;
            var orders = 1 + i % 7;
            return (new OrderValue(orders, dice.Next(3.0 * orders) / rate / orders), 3 / rate);
        })];
        var fit = GammaGamma.Fit([.. book.Select(b => b.Value)]);
        Assert.Equal(3 * 60 / 3.0, fit.Expected(default)!.Value, 3.0);
        Assert.InRange(book.Count(b => fit.Range(b.Value, .9).Holds(b.Truth)) / 3000.0, .88, .92);
    }

    [Fact]
    public void How_alike_a_customer_s_orders_are_is_learnt_from_them_where_who_orders_often_orders_more_at_a_time()
    {
        var dice = new GammaDice(9);
        OrderValue[] book = [.. Enumerable.Range(0, 1500).Select(i =>
        {
            var orders = 1 + i % 40;
            var rate = dice.Next(4) / (20 + orders * orders);
            double[] each = [.. Enumerable.Range(0, orders).Select(_ => dice.Next(3) / rate)];
            var mean = each.Average();
            return new OrderValue(orders, mean, orders == 1 ? null : each.Sum(e => (e - mean) * (e - mean)) / (orders - 1) / mean / mean);
        })];
        var blind = GammaGamma.Fit([.. book.Select(b => b with { Variation = null })]);
        Assert.InRange(GammaGamma.Fit(book).P, 2.85, 3.15);
        Assert.True(blind.P < 2, $"{blind.P}: means alone tell it too");
        GammaGamma few = GammaGamma.Fit([.. book.Select((b, i) => i < GammaGamma.LeastScatters ? b : b with { Variation = null })]), all = GammaGamma.Fit([.. book.Select(b => b with { Variation = 0 })]);
        Assert.InRange(GammaGamma.Fit([.. book, new OrderValue(2, 1, 1e9)]).P, 2.8, 3.2); // who sent back nearly all moves nobody else's
        Assert.Throws<ArgumentException>(() => GammaGamma.Fit([.. book, new OrderValue(2, 1, double.NaN)]));
        Assert.Equal(blind.P, few.P); // the first has one order: one too few
        Assert.True(double.IsFinite(all.LogLikelihood) && all.P > 100);
    }

    [Fact]
    public void An_account_s_own_mean_counts_the_more_the_more_orders_it_rests_on()
    {
        var fit = new GammaGamma(6.25, 3.74, 15.44, 0, 946);
        var drawn = Enumerable.Range(1, 20).Select(n => fit.Expected(new OrderValue(n, 100))!.Value).ToArray();
        Assert.Equal(drawn.Order(), drawn);
        Assert.InRange(drawn[0], fit.Expected(default)!.Value, 100);
    }

    [Fact]
    public void Without_a_mean_nothing_is_expected_of_new_customers()
    {
        Assert.Null(new GammaGamma(1, .9, 10, 0, 50).Expected(default));
        Assert.NotNull(new GammaGamma(1, .9, 10, 0, 50).Expected(new OrderValue(1, 10)));
    }

    [Fact]
    public void What_has_no_logarithm_is_refused()
    {
        Assert.Throws<ArgumentException>(() => GammaGamma.Fit([new(1, 5)]));
        Assert.Throws<ArgumentException>(() => GammaGamma.Fit([new(1, 5), new(1, 0)]));
        Assert.Throws<ArgumentException>(() => GammaGamma.Fit([new(1, 5), new(0, 7)]));
    }

    [Fact]
    public void Gamma_quantiles_go_back_to_their_probability()
    {
        foreach (var shape in (double[])[.2, .6, 3.7, 40, 900])
            foreach (var share in (double[])[.02, .5, .95])
                Assert.Equal(share, MathNet.Numerics.SpecialFunctions.GammaLowerRegularized(shape, GammaQuantile.Of(shape, share)), 1e-8);
    }
}
