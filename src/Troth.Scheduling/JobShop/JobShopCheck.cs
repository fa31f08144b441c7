namespace Troth.Scheduling.JobShop;

/// <summary>
/// Proves a schedule from the problem alone, sharing nothing with the searches: nothing begins before 0 or before its job's operation ahead
/// of it has ended, and no machine works on two operations at once. O(n log n).
/// </summary>
public static class JobShopCheck
{
    /// <summary>What is wrong first, in words with the operations counted from 0; null when nothing is.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">Per operation, when it begins.</param>
    /// <param name="value">What the schedule is said to be worth.</param>
    /// <param name="objective">By which objective.</param>
    public static string? Fault(
        JobShopProblem problem, ReadOnlySpan<int> start, long value, JobShopObjective objective = JobShopObjective.Makespan)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (start.Length != problem.Operations) return $"{start.Length} start times are given for {problem.Operations} operations";
        for (var job = 0; job < problem.Jobs; job++)
        {
            long earliest = 0;
            for (var operation = problem.First[job]; operation < problem.First[job + 1]; operation++)
            {
                var begin = start[operation];
                if (begin < earliest)
                    return $"operation {operation - problem.First[job]} of job {job} begins at {begin}, and cannot before {earliest}";
                earliest = (long)begin + problem.Duration[operation];
            }
        }

        if (Overlap(problem, start) is { } overlap) return overlap;
        var worth = Worth(problem, start, objective);
        return worth == value ? null : $"the value is {worth} and is said to be {value}";
    }

    /// <summary>The makespan, or the sum of weight × lateness of the jobs.</summary>
    public static long Worth(JobShopProblem problem, ReadOnlySpan<int> start, JobShopObjective objective)
    {
        ArgumentNullException.ThrowIfNull(problem);
        long latest = 0, lateness = 0;
        for (var job = 0; job < problem.Jobs; job++)
        {
            if (problem.First[job] == problem.First[job + 1]) continue;
            var last = problem.First[job + 1] - 1;
            var end = (long)start[last] + problem.Duration[last];
            latest = Math.Max(latest, end);
            if (objective == JobShopObjective.Makespan) continue;
            lateness += (problem.Weight.IsEmpty ? 1L : problem.Weight[job]) * Math.Max(0, end - problem.Due[job]);
        }

        return objective == JobShopObjective.Makespan ? latest : lateness;
    }

    private static string? Overlap(JobShopProblem problem, ReadOnlySpan<int> start)
    {
        var order = new (int Machine, int Start, long End)[problem.Operations];
        for (var operation = 0; operation < order.Length; operation++)
            order[operation] = (problem.Machine[operation], start[operation], (long)start[operation] + problem.Duration[operation]);
        Array.Sort(order);
        for (var k = 1; k < order.Length; k++)
        {
            // An operation of no duration may stand at the very begin or end of another, and sorts before what begins with it.
            var (machine, begin, end) = order[k - 1];
            if (order[k].Machine == machine && order[k].Start < end)
                return $"machine {machine} is to begin something at {order[k].Start} and is at work from {begin} to {end}";
        }

        return null;
    }
}
