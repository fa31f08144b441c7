using System.Diagnostics;
using Troth.Scheduling.Checking;
using Troth.Scheduling.JobShop;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Schedule;

/// <summary>
/// The file's shop in the planning engine: each order a product of its own, each resource a work center around the clock.
/// </summary>
public sealed class ShopPlanning
{
    private const int Runs = 15;
    private const int Quotes = 100_000;
    private readonly PlanChecker _checker;
    private readonly Shop _shop;
    private readonly JobShopProblem _problem;
    private readonly OrderHandle[] _handles;

    /// <exception cref="ShopRefusedException">The shop is more than the engine plans; it says what.</exception>
    public ShopPlanning(JobShopProblem problem, int machinesEach)
    {
        _problem = problem;
        if (problem.Duration.Contains(0))
            throw new ShopRefusedException("duration", "operation", "An operation takes 0 minutes; give 1 or more, or leave it out.");
        if (problem.Jobs == 0) throw new ShopRefusedException("order", "orders", "There is no order; give at least one.");
        for (var job = 0; job < problem.Jobs; job++)
            if (problem.Due[job] < 0)
                throw new ShopRefusedException("time", $"order “{job + 1}”", FormattableString.Invariant($"Order “{job + 1}” is due at minute {problem.Due[job]}; give 0 or more."));
        var definition = new ShopDefinition
        {
            Horizon = Limits.Horizon, Calendars = [CalendarDefinition.Always()],
            WorkCenters = [.. Enumerable.Range(0, problem.Machines)
                .Select(resource => new WorkCenterDefinition($"resource {resource}", 0, machinesEach))],
            Products = [.. Enumerable.Range(0, problem.Jobs).Select(Product)],
        };
        _shop = Shop.Of(definition);
        _checker = new PlanChecker(definition);
        Forward = Replanner.Load(Plan.Empty(_shop),
            [.. Enumerable.Range(0, problem.Jobs).Select(job => new OrderTerms($"{job + 1}", job, 1) { Promised = problem.Due[job] })]);
        _handles = new OrderHandle[problem.Jobs];
        foreach (var order in Forward.Orders) _handles[order.Terms.Product] = order.Handle;
        Backward = Replanner.JustInTime(Forward);
    }

    /// <summary>As early as it fits, by due date.</summary>
    public Plan Forward { get; private set; }

    /// <summary>The same, as late as the due dates allow.</summary>
    public Plan Backward { get; private set; }

    /// <summary>
    /// Times of a forward pass, a backward pass, a diff: medians of the later half of the runs, when the code is compiled for good.
    /// </summary>
    public (double Replan, double Backward, double Diff) Measure() =>
        (Median(() => Forward = Replanner.Forward(Forward)), Median(() => Backward = Replanner.JustInTime(Forward)),
            Median(() => PlanDiff.Of(Forward, Backward)));

    /// <summary>The plan with starts that a search found.</summary>
    public Plan At(int[] start) => Replanner.At(Forward,
        [.. Enumerable.Range(0, _problem.Jobs).SelectMany(job => Enumerable.Range(_problem.First[job],
            _problem.First[job + 1] - _problem.First[job]).Select(o => new GivenStart(_handles[job], o - _problem.First[job], start[o])))]);

    /// <summary>When each operation starts in a plan.</summary>
    public int[] Starts(Plan plan)
    {
        var starts = new int[_problem.Operations];
        foreach (var order in plan.Orders)
        {
            var at = _problem.First[order.Terms.Product];
            foreach (var operation in order.Operations) starts[at++] = operation.Start;
        }
        return starts;
    }

    /// <summary>Microseconds of a quote at the middle, at 99 % and at 99.9 %, and bytes that all of them allocated.</summary>
    public (int Count, double P50, double P99, double P999, long Bytes) Quote(Plan plan)
    {
        var quoter = new Quoter(_shop);
        var times = new double[Quotes];
        var bytes = 0L;
        for (var round = 0; round < 3; round++)
        {
            bytes = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < times.Length; i++)
            {
                var started = Stopwatch.GetTimestamp();
                quoter.Of(plan, new QuoteRequest((int)(i * 7919L % _problem.Jobs), 1));
                times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            }
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        }
        Array.Sort(times);
        return (Quotes, times[Quotes / 2], times[Quotes * 99 / 100], times[Quotes * 999 / 1000], bytes);
    }

    /// <summary>“ok”, or the first thing wrong with one of the plans.</summary>
    public string Check(params IEnumerable<Plan> plans) => plans.SelectMany(_checker.Check).Select(f => f.Message).FirstOrDefault() ?? "ok";

    private ProductDefinition Product(int job)
    {
        var (from, to) = (_problem.First[job], _problem.First[job + 1]);
        return new ProductDefinition($"order {job + 1}")
        {
            Routing = new RoutingDefinition([.. Enumerable.Range(from, to - from)
                .Select(o => new OperationDefinition($"step {o - from + 1}")
            {
                After = o == from ? [] : [o - from - 1], Centers = [new OperationCenter(_problem.Machine[o], _problem.Duration[o], 0)],
            })]),
        };
    }

    private static double Median(Action work)
    {
        var times = new double[Runs];
        for (var run = 0; run < times.Length; run++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            times[run] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        var later = times.AsSpan(Runs / 2);
        later.Sort();
        return Math.Round(later[later.Length / 2], 3);
    }
}
