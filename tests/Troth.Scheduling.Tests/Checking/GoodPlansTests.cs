using System.Diagnostics;
using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;
using Xunit.Abstractions;

namespace Troth.Scheduling.Tests.Checking;

public class GoodPlansTests(ITestOutputHelper output)
{
    [Fact]
    public void What_the_planner_makes_is_sound()
    {
        var (operations, ticks, unplaced, orders) = (0, 0L, 0, 0);
        for (var seed = 0; seed < 1500; seed++)
        {
            var definition = RandomShop.Make(seed);
            var checker = new PlanChecker(definition);
            var plan = Plan.Empty(Shop.Of(definition), seed % 3 == 0 ? seed % 7 * 100 : 0);
            foreach (var step in new Func<Plan, Plan>[] { p => Replanner.Load(p, RandomShop.Orders(seed, definition, 5 + seed % 40)),
                Replanner.JustInTime, Replanner.Forward, Replanner.JustInTime })
            {
                plan = step(plan);
                var started = Stopwatch.GetTimestamp();
                var faults = checker.Check(plan);
                ticks += Stopwatch.GetTimestamp() - started;
                Assert.True(faults.Count == 0, $"seed {seed}: {string.Join("\n", faults.Take(5))}");
                foreach (var order in plan.Orders) operations += order.Operations.Count;
                unplaced += checker.Unplaced.Count;
                orders += plan.Count;
            }
        }
        output.WriteLine($"{operations} operations of {orders} orders, {unplaced} unplaced, "
            + $"{ticks * 1e6 / Stopwatch.Frequency / operations * 100:F1} µs per 100");
    }
}
