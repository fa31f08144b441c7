using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Troth.Platform.Commands;
using Troth.Scheduling.Simulating;

namespace Troth.Schedule;

/// <summary>./troth schedule simulate: a shop with breakdowns, true times that differ and rush orders, under three ways of promising.</summary>
public static class SimulateCommand
{
    private static readonly double[] Curve = [.70, .75, .80, .85, .90, .95];

    public static Command Make(CommandHost host)
    {
        var seed = new Option<int>("--seed") { Description = "Which shop year; the same seed gives the same figures.", Required = true };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds, counted up from --seed.", DefaultValueFactory = _ => 1 };
        var load = new Option<double>("--load") { Description = "Work offered to the drum, as a share of what it can do.", DefaultValueFactory = _ => .9 };
        var picture = new Option<string?>("--picture") { Description = "Draws loads of 70 to 95 % to this SVG file, in place of --load." };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new FileCommand("simulate", "Promises orders in a simulated shop by fixed lead time, without capacities, and by Troth's plan, and counts the kept.")
        {
            seed, seeds, load, picture, json,
        };
        command.SetAction((parsed, cancel) => Run(
            host, parsed.GetValue(seed), parsed.GetValue(seeds), parsed.GetValue(load), parsed.GetValue(picture), parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> Run(CommandHost host, int seed, int seeds, double load, string? picture, bool json, CancellationToken cancel)
    {
        if (seeds is < 1 or > 1000) return Refuse(host, FormattableString.Invariant($"--seeds is {seeds}; give 1 to 1000."));
        if (load is not (>= .1 and <= .97)) return Refuse(host, FormattableString.Invariant($"--load is {load}; give .1 to .97, above which the queue grows all year."));
        if ((long)seed + seeds - 1 > int.MaxValue) return Refuse(host, FormattableString.Invariant($"--seed is {seed}; {seeds} seeds from there on pass {int.MaxValue}."));
        var rows = PolicyComparison.Run(seed, seeds, picture is null ? [load] : Curve, Environment.ProcessorCount, cancel);
        if (picture is not null) await File.WriteAllTextAsync(host.PathOf(picture), PromiseCurve.Draw(rows), cancel);
        if (json) await host.Output.WriteLineAsync(JsonSerializer.Serialize(new { rows = rows.Select(Rounded) }, JsonSerializerOptions.Web));
        else await WriteTable(host.Output, rows);
        return 0;
    }

    private static int Refuse(CommandHost host, string why)
    {
        host.Error.WriteLine(why);
        return 2;
    }

    private static PolicyRow Rounded(PolicyRow row) => row with
    {
        OnTime = Math.Round(row.OnTime, 5), OnTimeLow = Math.Round(row.OnTimeLow, 5), OnTimeHigh = Math.Round(row.OnTimeHigh, 5),
        QuotedLeadDays = Math.Round(row.QuotedLeadDays, 3), RealisedLeadDays = Math.Round(row.RealisedLeadDays, 3),
    };

    private static async Task WriteTable(TextWriter output, IReadOnlyList<PolicyRow> rows)
    {
        await output.WriteLineAsync($"{"load",5} {"policy",-9} {"on time",8}  {"95 % interval",-16} {"quoted",7} {"realised",8} {"moved",6} {"orders",7}");
        foreach (var row in rows)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{row.Load,5:P0} {row.Policy,-9} {row.OnTime,8:P2}  {row.OnTimeLow:P2} – {row.OnTimeHigh,-7:P2} {row.QuotedLeadDays,6:0.00}d {row.RealisedLeadDays,7:0.00}d {row.PromisesMoved,6} {row.Orders,7}"));
        }
    }
}
