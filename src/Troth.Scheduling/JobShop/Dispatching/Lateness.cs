namespace Troth.Scheduling.JobShop.Dispatching;

/// <summary>How late a plan's jobs are.</summary>
/// <param name="LateJobs">How many end after they are due.</param>
/// <param name="Tardiness">The sum over jobs of weight · (end − due) where the end is later, in the problem's time units.</param>
public readonly record struct Lateness(int LateJobs, long Tardiness)
{
    /// <summary>Adds up a plan.</summary>
    /// <param name="problem">The shop; without due dates nothing is late.</param>
    /// <param name="start">Per operation, when it starts.</param>
    public static Lateness Of(JobShopProblem problem, ReadOnlySpan<int> start)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var (late, tardiness) = (0, 0L);
        for (var job = 0; job < problem.Due.Length; job++)
        {
            var last = problem.First[job + 1] - 1;
            if (last < problem.First[job])
                continue;
            var over = start[last] + problem.Duration[last] - problem.Due[job];
            if (over <= 0)
                continue;
            late++;
            tardiness += (long)over * (problem.Weight.IsEmpty ? 1 : problem.Weight[job]);
        }

        return new Lateness(late, tardiness);
    }
}
