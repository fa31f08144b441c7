using Troth.Scheduling.JobShop;

namespace Troth.Scheduling.Tests.JobShop;

/// <summary>Shops small enough to try every order, made from a seed.</summary>
internal static class TinyShop
{
    public static JobShopProblem Make(int seed, int jobs, int machines, int most = 9, bool weights = false)
    {
        var random = new Random(seed);
        var first = new int[jobs + 1];
        List<int> machine = [];
        List<int> duration = [];
        var due = new int[jobs];
        for (var job = 0; job < jobs; job++)
        {
            var operations = random.Next(1, 4);
            for (var operation = 0; operation < operations; operation++)
            {
                machine.Add(random.Next(machines));
                duration.Add(random.Next(1, most + 1));
            }

            first[job + 1] = machine.Count;
            due[job] = random.Next(2, jobs * most / 2);
        }

        var weight = weights ? Enumerable.Range(0, jobs).Select(_ => random.Next(1, 4)).ToArray() : null;
        return new JobShopProblem(machines, first, [.. machine], [.. duration], due, weight);
    }

    /// <summary>What is wrong with a plan; null when nothing is.</summary>
    public static string? Fault(JobShopProblem problem, ReadOnlySpan<int> start, int machinesEach = 1)
    {
        for (var job = 0; job < problem.Jobs; job++)
        {
            for (var operation = problem.First[job]; operation < problem.First[job + 1]; operation++)
            {
                var ready = operation == problem.First[job] ? 0 : start[operation - 1] + problem.Duration[operation - 1];
                if (start[operation] < ready)
                    return $"operation {operation} starts at {start[operation]}, before {ready}";
            }
        }

        var busy = new List<(int Machine, int Time, int Change)>();
        for (var operation = 0; operation < problem.Operations; operation++)
        {
            busy.Add((problem.Machine[operation], start[operation], 1));
            busy.Add((problem.Machine[operation], start[operation] + problem.Duration[operation], -1));
        }

        busy.Sort();
        var (machine, load) = (-1, 0);
        foreach (var change in busy)
        {
            load = change.Machine == machine ? load + change.Change : change.Change;
            machine = change.Machine;
            if (load > machinesEach)
                return $"machine {machine} does {load} at {change.Time}";
        }

        return null;
    }
}
