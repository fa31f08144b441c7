using Troth.Scheduling.Simulating;

namespace Troth.Scheduling.Tests.Simulating;

public sealed class PolicyTests
{
    [Fact]
    public void The_fixed_lead_time_is_set_on_other_seeds_than_the_reported()
    {
        Assert.DoesNotContain(FixedLeadCalibration.Others(1, 30), seed => seed is >= 1 and <= 30);
        var near = FixedLeadCalibration.Others(1_000_005, 30).ToArray();
        Assert.DoesNotContain(near, seed => seed is >= 1_000_005 and < 1_000_035);
        Assert.Equal(40, near.Distinct().Count());
    }

    [Fact]
    public void It_is_the_smallest_that_is_on_time_often_enough()
    {
        var minutes = FixedLeadCalibration.Run(1, 1, 2);
        Assert.True(Share(minutes) >= .95);
        Assert.True(Share(minutes - 60) < .95);

        static double Share(int minutes) => FixedLeadCalibration.Others(1, 1).Average(seed =>
        {
            var floor = FloorRun.Of(new OrderBook(seed, .8), new FixedLead(minutes)).Floor;
            return Measured.Average(order => floor.CompletedAt[order] <= floor.Promised[order] ? 1.0 : 0);
        });
    }

    [Fact]
    public void Without_capacities_an_order_takes_its_times_and_a_working_day_before_each()
    {
        var (book, run) = FloorRunTests.Run("infinite", 2, .7);
        var order = Measured.First(o => !book.Rush[o] && book.First[o + 1] - book.First[o] == 3);
        var clock = book.Arrival[order];
        for (var operation = book.First[order]; operation < book.First[order + 1]; operation++)
        {
            var hours = SimulatedShop.Centers[book.Center[operation]].Hours;
            for (var waited = 0; waited < WorkWeek.Day; clock++) waited += WorkWeek.WorkingDays.Open(clock) == clock ? 1 : 0;
            for (var worked = 0; worked < book.Planned[operation]; clock++) worked += hours.Open(clock) == clock ? 1 : 0;
        }
        Assert.Equal(clock, run.Floor.Promised[order]);
    }

    [Fact]
    public void A_date_that_passes_is_told_anew_by_the_field_and_stays_broken_in_Troth()
    {
        var (_, hurried) = FloorRunTests.Run("fixed", 5, .95);
        Assert.True(hurried.PromisesMoved >= Measured.Count(o => hurried.Floor.CompletedAt[o] > hurried.Floor.Promised[o] + 1));
        Assert.True(hurried.PromisesMoved > 20);
        Assert.Equal(0, FloorRunTests.Run("troth", 5, .95).Run.PromisesMoved);
    }

    [Fact]
    public void Rush_orders_come_sooner_and_take_nobodys_promise()
    {
        var (book, run) = FloorRunTests.Run("troth", 6, .9);
        double Lead(bool rush) => Measured.Where(o => book.Rush[o] == rush).Average(o => run.Floor.Promised[o] - book.Arrival[o]);
        Assert.True(Lead(true) < .85 * Lead(false), $"rush {Lead(true) / 1440:0.00} days, others {Lead(false) / 1440:0.00}");
        Assert.InRange(Measured.Count(o => book.Rush[o]) / (double)OrderBook.Measured, .05, .10);
        Assert.True(Measured.Where(o => !book.Rush[o]).Average(o => run.Floor.CompletedAt[o] <= run.Floor.Promised[o] ? 1.0 : 0) > .985);
    }

    private static IEnumerable<int> Measured => Enumerable.Range(OrderBook.WarmUp, OrderBook.Measured);
}
