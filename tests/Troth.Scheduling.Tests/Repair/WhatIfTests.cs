using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Repair;

public class WhatIfTests
{
    [Fact]
    public void A_machine_less_sends_its_work_to_those_that_are_left()
    {
        var shop = Shop.Of(new ShopDefinition
        {
            Horizon = 1000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("Saw", 0, 2), new("Paint", 0)],
            Products = [new("chair") { Routing = new([new("saw") { Centers = [new(0, 0, 10)] },
                new("paint") { After = [0], Centers = [new(1, 0, 10)] }]) }],
        });
        var plan = Replanner.Load(Plan.Empty(shop), [new("a", 0, 3) { Promised = 500 }, new("b", 0, 3) { Promised = 500 }]);
        var result = WhatIf.In(plan, shop.WithMachines(0, 1), anew: false);
        PlanChecker.Assert(result.Plan);
        Assert.Equal([60, 90], result.Plan.Orders.Select(o => o.Finish).Order());
        Assert.Equal([60, 90], plan.Orders.Select(o => o.Finish).Order());
    }

    [Fact]
    public void A_further_machine_brings_what_waited_forward_where_all_is_planned_anew()
    {
        var shop = Shop.Of(new ShopDefinition
        {
            Horizon = 1000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("Saw", 0)],
            Products = [new("chair") { Routing = new([new("saw") { Centers = [new(0, 0, 10)] }]) }],
        });
        var plan = Replanner.Load(Plan.Empty(shop), [new("a", 0, 3) { Promised = 40 }, new("b", 0, 3) { Promised = 40 }]);
        var left = WhatIf.In(plan, shop.WithMachines(0, 2), anew: false);
        var anew = WhatIf.In(plan, shop.WithMachines(0, 2), anew: true);
        Assert.Equal((1, 1, 0), (left.Before.Broken, left.Score.Broken, anew.Score.Broken));
        Assert.Empty(left.Diff.Operations);
        Assert.Equal(new MovedOrder(plan.Orders.Last().Handle, 60, 30, 40), Assert.Single(anew.Diff.Orders));
    }

    [Fact]
    public void Any_plan_in_a_shop_with_other_hours_or_machines_is_sound()
    {
        var (tried, moved) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var walk = new RandomWalk(seed, seed % 2 == 0 ? ShopKind.Small : ShopKind.Tiny, most: 20);
            for (var step = 0; step < 40; step++) walk.Step();
            var plan = walk.Plan;
            var center = random.Next(plan.Shop.Definition.WorkCenters.Count);
            foreach (var shop in new[] { plan.Shop.WithMachines(center, 1), plan.Shop.WithMachines(center, 4),
                Hours(plan.Shop, center, random, true),
                Hours(plan.Shop, center, random, false) })
                foreach (var anew in new[] { false, true })
                {
                    ReplanResult result;
                    try
                    {
                        result = WhatIf.In(plan, shop, anew);
                    }
                    catch (ShopRefusedException refused) when (refused.Code == "workCenter")
                    {
                        continue;
                    }
                    var faults = new PlanChecker(shop.Definition).Check(result.Plan);
                    Assert.True(faults.Count == 0, $"seed {seed}, anew {anew}: {string.Join("\n", faults.Take(4))}");
                    Assert.Equal(plan.Orders.Select(o => o.Terms), result.Plan.Orders.Select(o => o.Terms));
                    (tried, moved) = (tried + 1, moved + result.Diff.Operations.Count);
                }
        }
        Assert.True(tried > 1500 && moved > 1000, $"{tried} tried, {moved} moved");
    }

    /// <summary>Some hours more, or fewer, at one work center.</summary>
    private static Shop Hours(Shop shop, int center, Random random, bool open)
    {
        var calendar = shop.Definition.Calendars[shop.Definition.WorkCenters[center].Calendar];
        var exceptions = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(shop.Horizon - 20))
            .Select(start => new CalendarException(start, start + 1 + random.Next(shop.Horizon / 6 + 1), open))
            .Append(new(shop.Horizon - 15, shop.Horizon - 10, true));
        return shop.WithCalendar(center, calendar with { Exceptions = [.. calendar.Exceptions, .. exceptions] });
    }
}
