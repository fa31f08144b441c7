using Troth.Scheduling.JobShop;

namespace Troth.Scheduling.Tests.JobShop;

public sealed class JobShopCheckTests
{
    private static readonly JobShopProblem Problem = new(2, [0, 2, 4], [0, 1, 1, 0], [3, 2, 4, 1], [4, 6], [2, 3]);

    [Fact]
    public void A_right_schedule_has_no_fault()
    {
        Assert.Null(JobShopCheck.Fault(Problem, [0, 4, 0, 4], 6));
        Assert.Null(JobShopCheck.Fault(Problem, [0, 4, 0, 4], 2 * 2, JobShopObjective.Tardiness));
    }

    [Theory]
    [InlineData(new[] { -1, 4, 0, 4 }, 6, "operation 0 of job 0 begins at -1, and cannot before 0")]
    [InlineData(new[] { 0, 2, 4, 8 }, 9, "operation 1 of job 0 begins at 2, and cannot before 3")]
    [InlineData(new[] { 0, 3, 0, 4 }, 5, "machine 1 is to begin something at 3 and is at work from 0 to 4")]
    [InlineData(new[] { 0, 4, 0, 4 }, 5, "the value is 6 and is said to be 5")]
    [InlineData(new[] { 0, 4, 0 }, 6, "3 start times")]
    [InlineData(new[] { 0, int.MaxValue, 0, 4 }, 6, "the value is 2147483649")]
    public void A_planted_fault_is_found(int[] start, int value, string said) =>
        Assert.Contains(said, JobShopCheck.Fault(Problem, start, value)!, StringComparison.Ordinal);

    [Fact]
    public void Every_shift_of_a_tight_schedule_is_a_fault()
    {
        var chance = new Random(3);
        var caught = 0;
        for (var k = 0; k < 300; k++)
        {
            var problem = TinyShops.Make(chance);
            if (problem.Operations == 0) continue;
            var found = new JobShopSearch(problem) { Iterations = 50 }.Run();
            var o = chance.Next(problem.Operations);
            var start = found.Start.ToArray();
            start[o]--; // semi-active: nothing can begin earlier without hurting its job or its machine
            if (problem.Duration[o] == 0 && start[o] >= 0) continue; // but nothing can be in the way of no work
            Assert.NotNull(JobShopCheck.Fault(problem, start, JobShopCheck.Worth(problem, start, JobShopObjective.Makespan)));
            caught++;
        }

        Assert.InRange(caught, 100, 300);
    }
}
