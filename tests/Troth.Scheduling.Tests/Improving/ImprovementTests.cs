using Troth.Scheduling.Checking;
using Troth.Scheduling.Improving;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Improving;

public class ImprovementTests
{
    [Fact]
    public void It_never_makes_a_promise_or_the_plan_worse_and_moves_nothing_that_is_fixed()
    {
        var better = 0;
        for (var seed = 0; seed < 120; seed++)
        {
            var before = Lived(seed);
            var improvement = new Improvement(before, seed);
            var after = improvement.Run(300);
            PlanChecker.Assert(after);
            Assert.Empty(PlanTransition.Check(before, after, new TransitionRules(PlanStep.Replan)));
            foreach (var order in before.Orders.Where(o => o.Terms.Promised >= 0))
                Assert.True(after.Find(order.Handle)!.Value.Finish <= Math.Max(order.Finish, order.Terms.Promised),
                    $"seed {seed}: “{order.Terms.Name}”");
            var (was, now) = (PlanScore.Of(before, before), PlanScore.Of(after, before));
            Assert.True(now with { Earliness = 0 } <= was with { Earliness = 0 }, $"seed {seed}: {was} became {now}");
            if (improvement.Found > 0) better++;
        }
        Assert.True(better > 40, $"{better} got better");
    }

    [Fact]
    public void The_same_seed_and_rounds_give_the_same_plan_and_rounds_can_be_cut_in_two()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var before = Lived(seed);
            var once = new Improvement(before, 7).Run(200);
            var twice = new Improvement(before, 7);
            twice.Run(80);
            Assert.Equal(Shown(once), Shown(twice.Run(120)));
            Assert.Equal(once.Version, twice.Plan.Version);
        }
    }

    [Fact]
    public void Told_to_stop_it_gives_back_what_it_began_with()
    {
        var before = Lived(1);
        Assert.Same(before, new Improvement(before, 1).Run(1000, () => true));
    }

    private static Plan Lived(int seed)
    {
        var walk = new RandomWalk(seed, ShopKind.Small, most: 30);
        for (var step = 0; step < 30; step++) walk.Step();
        return walk.Plan;
    }

    private static List<(OrderHandle, PlannedOperation)> Shown(Plan plan) =>
        [.. plan.Orders.SelectMany(o => o.Operations.Select(p => (o.Handle, p)))];
}
