namespace Troth.Scheduling.JobShop.Dispatching;

/// <summary>
/// Apparent tardiness cost (A. Vepsalainen and T. Morton, Priority rules for job shops with weighted tardiness costs, Management Science
/// 33(8), 1987): of what waits for a machine at t, the operation i of job j with the highest
/// <c>w/p · exp(−max(0, d − Σ(W + p) − p − t) / (k·p̄))</c>, where w is the job's weight, d its due date, p the operation's duration,
/// Σ(W + p) the durations of the operations after it with their estimated waits, and p̄ the mean duration of all that waits there.
/// As in the paper a wait is estimated as W = b · p of the same operation, with b = 2, and the usual k is 3.
/// The fixed order must be by <see cref="LatestStart"/>: then all that comes later in it is less pressing and the search ends early.
/// </summary>
public readonly struct TardinessCost : IRule
{
    private readonly double k;
    private readonly double highest;
    private readonly int[] latestStart;
    private readonly double[] rate;

    /// <summary>The rule for a problem.</summary>
    /// <param name="problem">The shop, with due dates.</param>
    /// <param name="latestStart">Per operation, <see cref="LatestStart"/>.</param>
    /// <param name="k">How many mean durations ahead it looks.</param>
    public TardinessCost(JobShopProblem problem, int[] latestStart, double k)
    {
        ArgumentNullException.ThrowIfNull(problem);
        this.k = k;
        this.latestStart = latestStart;
        rate = new double[problem.Operations];
        for (var job = 0; job < problem.Jobs; job++)
        {
            var weight = problem.Weight.IsEmpty ? 1 : problem.Weight[job];
            for (var operation = problem.First[job]; operation < problem.First[job + 1]; operation++)
            {
                rate[operation] = weight / Math.Max(.5, problem.Duration[operation]);
                highest = Math.Max(highest, rate[operation]);
            }
        }
    }

    /// <summary>Per operation, when it must start for its job to be in time with the estimated waits: d − Σ(W + p) − p.</summary>
    /// <param name="problem">The shop, with due dates.</param>
    /// <param name="wait">The wait before each later operation, as a multiple of its duration (b).</param>
    public static int[] LatestStart(JobShopProblem problem, double wait)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var latest = new int[problem.Operations];
        for (var job = 0; job < problem.Jobs; job++)
        {
            double after = 0;
            for (var operation = problem.First[job + 1] - 1; operation >= problem.First[job]; operation--)
            {
                var duration = problem.Duration[operation];
                latest[operation] = (int)Math.Max(int.MinValue, problem.Due[job] - after - duration);
                after += (1 + wait) * duration;
            }
        }

        return latest;
    }

    /// <inheritdoc/>
    public int Choose(WaitingRoom room, ReadOnlySpan<int> operationAt, int time, long work)
    {
        ArgumentNullException.ThrowIfNull(room);
        var scale = -1 / Math.Max(1e-9, k * work / room.Count);
        var (best, bestIndex) = (-1, -1.0);
        // Slack beyond that of the first: the choice is the same and nothing becomes too small for a double where all have time.
        var least = Math.Max(time, (long)latestStart[operationAt[room.From(0)]]);
        for (var rank = room.From(0); rank >= 0; rank = room.From(rank + 1))
        {
            var operation = operationAt[rank];
            var slack = Math.Max(0L, latestStart[operation] - least);
            var urgency = slack == 0 ? 1 : Math.Exp(slack * scale);
            if (highest * urgency < bestIndex)
                break;
            var index = rate[operation] * urgency;
            if (index > bestIndex)
                (best, bestIndex) = (rank, index);
        }

        return best;
    }
}
