using FsCheck.Fluent;
using MathNet.Numerics.Distributions;

namespace Troth.Evidence.Tests.GrowthAndSellers;

public class GrowthTests
{
    [Theory]
    [InlineData(100, 100, 0.0)]
    [InlineData(200, 100, 1 / 3.0)]
    [InlineData(100, 200, -1 / 3.0)]
    [InlineData(100, 0, 1.0)]
    [InlineData(0, 100, -1.0)]
    [InlineData(-5, 100, -1.0)]
    [InlineData(1e308, 1e308, 0.0)]
    [InlineData(0, 0, null)]
    public void Symmetric_growth(double last, double previous, double? growth) => Assert.Equal(growth, Growth.Of(last, previous));

    [Fact]
    public void With_too_few_peers_nobody_stands_anywhere()
    {
        var book = Enumerable.Range(1, 14).Select(i => Change(i, 110, 100)).Append(Change(15, 0, 0)).ToList();
        Assert.All(Growth.AgainstPeers(book), g => Assert.Equal((GrowthStanding.Unknown, null), (g.Standing, g.Peers)));
        book.Add(Change(16, 110, 100));
        var found = Growth.AgainstPeers(book);
        Assert.Equal(GrowthStanding.WithPeers, found[0].Standing);
        Assert.Equal(GrowthStanding.Unknown, found[14].Standing);
        Assert.Null(found[14].Own);
    }

    [Fact]
    public void In_a_steady_market_tiny_changes_are_with_peers_and_large_ones_are_not()
    {
        var book = Enumerable.Range(1, 30).Select(i => Change(i, 100, 100)).ToList();
        book.AddRange([Change(31, 108, 100), Change(32, 92, 100), Change(33, 150, 100), Change(34, 60, 100)]);
        var found = Growth.AgainstPeers(book);
        Assert.Equal([GrowthStanding.WithPeers, GrowthStanding.WithPeers, GrowthStanding.Outgrowing, GrowthStanding.Shrinking],
            found.Skip(30).Select(g => g.Standing));
        Assert.Equal(Growth.LeastBand, found[30].Band);
    }

    [Fact]
    public void Standing_still_while_peers_double_is_shrinking()
    {
        var book = Enumerable.Range(1, 40).Select(i => Change(i, 200 + i, 100)).Append(Change(99, 100, 100)).ToList();
        Assert.Equal(GrowthStanding.Shrinking, Growth.AgainstPeers(book)[40].Standing);
    }

    [Fact]
    public void A_group_large_enough_is_compared_within_itself()
    {
        List<PurchaseChange> book = [.. Enumerable.Range(1, 20).Select(i => Change(i, 200, 100, "Plants")), .. Enumerable.Range(21, 60).Select(i => Change(i, 100, 100, " plantS?")),
            Change(98, 100, 100, "plants "), Change(99, 100, 100, "Few")];
        var found = Growth.AgainstPeers(book);
        Assert.Equal(GrowthStanding.Shrinking, found[80].Standing);
        Assert.Equal(("Plants", 21), (found[80].Peers!.Group, found[80].Peers!.Accounts));
        Assert.Equal(GrowthStanding.WithPeers, found[81].Standing);
        Assert.Equal((null, 82), (found[81].Peers!.Group, found[81].Peers!.Accounts));
    }

    [Fact]
    public void Few_large_orders_allow_less_to_be_said_than_many_small_ones()
    {
        List<PurchaseChange> book = [.. Enumerable.Range(1, 30).Select(i => Change(i, 100, 100)),
            Change(31, 150, 100) with { LastSquares = 150 * 1.5, PreviousSquares = 100 * 1.5 }, // a hundred orders and more
            Change(32, 150, 100) with { LastSquares = 75 * 75 * 2, PreviousSquares = 100 * 100 }]; // two after one
        var found = Growth.AgainstPeers(book);
        Assert.Equal((GrowthStanding.Outgrowing, GrowthStanding.WithPeers), (found[30].Standing, found[31].Standing));
        Assert.True(found[30].Band < found[31].Band && found[31].Band <= Growth.MostBand);
    }

