using Troth.Scheduling.Checking;
using Troth.Scheduling.Explaining;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Repair;

/// <summary>Promises from another system are planned as told, flagged where they cannot be met, and displace nobody.</summary>
public class InheritedPromisesTests
{
    private static readonly Shop Shop = Shop.Of(new ShopDefinition
    {
        Horizon = 1000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("Saw", 0)],
        Products = [new("chair") { Routing = new([new("cut") { Centers = [new(0, 0, 10)] }]) }],
    });

    [Fact]
    public void An_inherited_promise_that_cannot_be_met_keeps_its_date_and_is_flagged()
    {
        var plan = Replanner.Load(Plan.Empty(Shop),
            [new("theirs", 0, 5) { Promised = 60, Inherited = true }, new("ours", 0, 6) { Promised = 60 }]);
        var (theirs, ours) = (Named(plan, "theirs"), Named(plan, "ours"));
        Assert.Equal((60, 0, 110, 60, -50), (ours.Finish, ours.Buffer, theirs.Finish, theirs.Terms.Promised, theirs.Buffer));
        Assert.Equal((0, 1), PlanScore.Of(plan, plan) is var score ? (score.Broken, score.InheritedBroken) : default);
    }

    [Fact]
    public void After_a_breakdown_it_gives_way_to_a_promise_of_ours_that_it_would_break()
    {
        var plan = Replanner.Load(Plan.Empty(Shop),
            [new("theirs", 0, 5) { Promised = 60, Inherited = true }, new("ours", 0, 6) { Promised = 120 }]);
        plan = Replanner.At(plan, [new(Named(plan, "theirs").Handle, 0, 0), new(Named(plan, "ours").Handle, 0, 50)]);
        var result = Replanner.After(plan, new MachineStopped(new Stop(0, 0, 0, 20)));
        PlanChecker.Assert(result.Plan);
        Assert.Equal((80, 130), (Named(result.Plan, "ours").Finish, Named(result.Plan, "theirs").Finish));
        Assert.Equal((0, 1), (result.Score.Broken, result.Score.InheritedBroken));
        var danger = Assert.Single(result.InDanger);
        Assert.Equal((Named(plan, "theirs").Handle, 60, 130, 50), (danger.Order, danger.Promised, danger.Finish, danger.Before));
        Assert.Equal((CauseKind.Full, Named(plan, "ours").Handle), (danger.Cause!.Kind, danger.Cause.Behind!.Value));
    }

    [Fact]
    public void Taken_in_later_they_find_their_place_among_the_others_and_nothing_moves()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var shop = Shop.Of(RandomShop.Make(seed));
            var orders = RandomShop.Orders(seed, shop.Definition, 12, 40);
            var before = Replanner.Load(Plan.Empty(shop), [.. orders.Take(6).Select(o => o with { Inherited = false })]);
            var after = Replanner.Add(before, [.. orders.Skip(6).Select(o => o with { Name = "told " + o.Name, Inherited = true })]);
            PlanChecker.Assert(after);
            Assert.Equal(12, after.Orders.Count());
            foreach (var order in before.Orders)
            {
                var now = after.Find(order.Handle)!.Value;
                Assert.Equal(order.Operations.Select(o => (o.Machine, o.Start, o.End)), now.Operations.Select(o => (o.Machine, o.Start, o.End)));
                Assert.Equal(order.Finish, now.Finish);
            }
        }
    }

    [Fact]
    public void Work_without_a_place_can_be_reported_done()
    {
        var plan = Replanner.Load(Plan.Empty(Shop), [new("large", 0, 500) { Promised = 900 }]);
        Assert.True(Named(plan, "large").Finish > Shop.Horizon);
        var done = Replanner.After(plan, new OperationDone(Named(plan, "large").Handle, 0, 0)).Plan;
        PlanChecker.Assert(done);
        Assert.Equal(0, Named(done, "large").Finish);
    }

    private static PlannedOrder Named(Plan plan, string name) => plan.Orders.Single(o => o.Terms.Name == name);
}
