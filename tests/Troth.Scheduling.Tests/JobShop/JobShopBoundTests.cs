using Troth.Scheduling.JobShop;

namespace Troth.Scheduling.Tests.JobShop;

public sealed class JobShopBoundTests
{
    [Fact]
    public void Heads_and_tails_count_around_the_machine() =>
        // Machine 1 has 4 + 3 to do, can begin at 2, and 5 remain after the last of it.
        Assert.Equal(2 + 7 + 5, JobShopBound.Makespan(new JobShopProblem(3, [0, 3, 6], [0, 1, 2, 2, 1, 0], [2, 4, 5, 3, 3, 6])));

    [Fact]
    public void The_longest_job_is_a_bound() =>
        Assert.Equal(9, JobShopBound.Makespan(new JobShopProblem(2, [0, 3, 4], [0, 1, 0, 1], [4, 4, 1, 1])));

    [Fact]
    public void A_job_is_late_by_its_own_work_at_least() =>
        Assert.Equal(3 * 2, JobShopBound.Tardiness(new JobShopProblem(2, [0, 2, 3], [0, 1, 0], [4, 4, 1], [6, 6], [3, 9])));

    [Theory]
    [InlineData(1.3, new[] { 13, 13, 13, 13, 13 }, new[] { 4, 2, 2, 2, 1 })]
    [InlineData(0.0, new[] { 0, 0, 0, 0, 0 }, new[] { 4, 2, 2, 2, 1 })]
    public void Due_dates_follow_the_work(double factor, int[] due, int[] weight)
    {
        var problem = new JobShopProblem(1, [0, 1, 2, 3, 4, 5], [0, 0, 0, 0, 0], [10, 10, 10, 10, 10]);
        var given = JobShopDueDates.Give(problem, (decimal)factor, weighted: true);
        Assert.Equal(due, given.Due);
        Assert.Equal(weight, given.Weight);
        Assert.Equal([1, 1, 1, 1, 1], JobShopDueDates.Give(problem, (decimal)factor, weighted: false).Weight);
        Assert.Throws<ArgumentOutOfRangeException>(() => JobShopDueDates.Give(problem, -1, weighted: false));
    }
}
