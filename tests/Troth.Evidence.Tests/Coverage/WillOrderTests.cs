using Troth.Evidence.Tests.Simulation;
using Troth.Simulation;
using Xunit.Abstractions;

namespace Troth.Evidence.Tests.Coverage;

/// <summary>
/// Whether an account orders within the last 90 days of a simulated company, foretold from what was known before them. Held against two simple
/// rules, each at its best: the share of all accounts that ordered in the 90 days before those, and the share of accounts whose last order
/// then was as long ago. By Brier's score, the mean square of what was missed (Brier 1950).
/// </summary>
public class WillOrderTests(ITestOutputHelper output)
{
    private const int Days = 90;

    /// <summary>Days since the last order that the recency rule tells apart.</summary>
    private static readonly int[] Ago = [15, 30, 60, 90, 180, 365];

    [Theory]
    [MemberData(nameof(CoverageTests.Variants), MemberType = typeof(CoverageTests))]
    public void Few_companies(SimulationVariant variant) => Compare(variant, 501, 4);

    [Theory]
    [Trait("Category", "Heavy")]
    [MemberData(nameof(CoverageTests.Variants), MemberType = typeof(CoverageTests))]
    public void Many_companies(SimulationVariant variant) => Compare(variant, 601, 30);

    [Fact]
    public void The_longer_the_time_the_likelier_an_order_and_never_certain()
    {
        BuyingHistory[] book = [.. Enumerable.Range(0, 200).Select(i => new BuyingHistory(i % 7, i % 7 == 0 ? 0 : 10 + i % 40, 60))];
        var forecast = BookForecast.Learn([.. book.Select(h => new CustomerFacts(h, default))], [], new OrderRhythm(2, 100)).Forecast!;
        foreach (var history in book.Take(20))
        {
            double[] chances = [.. new[] { .1, 1, 5, 13, 26, 52, 104.0 }.Select(weeks => forecast.OrdersWithin(history, weeks))];
            Assert.True(chances.Zip(chances.Skip(1)).All(pair => pair.First < pair.Second) && chances[0] > 0 && chances[^1] < 1);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => forecast.OrdersWithin(book[0], 0));
    }

    private void Compare(SimulationVariant variant, int from, int seeds)
    {
        var rows = ParallelEnumerable.Range(from, seeds).SelectMany(seed => Ask(variant, seed)).ToList();
        double Brier(Func<(double Forecast, double Base, double Recency, bool Came), double> said) => rows.Average(r => Math.Pow(said(r) - (r.Came ? 1 : 0), 2));
        double forecast = Brier(r => r.Forecast), all = Brier(r => r.Base), recency = Brier(r => r.Recency);
        output.WriteLine(FormattableString.Invariant(
            $"{variant}: forecast {forecast:F4}, recency {recency:F4}, base rate {all:F4} of {rows.Count}; foretold {rows.Average(r => r.Forecast):P1}, came {rows.Count(r => r.Came) / (double)rows.Count:P1}"));
        Assert.True(forecast < recency && recency < all, $"{variant}: {forecast:F4} against {recency:F4} by recency and {all:F4} by the base rate");
    }

    private static List<(double Forecast, double Base, double Recency, bool Came)> Ask(SimulationVariant variant, int seed)
    {
        int[][] accounts = [.. new CompanyStream(Companies.Settings(variant, seed)).Accounts()
            .Select(a => a.Orders.Where(o => o.Kind == "order").Select(o => o.OrderedOn.DayNumber).Distinct().Order().ToArray()).Where(d => d.Length > 0)];
        int end = Companies.AsOf.DayNumber, now = end - Days, before = now - Days, yearAgo = Companies.AsOf.AddDays(-Days).AddYears(-1).DayNumber;
        int[][] known = [.. accounts.Where(d => d[0] <= now)], knownBefore = [.. accounts.Where(d => d[0] <= before)];

        static CustomerFacts Facts(int[] days, int until) => new(BuyingHistory.Of(days, until)!.Value, default);
        static bool Orders(int[] days, int after, int until) => days.Any(d => d > after && d <= until);
        static int Since(int[] days, int day) => Array.FindIndex([.. Ago, int.MaxValue], ago => day - days.Last(d => d <= day) < ago);

        var rhythm = OrderRhythm.Of(known.Select(d => d.Where(x => x <= now).TakeLast(3).ToArray()).Where(d => d.Length == 3)
            .Select(d => ((double)(d[1] - d[0]), (double)(d[2] - d[1]))));
        PastCustomer[] past = [.. accounts.Where(d => d[0] <= yearAgo).Select(d => new PastCustomer(Facts(d, yearAgo), d.Count(x => x > yearAgo && x <= now), 0))];
        var forecast = BookForecast.Learn([.. known.Select(d => Facts(d, now))], past, rhythm).Forecast!;
        var share = knownBefore.Average(d => Orders(d, before, now) ? 1.0 : 0);
        var shares = knownBefore.GroupBy(d => Since(d, before)).ToDictionary(g => g.Key, g => g.Average(d => Orders(d, before, now) ? 1.0 : 0));
        return [.. known.Select(d => (forecast.OrdersWithin(Facts(d, now).History, Days / 7.0), share,
            shares.GetValueOrDefault(Since(d, now), share), Orders(d, now, end)))];
    }
}
