using System.Diagnostics;
using Troth.Scheduling.Explaining;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;

namespace Troth.Bench;

/// <summary>
/// The planning engine on a made-up shop of 100,000 and of 1,000,000 operations, against the least that any planner must do.
/// </summary>
internal static class ScheduleBench
{
    public static Task<bool> Run(string root)
    {
        var (hundred, replan) = Hundred();
        var figures = new List<Measured>(hundred);
        var million = new BigShop(1_000_000);
        var plan = Replanner.Load(Plan.Empty(million.Shop), million.Orders);
        var (ten, _) = Best(5, () => plan = Replanner.Forward(plan));
        figures.Add(new("1,000,000 operations: forward replan", ten, "ms"));
        figures.Add(new("1,000,000 operations: against 100,000", ten / replan, "x", 15));
        return Task.FromResult(Results.Show(root, "schedule-plan", figures));
    }

    private static (IReadOnlyList<Measured> Figures, double Replan) Hundred()
    {
        var shop = new BigShop(100_000);
        var plan = Replanner.Load(Plan.Empty(shop.Shop), shop.Orders);
        var late = plan;
        PlanDiff? diff = null;
        // Taken turn by turn, so that a busy moment of the machine meets both.
        var (bound, forward, backward, differing) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        for (var turn = 0; turn < 25; turn++)
        {
            bound = Math.Min(bound, Once(() => shop.Bound()));
            forward = Math.Min(forward, Once(() => plan = Replanner.Forward(plan)));
            backward = Math.Min(backward, Once(() => late = Replanner.JustInTime(plan)));
            differing = Math.Min(differing, Once(() => diff = PlanDiff.Of(plan, late)));
        }
        var quoter = new Quoter(shop.Shop);
        var times = new double[100_000];
        var bytes = 0L;
        for (var round = 0; round < 3; round++)
        {
            bytes = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < times.Length; i++)
            {
                var started = Stopwatch.GetTimestamp();
                quoter.Of(late, new QuoteRequest(i % 1000, 10 + i % 20));
                times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            }
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        }
        Array.Sort(times);
        var (slowest, found) = (0.0, 0);
        for (var i = 0; i < 60; i++)
        {
            var request = new QuoteRequest(i * 7 % 1000, 20);
            var one = Once(() => found += Alternatives.Of(late, request).Count + (Explanation.OfQuote(late, request) is null ? 1000 : 0));
            if (i >= 20) slowest = Math.Max(slowest, one);
        }
        return ([
            new("100,000 operations: sort and append only", bound, "ms"),
            new("100,000 operations: forward replan", forward, "ms", 50),
            new("100,000 operations: forward replan against that", forward / bound, "x", 6),
            new("100,000 operations: backward", backward, "ms"),
            new("100,000 operations: diff", differing, "ms"),
            new("100,000 operations: forward, backward and diff", forward + backward + differing, "ms", 150),
            new($"100,000 operations: moved by the backward pass ({diff!.Orders.Count} orders)", diff.Operations.Count, "operations"),
            new("quote over 5 operations, median", times[times.Length / 2], "µs"),
            new("quote over 5 operations, 99 %", times[times.Length * 99 / 100], "µs", 5),
            new("quote over 5 operations, 99.9 %", times[times.Length * 999 / 1000], "µs"),
            new("quote: allocated by 100,000", bytes, "bytes", 0),
            new($"reasons and alternatives, slowest of 40 ({found} found in 60)", slowest, "ms", 20),
        ], forward);
    }

    private static (double Best, int Runs) Best(int runs, Action work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < runs; i++) best = Math.Min(best, Once(work));
        return (best, runs);
    }

    private static double Once(Action work)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
