using MathNet.Numerics.Distributions;

namespace Troth.Evidence.Tests.GrowthAndSellers;

public class OrderScatterTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, .5, 0)]
    [InlineData(1, 1, .1)]
    public void Finds_how_orders_were_drawn(int stages, double orders, double quarters)
    {
        var random = new Random(8);
        var scatter = OrderScatter.Learn(Enumerable.Range(0, 4000).Select(_ => Account(random, Math.Exp(4 * random.NextDouble()), stages, quarters)));
        Assert.InRange(scatter.Accounts, 2300, 3900);
        // Orders of one size; gaps of two stages have half the variance of chance in the long run, a little more within a quarter.
        Assert.InRange(scatter.Orders, orders - .06, orders + .14);
        Assert.Equal(quarters, scatter.Quarters, .025);
    }

    [Fact]
    public void What_lasts_grows_or_has_its_season_is_no_scatter()
    {
        var scatter = OrderScatter.Learn(Enumerable.Range(1, 50).Select(i =>
        {
            var account = new EightQuarters();
            // 10, 20, 5, 10 each year, and 3 more in every quarter of the second, as ones.
            for (var quarter = 0; quarter < 8; quarter++)
                for (var order = 0; order < new[] { 10, 20, 5, 10 }[quarter % 4] + quarter / 4 * 3; order++) account.Add(quarter, i);
            return account;
        }));
        Assert.InRange(scatter.Orders, 0, .4); // drawn to 1 as if by five accounts, else the least there is
        Assert.Equal((0, 50), (scatter.Quarters, scatter.Accounts));
    }

    [Fact]
    public void Too_few_accounts_teach_nothing()
    {
        var random = new Random(3);
        Assert.Equal(OrderScatter.Chance, OrderScatter.Learn([]));
        Assert.Equal((1.0, 0.0), OrderScatter.Learn(Enumerable.Range(0, 15).Select(_ => Account(random, 30, 2, 0))) is var few ? (few.Orders, few.Quarters) : default);
        // Starts and ends are no scatter: such accounts are left out.
        Assert.Equal(0, OrderScatter.Learn(Enumerable.Range(0, 40).Select(_ => New(5))).Accounts);
    }

    private static EightQuarters New(int since)
    {
        var account = new EightQuarters();
        for (var quarter = since; quarter < 8; quarter++) account.Add(quarter, 100);
        return account;
    }

    private static EightQuarters Account(Random random, double perYear, int stages, double quarters)
    {
        var account = new EightQuarters();
        double next = -5 + Gamma.Sample(random, stages, stages), clock = 0;
        while (next < 0) next += Gamma.Sample(random, stages, stages);
        for (var quarter = 0; quarter < 8; quarter++)
        {
            clock += perYear / 4 * (quarters > 0 ? Gamma.Sample(random, 1 / quarters, 1 / quarters) : 1);
            for (; next <= clock; next += Gamma.Sample(random, stages, stages)) account.Add(quarter, 100);
        }

        return account;
    }
}
