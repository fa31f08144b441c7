using Troth.Evidence.Tests;
using Troth.Scheduling.JobShop;
using Troth.Scheduling.JobShop.Dispatching;
using Troth.Scheduling.JobShop.Tardiness;

namespace Troth.Scheduling.Tests.JobShop.Tardiness;

public class LateJobSearchTests
{
    [Fact]
    public void It_finds_the_least_tardiness_of_most_tiny_shops_and_never_claims_less()
    {
        var (found, shops) = (0, 60);
        for (var seed = 0; seed < shops; seed++)
        {
            var problem = TinyShop.Make(seed, 4, 2, weights: seed % 2 == 0);
            var plan = LateJobSearch.Run(problem, seed, 3000);
            var least = EveryOrder.LeastTardiness(problem);
            Assert.Null(TinyShop.Fault(problem, plan.Start));
            Assert.Equal(Lateness.Of(problem, plan.Start), plan.Lateness);
            Assert.InRange(plan.Lateness.Tardiness, least, plan.Rule.Tardiness);
            found += plan.Lateness.Tardiness == least ? 1 : 0;
        }

        Assert.InRange(found, shops * 2 / 3, shops);
    }

    [Fact]
    public void The_same_seed_and_count_give_the_same_plan_and_another_seed_another()
    {
        var problem = Crowded();
        var plan = LateJobSearch.Run(problem, 7, 20_000);

        Assert.Equal(plan.Start, LateJobSearch.Run(problem, 7, 20_000).Start);
        Assert.NotEqual(plan.Start, LateJobSearch.Run(problem, 8, 20_000).Start);
        Assert.True(plan.Lateness.Tardiness < plan.Rule.Tardiness);
    }

    [Fact]
    public void It_ends_when_told_to_or_when_nothing_is_late()
    {
        var asked = 0;
        var stopped = LateJobSearch.Run(Crowded(), 1, stop: () => ++asked > 6);
        var easy = LateJobSearch.Run(new JobShopProblem(1, [0, 1], [0], [5], [9]), 1, stop: () => false);

        Assert.InRange(stopped.Moves, 1, 1000);
        Assert.Equal((0, 0L), (easy.Lateness.LateJobs, easy.Moves));
        Assert.Throws<ArgumentNullException>(() => LateJobSearch.Run(Crowded(), 1));
    }

    [Fact]
    public void Resources_may_have_several_machines()
    {
        var problem = Crowded();
        var plan = LateJobSearch.Run(problem, 1, 5000, machinesEach: 2);

        Assert.Null(TinyShop.Fault(problem, plan.Start, 2));
        Assert.True(plan.Lateness.Tardiness < LateJobSearch.Run(problem, 1, 5000).Lateness.Tardiness);
    }

    /// <summary>Half a second or so of search; what five seconds give stands in the guide.</summary>
    [SharedDataTheory]
    [InlineData("mto-10000-tight.txt", .9495)]
    [InlineData("mto-25000-tight.txt.gz", .9475)]
    public void The_tight_shops_become_better_than_any_rule_leaves_them(string file, double most)
    {
        var problem = SharedShop.Read(file).Problem;
        var cost = Lateness.Of(problem, DueDateRules.ApparentTardinessCost(problem)).Tardiness;

        var plan = LateJobSearch.Run(problem, 1, 50_000);

        Assert.Null(TinyShop.Fault(problem, plan.Start));
        Assert.True(plan.Lateness.Tardiness < plan.Rule.Tardiness);
        Assert.True(plan.Lateness.Tardiness <= most * cost, $"{plan.Lateness.Tardiness / (double)cost:F4} of apparent tardiness cost");
    }

    private static JobShopProblem Crowded() => TinyShop.Make(5, 60, 4, 30);
}
