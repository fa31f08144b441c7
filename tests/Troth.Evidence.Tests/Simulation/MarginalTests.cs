using Troth.Simulation;

namespace Troth.Evidence.Tests.Simulation;

/// <summary>The noise is what docs/guide/simulated-company.md says it is.</summary>
public class MarginalTests
{
    private const int Seeds = 20;

    public static TheoryData<SimulationVariant> Variants => [.. Enum.GetValues<SimulationVariant>()];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Claims_say_little_of_the_truth(SimulationVariant variant)
    {
        var correlations = Companies.OfSeeds(variant, Seeds, company => Companies.Correlation([.. company.Accounts
            .Where(account => account.Claim is not null)
            .Select(account => ((double)account.Claim!.Step, account.Hidden.Penetration))]));
        Assert.All(correlations, correlation => Assert.InRange(correlation, -.1, .3));
        Assert.InRange(correlations.Average(), .05, .22);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Purchases_are_as_expected_but_for_luck(SimulationVariant variant)
    {
        var from = Companies.AsOf.AddDays(1).AddMonths(-12);
        var years = Companies.OfSeeds(variant, 10, company => (
            Bought: (double)company.Accounts.Sum(account => company.Purchases(account, from, Companies.AsOf)),
            Expected: company.Accounts.Sum(account => account.Hidden.ExpectedLastYear)));
        Assert.InRange(years.Sum(year => year.Bought) / years.Sum(year => year.Expected), .97, 1.03);
    }

    [Theory]
    [InlineData(SimulationVariant.Usual, .45, .70)]
    [InlineData(SimulationVariant.Uneven, .55, .85)]
    [InlineData(SimulationVariant.Lumpy, .65, 1.05)]
    public void A_year_is_lumpy(SimulationVariant variant, double low, double high)
    {
        // Bought ÷ expected of accounts expected to buy little: what luck alone does to a year.
        var from = Companies.AsOf.AddDays(1).AddMonths(-12);
        var luck = Companies.OfSeeds(variant, 5, company => company.Accounts
            .Where(account => account.Hidden.ExpectedLastYear is > 2_000 and < 10_000)
            .Select(account => (double)company.Purchases(account, from, Companies.AsOf) / account.Hidden.ExpectedLastYear).ToList()).SelectMany(all => all).ToList();
        var deviation = Math.Sqrt(luck.Average(value => (value - 1) * (value - 1)));
        Assert.InRange(deviation, low, high);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Firmographics_tell_most_of_potential_and_not_all(SimulationVariant variant)
    {
        var pairs = Companies.Of(variant, 1).Accounts.GroupBy(account => (account.Segment, account.Industry)).Where(kind => kind.Count() >= 12)
            .SelectMany(kind =>
            {
                var mean = kind.Average(account => Math.Log(account.Hidden.Potential) - .9 * Math.Log((double)account.Revenue));
                return kind.Select(account => Math.Log(account.Hidden.Potential) - .9 * Math.Log((double)account.Revenue) - mean);
            }).ToList();
        Assert.InRange(Math.Sqrt(pairs.Average(value => value * value)), .20, .33);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Shares_of_need_are_u_shaped(SimulationVariant variant)
    {
        var shares = Companies.OfSeeds(variant, 5, company => company.Accounts
            .Where(account => account.Hidden.Trend is SimulatedTrend.Steady).Select(account => account.Hidden.Penetration).ToList()).SelectMany(all => all).ToList();
        double Between(double low, double high) => shares.Count(share => share >= low && share < high) / (double)shares.Count;
        Assert.InRange(shares.Average(), .32, .44);
        Assert.True(Between(0, .2) > 1.5 * Between(.4, .6) && Between(.8, 1) > .9 * Between(.4, .6), $"{Between(0, .2):F2} {Between(.4, .6):F2} {Between(.8, 1):F2}");
        Assert.InRange(Between(.4, .6), .05, .2);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Deliveries_are_late_as_often_as_in_public_records(SimulationVariant variant)
    {
        var shipped = Companies.Of(variant, 1).Accounts.SelectMany(account => account.Orders).SelectMany(order => order.Lines)
            .Where(line => line.ShippedOn is not null).ToList();
        Assert.InRange(shipped.Count(line => line.ShippedOn > line.PromisedOn) / (double)shipped.Count, .09, .18);
    }

    [Fact]
    public void The_sample_company_has_the_size_promised()
    {
        var sample = Company.Simulate(SimulationSettings.Sample(Companies.AsOf));
        var orders = sample.Accounts.SelectMany(account => account.Orders).ToList();
        Assert.Equal((240, 9, 3), (sample.Accounts.Count, sample.Sellers.Count, sample.Sellers.Select(seller => seller.Team).Distinct().Count()));
        Assert.InRange(sample.Accounts.Sum(account => account.Contacts.Count), 390, 460);
        Assert.InRange(orders.Count, 5_400, 6_600);
        Assert.InRange(orders.Sum(order => order.Lines.Count), 13_500, 16_500);
        Assert.Equal(["EUR", "GBP", "SEK"], orders.Select(order => order.Currency).Distinct().Order(StringComparer.Ordinal));
        Assert.True(orders.Max(order => order.OrderedOn) >= Companies.AsOf.AddDays(-3), "The newest order is fresh.");
        // Every kind must be there to be seen.
        Assert.Equal(Enum.GetValues<TrueKind>().Length, sample.Truth.Accounts.Values.Select(account => account.Kind).Distinct().Count());
    }

    [Fact]
    public void A_benchmark_company_has_about_the_orders_asked_for()
    {
        var written = new WrittenCompany();
        Folder.Of(SimulationSettings.ForSize(Companies.AsOf, accounts: 2_000, orders: 4_000, contacts: 4_000), out written);
        Assert.Equal(2_000, written.Accounts);
        Assert.InRange(written.Orders, 3_600, 4_400);
        Assert.InRange(written.Contacts, 3_700, 4_400);
    }
}
