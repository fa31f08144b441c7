using FsCheck.Fluent;

namespace Troth.Evidence.Tests;

public class BetaBinomialTests
{
    // Boys among the first twelve children of 6,115 families (Geissler 1889; fitted in Lindsey & Altham 1998).
    private static readonly int[] Families = [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7];

    [Fact]
    public void Geissler_s_families()
    {
        var fit = BetaBinomial.Fit(Families.SelectMany((count, boys) => Enumerable.Repeat(((long)boys, 12L), count)))!;
        Assert.Equal(BetaBinomialBasis.Likelihood, fit.Basis);
        // The root of the score equations, solved apart from this code.
        Assert.Equal(34.10286, fit.Alpha, 5e-4);
        Assert.Equal(31.57823, fit.Beta, 5e-4);
        Assert.Equal(-12492.9, fit.LogLikelihood, .05);
        Assert.Equal(6115, fit.Units);
    }

    [Fact]
    public void Nothing_near_the_fit_is_likelier()
    {
        (long, long)[] book = [(3, 3), (9, 10), (1, 4), (0, 2), (18, 20), (5, 5), (2, 9), (7, 8)];
        var fit = BetaBinomial.Fit(book)!;
        Assert.Equal(BetaBinomialBasis.Likelihood, fit.Basis);
        double here = LogLikelihood(book, fit.Alpha, fit.Beta);
        Assert.Equal(here, fit.LogLikelihood, 1e-9);
        foreach (var (a, b) in new[] { (.9, 1), (1.1, 1), (1, .9), (1, 1.1), (.9, .9), (1.1, 1.1), (.9, 1.1), (1.1, .9) })
            Assert.True(LogLikelihood(book, fit.Alpha * a, fit.Beta * b) < here);
    }

    [Fact]
    public void Too_few_units_is_an_answer()
    {
        Assert.Null(BetaBinomial.Fit([]));
        Assert.Null(BetaBinomial.Fit([(3, 3), (1, 2), (4, 5), (9, 10), (0, 0), (0, 0)]));
        Assert.NotNull(BetaBinomial.Fit([(3, 3), (1, 2), (4, 5), (9, 10), (0, 1)]));
    }

    [Fact]
    public void Always_kept_is_not_certainty()
    {
        var fit = BetaBinomial.Fit(Enumerable.Repeat((4L, 4L), 6))!;
        Assert.Equal(BetaBinomialBasis.AllAlike, fit.Basis);
        var one = fit.Shrink(4, 4);
        Assert.InRange(one.Value, .9, .9999);
        Assert.True(one.Range.Low < .95);
    }

    [Fact]
    public void Accounts_alike_are_drawn_to_the_common_share()
    {
        var fit = BetaBinomial.Fit(Enumerable.Repeat((8L, 10L), 40))!;
        Assert.Equal(BetaBinomialBasis.NoSpread, fit.Basis);
        Assert.Equal(.8, fit.Mean, 1e-3);
        Assert.Equal(.8, fit.Shrink(1, 1).Value, 1e-3);
    }

    [Fact]
    public void Finds_the_distribution_it_was_drawn_from()
    {
        var random = new Random(4);
        var book = Enumerable.Range(0, 3000).Select(_ =>
        {
            var share = MathNet.Numerics.Distributions.Beta.Sample(random, 6, 2);
            return ((long)MathNet.Numerics.Distributions.Binomial.Sample(random, share, 12), 12L);
        });
        var fit = BetaBinomial.Fit([.. book])!;
        Assert.Equal(6, fit.Alpha, .5);
        Assert.Equal(2, fit.Beta, .2);
    }

    [Fact]
    public void A_shrunk_share_lies_between_its_own_and_the_book_s()
    {
        var fit = BetaBinomial.Fit([(3, 3), (9, 10), (1, 4), (0, 2), (18, 20), (5, 5), (2, 9), (7, 8)])!;
        Properties.Hold(from n in Gen.Choose(1, 200) from s in Gen.Choose(0, n) select (S: s, N: n), c =>
        {
            double own = (double)c.S / c.N;
            var shrunk = fit.Shrink(c.S, c.N);
            return shrunk.Value >= Math.Min(own, fit.Mean) - 1e-12 && shrunk.Value <= Math.Max(own, fit.Mean) + 1e-12
                && shrunk.Range.Low < shrunk.Value && shrunk.Value < shrunk.Range.High && shrunk.Trials == c.N;
        }, 100);
        Assert.Equal(fit.Mean, fit.Shrink(0, 0).Value, 1e-12);
    }

    [Fact]
    public void The_order_of_the_book_changes_nothing()
    {
        (long, long)[] book = [(3, 3), (9, 10), (1, 4), (0, 2), (18, 20), (5, 5), (2, 9), (7, 8)];
        Assert.Equal(BetaBinomial.Fit(book), BetaBinomial.Fit(book.Reverse()));
    }

    [Fact]
    public void Impossible_counts_are_refused() =>
        Assert.Throws<ArgumentException>(() => BetaBinomial.Fit([(2, 1), (1, 1), (1, 1), (1, 1), (1, 1)]));

    // Product form, without the gamma function.
    private static double LogLikelihood(IEnumerable<(long S, long N)> book, double a, double b) => book.Sum(c =>
    {
        var sum = 0.0;
        for (var i = 0; i < c.S; i++) sum += Math.Log((a + i) * (c.N - i) / (i + 1));
        for (var i = 0; i < c.N - c.S; i++) sum += Math.Log(b + i);
        for (var i = 0; i < c.N; i++) sum -= Math.Log(a + b + i);
        return sum;
    });
}
