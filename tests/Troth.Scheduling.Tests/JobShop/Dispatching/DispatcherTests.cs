using Troth.Evidence.Tests;
using Troth.Scheduling.JobShop;
using Troth.Scheduling.JobShop.Dispatching;

namespace Troth.Scheduling.Tests.JobShop.Dispatching;

public class DispatcherTests
{
    /// <summary>The figures of shared/data/README.md, computed by another implementation.</summary>
    [SharedDataTheory]
    [InlineData("mto-10000.txt", 0, 0)]
    [InlineData("mto-25000.txt.gz", 0, 0)]
    [InlineData("mto-10000-tight.txt", 816, 67_605)]
    [InlineData("mto-25000-tight.txt.gz", 2_273, 159_894)]
    public void Earliest_due_date_leaves_the_published_lateness(string file, int late, long hours)
    {
        var problem = SharedShop.Read(file).Problem;

        var start = DueDateRules.EarliestDueDate(problem);

        var lateness = Lateness.Of(problem, start);
        Assert.Equal(late, lateness.LateJobs);
        Assert.Equal(hours, (long)Math.Round(lateness.Tardiness / 60.0));
        Assert.Null(TinyShop.Fault(problem, start));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_rule_plans_every_operation_once_and_lets_no_machine_idle(int machinesEach)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var problem = TinyShop.Make(seed, 12, 3, weights: seed % 2 == 0);
            foreach (var start in new[]
            {
                DueDateRules.EarliestDueDate(problem, machinesEach),
                DueDateRules.ApparentTardinessCost(problem, machinesEach: machinesEach),
                DueDateRules.ModifiedOperationDue(problem, machinesEach: machinesEach),
            })
            {
                Assert.Null(TinyShop.Fault(problem, start, machinesEach));
                Assert.Null(Idling(problem, start, machinesEach));
            }
        }
    }

    [Fact]
    public void The_tardiness_cost_rule_chooses_as_its_formula_says()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var problem = TinyShop.Make(seed, 8, 1, 20, weights: true);
            var start = DueDateRules.ApparentTardinessCost(problem, 3, 2);
            Assert.Equal(ByFormula(problem, 3, 2), start);
        }
    }

    /// <summary>The same rule, plainly: one machine, every index of everything that waits at every decision.</summary>
    private static int[] ByFormula(JobShopProblem problem, double k, double b)
    {
        var start = new int[problem.Operations];
        var next = Enumerable.Range(0, problem.Jobs).Select(job => problem.First[job]).ToArray();
        var time = 0;
        while (true)
        {
            var waiting = Enumerable.Range(0, problem.Jobs).Where(job => next[job] < problem.First[job + 1]).ToList();
            if (waiting.Count == 0)
                return start;
            var mean = waiting.Average(job => problem.Duration[next[job]]);
            var chosen = waiting.Select(job =>
                {
                    double p = problem.Duration[next[job]];
                    var after = 0.0;
                    for (var later = next[job] + 1; later < problem.First[job + 1]; later++)
                        after += (1 + b) * problem.Duration[later];
                    var slack = problem.Due[job] - after - p - time;
                    return (Job: job, Slack: slack, Index: problem.Weight[job] / p * Math.Exp(-Math.Max(0, slack) / (k * mean)));
                })
                .OrderByDescending(x => Math.Round(x.Index, 12)).ThenBy(x => x.Slack).ThenBy(x => x.Job).First().Job;
            start[next[chosen]] = time;
            time += problem.Duration[next[chosen]++];
        }
    }

    /// <summary>A moment at which something waited although one of its machines was free; null when there is none.</summary>
    private static string? Idling(JobShopProblem problem, int[] start, int machinesEach)
    {
        for (var job = 0; job < problem.Jobs; job++)
        {
            for (var operation = problem.First[job]; operation < problem.First[job + 1]; operation++)
            {
                var ready = operation == problem.First[job] ? 0 : start[operation - 1] + problem.Duration[operation - 1];
                for (var time = ready; time < start[operation]; time++)
                {
                    var busy = Enumerable.Range(0, problem.Operations).Count(other => problem.Machine[other] == problem.Machine[operation]
                        && start[other] <= time && time < start[other] + problem.Duration[other]);
                    if (busy < machinesEach)
                        return $"operation {operation} waits at {time} before a free machine";
                }
            }
        }

        return null;
    }
}
