using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Troth.Evidence.Tests.TimeAllocation;

public class HourAllocationTests(ITestOutputHelper output)
{
    private static readonly double[][] Published =
        [[0, 1, 2, 10, 14, 15, 15.5], [0, 5, 8, 9, 9.5, 9.7, 9.8], [0, 2, 7, 11, 12, 12.4, 12.6]];

    [Fact]
    public void Reaches_the_published_totals()
    {
        double[] totals = [0, 5, 8, 12, 16, 19, 22, 26, 30, 33, 34, 35, 36];
        for (var hours = 0; hours < totals.Length; hours++)
        {
            var split = Best(hours);
            Assert.Equal(totals[hours], split.Total);
            if (hours < 12) Assert.Equal(totals[hours + 1] - totals[hours], split.Next);
            Assert.Equal(hours == 0 ? null : totals[hours] - totals[hours - 1], split.Last);
        }

        Assert.Equal([4, 1, 2], Best(7).Steps); // hour by hour to where the next adds most would end at 21
        HourSplit Best(int hours) => HourAllocation.Best(hours, [.. Published.Select(t => new AccountReturn(t))]);
    }

    /// <summary>Whole numbers, so that equal totals are equal; some tables concave, some not, some flat; bounds now and then.</summary>
    private static readonly Gen<(AccountReturn[] Accounts, int Hours)> Cases =
        from count in Gen.Choose(1, 4)
        from concave in Gen.Elements(true, false)
        from accounts in Gen.ListOf(Table(concave), count)
        from hours in Gen.Choose(0, 14)
        select (accounts.ToArray(), hours);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Is_as_good_as_every_split_tried(int priced) => Properties.Hold(Cases, c =>
    {
        var split = HourAllocation.Best(c.Hours, c.Accounts, priced);
        var (now, next, before) = (Tried(c.Accounts, c.Hours), Tried(c.Accounts, c.Hours + priced), Tried(c.Accounts, c.Hours - priced));
        if (now is null) return !split.Feasible && split.Steps.Count == 0 && split.Needed > c.Hours;
        return split.Feasible && split.Total == now.Value.Total && split.Given == now.Value.Given && split.Next == next!.Value.Total - now.Value.Total
            && split.Last == now.Value.Total - before?.Total
            && split.Steps.Select((steps, i) => c.Accounts[i].Values[steps]).Sum() == split.Total
            && split.Steps.Select((steps, i) => steps >= c.Accounts[i].Least && steps <= c.Accounts[i].Most).All(kept => kept)
            && split.Steps.SequenceEqual(now.Value.Steps);
    }, tests: 2000);

    [Fact]
    public void Curves_that_bend_one_way_go_step_by_step_to_the_same_end() => Properties.Hold(
        from accounts in Gen.ListOf(Curve(.3, 1), 30) from hours in Gen.Choose(0, 60) select (accounts, hours),
        c =>
        {
            AccountReturn[] tables = [.. c.accounts.Select(a => AccountReturn.Of(a, c.hours, 0, 8))];
            var free = new FreeSteps(tables, c.hours + 1);
            var quick = HourAllocation.Best(c.hours, tables);
            var (given, next, _) = ExactSplit.Give(free, c.hours, 1, 1, default);
            var exact = given.Select((k, i) => tables[i].Values[k]).Sum();
            return Math.Abs(quick.Total - exact) < 1e-9 * exact && Math.Abs(quick.Next - next) < 1e-6 * Math.Max(1, quick.Next);
        }, tests: 100);

    [Fact]
    public void Many_curves_with_a_start_that_is_slow_are_split_exactly()
    {
        // Two accounts that need five hours before anything happens, and one that always takes a little more.
        var slow = ResponseCurve.WithHalf(0, 100, 8, 5);
        var steady = ResponseCurve.WithHalf(0, 60, 1, 2);
        var split = HourAllocation.Best(7, [AccountReturn.Of(slow, 7), AccountReturn.Of(slow, 7), AccountReturn.Of(steady, 7)]);
        Assert.Equal([6, 0, 1], split.Steps);
    }

    [Theory]
    [InlineData(.4, 1)]
    [InlineData(1.2, 6)]
    public void Two_thousand_accounts_and_sixty_hours_take_less_than_50_ms(double least, double most)
    {
        var random = new Random(7);
        ResponseCurve[] curves = [.. Enumerable.Range(0, 2000).Select(_ =>
            ResponseCurve.WithHalf(random.Next(100), 100 + random.Next(900), least + (most - least) * random.NextDouble(), .5 + 10 * random.NextDouble()))];
        var best = TimeSpan.MaxValue;
        // More runs while it is slow: others use this machine too.
        for (var run = 0; run < 5 || (run < 100 && best.TotalMilliseconds >= 50); run++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var split = HourAllocation.Best(60, [.. curves.Select(curve => AccountReturn.Of(curve, 60))]);
            if (watch.Elapsed < best) best = watch.Elapsed;
            Assert.Equal(60, split.Given);
        }

        Assert.True(best.TotalMilliseconds < 50, $"{best.TotalMilliseconds:0.0} ms");
        output.WriteLine($"{best.TotalMilliseconds:0.0} ms");
    }

