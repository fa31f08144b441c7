using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Troth.Scheduling.JobShop;

namespace Troth.Bench;

/// <summary>
/// One instance: what was found in how many seconds (reading included), beside the best anybody knows and CP-SAT's after 600 s.
/// </summary>
internal sealed record JobShopFigure(string Instance, long Value, long LowerBound, long BestKnown, long? CpSat, double Seconds,
    string Checker)
{
    /// <summary>Percent above the best known.</summary>
    public double Gap => 100.0 * (Value - BestKnown) / BestKnown;

    public double? CpSatGap => CpSat is { } value ? 100.0 * (value - BestKnown) / BestKnown : null;
}

/// <summary>The published job shops ft, la, orb, ta01–30 and ko against best_known.csv, one after another in this process.</summary>
internal static class JobShopBench
{
    private const int Threads = 2;

    /// <summary>
    /// The groups that are measured, what their mean gap is held to in percent, and the most seconds an instance is given.
    /// </summary>
    private static readonly (string Name, string[] Begins, double Bound, double Seconds)[] Groups =
    [
        ("ft, la, orb", ["ft", "la", "orb"], 0.5, double.MaxValue),
        ("ta01–30", ["ta0", "ta1", "ta2", "ta30"], 3, double.MaxValue),
        ("ko", ["ko"], 0.1, 2),
    ];

    public static Task<bool> Run(string root)
    {
        var folder = Path.GetFullPath(Path.Combine(root, "..", "shared", "data", "jobshop"));
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no {folder} with job shops to search.");
            return Task.FromResult(false);
        }

        return Task.FromResult(Results.Show(root, "schedule-jobshop", Measure(folder, 60)));
    }

    /// <summary>Searches every instance for so many seconds at most and gives the mean gaps of the groups.</summary>
    public static IReadOnlyList<Measured> Measure(string folder, double seconds)
    {
        var figures = new List<JobShopFigure>();
        Console.WriteLine($"{"instance",-9} {"value",7} {"bound",7} {"best",7} {"gap %",7} {"CP-SAT",7} {"gap %",7} {"s",6}");
        var known = File.ReadLines(Path.Combine(folder, "best_known.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        var measured = new List<Measured>();
        foreach (var (name, begins, bound, most) in Groups)
        {
            var group = new List<JobShopFigure>();
            foreach (var fields in known.Where(f => begins.Any(b => f[0].StartsWith(b, StringComparison.Ordinal))))
            {
                var figure = Search(folder, fields, Math.Min(seconds, most));
                group.Add(figure);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{figure.Instance,-9} {figure.Value,7} {figure.LowerBound,7} {figure.BestKnown,7} {figure.Gap,7:0.00} "
                        + $"{figure.CpSat,7} ")
                    + string.Create(CultureInfo.InvariantCulture, $"{figure.CpSatGap,7:0.00} {figure.Seconds,6:0.0}"));
                if (figure.Checker != "ok") throw new InvalidOperationException($"{figure.Instance}: {figure.Checker}");
            }

            measured.Add(new Measured($"{name}: mean gap to best known, {group.Count} instances", group.Average(f => f.Gap), "%", bound));
            if (group.Any(f => f.CpSat is not null))
                measured.Add(new Measured($"{name}: CP-SAT's after 600 s", group.Average(f => f.CpSatGap) ?? 0, "%"));
            measured.Add(new Measured($"{name}: longest, reading included", group.Max(f => f.Seconds), "s", most < seconds ? most : null));
        }

        return measured;
    }

    private static JobShopFigure Search(string folder, string[] fields, double seconds)
    {
        var began = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var path = Path.Combine(folder, fields[0] + ".txt");
        var packed = !File.Exists(path);
        using Stream file = File.OpenRead(packed ? path + ".gz" : path);
        using var text = new StreamReader(packed ? new GZipStream(file, CompressionMode.Decompress) : file);
        var problem = JobShopFile.Read(text);
        // Where the best known is proved the best, nothing is left to find.
        var found = new JobShopSearch(problem) { Threads = Threads,
            KnownBound = long.Parse(fields[2], CultureInfo.InvariantCulture) }.Run(stop.Token);
        var spent = Stopwatch.GetElapsedTime(began).TotalSeconds;
        long? cpSat = long.TryParse(fields[4], CultureInfo.InvariantCulture, out var value) ? value : null;
        var best = long.Parse(fields[3], CultureInfo.InvariantCulture);
        return new(fields[0], found.Value, found.LowerBound, best, cpSat, spent,
            JobShopCheck.Fault(problem, found.Start, found.Value) ?? "ok");
    }
}
