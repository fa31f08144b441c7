using Troth.Evidence.Tests;
using Troth.Scheduling.JobShop;
using Troth.Scheduling.JobShop.Dispatching;
using Troth.Scheduling.JobShop.Tardiness;

namespace Troth.Scheduling.Tests.JobShop.Tardiness;

public class TardinessBoundTests
{
    [Fact]
    public void No_plan_falls_below_it()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var problem = TinyShop.Make(seed, 4, 1 + seed % 2, weights: seed % 3 == 0);
            var floor = TardinessBound.Of(problem, DueDateRules.ModifiedOperationDue(problem), 100);
            Assert.InRange(floor.Tardiness, 0, EveryOrder.LeastTardiness(problem));
        }
    }

    [Fact]
    public void On_one_machine_it_comes_close_to_the_least()
    {
        var close = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            int[] Draw(int least, int most) => [.. Enumerable.Range(0, 7).Select(_ => random.Next(least, most))];
            var problem = new JobShopProblem(1, [0, 1, 2, 3, 4, 5, 6, 7], new int[7], Draw(1, 20), Draw(0, 40), Draw(1, 4));
            var least = EveryOrder.LeastTardiness(problem);

            var floor = TardinessBound.Of(problem, LateJobSearch.Run(problem, seed, 1000).Start, 300);

            Assert.InRange(floor.Tardiness, 0, least);
            close += floor.Tardiness >= .9 * least ? 1 : 0;
        }

        Assert.True(close > 40, $"within a tenth of the least in {close} of 60 shops");
    }

    [Fact]
    public void With_several_machines_it_still_holds()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var problem = TinyShop.Make(seed, 9, 2, weights: true);
            var plan = LateJobSearch.Run(problem, seed, 2000, machinesEach: 2);
            Assert.InRange(TardinessBound.Of(problem, plan.Start, 100, machinesEach: 2).Tardiness, 0, plan.Lateness.Tardiness);
        }
    }

    [Fact]
    public void One_job_alone_is_late_by_what_cannot_be_helped()
    {
        var problem = new JobShopProblem(2, [0, 2], [0, 1], [5, 7], [9], [4]);
        Assert.Equal(12, TardinessBound.Of(problem, [0, 5], 0).Tardiness);
    }

    /// <summary>
    /// Nine tenths of what apparent tardiness cost dispatching (k = 3, b = 2) leaves is out of reach: resource 4 alone costs more than
    /// that.
    /// </summary>
    [SharedDataFact]
    public void On_the_tight_shop_the_rules_leave_less_than_a_tenth_to_gain()
    {
        var problem = SharedShop.Read("mto-10000-tight.txt").Problem;
        var cost = Lateness.Of(problem, DueDateRules.ApparentTardinessCost(problem)).Tardiness;
        var plan = LateJobSearch.Run(problem, 1, 50_000);

        var floor = TardinessBound.Of(problem, plan.Start, 500);

        Assert.Equal(4, floor.Resource);
        Assert.True(floor.Tardiness > .9 * cost, $"{floor.Tardiness / (double)cost:F4} of apparent tardiness cost");
        Assert.True(floor.Tardiness < plan.Lateness.Tardiness);
    }
}