    [Fact]
    public void Chance_alone_rarely_leaves_the_band()
    {
        // Steady accounts of 5 to 60 exponential orders a year: at most about one in ten stands out, on either side alike.
        var random = new Random(11);
        (double Sum, double Squares) Year(double orders)
        {
            var amounts = Enumerable.Range(0, Poisson.Sample(random, orders)).Select(_ => -Math.Log(1 - random.NextDouble())).ToList();
            return (amounts.Sum(), amounts.Sum(a => a * a));
        }

        var book = Enumerable.Range(0, 4000).Select(i =>
        {
            var orders = 5 + 55 * random.NextDouble();
            (double Sum, double Squares) last = Year(orders), previous = Year(orders);
            return Change(i, last.Sum, previous.Sum) with { LastSquares = last.Squares, PreviousSquares = previous.Squares };
        }).ToList();
        var found = Growth.AgainstPeers(book);
        Assert.InRange(found.Count(g => g.Standing == GrowthStanding.Outgrowing) / 4000.0, .03, .085);
        Assert.InRange(found.Count(g => g.Standing == GrowthStanding.Shrinking) / 4000.0, .03, .085);
    }

    [Fact]
    public void The_interval_of_the_peers_growth_holds_the_market_nine_times_in_ten()
    {
        // Skewed growth around a median of 0 in books of very different sizes: the shape must not matter.
        var random = new Random(7);
        int held = 0, books = 1000;
        for (var at = 0; at < books; at++)
        {
            var book = Enumerable.Range(0, 40).Select(i =>
            {
                var growth = random.Next(2) == 0 ? -.9 * Math.Pow(random.NextDouble(), 2) : .3 * random.NextDouble();
                var size = Math.Exp(3 * random.NextDouble());
                return Change(i, size * (1 + growth), size * (1 - growth));
            }).ToList();
            var peers = Growth.AgainstPeers(book)[0].Peers!;
            Assert.True(peers.Range.Holds(peers.Typical));
            if (peers.Range.Holds(0)) held++;
        }
        Assert.InRange(held / (double)books, .87, .94);
    }

    [Fact]
    public void With_equal_weights_the_peers_interval_lies_at_the_sign_tests_order_statistics()
    {
        // n = 20: the 6th and the 15th of the ordered values hold the median in 95.9 %, the 7th and 14th in 88.5 % of samples (binomial, exact).
        var book = Enumerable.Range(1, 20).Select(i => Change(i, 100 + i, 100 - i)).ToList(); // growth i/100, all of one size
        var range = Growth.AgainstPeers(book)[0].Peers!.Range;
        Assert.InRange(range.Low, .06, .07);
        Assert.InRange(range.High, .14, .15);
    }

    [Fact]
    public void An_accounts_own_interval_is_as_wide_as_the_chance_of_its_orders()
    {
        List<PurchaseChange> book = [.. Enumerable.Range(1, 30).Select(i => Change(i, 100, 100)),
            Change(31, 150, 100) with { LastSquares = 15 * 100, PreviousSquares = 10 * 100 }, // twenty-five orders of ten
            Change(32, 150, 100) with { LastSquares = 150 * 150, PreviousSquares = 100 * 100 }, // one and one
            Change(33, 0, 0) with { LastSquares = 0, PreviousSquares = 0 }];
        var found = Growth.AgainstPeers(book);
        Assert.Null(found[0].Range); // squares not known
        Assert.Equal((-.127353, .494818), Rounded(found[30].Range!.Value)); // Jeffreys' for 15 of 25, integrated apart from this code
        Assert.InRange(found[31].Range!.Value.Low, -.8, -.7); // little is impossible
        Assert.InRange(found[31].Range!.Value.High, .8, .95);
        Assert.Null(found[32].Range);
        Assert.NotNull(Growth.AgainstPeers([book[30]])[0].Range); // without peers too
    }

