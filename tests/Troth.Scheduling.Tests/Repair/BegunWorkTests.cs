using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Repair;

public class BegunWorkTests
{
    private static Plan WithOrder(int pieces)
    {
        var shop = Shop.Of(new ShopDefinition
        {
            Horizon = 10_000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("Saw", 0)],
            Products = [new("part") { Routing = new([new("cut") { Centers = [new(0, 0, 1)] }]) }],
        });
        return OrderDesk.Promise(Plan.Empty(shop), "order", new QuoteRequest(0, pieces), 9_000).Plan;
    }

    /// <summary>Begun at 50, 80 minutes long, the machine stands still from 100 to 200 and from 210 to 250: done at 270.</summary>
    [Fact]
    public void Work_begun_before_a_stop_that_is_known_ends_after_it()
    {
        var plan = Replanner.After(WithOrder(80), new MachineStopped(new Stop(0, 0, 100, 200)), new MachineStopped(new Stop(0, 0, 210, 250))).Plan;
        var order = plan.Orders.Single();
        plan = Replanner.After(plan, new TimePassed(50), new OperationStarted(order.Handle, 0, 50)).Plan;
        Assert.Equal(50 + 80 + 100 + 40, plan.Orders.Single().Finish);
        PlanChecker.Assert(plan);
    }

    /// <summary>A machine that was taken away for good does not come back with the days that a later horizon adds; one that was stopped for a while does.</summary>
    [Fact]
    public void A_stop_that_lasts_to_the_end_of_the_horizon_lasts_when_it_moves_on()
    {
        var plan = Replanner.After(WithOrder(80), new MachineStopped(new Stop(0, 0, 200, 300)), new MachineStopped(new Stop(0, 0, 5_000, 10_000)), new TimePassed(150)).Plan;
        var moved = Replanner.Rebase(plan, Shop.Of(plan.Shop.Definition with { Horizon = 12_000 }), new RebaseMap { Shift = 100, KeepWork = true }).Plan;
        Assert.Equal([new Stop(0, 0, 100, 200), new Stop(0, 0, 4_900, 12_000)], moved.MachineStops);
        PlanChecker.Assert(moved);
    }

    [Fact]
    public void Said_in_the_other_order_it_ends_at_the_same_minute()
    {
        var plan = WithOrder(80);
        var order = plan.Orders.Single();
        plan = Replanner.After(plan, new TimePassed(50), new OperationStarted(order.Handle, 0, 50)).Plan;
        plan = Replanner.After(plan, new MachineStopped(new Stop(0, 0, 100, 200)), new MachineStopped(new Stop(0, 0, 210, 250))).Plan;
        Assert.Equal(50 + 80 + 100 + 40, plan.Orders.Single().Finish);
        PlanChecker.Assert(plan);
    }
}
