using FsCheck.Fluent;

namespace Troth.Evidence.Tests.PotentialOfAccounts;

public class PotentialTests
{
    [Theory]
    [InlineData(40, .3)]
    [InlineData(350, .2)]
    public void Never_below_own_purchases_and_inside_its_interval(int count, double unknown)
    {
        var accounts = Books.Drawn(count, count, .8, unknown).Accounts;
        accounts.AddRange([new(Books.Id(9001), 0, [1e6, null], [null]), new(Books.Id(9002), -50, [null, null], ["new industry"])]);
        var found = Potential.Estimate(accounts);
        Assert.Equal(accounts.Select(a => a.Id), found.Select(f => f.Id));
        Assert.All(accounts.Zip(found), pair =>
        {
            var range = pair.Second.Range!.Value;
            Assert.True(range.Value >= Math.Max(0, pair.First.Spend) && range.Low >= Math.Max(0, pair.First.Spend));
            Assert.True(range.Low <= range.Value && range.Value <= range.High);
            Assert.InRange(pair.Second.Peers, 15, count - (pair.First.Buys ? 1 : 0));
            Assert.Null(pair.Second.Why);
        });
    }

    [Fact]
    public void Same_book_same_seed_same_figures_in_whatever_order()
    {
        var accounts = Books.Drawn(5, 320, .6, .1).Accounts;
        var mixed = accounts.ToArray();
        new Random(1).Shuffle(mixed);
        Assert.Equal(Potential.Estimate(accounts), Potential.Estimate(mixed).OrderBy(f => f.Id));
        Assert.NotEqual(Potential.Estimate(accounts), Potential.Estimate(accounts, new PotentialSettings { Seed = 2 }));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(320)]
    public void The_currency_does_not_matter(int count)
    {
        var accounts = Books.Drawn(6, count, .6, .1).Accounts;
        var other = Potential.Estimate([.. accounts.Select(a => a with { Spend = a.Spend * 1024 })]);
        Assert.All(Potential.Estimate(accounts).Zip(other), p =>
        {
            Assert.Equal(p.First.Range!.Value.Value * 1024, p.Second.Range!.Value.Value, p.Second.Range.Value.Value * 1e-6);
            Assert.Equal(p.First.Range!.Value.Low * 1024, p.Second.Range!.Value.Low, p.Second.Range.Value.Low * 1e-6);
        });
    }

    [Fact]
    public void Fewer_than_fifteen_other_buyers_is_an_answer()
    {
        var accounts = Books.Drawn(7, 15, .5).Accounts;
        accounts.Add(new AccountFacts(Books.Id(99), 0, [1e6, 30], ["industry 1"]));
        var found = Potential.Estimate(accounts);
        Assert.All(found.Take(15), f => Assert.Equal((null, 14, NoPotential.TooFewBuyers), (f.Range, f.Peers, f.Why)));
        Assert.NotNull(found[15].Range);
        Assert.Equal(15, found[15].Peers);
        Assert.All(Potential.Estimate(accounts[..14]), f => Assert.Equal(NoPotential.TooFewBuyers, f.Why));
        Assert.Empty(Potential.Estimate([]));
    }

    [Fact]
    public void An_account_like_nobody_else_has_too_few_peers()
    {
        var accounts = Books.Drawn(8, 200, .5).Accounts;
        accounts.Add(new AccountFacts(Books.Id(999), 100, [1e13, 4e6], ["moon mining"]));
        var found = Potential.Estimate(accounts);
        Assert.Equal(NoPotential.TooFewPeers, found[^1].Why);
        Assert.InRange(found[^1].Peers, 0, 14);
        Assert.InRange(found.Count(f => f.Why is not null), 1, 4);
    }

    [Fact]
    public void One_and_a_million_millions_live_in_one_book()
    {
        var accounts = Books.Drawn(9, 330, .5).Accounts;
        accounts.AddRange([new(Books.Id(901), 1, [1e6, 20], ["industry 1"]), new(Books.Id(902), 1e12, [1e6, 20], ["industry 1"]), new(Books.Id(903), 0, [1e6, 20], ["industry 1"])]);
        double With(IReadOnlyList<AccountFacts> book) => Potential.Estimate(book)[^1].Range!.Value.Value;
        double with = With(accounts), without = With([.. accounts.Where(a => a.Spend != 1 && a.Spend < 1e12)]);
        Assert.InRange(with / without, .6, 1.7);
        Assert.All(Potential.Estimate(accounts), f => Assert.True(f.Range is not { } range || double.IsFinite(range.High)));
    }

