using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Troth.Bench;

/// <summary>
/// The 541,909 retail lines, unpacked, through ./troth import in a process of its own into a database that has the schema, against the
/// sqlite3 program's .import of the same file into a bare table. Taken in turns, best of three each, so that both meet the same machine.
/// </summary>
internal static class ImportBench
{
    private const int Times = 3;

    public static async Task<bool> Run(string root, string program)
    {
        var packed = Path.GetFullPath(Path.Combine(root, "..", "shared", "data", "retail", "online_retail.csv.gz"));
        if (!File.Exists(packed))
        {
            await Console.Error.WriteLineAsync($"There is no {packed} to import.");
            return false;
        }
        var work = Directory.CreateTempSubdirectory("troth-bench-");
        try
        {
            var rows = Path.Combine(work.FullName, "online_retail.csv.gz"); // the recipe's name for it; what is packed is known by its bytes
            await using (var from = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress))
            await using (var to = File.Create(rows)) await from.CopyToAsync(to);
            var (ours, bare, made, again) = (new List<Timing>(), new List<Timing>(), new List<Timing>(), new List<Timing>());
            for (var time = 0; time < Times; time++)
            {
                var folder = work.CreateSubdirectory($"{time}");
                var database = Path.Combine(folder.FullName, "troth.db");
                made.Add(await Start("dotnet", [Path.Combine(program, "Troth.dll"), "checksum"], database));
                bare.Add(await Start("sqlite3", [Path.Combine(folder.FullName, "bare.db"), $".import --csv \"{rows}\" lines"], database));
                string[] import = [Path.Combine(program, "Troth.dll"), "import", "--recipe", Path.Combine(root, "examples", "retail", "recipe.json"), work.FullName, "--json"];
                ours.Add(await Start("dotnet", import, database));
                Check(ours[^1].Said, created: 541_909);
                again.Add(await Start("dotnet", import, database));
                Check(again[^1].Said, created: 0);
            }
            var ratio = ours.Min(t => t.Seconds) / bare.Min(t => t.Seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"./troth import takes {ratio:0.0}× the time of sqlite3 .import"));
            return Results.Show(root, "import",
            [
                new("import of 541,909 lines, whole process", ours.Min(t => t.Seconds), "s"),
                new("sqlite3 .import of the same rows", bare.Min(t => t.Seconds), "s"),
                new("ratio", Math.Round(ratio, 1), "×", 2.5),
                new("peak resident memory", ours.Max(t => t.Megabytes), "MB", 300),
                new("second import, nothing changed", again.Min(t => t.Seconds), "s"),
                new("a new database, made and read", made.Min(t => t.Seconds), "s"),
            ]);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private sealed record Timing(double Seconds, double Megabytes, string Said);

    private static void Check(string said, long created)
    {
        using var report = JsonDocument.Parse(said);
        var lines = report.RootElement.GetProperty("entities").GetProperty("orderLine");
        if (lines.GetProperty("created").GetInt64() != created || lines.GetProperty("refused").GetInt64() != 0) throw new InvalidOperationException($"Not {created} lines but {said}");
    }

    private static async Task<Timing> Start(string name, string[] arguments, string database)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, Environment = { ["TROTH_DB"] = database } })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var peak = 0.0;
        while (!process.WaitForExit(20)) peak = Math.Max(peak, PeakMegabytes(process.Id));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0 ? new(seconds, peak, await said) : throw new InvalidOperationException($"{name} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await said}");
    }

    /// <summary>The kernel's own high-water mark, so that looking now and then is enough.</summary>
    private static double PeakMegabytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
