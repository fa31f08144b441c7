using Troth.Book.Contracts;
using Troth.Effort;

namespace Troth.Tests.Effort;

public sealed class SellerHoursTests
{
    private static readonly Guid Me = Guid.CreateVersion7();

    [Fact]
    public void The_curve_goes_through_what_it_buys_at_its_hours()
    {
        var hours = Of([Account(1, bought: 100, potential: 400, low: 300, high: 600)], (1, new AccountEffortInput { Hours = 6 }));
        var row = Assert.Single(hours.Rows);

        Assert.True(row.HoursSaid);
        Assert.Equal(100, row.Response!.Curve.At(6), 9);
        Assert.Equal(70, row.Response.Curve.A, 9); // what stays without time, as assumed
        Assert.Equal(400, row.Response.Saturation);
        Assert.Equal((300, 600), (row.Response.Range!.Value.Low, row.Response.Range.Value.High));
        Assert.Equal(CurveFrom.Today, row.From);
        Assert.Equal((1, 6m, 6m), (hours.Stated, hours.Hours, row.Best)); // one account: nowhere else to go
        Assert.Equal(0, hours.Gain!.Gain);
    }

    [Fact]
    public void Hours_go_from_who_buys_all_it_could_to_who_could_buy_more()
    {
        var hours = Of([Account(1, bought: 95, potential: 100, low: 96, high: 120), Account(2, bought: 95, potential: 500, low: 400, high: 700)],
            (1, new AccountEffortInput { Hours = 10 }), (2, new AccountEffortInput { Hours = 10 }));
        HoursRow full = hours.Rows.Single(r => r.Facts.Number == 1), open = hours.Rows.Single(r => r.Facts.Number == 2);

        Assert.Equal(20, full.Best + open.Best);
        Assert.True(open.Best > 10, $"{open.Best} hours");
        Assert.True(hours.Gain!.Gain > 0);
        Assert.True(hours.Gain.GainRange.Low <= hours.Gain.Gain && hours.Gain.GainRange.High >= hours.Gain.Gain);
        Assert.Equal([2L], hours.Week.Select(r => r.Facts.Number));
        Assert.True(hours.NextHour > 0 && hours.LastHour >= hours.NextHour);
        Assert.Equal(190, hours.Gain.Today, 6); // through both points of today
    }

    [Fact]
    public void Hours_nobody_said_follow_purchases_and_are_a_guess()
    {
        var hours = Of([Account(1, bought: 300, potential: 900), Account(2, bought: 100, potential: 900), Account(3, bought: 0, potential: 900), Account(4, bought: 50, potential: 900)],
            (4, new AccountEffortInput { Hours = 20 }));
        decimal Hours(long number) => hours.Rows.Concat(hours.Kept).Single(r => r.Facts.Number == number).Hours;

        Assert.Equal((30m, 10m, 0m, 20m), (Hours(1), Hours(2), Hours(3), Hours(4))); // what is left of sixty
        Assert.Equal(1, hours.Stated);
        Assert.Equal([false, false, true], hours.Rows.OrderBy(r => r.Facts.Number).Select(r => r.HoursSaid));
    }

    [Fact]
    public void Another_sellers_hours_say_nothing()
    {
        var account = Account(1, bought: 100, potential: 400);
        var effort = Said(account, new AccountEffortInput { Hours = 6 }, Guid.CreateVersion7());
        var hours = SellerHours.Of([account], new Dictionary<Guid, AccountEffort> { [account.AccountId] = effort }, Me, new EffortSettings(), default);

        Assert.Equal(0, hours.Stated);
        Assert.Equal(60, Assert.Single(hours.Rows).Hours);
    }

    [Fact]
    public void Who_buys_nothing_takes_part_when_somebody_says_what_it_could_buy_and_answers_as_fast_as_the_others()
    {
        BuyingFacts[] buying = [.. Enumerable.Range(1, SellerHours.LeastTellers).Select(i => Account(i, bought: 100, potential: 400))];
        (int, AccountEffortInput)[] said = [.. buying.Select(a => ((int)a.Number, new AccountEffortInput { Hours = 6 })), (9, new AccountEffortInput { Ceiling = 400 })];
        var hours = Of([.. buying, Account(9, bought: 0, potential: 400)], said);
        HoursRow known = hours.Rows.First(r => r.Facts.Number == 1), fresh = hours.Rows.Single(r => r.Facts.Number == 9);

        Assert.Equal((CurveFrom.Judged, SellerHours.LeastTellers), (fresh.From, hours.Tellers));
        Assert.Equal(known.Response!.Curve.HalfEffort, fresh.Response!.Curve.HalfEffort, 6);
        // Too few tell how fast: then it is the company's assumption.
        Assert.Equal((0, 4), (Of([Account(1, 100, 400), Account(9, 0, 400)], (1, new AccountEffortInput { Hours = 6 }), (9, new AccountEffortInput { Ceiling = 400 })).Tellers, new EffortSettings().HalfHours));
        // What similar accounts buy is no reason to drive there.
        Assert.Empty(Of([Account(9, bought: 0, potential: 400)]).Rows);
    }