    [Fact]
    public void Too_many_minima_are_an_answer()
    {
        var split = HourAllocation.Best(3, [new([0, 1, 2], 2), new([0, 4, 5], 2)]);
        Assert.False(split.Feasible);
        Assert.Equal(4, split.Needed);
        Assert.Empty(split.Steps);
    }

    [Fact]
    public void More_hours_than_all_can_take_are_left_over()
    {
        var split = HourAllocation.Best(50, [new([0, 1, 5]), new([0, 4, 5], 0, 1), new([3])]);
        Assert.Equal([2, 1, 0], split.Steps);
        Assert.Equal((12d, 0d, 0d), (split.Total, split.Next, split.Last));
        Assert.Equal((0d, 0d, null), (HourAllocation.Best(0, []).Total, HourAllocation.Best(5, []).Next, HourAllocation.Best(0, []).Last));
    }

    [Fact]
    public void Nobody_is_visited_for_nothing()
    {
        Assert.Equal([1, 0], HourAllocation.Best(6, [new([0, 5, 5, 5, 5]), new([2, 2, 2])]).Steps);
        Assert.Equal([2, 0], HourAllocation.Best(6, [new([0, 1, 5, 5, 5]), new([2, 2, 2])]).Steps);
    }

    [Fact]
    public void Refuses_what_is_no_table()
    {
        void Refuses(string part, params AccountReturn[] accounts) =>
            Assert.Contains(part, Assert.Throws<ArgumentException>(() => HourAllocation.Best(3, accounts)).Message, StringComparison.Ordinal);
        Refuses("Account 2 is worth NaN at 1 hours", new AccountReturn([0, 1]), new AccountReturn([0, double.NaN]));
        Refuses("Account 1 is worth -1 at 0 hours", new AccountReturn([-1d]));
        Refuses("less than 4 at 1", new AccountReturn([0, 4, 3]));
        Refuses("no values", new AccountReturn([]));
        Refuses("may get 1 hours and must get 2", new AccountReturn([0, 1, 2], 2, 1));
        Refuses("must get -1", new AccountReturn([0, 1], -1));
        Refuses("table ends at 1", new AccountReturn([0, 1], 2));
        Assert.Contains("-1 hours", Assert.Throws<ArgumentException>(() => HourAllocation.Best(-1, [])).Message, StringComparison.Ordinal);
        Assert.Equal("hoursPerStep", Assert.Throws<ArgumentException>(() => AccountReturn.Of(new(0, 1, 1, 1), 3, hoursPerStep: 0)).ParamName);
        Assert.Throws<ArgumentException>(() => HourAllocation.Worth([new(0, 1, 1, 1)], []));
        var crowd = Enumerable.Repeat(new AccountReturn([0, 1, 5]), 2_000_000).ToArray();
        Assert.Contains("cells", Assert.Throws<ArgumentException>(() => HourAllocation.Best(100, crowd)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_is_worth_the_sum_of_its_curves() =>
        Assert.Equal(20 + 5, HourAllocation.Worth([new(10, 30, 2, 4), new(5, 9, 1, 1)], [2, 0]));

    private static Gen<ResponseCurve> Curve(double low, double high) =>
        from a in Properties.Between(0, 50)
        from gain in Properties.Between(0, 100)
        from c in Properties.Between(low, high)
        from half in Properties.Between(.2, 9)
        select ResponseCurve.WithHalf(a, a + gain, c, half);

    private static Gen<AccountReturn> Table(bool concave) =>
        from length in Gen.Choose(1, 6)
        from first in Gen.Choose(0, 5)
        from gains in Gen.ListOf(Gen.Choose(0, 4), length - 1)
        from least in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, length - 1)))
        from most in Gen.Frequency((3, Gen.Constant(int.MaxValue)), (1, Gen.Choose(least, length + 2)))
        select new AccountReturn(Sums(first, concave ? gains.OrderDescending() : gains), least, most);

    private static double[] Sums(double first, IEnumerable<int> gains)
    {
        List<double> sums = [first];
        foreach (var gain in gains) sums.Add(sums[^1] + gain);
        return [.. sums];
    }

    private static (double Total, int Given, int[] Steps)? Tried(AccountReturn[] accounts, int hours)
    {
        (double Total, int Given, int[] Steps)? best = null;
        var steps = new int[accounts.Length];
        void Try(int account, int left, double sum)
        {
            if (account == accounts.Length)
            {
                var given = hours - left;
                // The first accounts get most of equal ones: tried from the most down, so only better ones replace it.
                if (best is not { } so || sum > so.Total || (sum == so.Total && given < so.Given)) best = (sum, given, [.. steps]);
                return;
            }

            var (least, most) = (accounts[account].Least, Math.Min(accounts[account].Most, accounts[account].Values.Count - 1));
            for (var k = Math.Min(most, left); k >= least; k--)
            {
                steps[account] = k;
                Try(account + 1, left - k, sum + accounts[account].Values[k]);
            }
        }

        if (hours >= 0) Try(0, hours, 0);
        return best;
    }
}
