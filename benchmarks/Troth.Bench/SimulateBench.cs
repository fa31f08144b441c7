using System.Diagnostics;
using System.Globalization;
using Troth.Scheduling.Simulating;

namespace Troth.Bench;

/// <summary>What promises are worth: the simulated shop over thirty years at each load, held to its aim at 90 %.</summary>
internal static class SimulateBench
{
    private const int Years = 30;

    public static Task<bool> Run(string root)
    {
        var clock = Stopwatch.StartNew();
        var rows = PolicyComparison.Run(1, Years, [.70, .75, .80, .85, .90, .95], Environment.ProcessorCount);
        var seconds = clock.Elapsed.TotalSeconds;
        var figures = new List<Measured>();
        foreach (var row in rows)
        {
            var load = row.Load.ToString("0%", CultureInfo.InvariantCulture);
            var aimed = row is { Load: .90, Policy: "troth" };
            var fixedLead = rows.First(r => r.Load == row.Load && r.Policy == "fixed").QuotedLeadDays;
            // Bounds are from above, so the aim “at least 98.5 % on time” is said of the late ones.
            figures.Add(new($"{load} {row.Policy}: late at most", 100 * (1 - row.OnTimeLow), "%", aimed ? 1.5 : null));
            figures.Add(new($"{load} {row.Policy}: promised ahead", row.QuotedLeadDays, "days", aimed ? fixedLead : null));
        }
        figures.Add(new("all of it", seconds, "s"));
        return Task.FromResult(Results.Show(root, "schedule-simulate", figures));
    }
}
