using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Troth.Platform.Commands;
using Troth.Scheduling.JobShop;

namespace Troth.Schedule;

/// <summary>./troth schedule jobshop: the search on a published instance, and what the independent check says of its schedule.</summary>
public static class JobShopCommand
{
    public static Command Make(CommandHost host)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "An instance: “jobs machines”, then a line a job: pairs of machine (from 0) and duration, in order. "
                + "Packed (.gz) too.",
        };
        var seconds = Given("--seconds", "10", "How long to search, reading included; it ends sooner when the best is proved.");
        var seed = Given("--seed", "1", "Where chance begins.");
        var threads = Given("--threads", "2", "How many threads search.");
        var objective = Given("--objective", "makespan", "What to make small: makespan, tardiness or weighted-tardiness.");
        var factor = Given("--due-factor", "1.3", "For tardiness: a job is due at the whole part of this times its work. "
            + "Weighted, the first fifth of the jobs costs 4, the last 1, the others 2.");
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new FileCommand("jobshop", "Searches a published job shop, says how far above the best its schedule can be, and checks it.")
        {
            file, seconds, seed, threads, objective, factor, json,
        };
        command.SetAction((parsed, cancel) =>
        {
            try
            {
                var asked = new Asked(
                    parsed.GetValue(file)!,
                    (double)Number("--seconds", parsed.GetValue(seconds)!, 0, 1_000_000),
                    (ulong)Whole("--seed", parsed.GetValue(seed)!, 0, long.MaxValue),
                    (int)Whole("--threads", parsed.GetValue(threads)!, 1, 64),
                    One("--objective", parsed.GetValue(objective)!, "makespan", "tardiness", "weighted-tardiness"),
                    Number("--due-factor", parsed.GetValue(factor)!, 0, 1000));
                return Task.FromResult(Run(host, asked, parsed.GetValue(json), cancel));
            }
            catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
            {
                host.Error.WriteLine(wrong.Message.ReplaceLineEndings(" "));
                return Task.FromResult(2);
            }
        });
        return command;
    }

    private static Option<string> Given(string name, string otherwise, string what) =>
        new(name) { Description = what, DefaultValueFactory = _ => otherwise };

    private static int Run(CommandHost host, Asked asked, bool json, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(TimeSpan.FromSeconds(asked.Seconds));
        var problem = GivenFile.Read(host, asked.File, JobShopFile.Read);
        var by = asked.Objective == "makespan" ? JobShopObjective.Makespan : JobShopObjective.Tardiness;
        if (by == JobShopObjective.Tardiness)
            problem = JobShopDueDates.Give(problem, asked.DueFactor, asked.Objective == "weighted-tardiness");
        var found = new JobShopSearch(problem, by) { Seed = asked.Seed, Threads = asked.Threads }.Run(stop.Token);
        var fault = JobShopCheck.Fault(problem, found.Start, found.Value, by);
        var printed = new Printed(found.Value, found.LowerBound, fault ?? "ok", asked.Objective, found.Iterations);
        host.Output.WriteLine(json ? JsonSerializer.Serialize(printed, JsonSerializerOptions.Web) : Words(problem, printed));
        return fault is null ? 0 : 1;
    }

    private static string Words(JobShopProblem problem, Printed found)
    {
        var proof = found.Value == found.LowerBound ? "proved the best" : $"no schedule is below {found.LowerBound}";
        if (found.Value > found.LowerBound && found.LowerBound > 0)
        {
            var gap = 100.0 * (found.Value - found.LowerBound) / found.LowerBound;
            proof += string.Create(CultureInfo.InvariantCulture, $", so this is at most {gap:0.0} % above the best");
        }
        var check = found.Checker == "ok" ? "the schedule is checked" : $"the schedule is wrong: {found.Checker}";
        return $"{problem.Jobs} jobs, {problem.Machines} machines, {problem.Operations} operations: "
            + $"{found.Objective} {found.Value}, {proof}; {check}.";
    }

    private static decimal Number(string option, string given, decimal least, decimal most)
    {
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (decimal.TryParse(given, plain, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        throw new FormatException($"{option} is “{given}”; give a number from {least} to {most}.");
    }

    private static long Whole(string option, string given, long least, long most)
    {
        var read = long.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        if (read && value >= least && value <= most) return value;
        throw new FormatException($"{option} is “{given}”; give a whole number from {least} to {most}.");
    }

    private static string One(string option, string given, params ReadOnlySpan<string> known) =>
        known.Contains(given)
            ? given
            : throw new FormatException($"{option} is “{given}”; give {string.Join(", ", known[..^1])} or {known[^1]}.");

    private sealed record Asked(string File, double Seconds, ulong Seed, int Threads, string Objective, decimal DueFactor);

    /// <summary>The command's fixed form.</summary>
    private sealed record Printed(long Value, long LowerBound, string Checker, string Objective, long Iterations);
}
