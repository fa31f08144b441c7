using System.Diagnostics;
using Troth.Scheduling.JobShop;
using Troth.Scheduling.JobShop.Dispatching;
using Troth.Scheduling.JobShop.Tardiness;

namespace Troth.Schedule;

/// <summary>What to measure with.</summary>
/// <param name="MachinesEach">How many identical machines each resource has.</param>
/// <param name="Search">How long to search for less tardiness; zero plans by due date.</param>
/// <param name="Seed">Where the search begins.</param>
/// <param name="FloorRounds">How many rounds to prove a floor under tardiness in; 0 for none.</param>
/// <param name="Peers">Whether the rules are tried with many settings too.</param>
public sealed record ShopMeasuring(int MachinesEach, TimeSpan Search, int Seed, int FloorRounds, bool Peers);

/// <summary>What ./troth schedule shop prints, by these names and in this order. Hours are sums over the late orders.</summary>
public sealed record ShopFigures
{
    private const int BoundRuns = 61;
    private static readonly double[] LookAheads = [.5, 1, 1.5, 2, 3, 4, 6];
    private static readonly double[] Waits = [0, .25, .5, 1, 2];

    public required int Orders { get; init; }
    public required int Operations { get; init; }

    /// <summary>All operations planned anew, as early as they fit; medians, as of the bound.</summary>
    public required double ReplanMs { get; init; }

    /// <summary>All operations moved as late as the due dates allow.</summary>
    public required double JitMs { get; init; }

    /// <summary>What differs between the two.</summary>
    public required double DiffMs { get; init; }

    /// <summary>Sort and append-only pass: median of the later half of the runs, when the code is compiled for good.</summary>
    public required double BoundMs { get; init; }

    public required int Late { get; init; }
    public required double TardinessHours { get; init; }
    public required int EddLate { get; init; }
    public required double EddTardinessHours { get; init; }
    public required double AtcTardinessHours { get; init; }

    /// <summary>How many quotes were asked of the plan, one after the other: earliest date, safe date and what decides them.</summary>
    public required int Quotes { get; init; }
    public required double QuoteP50Us { get; init; }
    public required double QuoteP99Us { get; init; }
    public required double QuoteP999Us { get; init; }

    /// <summary>Bytes that all of them allocated.</summary>
    public required long QuoteBytes { get; init; }

    /// <summary>“ok” when an independent check proves the plans; otherwise what is wrong.</summary>
    public required string Checker { get; init; }

    /// <summary>Apparent tardiness cost with the best of many look-aheads and waits; absent unless asked for.</summary>
    public double? AtcBestTardinessHours { get; init; }

    /// <summary>Modified operation due dates with the best of many waits; absent unless asked for.</summary>
    public double? ModBestTardinessHours { get; init; }

    /// <summary>What no plan can fall below; absent unless asked for.</summary>
    public double? TardinessFloorHours { get; init; }

    public static ShopFigures Measure(ShopFile shop, ShopMeasuring how, CancellationToken cancel)
    {
        var problem = shop.Problem;
        var planning = new ShopPlanning(problem, how.MachinesEach);
        var (replan, backward, diff) = planning.Measure();
        var byDueDate = DueDateRules.EarliestDueDate(problem, how.MachinesEach);
        var edd = Lateness.Of(problem, byDueDate);
        var atc = Lateness.Of(problem, DueDateRules.ApparentTardinessCost(problem, machinesEach: how.MachinesEach));
        var bound = Bound(problem);
        var start = planning.Starts(planning.Forward);
        var plan = planning.Forward;
        if (how.Search > TimeSpan.Zero && Lateness.Of(problem, start) is { LateJobs: > 0 } late
            && Search(problem, how, cancel) is var found && Lateness.Of(problem, found).Tardiness < late.Tardiness)
            plan = planning.At(start = found);
        var lateness = Lateness.Of(problem, planning.Starts(plan));
        var quotes = planning.Quote(plan);
        return new ShopFigures
        {
            Orders = problem.Jobs,
            Operations = problem.Operations,
            ReplanMs = replan,
            JitMs = backward,
            DiffMs = diff,
            BoundMs = bound,
            Late = lateness.LateJobs,
            TardinessHours = Hours(lateness.Tardiness),
            EddLate = edd.LateJobs,
            EddTardinessHours = Hours(edd.Tardiness),
            AtcTardinessHours = Hours(atc.Tardiness),
            Quotes = quotes.Count,
            QuoteP50Us = Math.Round(quotes.P50, 2),
            QuoteP99Us = Math.Round(quotes.P99, 2),
            QuoteP999Us = Math.Round(quotes.P999, 2),
            QuoteBytes = quotes.Bytes,
            Checker = planning.Check(planning.Forward, planning.Backward, plan),
            AtcBestTardinessHours = how.Peers ? Hours(Waits.Min(wait => LookAheads.Min(k =>
                Lateness.Of(problem, DueDateRules.ApparentTardinessCost(problem, k, wait, how.MachinesEach)).Tardiness))) : null,
            ModBestTardinessHours = how.Peers ? Hours(Waits.Min(wait =>
                Lateness.Of(problem, DueDateRules.ModifiedOperationDue(problem, wait, how.MachinesEach)).Tardiness)) : null,
            TardinessFloorHours = how.FloorRounds == 0 ? null : Hours(Floor(problem, start, how, cancel)),
        };
    }

    private static int[] Search(JobShopProblem problem, ShopMeasuring how, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        bool Over() => watch.Elapsed >= how.Search || cancel.IsCancellationRequested;
        return LateJobSearch.Run(problem, how.Seed, stop: Over, machinesEach: how.MachinesEach).Start;
    }

    private static long Floor(JobShopProblem problem, int[] start, ShopMeasuring how, CancellationToken cancel) =>
        TardinessBound.Of(problem, start, how.FloorRounds, () => cancel.IsCancellationRequested, how.MachinesEach).Tardiness;

    private static double Bound(JobShopProblem problem)
    {
        var start = new int[problem.Operations];
        var times = new double[BoundRuns];
        for (var run = 0; run < times.Length; run++)
        {
            var from = Stopwatch.GetTimestamp();
            BoundPass.Run(problem, start);
            times[run] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        }

        var later = times.AsSpan(BoundRuns / 2);
        later.Sort();
        return Math.Round(later[later.Length / 2], 3);
    }

    private static double Hours(long minutes) => Math.Round(minutes / 60.0, 2);
}
