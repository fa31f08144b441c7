namespace Troth.Evidence.Tests;

public class SellerFitTests
{
    [Fact]
    public void Intervals_hold_the_truth_nine_times_in_ten()
    {
        int held = 0, all = 0;
        double drawn = 0, plain = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var (accounts, truth) = Company(seed, sellers: 12, lines: 5, accounts: 400);
            var fit = SellerFit.Learn(accounts)!;
            foreach (var group in accounts.GroupBy(a => (a.Seller, a.Field)))
            {
                var expected = fit.Expect(group.Key.Seller, group.Key.Field);
                var real = truth[group.Key.Seller, group.Key.Field!.Value];
                held += expected.Range.Holds(real) ? 1 : 0;
                all++;
                drawn += Math.Pow(expected.Share - real, 2);
                plain += Math.Pow(group.Average(a => a.Share) - real, 2);
                Assert.Equal(group.Count(), expected.Accounts);
            }
        }

        Assert.InRange((double)held / all, .87, .93);
        Assert.True(drawn < .7 * plain, $"Drawn towards what is typical {drawn:f2}, as it is {plain:f2}.");
    }

    [Fact]
    public void Where_chance_alone_makes_sellers_differ_none_differs()
    {
        var spreads = Enumerable.Range(0, 40).Select(seed => SellerFit.Learn(Company(seed, 10, 1, 300, sellerSpread: 0, pairSpread: 0).Accounts)!.Spread).Order().ToArray();
        Assert.InRange(spreads[20], 0, .02);
    }

    [Fact]
    public void An_account_takes_along_what_is_its_own()
    {
        var (accounts, _) = Company(3, 6, 3, 300);
        var fit = SellerFit.Learn(accounts)!;
        var account = accounts[0] with { Share = .9 };
        Assert.Equal(.9, fit.With(account, account.Seller, .5, .2));
        var other = (account.Seller + 1) % 6;
        Assert.Equal(fit.Expect(other, account.Field).Share, fit.With(account, other, 0, .2), 12);
        Assert.True(fit.With(account, other, .5, 0) > fit.With(account, other, .2, 0));
        // A cold account has nothing to lose, and gains as much as somebody new wins back.
        var cold = account with { Share = 0 };
        Assert.Equal(fit.Expect(other, cold.Field).Share, fit.With(cold, other, 1, 1), 12);
        Assert.Equal(Math.Max(0, fit.Expect(other, cold.Field).Share - fit.Expect(cold.Seller, cold.Field).Share), fit.With(cold, other, 1, 0), 12);
    }

    [Fact]
    public void Too_few_accounts_teach_nothing() => Assert.Null(SellerFit.Learn(Company(1, 3, 2, 29).Accounts));

    [Fact]
    public void Accounts_of_no_known_line_count_for_their_seller()
    {
        var (accounts, _) = Company(5, 6, 1, 200);
        var fit = SellerFit.Learn([.. accounts.Select(a => a with { Field = null })])!;
        Assert.Equal(0, fit.Expect(0, null).Accounts);
        Assert.True(fit.Spread > 0);
    }

    [Theory]
    [InlineData(1.01, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(.5, -1)]
    public void What_cannot_be_is_refused(double share, int seller) =>
        Assert.Throws<ArgumentException>(() => SellerFit.Learn([new(seller, null, share)]));

    private static (ReachedShare[] Accounts, double[,] Truth) Company(
        int seed, int sellers, int lines, int accounts, double sellerSpread = .08, double pairSpread = .05)
    {
        var dice = new Random(seed);
        double Draw(double spread) => spread == 0 ? 0 : MathNet.Numerics.Distributions.Normal.Sample(dice, 0, spread);
        var line = Enumerable.Range(0, lines).Select(_ => .45 + Draw(.06)).ToArray();
        var seller = Enumerable.Range(0, sellers).Select(_ => Draw(sellerSpread)).ToArray();
        var truth = new double[sellers, lines];
        for (var s = 0; s < sellers; s++)
        {
            for (var k = 0; k < lines; k++) truth[s, k] = line[k] + seller[s] + Draw(pairSpread);
        }

        return ([.. Enumerable.Range(0, accounts).Select(i =>
        {
            var (s, k) = (i % sellers, dice.Next(lines));
            return new ReachedShare(s, k, Math.Clamp(truth[s, k] + Draw(.12), 0, 1));
        })], truth);
    }
}
