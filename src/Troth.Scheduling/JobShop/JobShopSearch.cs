namespace Troth.Scheduling.JobShop;

/// <summary>
/// Searches for the best schedule of a job shop until it is proved the best, the iterations are used up, or the caller stops it.
/// <para>What is the same every time: with a budget of iterations (per thread) the answer depends on problem, objective, seed and number of
/// threads alone. Stopped by the clock it is what was found until then; with one thread that is an answer on the very path
/// that a budget of iterations walks.</para>
/// </summary>
public sealed class JobShopSearch
{
    private readonly JobShopProblem problem;

    /// <summary>A search for a problem.</summary>
    /// <exception cref="ArgumentException">Tardiness is asked for, and the jobs have no due dates.</exception>
    public JobShopSearch(JobShopProblem problem, JobShopObjective objective = JobShopObjective.Makespan)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (objective == JobShopObjective.Tardiness && problem.Due.Length != problem.Jobs)
        {
            var said = $"{problem.Due.Length} due dates are given for {problem.Jobs} jobs; tardiness needs one for each.";
            throw new ArgumentException(said, nameof(problem));
        }

        this.problem = problem;
        Objective = objective;
    }

    /// <summary>What is kept small.</summary>
    public JobShopObjective Objective { get; }

    /// <summary>Where chance begins; the same seed walks the same path.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many threads search, each its own way, telling the others what it finds.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The iterations each thread may use.</summary>
    public long Iterations { get; init; } = long.MaxValue;

    /// <summary>
    /// A lower bound proved elsewhere, which ends the search where it is reached; the greater of it and the own one counts.
    /// </summary>
    public long KnownBound { get; init; }

    /// <summary>Searches; there is always a schedule, however early it is stopped.</summary>
    public JobShopSchedule Run(CancellationToken stop = default)
    {
        var layout = new Layout(problem);
        var bound = Math.Max(KnownBound, Objective == JobShopObjective.Makespan ? JobShopBound.Makespan(problem)
            : JobShopBound.Tardiness(problem));
        var selection = new Selection(layout);
        var first = Dispatch(layout, selection, bound, stop);
        var exact = Iterations != long.MaxValue;
        var goal = new SearchGoal(bound, exact);
        var exchange = new Exchange(Threads, exact);
        var chance = new SeededChance(Seed);
        var outcomes = new Outcome[Threads];
        if (first.Value <= bound || stop.IsCancellationRequested) outcomes = [first];
        else
        {
            var chances = new SeededChance[Threads];
            for (var t = 0; t < Threads; t++) chances[t] = chance.Fork();
            Together.Run(Threads, t =>
            {
                var budget = new SearchBudget(Iterations, goal, stop);
                outcomes[t] = Search(layout, first, budget, exchange, t, chances[t]);
            });
        }

        var best = outcomes.Prepend(first).OrderBy(o => o.Value).ThenBy(o => o.At).First();
        selection.Load(best.Sequences);
        return new JobShopSchedule(selection.Starts(), best.Value, bound, outcomes.Sum(o => o.Used));
    }

    private Outcome Search(Layout layout, Outcome first, SearchBudget budget, Exchange exchange, int thread, SeededChance chance) =>
        Objective == JobShopObjective.Makespan
        ? new MakespanSearch(layout, first.Sequences, budget, exchange, thread, chance).Run()
        : new TardinessSearch(layout, first.Sequences, budget, chance).Run();

    /// <summary>The best of the dispatching rules; in large shops that are balanced one of them is often optimal.</summary>
    private Outcome Dispatch(Layout layout, Selection selection, long bound, CancellationToken stop)
    {
        var best = new Outcome([], long.MaxValue, 0, 0);
        var weight = TardinessSearch.Weights(problem);
        foreach (var rule in Enum.GetValues<DispatchRule>())
        {
            if (best.Value <= bound || best.Value < long.MaxValue && stop.IsCancellationRequested) break;
            var sequences = PriorityDispatch.Run(layout, rule);
            selection.Load(sequences);
            var value = Objective == JobShopObjective.Makespan ? selection.Makespan : TardinessSearch.Value(selection, problem.Due, weight);
            if (value < best.Value) best = new Outcome(sequences, value, 0, 0);
        }

        return best;
    }
}
