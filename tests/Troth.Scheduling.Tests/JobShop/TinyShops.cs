using Troth.Scheduling.JobShop;

namespace Troth.Scheduling.Tests.JobShop;

/// <summary>Instances small enough to try every schedule, and the best of them all.</summary>
internal static class TinyShops
{
    /// <summary>Jobs of different lengths that may come back to a machine, with operations of no duration among them.</summary>
    public static JobShopProblem Make(Random chance, int most = 7)
    {
        var machines = chance.Next(1, 4);
        var jobs = chance.Next(1, 5);
        var (first, machine, duration) = (new List<int> { 0 }, new List<int>(), new List<int>());
        for (var j = 0; j < jobs; j++)
        {
            for (var k = chance.Next(1, 4); k > 0 && machine.Count < most; k--)
            {
                machine.Add(chance.Next(machines));
                duration.Add(chance.Next(5) == 0 ? 0 : chance.Next(1, 10));
            }

            first.Add(machine.Count);
        }

        return new JobShopProblem(machines, [.. first], [.. machine], [.. duration]);
    }

    public static JobShopProblem WithDueDates(JobShopProblem problem, Random chance)
    {
        var due = Enumerable.Range(0, problem.Jobs).Select(_ => chance.Next(0, 25)).ToArray();
        var weight = Enumerable.Range(0, problem.Jobs).Select(_ => chance.Next(0, 5)).ToArray();
        return new(problem.Machines, problem.First.ToArray(), problem.Machine.ToArray(), problem.Duration.ToArray(), due, weight);
    }

    /// <summary>The least value over all schedules: every order of taking the jobs' next operations as early as can be.</summary>
    public static long Best(JobShopProblem problem, Func<int[], long> worth)
    {
        var next = problem.First[..^1].ToArray();
        var jobReady = new int[problem.Jobs];
        var machineReady = new int[problem.Machines];
        var start = new int[problem.Operations];
        var least = long.MaxValue;
        Take(0);
        return least;

        void Take(int taken)
        {
            if (taken == problem.Operations)
            {
                least = Math.Min(least, worth(start));
                return;
            }

            for (var j = 0; j < problem.Jobs; j++)
            {
                var o = next[j];
                if (o == problem.First[j + 1]) continue;
                var (job, machine) = (jobReady[j], machineReady[problem.Machine[o]]);
                start[o] = Math.Max(job, machine);
                next[j]++;
                jobReady[j] = machineReady[problem.Machine[o]] = start[o] + problem.Duration[o];
                Take(taken + 1);
                next[j]--;
                (jobReady[j], machineReady[problem.Machine[o]]) = (job, machine);
            }
        }
    }
}
