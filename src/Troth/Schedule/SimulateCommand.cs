using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Troth.Platform.Commands;
using Troth.Scheduling.Simulating;

namespace Troth.Schedule;

/// <summary>
/// ./troth schedule simulate: a shop with breakdowns, true times that differ and rush orders, under three ways of promising.
/// </summary>
public static class SimulateCommand
{
    private const string Told =
        "Promises orders in a simulated shop by fixed lead time, without capacities and by Troth's plan, and counts the kept.";

    private const string Legend = """
        fixed     one lead time for all, the least that keeps 95 % at 80 % load
        infinite  planned times and customary queues, whatever the load
        troth     the date of the plan and a learned buffer
        On time is by the first date promised; quoted and realised are mean calendar days from the order; moved counts dates told anew.
        """;

    private static readonly double[] Curve = [.70, .75, .80, .85, .90, .95];

    public static Command Make(CommandHost host)
    {
        var seed = new Option<int>("--seed") { Description = "Which shop year; the same seed gives the same figures.", Required = true };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds, counted up from --seed.", DefaultValueFactory = _ => 1 };
        var load = PlainNumber.Option("--load", .9,
            "Work offered to the drum (the busiest work center), as a share of what it can do: 0.4 to 0.97.");
        var picture = new Option<string?>("--picture") { Description = "Draws loads of 70 to 95 % to this SVG file, in place of --load." };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new FileCommand("simulate", Told)
        {
            seed, seeds, load, picture, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var (first, years, share) = (parsed.GetValue(seed), parsed.GetValue(seeds), parsed.GetValue(load));
            var drawn = parsed.GetValue(picture);
            if ((Refusal(first, years, share) ?? NoPlace(host, drawn)) is { } why)
            {
                await host.Error.WriteLineAsync(why);
                return 2;
            }
            try
            {
                await Run(host, (first, years), share, drawn, parsed.GetValue(json), cancel);
                return 0;
            }
            catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
            {
                await host.Error.WriteLineAsync(unwritten.Message);
                return 2;
            }
        });
        return command;
    }

    private static string? Refusal(int seed, int seeds, double load)
    {
        if (seeds is < 1 or > 1000) return FormattableString.Invariant($"--seeds is {seeds}; give 1 to 1000.");
        if (load is not (>= .4 and <= .97))
            return FormattableString.Invariant($"--load is {load}; give 0.4 to 0.97, above which the queue grows all year.");
        if ((long)seed + seeds - 1 > int.MaxValue)
            return FormattableString.Invariant($"--seed is {seed}; {seeds} seeds from there on pass {int.MaxValue}.");
        return null;
    }

    /// <summary>Said before years are simulated for a picture that has no place.</summary>
    private static string? NoPlace(CommandHost host, string? picture) =>
        picture is null || picture.Length > 0 && !Directory.Exists(host.PathOf(picture)) && Directory.Exists(Path.GetDirectoryName(host.PathOf(picture)))
            ? null : $"--picture is “{picture}”; give the path of a file in a folder that is there.";

    private static async Task Run(
        CommandHost host, (int First, int Count) seeds, double load, string? picture, bool json, CancellationToken cancel)
    {
        var rows = PolicyComparison.Run(seeds.First, seeds.Count, picture is null ? [load] : Curve, Environment.ProcessorCount, cancel);
        if (picture is not null) await File.WriteAllTextAsync(host.PathOf(picture), PromiseCurve.Draw(rows), cancel);
        if (json)
            await host.Output.WriteLineAsync(JsonSerializer.Serialize(new { rows = rows.Select(Rounded) }, JsonSerializerOptions.Web));
        else await WriteTable(host.Output, rows);
    }

    private static PolicyRow Rounded(PolicyRow row) => row with
    {
        OnTime = Math.Round(row.OnTime, 5), OnTimeLow = Math.Round(row.OnTimeLow, 5), OnTimeHigh = Math.Round(row.OnTimeHigh, 5),
        QuotedLeadDays = Math.Round(row.QuotedLeadDays, 3), RealisedLeadDays = Math.Round(row.RealisedLeadDays, 3),
    };

    private static async Task WriteTable(TextWriter output, IReadOnlyList<PolicyRow> rows)
    {
        await output.WriteLineAsync(" load policy     on time  95 % interval      quoted  realised  moved  orders");
        foreach (var row in rows)
        {
            var share = string.Create(CultureInfo.InvariantCulture, $"{row.OnTime,8:P2}  {row.OnTimeLow:P2} – {row.OnTimeHigh,-7:P2}");
            var days = string.Create(CultureInfo.InvariantCulture, $"{row.QuotedLeadDays,8:0.00}d {row.RealisedLeadDays,8:0.00}d");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{row.Load,5:P0} {row.Policy,-9} {share} {days} {row.PromisesMoved,6} {row.Orders,7}"));
        }
        await output.WriteLineAsync();
        await output.WriteLineAsync(Legend);
    }
}