    [Fact]
    public void Judged_points_give_the_curve_through_them_and_go_stale_with_what_it_buys()
    {
        var said = new AccountEffortInput { Hours = 4, Without = 50, OneAndHalf = 180, Ceiling = 300 };
        var row = Of([Account(1, bought: 120, potential: null)], (1, said)).Rows[0];

        Assert.Equal(CurveFrom.Judged, row.From);
        Assert.Equal((50d, 120d, 180d, 300d), (row.Response!.Curve.At(0), Math.Round(row.Response.Curve.At(4), 6), Math.Round(row.Response.Curve.At(6), 6), row.Response.Saturation));
        Assert.Null(row.Response.Range);
        var stale = Of([Account(1, bought: 190, potential: null)], (1, new AccountEffortInput { Hours = 4, OneAndHalf = 180, Ceiling = 300 }), boughtThen: 120).Rows[0];
        Assert.True(stale.PointsStale);
        Assert.Equal(190, stale.Response!.Curve.At(4), 6);
    }

    [Fact]
    public void Who_nobody_knows_a_ceiling_of_keeps_its_hours()
    {
        var hours = Of([Account(1, bought: 100, potential: null), Account(2, bought: 100, potential: 300)], (1, new AccountEffortInput { Hours = 5 }), (2, new AccountEffortInput { Hours = 3 }));

        Assert.Equal([1L], hours.Kept.Select(r => r.Facts.Number));
        Assert.Equal((3m, 1), (hours.Hours, hours.Rows.Count));
    }

    [Fact]
    public void Visits_bound_the_split_and_too_many_are_said()
    {
        var bounded = Of([Account(1, bought: 95, potential: 100), Account(2, bought: 95, potential: 500)],
            (1, new AccountEffortInput { Hours = 10, LeastVisits = 4 }), (2, new AccountEffortInput { Hours = 10, MostVisits = 5 }));
        Assert.True(bounded.Rows.Single(r => r.Facts.Number == 1).Best >= 8);
        Assert.True(bounded.Rows.Single(r => r.Facts.Number == 2).Best <= 10);

        var over = Of([Account(1, bought: 95, potential: 100)], (1, new AccountEffortInput { Hours = 3, LeastVisits = 4 }));
        Assert.False(over.Feasible);
        Assert.Equal((8m, 3m), (over.Needed, over.Hours));
        Assert.Null(over.Gain);
        Assert.Empty(over.Week);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void The_best_split_is_never_worse_than_todays(int seed)
    {
        var random = new Random(seed);
        BuyingFacts[] accounts = [.. Enumerable.Range(1, 40).Select(i =>
            Account(i, random.Next(0, 200), random.Next(3) == 0 ? null : 200 + random.Next(500)))];
        var hours = Of(accounts, [.. Enumerable.Range(1, 20).Select(i => (i, new AccountEffortInput { Hours = random.Next(0, 12) / 2m }))]);

        Assert.True(hours.Gain!.Gain >= -1e-6);
        Assert.True(hours.Rows.Sum(r => r.Best) <= hours.Hours);
        Assert.Equal(hours.Week.OrderByDescending(r => r.PerHour), hours.Week);
    }

    private static SellerHours Of(BuyingFacts[] accounts, params (int Number, AccountEffortInput Input)[] said) => Of(accounts, said, null);

    private static SellerHours Of(BuyingFacts[] accounts, (int Number, AccountEffortInput Input) said, decimal boughtThen) => Of(accounts, [said], boughtThen);

    private static SellerHours Of(BuyingFacts[] accounts, (int Number, AccountEffortInput Input)[] said, decimal? boughtThen) => SellerHours.Of(accounts,
        said.Select(s => (Account: accounts.Single(a => a.Number == s.Number), s.Input)).ToDictionary(s => s.Account.AccountId, s => Said(s.Account, s.Input, Me, boughtThen)),
        Me, new EffortSettings(), default);

    private static AccountEffort Said(BuyingFacts account, AccountEffortInput input, Guid seller, decimal? boughtThen = null)
    {
        var effort = new AccountEffort { AccountId = account.AccountId };
        effort.Say(input, seller, boughtThen ?? account.Bought, null, "Sam Seller", new DateOnly(2026, 1, 5));
        return effort;
    }

    private static BuyingFacts Account(long number, decimal bought, decimal? potential, decimal? low = null, decimal? high = null) => new()
    {
        AccountId = Guid.CreateVersion7(), Number = number, Name = $"Account {number}", SellerId = Me, Bought = bought, Orders = 4, Potential = potential,
        PotentialLow = low ?? potential, PotentialHigh = high ?? potential, Peers = 30, AskedOn = null, Currency = "EUR", IsAsset = false, SellerGrowsFast = false, AsOf = new DateOnly(2026, 5, 31), ComputedAt = DateTimeOffset.UnixEpoch,
    };
}
