namespace Troth.Scheduling.JobShop;

/// <summary>Due dates and weights for instances that have none, as in the literature (Singer and Pinedo 1998).</summary>
public static class JobShopDueDates
{
    /// <summary>
    /// A job is due at the whole part of <paramref name="factor"/> × its work. Weighted, the first fifth of the jobs costs 4 a unit, the
    /// last fifth 1, those between 2; otherwise all cost 1.
    /// </summary>
    /// <param name="problem">The jobs.</param>
    /// <param name="factor">0 or more; 1.3 is tight, 1.6 loose. A decimal, so that 1.3 is 1.3.</param>
    /// <param name="weighted">Whether jobs differ in weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 0 or above 1000.</exception>
    public static JobShopProblem Give(JobShopProblem problem, decimal factor, bool weighted)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (factor is < 0 or > 1000) throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor is from 0 to 1000.");
        var due = new int[problem.Jobs];
        var weight = new int[problem.Jobs];
        for (var job = 0; job < problem.Jobs; job++)
        {
            var work = 0L;
            for (var operation = problem.First[job]; operation < problem.First[job + 1]; operation++) work += problem.Duration[operation];
            due[job] = (int)Math.Min(int.MaxValue, decimal.Floor(factor * work));
            weight[job] = !weighted ? 1 : job * 5L < problem.Jobs ? 4 : job * 5L < problem.Jobs * 4L ? 2 : 1;
        }

        var (first, machine, duration) = (problem.First.ToArray(), problem.Machine.ToArray(), problem.Duration.ToArray());
        return new JobShopProblem(problem.Machines, first, machine, duration, due, weight);
    }
}