    /// <summary>All ways in which equal orders can fall into the two years, exactly; over all shares alike, for a book has accounts of every growth.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(40)]
    public void An_accounts_own_interval_holds_the_truth_nine_times_in_ten_over_all_accounts_however_few_their_orders(int orders)
    {
        var ranges = Enumerable.Range(0, orders + 1)
            .Select(k => Own([.. Enumerable.Repeat(7.0, k)], [.. Enumerable.Repeat(7.0, orders - k)])).ToList();
        var held = Enumerable.Range(1, 999).Average(share => Enumerable.Range(0, orders + 1)
            .Where(k => ranges[k].Holds(2 * share / 1000.0 - 1)).Sum(k => Binomial.PMF(share / 1000.0, orders, k)));
        Assert.InRange(held, .89, orders < 3 ? .995 : .945); // one order may be either year's
        Assert.Equal(-1, ranges[0].Low); // all lost may be all lost
        if (orders == 3) Assert.Equal(0, ranges[0].High, 9);
        else Assert.Equal(.95, Beta.CDF(.5, orders + .5, (1 + ranges[0].High) / 2), 9);
        Assert.Equal(orders < 4, ranges[0].Holds(0)); // three of three may be chance
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(1)]
    [InlineData(1.5)]
    public void An_accounts_own_interval_holds_the_truth_nine_times_in_ten_however_unequal_its_orders(double sigma)
    {
        var random = new Random(5);
        foreach (var orders in new[] { 2, 4, 9, 30 })
        {
            int held = 0, accounts = 2000;
            for (var at = 0; at < accounts; at++)
            {
                var share = random.NextDouble();
                var years = Enumerable.Range(0, orders)
                    .Select(_ => (Amount: Math.Exp(sigma * Noise(random)), Last: random.NextDouble() < share))
                    .ToLookup(o => o.Last, o => o.Amount);
                if (Own([.. years[true]], [.. years[false]]).Holds(2 * share - 1)) held++;
            }
            Assert.InRange(held / (double)accounts, .87, orders < 4 ? .985 : .95);
        }
    }

    [Fact]
    public void The_less_chance_moves_orders_the_narrower_is_the_interval()
    {
        PurchaseChange[] book = [Change(1, 90, 60) with { LastSquares = 900, PreviousSquares = 600 }];
        double Width(OrderScatter? scatter) => Growth.AgainstPeers(book, scatter)[0].Range is { } range ? range.High - range.Low : 0;
        Assert.Equal(Width(null), Width(OrderScatter.Chance));
        Assert.Equal(Math.Sqrt(.5), Width(new OrderScatter(.5, 0, 99)) / Width(null), .04);
        Assert.True(Width(new OrderScatter(1, .3, 99)) > 1.1 * Width(null));
    }

    [Fact]
    public void The_currency_does_not_matter_and_neither_does_the_order() => Properties.Hold(
        Gen.ListOf(from last in Gen.Choose(-20, 500) from previous in Gen.Choose(0, 500) from g in Gen.Elements("a", "b", null) select (last, previous, g), 60),
        rows =>
        {
            PurchaseChange[] book = [.. rows.Select((r, i) => Change(i, r.last, r.previous, r.g))];
            var plain = Growth.AgainstPeers(book);
            var other = Growth.AgainstPeers([.. book.Select(c => c with { Last = 4 * c.Last, Previous = 4 * c.Previous }).Reverse()]).Reverse();
            return plain.Zip(other).All(p => p.First.Id == p.Second.Id && p.First.Standing == p.Second.Standing);
        });

    [Fact]
    public void One_huge_account_is_not_the_market()
    {
        var book = Enumerable.Range(1, 40).Select(i => Change(i, 100, 100)).Append(Change(99, 2000, 10_000)).ToList();
        Assert.Equal(0, Growth.AgainstPeers(book)[0].Peers!.Typical);
    }

    [Fact]
    public void Figures_that_are_no_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Growth.AgainstPeers([Change(1, double.NaN, 1)]));
        Assert.Throws<ArgumentException>(() => Growth.AgainstPeers([Change(1, 1, 1) with { LastSquares = -1 }]));
    }

    private static Interval Own(double[] last, double[] previous) =>
        Growth.AgainstPeers([Change(1, last.Sum(), previous.Sum())
            with { LastSquares = last.Sum(x => x * x), PreviousSquares = previous.Sum(x => x * x) }])[0].Range!.Value;

    private static double Noise(Random random) => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);

    private static (double, double) Rounded(Interval range) => (Math.Round(range.Low, 6), Math.Round(range.High, 6));

    private static PurchaseChange Change(int id, double last, double previous, string? group = null) =>
        new(new Guid(id, 0, 0, new byte[8]), last, previous, group);
}
