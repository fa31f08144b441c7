using Troth.Scheduling.JobShop;

namespace Troth.Scheduling.Tests.JobShop;

/// <summary>The least tardiness of a tiny shop, by trying every order: what searches and bounds are held against.</summary>
internal static class EveryOrder
{
    public static long LeastTardiness(JobShopProblem problem)
    {
        var next = Enumerable.Range(0, problem.Jobs).Select(job => problem.First[job]).ToArray();
        var (jobFree, machineFree) = (new int[problem.Jobs], new int[problem.Machines]);
        var least = long.MaxValue;
        Try(0);
        return least;

        // Every plan that starts each operation as early as its orders allow comes about by appending operations one by one.
        void Try(long tardiness)
        {
            if (tardiness >= least)
                return;
            var done = true;
            for (var job = 0; job < problem.Jobs; job++)
            {
                var operation = next[job];
                if (operation == problem.First[job + 1])
                    continue;
                done = false;
                var machine = problem.Machine[operation];
                var (ofJob, ofMachine) = (jobFree[job], machineFree[machine]);
                var end = Math.Max(ofJob, ofMachine) + problem.Duration[operation];
                (jobFree[job], machineFree[machine]) = (end, end);
                next[job]++;
                var over = next[job] == problem.First[job + 1] ? Math.Max(0, end - problem.Due[job]) : 0;
                Try(tardiness + (long)over * (problem.Weight.IsEmpty ? 1 : problem.Weight[job]));
                next[job]--;
                (jobFree[job], machineFree[machine]) = (ofJob, ofMachine);
            }

            if (done)
                least = tardiness;
        }
    }
}
