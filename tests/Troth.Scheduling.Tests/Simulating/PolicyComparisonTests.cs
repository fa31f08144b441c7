using Troth.Scheduling.Simulating;

namespace Troth.Scheduling.Tests.Simulating;

public sealed class PolicyComparisonTests
{
    [Fact]
    public void At_90_percent_load_Troth_keeps_its_word_and_promises_no_later_than_one_lead_time_for_all() => KeepsItsWord(8);

    [Fact]
    [Trait("Category", "Heavy")]
    public void It_does_so_over_thirty_years() => KeepsItsWord(30);

    private static void KeepsItsWord(int seeds)
    {
        var rows = PolicyComparison.Run(1, seeds, [.9], 2).ToDictionary(r => r.Policy);
        Assert.True(rows["troth"].OnTimeLow >= .985, $"{rows["troth"]}");
        Assert.True(rows["troth"].QuotedLeadDays <= rows["fixed"].QuotedLeadDays, $"{rows["troth"]} {rows["fixed"]}");
        Assert.Equal(0, rows["troth"].PromisesMoved);
        Assert.All(rows.Values, r => Assert.Equal(seeds * OrderBook.Measured, r.Orders));
        // One lead time cannot hold at 90 % what it holds at 80 %, or the shop would be too easy to tell the policies apart.
        Assert.True(rows["fixed"].OnTimeHigh < .95, $"{rows["fixed"]}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows_on_any_number_of_threads() =>
        Assert.Equal(PolicyComparison.Run(77, 3, [.75, .9], 1), PolicyComparison.Run(77, 3, [.75, .9], 2));

    [Fact]
    public void Another_seed_gives_other_rows() =>
        Assert.NotEqual(PolicyComparison.Run(77, 1, [.9], 2), PolicyComparison.Run(78, 1, [.9], 2));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_load_without_a_steady_state_is_refused(double load) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PolicyComparison.Run(1, 1, [load], 1));
}
