namespace Troth.Scheduling.JobShop.Dispatching;

/// <summary>
/// Modified operation due date (K. Baker and J. Kanet, Job shop scheduling with modified due dates, Journal of Operations Management 4(1),
/// 1983): the operation with the smallest max(t + p, operation due date): by due date while it can still be met, shortest first after that.
/// The fixed order must be by the operations' due dates.
/// </summary>
public readonly struct OperationDue(JobShopProblem problem, int[] operationDue) : IRule
{
    /// <summary>Per operation, when it must end for its job to be in time with the estimated waits.</summary>
    /// <param name="problem">The shop, with due dates.</param>
    /// <param name="wait">The wait before each later operation, as a multiple of its duration.</param>
    public static int[] Of(JobShopProblem problem, double wait)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var due = TardinessCost.LatestStart(problem, wait);
        for (var operation = 0; operation < due.Length; operation++)
            due[operation] += problem.Duration[operation];
        return due;
    }

    /// <inheritdoc/>
    public int Choose(WaitingRoom room, ReadOnlySpan<int> operationAt, int time, long work)
    {
        ArgumentNullException.ThrowIfNull(room);
        var (best, bestDue) = (-1, long.MaxValue);
        for (var rank = room.From(0); rank >= 0; rank = room.From(rank + 1))
        {
            var operation = operationAt[rank];
            if (operationDue[operation] >= bestDue)
                break;
            var due = Math.Max(operationDue[operation], time + (long)problem.Duration[operation]);
            if (due < bestDue)
                (best, bestDue) = (rank, due);
        }

        return best;
    }
}
