namespace Troth.Scheduling.JobShop.Dispatching;

/// <summary>
/// Whole plans by the usual dispatching rules, each with the order of operations that it needs. All answer the start per operation.
/// </summary>
public static class DueDateRules
{
    /// <summary>The k that Vepsalainen and Morton used for job shops.</summary>
    public const double UsualLookAhead = 3;

    /// <summary>The b of Vepsalainen and Morton: a later operation waits twice its own duration.</summary>
    public const double UsualWait = 2;

    /// <summary>The job that is due first; of equal ones the lower number.</summary>
    /// <param name="problem">The shop, with due dates.</param>
    /// <param name="machinesEach">How many identical machines each resource has.</param>
    public static int[] EarliestDueDate(JobShopProblem problem, int machinesEach = 1)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var dispatcher = new Dispatcher(problem, machinesEach);
        dispatcher.OrderByJob(Sorted(problem.Due));
        var start = new int[problem.Operations];
        dispatcher.Run(new FirstInOrder(), start);
        return start;
    }

    /// <summary><see cref="TardinessCost"/>.</summary>
    /// <param name="problem">The shop, with due dates.</param>
    /// <param name="lookAhead">k: how many mean durations it looks ahead.</param>
    /// <param name="wait">b: the wait before each later operation, as a multiple of its duration.</param>
    /// <param name="machinesEach">How many identical machines each resource has.</param>
    public static int[] ApparentTardinessCost(
        JobShopProblem problem, double lookAhead = UsualLookAhead, double wait = UsualWait, int machinesEach = 1)
    {
        var latest = TardinessCost.LatestStart(problem, wait);
        var dispatcher = new Dispatcher(problem, machinesEach);
        dispatcher.Order(Sorted(latest));
        var start = new int[problem.Operations];
        dispatcher.Run(new TardinessCost(problem, latest, lookAhead), start);
        return start;
    }

    /// <summary><see cref="OperationDue"/>, with a job's time after the operation as its later durations and their waits.</summary>
    /// <param name="problem">The shop, with due dates.</param>
    /// <param name="wait">The wait before each later operation, as a multiple of its duration.</param>
    /// <param name="machinesEach">How many identical machines each resource has.</param>
    public static int[] ModifiedOperationDue(JobShopProblem problem, double wait = 0, int machinesEach = 1)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var due = OperationDue.Of(problem, wait);
        var dispatcher = new Dispatcher(problem, machinesEach);
        dispatcher.Order(Sorted(due));
        var start = new int[problem.Operations];
        dispatcher.Run(new OperationDue(problem, due), start);
        return start;
    }

    /// <summary>The numbers 0, 1, … in the order of their keys; of equal keys the lower number first.</summary>
    internal static int[] Sorted(ReadOnlySpan<int> keys)
    {
        var both = new long[keys.Length];
        for (var number = 0; number < both.Length; number++)
            both[number] = ((long)keys[number] << 32) | (uint)number;
        Array.Sort(both);
        var sorted = new int[both.Length];
        for (var place = 0; place < sorted.Length; place++)
            sorted[place] = (int)both[place];
        return sorted;
    }
}
