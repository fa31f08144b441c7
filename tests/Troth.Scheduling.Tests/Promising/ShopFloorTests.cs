using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Promising;

public class ShopFloorTests
{
    private static readonly Shop Shop = Shop.Of(new ShopDefinition
    {
        Horizon = 1000, FrozenMinutes = 20, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("Saw", 0), new("Mill", 0)],
        Products = [new("chair") { Routing = new([new("cut") { Centers = [new(0, 0, 10), new(1, 0, 30)] }]) }],
    });

    [Fact]
    public void To_put_one_before_another_shows_who_moves_and_whose_promise_is_in_danger_before_anything_is_done()
    {
        var (plan, first, second) = Two();
        var (decision, result) = ShopFloor.Move(plan, second, 0, workCenter: 0, machine: 0, start: 20);
        Assert.True(decision.Done);
        PlanChecker.Assert(result!.Plan);
        Assert.Equal((20, 70), (Start(result.Plan, second), Start(result.Plan, first)));
        Assert.Equal((20, 70), (Start(plan, first), Start(plan, second)));
        Assert.Equal([first, second], result.Diff.Operations.Select(o => o.Order));
        Assert.Equal((first, 80, 120, 70), Assert.Single(result.InDanger) is var danger
            ? (danger.Order, danger.Promised, danger.Finish, danger.Before) : default);
        Assert.True(decision.Plan.Find(second)!.Value.Operations[0].Pinned);
    }

    [Fact]
    public void It_can_be_put_on_another_work_center_where_it_takes_as_long_as_it_does_there()
    {
        var (plan, _, second) = Two();
        var moved = ShopFloor.Move(plan, second, 0, workCenter: 1, machine: 0, start: 30).Decision;
        Assert.Equal((1, 30, 180), moved.Plan.Find(second)!.Value.Operations[0] is var there ? (there.WorkCenter, there.Start, there.End)
            : default);
    }

    [Theory]
    [InlineData(19)]
    [InlineData(960)]
    public void Into_the_frozen_zone_or_over_the_horizon_it_is_not_put(int start)
    {
        var (plan, first, _) = Two();
        var (decision, result) = ShopFloor.Move(plan, first, 0, 0, 0, start);
        Assert.Equal(Refusal.NotFree, decision.Refusal);
        Assert.Null(result);
        Assert.Same(plan, decision.Plan);
    }

    [Fact]
    public void What_is_pinned_is_not_pushed_aside_until_it_is_let_go()
    {
        var (plan, first, second) = Two();
        var pinned = ShopFloor.Pin(plan, first, 0).Plan;
        Assert.Equal(Refusal.NotFree, ShopFloor.Move(pinned, second, 0, 0, 0, 20).Decision.Refusal);
        Assert.Equal(20, Start(Replanner.JustInTime(pinned), first));
        Assert.Equal(30, Start(Replanner.JustInTime(ShopFloor.Unpin(pinned, first, 0).Plan), first));
    }

    [Fact]
    public void What_has_begun_is_neither_moved_nor_let_go()
    {
        var (plan, first, _) = Two();
        var begun = Replanner.After(ShopFloor.Release(plan, first, 0).Plan, new TimePassed(20), new OperationStarted(first, 0, 20)).Plan;
        Assert.Equal(Refusal.Begun, ShopFloor.Move(begun, first, 0, 0, 0, 100).Decision.Refusal);
        Assert.Equal(Refusal.Begun, ShopFloor.Unpin(begun, first, 0).Refusal);
        Assert.Throws<ShopRefusedException>(() => ShopFloor.Pin(begun, first, 1));
    }

    [Fact]
    public void Starts_that_somebody_else_worked_out_are_taken_as_they_are_or_refused_by_name()
    {
        var (plan, first, second) = Two();
        var taken = Replanner.At(plan, [new GivenStart(first, 0, 70), new GivenStart(second, 0, 20)]);
        PlanChecker.Assert(taken);
        Assert.Equal((70, 20), (Start(taken, first), Start(taken, second)));
        Assert.Equal("time", Assert.Throws<ShopRefusedException>(() => Replanner.At(plan, [new(first, 0, 60)])).Code);
        Assert.Equal("time", Assert.Throws<ShopRefusedException>(() => Replanner.At(plan, [new(first, 0, 19)])).Code);
        Assert.Equal("operation", Assert.Throws<ShopRefusedException>(() =>
            Replanner.At(ShopFloor.Pin(plan, first, 0).Plan, [new(first, 0, 200)])).Code);
    }

    private static int Start(Plan plan, OrderHandle order) => plan.Find(order)!.Value.Operations[0].Start;

    /// <summary>Five pieces by minute 80, and five by minute 500, both on the saw.</summary>
    private static (Plan Plan, OrderHandle First, OrderHandle Second) Two()
    {
        var plan = Replanner.Load(Plan.Empty(Shop), [new("first", 0, 5) { Promised = 80 }, new("second", 0, 5) { Promised = 500 }]);
        var orders = plan.Orders.OrderBy(o => o.Terms.Promised).ToList();
        return (plan, orders[0].Handle, orders[1].Handle);
    }
}
