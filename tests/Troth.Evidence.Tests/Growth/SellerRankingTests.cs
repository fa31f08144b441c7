using FsCheck.Fluent;

namespace Troth.Evidence.Tests.GrowthAndSellers;

public class SellerRankingTests
{
    [Fact]
    public void The_fastest_third_is_on_top()
    {
        var ranks = SellerRanking.ByGrowth(Books(6, s => 100 + 10 * s));
        Assert.Equal([6, 5, 4, 3, 2, 1], ranks.Select(r => r.Rank!.Value));
        Assert.Equal([false, false, false, false, true, true], ranks.Select(r => r.TopThird));
        Assert.All(ranks, r => Assert.Equal((6, 5), (r.Ranked, r.Accounts)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void With_too_few_sellers_nobody_is(int sellers) =>
        Assert.All(SellerRanking.ByGrowth(Books(sellers, s => 100 + 10 * s)), r => Assert.False(r.TopThird));

    [Fact]
    public void A_book_of_few_accounts_is_not_ranked()
    {
        List<SellerAccount> accounts = [.. Books(4, s => 100 + s), .. Enumerable.Range(0, 4).Select(_ => new SellerAccount(Seller(9), 900, 100)), new(Seller(9), 0, 0)];
        var small = SellerRanking.ByGrowth(accounts).Single(r => r.Seller == Seller(9));
        Assert.Equal((null, 4, 4, false), (small.Rank, small.Ranked, small.Accounts, small.TopThird));
        Assert.NotNull(small.Growth);
        Assert.Null(SellerRanking.ByGrowth([new(Seller(1), 0, 0)])[0].Growth);
    }

    [Fact]
    public void The_interval_of_equal_accounts_is_students()
    {
        // Growths −.2, 0, .1, .3, .3 at equal weights: mean .1, standard deviation .2121, t(4; .95) = 2.1318.
        double[] growths = [-.2, 0, .1, .3, .3];
        var rank = SellerRanking.ByGrowth(growths.Select(g => new SellerAccount(Seller(1), 100 * (1 + g), 100 * (1 - g)))).Single();
        Assert.Equal(.1, rank.Growth!.Value, 9);
        Assert.Equal(.1 - 2.131847 * .2121320 / Math.Sqrt(5), rank.Range!.Value.Low, 5);
        Assert.Equal(.1 + 2.131847 * .2121320 / Math.Sqrt(5), rank.Range!.Value.High, 5);
    }

    /// <summary>Accounts of unequal size whose growth scatters around the seller's: 90 % of the intervals should hold it.</summary>
    [Fact]
    public void Nine_in_ten_intervals_hold_the_truth()
    {
        var random = new Random(5);
        var held = 0;
        const int Books = 4_000;
        for (var book = 0; book < Books; book++)
        {
            var accounts = Enumerable.Range(0, 25).Select(_ =>
            {
                var (size, growth) = (Math.Exp(2 * random.NextDouble()), .05 + .4 * (random.NextDouble() - .5));
                return new SellerAccount(Seller(1), size * (1 + growth), size * (1 - growth));
            });
            if (SellerRanking.ByGrowth(accounts).Single().Range!.Value.Holds(.05)) held++;
        }
        Assert.InRange(held / (double)Books, .87, .93);
    }

    [Fact]
    public void Equals_across_the_border_are_all_left_out()
    {
        var ranks = SellerRanking.ByGrowth(Books(6, s => s >= 4 ? 200 : 100));
        Assert.All(ranks, r => Assert.False(r.TopThird));
        Assert.Equal(2, SellerRanking.ByGrowth(Books(6, s => s >= 5 ? 200 : 100)).Count(r => r.TopThird));
    }

    [Fact]
    public void One_large_project_does_not_make_a_star()
    {
        // By the sum of the book seller 1 grows fastest, by one account; the other thirty shrink.
        List<SellerAccount> accounts = [.. Books(6, s => s == 1 ? 90 : 100 + s, 30), new(Seller(1), 1000, 400)];
        Assert.Equal(6, SellerRanking.ByGrowth(accounts).Single(r => r.Seller == Seller(1)).Rank);
    }

    [Fact]
    public void Never_more_than_a_third() => Properties.Hold(
        Gen.ListOf(from s in Gen.Choose(1, 12) from a in Gen.Choose(0, 9) from b in Gen.Choose(0, 9) select new SellerAccount(Seller(s), a, b), 80),
        accounts =>
        {
            var ranks = SellerRanking.ByGrowth(accounts);
            var top = ranks.Where(r => r.TopThird).ToList();
            return 3 * top.Count <= ranks.Count(r => r.Rank is not null)
                && ranks.All(r => r.TopThird || r.Rank is null || top.All(t => t.Growth > r.Growth))
                && ranks.Select(r => r.Seller).SequenceEqual(ranks.Select(r => r.Seller).Order());
        });

    private static IEnumerable<SellerAccount> Books(int sellers, Func<int, double> last, int accounts = 5) =>
        Enumerable.Range(1, sellers).SelectMany(s => Enumerable.Range(0, accounts).Select(_ => new SellerAccount(Seller(s), last(s), 100)));

    private static Guid Seller(int number) => new(number, 0, 1, new byte[8]);
}
