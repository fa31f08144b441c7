namespace Troth.Scheduling.JobShop.Dispatching;

/// <summary>
/// The least that any planner of this shop must do, as the yardstick of replan times: sort the orders by due date, then append every
/// operation after what its machine and its order already have. Nothing cleverer and nothing slower: no gaps are looked for, nothing is
/// simulated.
/// </summary>
public static class BoundPass
{
    /// <summary>Sorts and appends; O(jobs log jobs + operations).</summary>
    /// <param name="problem">The shop; without due dates jobs are taken as numbered.</param>
    /// <param name="start">Receives, per operation, when it starts.</param>
    public static void Run(JobShopProblem problem, Span<int> start)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var jobs = new int[problem.Jobs];
        for (var job = 0; job < jobs.Length; job++)
            jobs[job] = job;
        if (!problem.Due.IsEmpty)
            Array.Sort(problem.Due.ToArray(), jobs);
        var free = new int[problem.Machines];
        var first = problem.First;
        var machine = problem.Machine;
        var duration = problem.Duration;
        foreach (var job in jobs)
        {
            var end = 0;
            for (var operation = first[job]; operation < first[job + 1]; operation++)
            {
                var begin = Math.Max(free[machine[operation]], end);
                start[operation] = begin;
                end = begin + duration[operation];
                free[machine[operation]] = end;
            }
        }
    }
}
