using System.Diagnostics;
using Troth.Evidence.Tests;
using Troth.Scheduling.JobShop;

namespace Troth.Scheduling.Tests.JobShop;

public sealed class JobShopSearchTests
{
    [Fact]
    public void The_least_makespan_of_tiny_shops_is_found()
    {
        var chance = new Random(11);
        for (var k = 0; k < 2000; k++)
        {
            var problem = TinyShops.Make(chance);
            var best = TinyShops.Best(problem, start => JobShopCheck.Worth(problem, start, JobShopObjective.Makespan));
            var found = new JobShopSearch(problem) { Seed = (ulong)k, Iterations = 400 }.Run();
            Assert.Null(JobShopCheck.Fault(problem, found.Start, found.Value));
            Assert.Equal(best, found.Value);
            Assert.InRange(found.LowerBound, 0, best);
        }
    }

    [Fact]
    public void The_least_tardiness_of_tiny_shops_is_found()
    {
        var chance = new Random(12);
        for (var k = 0; k < 2000; k++)
        {
            var problem = TinyShops.WithDueDates(TinyShops.Make(chance), chance);
            var best = TinyShops.Best(problem, start => JobShopCheck.Worth(problem, start, JobShopObjective.Tardiness));
            var found = new JobShopSearch(problem, JobShopObjective.Tardiness) { Seed = (ulong)k, Iterations = 20_000 }.Run();
            Assert.Null(JobShopCheck.Fault(problem, found.Start, found.Value, JobShopObjective.Tardiness));
            Assert.Equal(best, found.Value);
            Assert.InRange(found.LowerBound, 0, best);
        }
    }

    [SharedDataFact]
    public void Published_optima_are_found()
    {
        Assert.Equal(55, new JobShopSearch(Published("ft06")) { Iterations = 20_000 }.Run().Value);
        Assert.Equal(930, new JobShopSearch(Published("ft10")) { Iterations = 1_500_000 }.Run().Value);
        Assert.Equal(1165, new JobShopSearch(Published("ft20")) { Iterations = 500_000 }.Run().Value);
    }

    /// <summary>Singer and Pinedo's branch and bound (1998) proved 929.</summary>
    [SharedDataFact]
    public void Published_weighted_tardiness_is_found()
    {
        var problem = JobShopDueDates.Give(Published("la18"), 1.3m, weighted: true);
        Assert.Equal(929, new JobShopSearch(problem, JobShopObjective.Tardiness) { Iterations = 3_000_000 }.Run().Value);
    }

    [SharedDataFact]
    public void A_dispatching_rule_fills_the_hundred_machines_at_once()
    {
        foreach (var name in new[] { "ko01", "ko02" })
        {
            var found = new JobShopSearch(Published(name)).Run(new CancellationToken(true));
            Assert.Equal((600_000, 600_000), (found.Value, found.LowerBound));
        }
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Iterations_and_seed_decide_the_schedule(int threads)
    {
        var problem = Square(10, new Random(5));
        var due = JobShopDueDates.Give(problem, 1.2m, weighted: true);
        foreach (var make in new Func<ulong, JobShopSearch>[]
        {
            seed => new(problem) { Seed = seed, Threads = threads, Iterations = 60_000 },
            seed => new(due, JobShopObjective.Tardiness) { Seed = seed, Threads = threads, Iterations = 30_000 },
        })
        {
            var once = make(7).Run();
            var again = make(7).Run();
            Assert.Equal((once.Value, once.Iterations), (again.Value, again.Iterations));
            Assert.Equal(once.Start, again.Start);
            Assert.NotEqual(once.Start, make(8).Run().Start);
        }
    }

    [Fact]
    public void It_stops_when_told_and_still_has_a_schedule()
    {
        var problem = Square(20, new Random(6));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        var found = new JobShopSearch(problem) { Threads = 2 }.Run(stop.Token);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 5);
        Assert.Null(JobShopCheck.Fault(problem, found.Start, found.Value));
        Assert.True(found.Iterations > 0);
    }

    [Fact]
    public void Tardiness_needs_due_dates()
    {
        var refused = Assert.Throws<ArgumentException>(() => new JobShopSearch(Square(2, new Random(1)), JobShopObjective.Tardiness));
        Assert.Contains("0 due dates", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_without_operations_end_at_once()
    {
        var found = new JobShopSearch(new JobShopProblem(2, [0, 0, 2, 2, 3], [0, 1, 0], [3, 4, 2]) { }) { Iterations = 100 }.Run();
        Assert.Equal((7, 7), (found.Value, found.LowerBound));
        Assert.Equal(0, new JobShopSearch(new JobShopProblem(0, [0], [], [])).Run().Value);
    }

    private static JobShopProblem Published(string name) => JobShopFile.Read(File.ReadAllText(SharedData.File("jobshop", name + ".txt")));

    private static JobShopProblem Square(int size, Random chance)
    {
        var machine = Enumerable.Range(0, size).SelectMany(_ => Enumerable.Range(0, size).OrderBy(_ => chance.Next())).ToArray();
        return new(size, [.. Enumerable.Range(0, size + 1).Select(j => j * size)], machine, [.. machine.Select(_ => chance.Next(1, 100))]);
    }
}