    [Fact]
    public void Without_any_feature_everybody_is_everybody_s_peer()
    {
        AccountFacts[] accounts = [.. Enumerable.Range(1, 100).Select(i => new AccountFacts(Books.Id(i), i, [], [])), new(Books.Id(500), 0, [], [])];
        var found = Potential.Estimate(accounts)[^1];
        Assert.InRange(found.Range!.Value.Value, 86, 94);
        Assert.InRange(found.Range.Value.Low, 75, 91);
    }

    [Fact]
    public void When_all_buy_the_same_that_is_what_anybody_could()
    {
        AccountFacts[] accounts = [.. Enumerable.Range(1, 40).Select(i => new AccountFacts(Books.Id(i), 500, [i], ["a"])), new(Books.Id(500), 0, [5], [null])];
        var range = Potential.Estimate(accounts)[^1].Range!.Value;
        Assert.Equal((500, 500, 500), (Math.Round(range.Value, 6), Math.Round(range.Low, 6), Math.Round(range.High, 6)));
    }

    [Fact]
    public void Held_out_estimates_know_nothing_of_the_account_s_own_purchases()
    {
        var accounts = Books.Drawn(10, 120, .7).Accounts;
        var plain = Potential.OutOfFold(accounts, 5);
        for (var i = 0; i < accounts.Count; i += 17)
        {
            var changed = accounts.ToArray();
            changed[i] = changed[i] with { Spend = 1e9 };
            var id = changed[i].Id;
            Assert.Equal(plain.Single(h => h.Id == id).Estimate, Potential.OutOfFold(changed, 5).Single(h => h.Id == id).Estimate);
        }

        Assert.Equal(120, plain.Count);
        Assert.Equal([24, 24, 24, 24, 24], plain.GroupBy(h => h.Fold).Select(g => g.Count()));
        Assert.All(Potential.OutOfFold(accounts[..15], 5), h => Assert.Null(h.Estimate));
    }

    [Fact]
    public void Beats_the_plain_quantile_where_firmographics_tell_and_holds_its_share()
    {
        foreach (var count in new[] { 150, 400 })
        {
            var accounts = Books.Drawn(count, count, .5).Accounts;
            var held = Potential.OutOfFold(accounts).Where(h => h.Estimate is not null).ToList();
            Assert.InRange(held.Count, .98 * count, count);
            double plain = held.Average(h => Pinball.Loss(Math.Log(h.Spend),
                WeightedQuantile.Of(held.Where(o => o.Fold != h.Fold).Select(o => Math.Log(o.Spend)), .9), .9));
            Assert.True(held.Average(h => Pinball.Loss(Math.Log(h.Spend), Math.Log(h.Estimate!.Value), .9)) < .85 * plain);
            Assert.InRange(held.Count(h => h.Spend <= h.Estimate) / (double)held.Count, .85, .95);
        }
    }

    [Fact]
    public void Books_that_cannot_be_are_refused()
    {
        AccountFacts one = new(Books.Id(1), 5, [1], ["a"]);
        Assert.Throws<ArgumentException>(() => Potential.Estimate([one, one]));
        Assert.Throws<ArgumentException>(() => Potential.Estimate([one, one with { Id = Books.Id(2), Numbers = [] }]));
        Assert.Throws<ArgumentException>(() => Potential.Estimate([one with { Spend = double.NaN }]));
        Assert.Throws<ArgumentException>(() => Potential.Estimate([one with { Numbers = [double.PositiveInfinity] }]));
    }

    [Fact]
    public void Penetration_is_the_share_of_potential_and_its_doubt()
    {
        var range = new PotentialRange(1000, 800, 1250);
        var (value, interval) = range.Penetration(400);
        Assert.Equal((.4, new Interval(.32, .5)), (value, interval));
        Assert.Equal(0, range.Penetration(-7).Value);
        Properties.Hold(from low in Gen.Choose(1, 100) from more in Gen.Choose(0, 50) from most in Gen.Choose(0, 50) from own in Gen.Choose(0, 200)
                        select (new PotentialRange(low + more, low, low + more + most), own), c =>
        {
            var (share, doubt) = c.Item1.Penetration(c.own);
            return doubt.Low <= share && share <= doubt.High && doubt.High <= 1;
        });
    }
}
