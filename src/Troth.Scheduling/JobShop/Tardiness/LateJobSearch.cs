using Troth.Scheduling.JobShop.Dispatching;

namespace Troth.Scheduling.JobShop.Tardiness;

/// <summary>A plan that the search answers.</summary>
/// <param name="Start">Per operation, when it starts.</param>
/// <param name="Unit">Per operation, its machine: resource · machines each + number.</param>
/// <param name="Lateness">How late it is.</param>
/// <param name="Rule">The lateness of the best dispatching rule, from which the search began.</param>
/// <param name="Moves">How many moves were looked at.</param>
public sealed record LateJobPlan(int[] Start, int[] Unit, Lateness Lateness, Lateness Rule, long Moves);

/// <summary>
/// Searches a job shop for low total (weighted) tardiness: the best of several dispatching rules, then a walk over the orders on the
/// machines that follows what late jobs wait for (<see cref="LateMoves"/>) and may become a little worse on its way. Made for large shops,
/// where it spends a few microseconds a move; with no late jobs left it ends. The same problem, seed and count of moves give the same plan.
/// </summary>
public static class LateJobSearch
{
    private const int BetweenLooks = 64;
    private const int BetweenCopies = 1024;

    /// <summary>Searches until it is stopped.</summary>
    /// <param name="problem">The shop, with due dates.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="moves">How many moves to look at, at most.</param>
    /// <param name="stop">Asked about every half millisecond; true ends the search. Null searches until the moves are used up.</param>
    /// <param name="machinesEach">How many identical machines each resource has; operations keep the machine that the rule gave
    /// them.</param>
    public static LateJobPlan Run(
        JobShopProblem problem, int seed, long moves = long.MaxValue, Func<bool>? stop = null, int machinesEach = 1)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (moves == long.MaxValue)
            ArgumentNullException.ThrowIfNull(stop);
        var (best, unit) = BestRule(problem, machinesEach, stop);
        var rule = Lateness.Of(problem, best);
        var orders = new MachineOrders(problem, best, unit, problem.Machines * machinesEach);
        var walk = new LateMoves(orders, problem, seed);
        var (bestTardiness, done) = (orders.Tardiness, 0L);
        for (; done < moves && orders.LateCount > 0; done++)
        {
            if (done % BetweenLooks == 0 && stop?.Invoke() == true)
                break;
            walk.Step();
            if (done % BetweenCopies == 0)
                KeepBest();
        }

        KeepBest();
        return new LateJobPlan(best, unit, Lateness.Of(problem, best), rule, done);

        void KeepBest()
        {
            if (orders.Tardiness >= bestTardiness)
                return;
            bestTardiness = orders.Tardiness;
            orders.Start.CopyTo(best);
        }
    }

    /// <summary>
    /// Earliest due date, then modified operation due date and apparent tardiness cost with several waits: which is best depends on the
    /// load.
    /// </summary>
    private static (int[] Start, int[] Unit) BestRule(JobShopProblem problem, int machinesEach, Func<bool>? stop)
    {
        var dispatcher = new Dispatcher(problem, machinesEach);
        var (start, unit) = (new int[problem.Operations], new int[problem.Operations]);
        var (best, bestUnit, least) = (start, unit, long.MaxValue);
        dispatcher.OrderByJob(DueDateRules.Sorted(problem.Due));
        Try(new FirstInOrder());
        ReadOnlySpan<double> waits = [.25, 0, .5, 1];
        foreach (var wait in waits)
        {
            if (least == 0)
                break;
            var due = OperationDue.Of(problem, wait);
            dispatcher.Order(DueDateRules.Sorted(due));
            Try(new OperationDue(problem, due));
        }

        foreach (var wait in waits)
        {
            if (least == 0 || stop?.Invoke() == true)
                break;
            var latest = TardinessCost.LatestStart(problem, wait);
            dispatcher.Order(DueDateRules.Sorted(latest));
            Try(new TardinessCost(problem, latest, DueDateRules.UsualLookAhead));
        }

        return (best, bestUnit);

        void Try<TRule>(TRule rule)
            where TRule : IRule
        {
            dispatcher.Run(rule, start, unit);
            var tardiness = Lateness.Of(problem, start).Tardiness;
            if (tardiness >= least)
                return;
            (best, bestUnit, least) = ([.. start], [.. unit], tardiness);
        }
    }
}
