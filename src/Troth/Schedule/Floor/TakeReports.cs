using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.Floor;

/// <summary>
/// Takes what the floor reports into the plan, in the order in which it happened. Each report gets its own answer, and is kept with it in
/// the same transaction. Where many came together others get their turn in between, and what was taken before the sender gave up stays taken.
/// </summary>
public sealed class TakeReports(TrothContext db, PlanWriter writer, ReadReports read)
{
    public const int Most = 500;

    /// <summary>How long one turn goes on taking reports: whoever holds or confirms a date waits so long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    public async Task<IReadOnlyList<ReportAnswer>> Run(Guid plant, IReadOnlyList<Report> reports, Teller teller, CancellationToken cancel)
    {
        if (reports.Count > Most) throw new BadInputException("reports", Words.Say("bad.tooMany", reports.Count, Most));
        var all = await read.Run(plant, reports, teller, cancel);
        var answers = all.Select(r => r.Answer).ToArray();
        if (answers.All(a => a is not null)) return answers!;
        var left = Enumerable.Range(0, all.Count).Where(i => all[i].Report is not null)
            .OrderBy(i => all[i].Report!.At).ThenBy(i => i).ToList();
        while (left.Count > 0)
        {
            var taken = await writer.Write(plant, turn => Take(turn, all, left, answers, cancel), cancel);
            left.RemoveRange(0, taken);
        }
        return answers!;
    }

    /// <summary>How many of those that are left were taken.</summary>
    private async Task<int> Take(
        PlanTurn turn, IReadOnlyList<ReadReports.Read> all, List<int> left, ReportAnswer?[] answers, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        var plant = turn.Plan.Plant;
        var keys = all.Where(r => r.Report is not null).Select(r => r.Report!.Key).Distinct().ToList();
        var taken = all.Select(r => r.Report?.TakesBack).OfType<string>().Distinct().ToList();
        var orders = all.Select(r => r.Report?.ShopOrder).OfType<long>().Distinct().ToList();
        // Those that are told again or taken back, and what is known of the orders they are about.
        var known = await db.FloorReports.Where(r => r.PlantId == plant && (keys.Contains(r.Key) || taken.Contains(r.Key)
            || (r.Refusal == null && r.ShopOrder != null && orders.Contains(r.ShopOrder.Value)))).ToListAsync(cancel);
        var byKey = known.ToDictionary(r => r.Key);
        var planning = new ReportPlanning(db, turn, known);
        var pending = new List<ReportStep>();
        var done = 0;
        foreach (var i in left)
        {
            if (done > 0 && TimeProvider.System.GetElapsedTime(began) > Longest) break;
            done++;
            var (given, report) = (all[i].Given, all[i].Report!);
            if (byKey.TryGetValue(report.Key, out var before))
            {
                answers[i] = Again(given, report, before);
                continue;
            }
            byKey[report.Key] = report;
            db.FloorReports.Add(report);
            if (pending.Any(p => !p.GoesWith(report))) Flush(turn, pending);
            pending.Add(await planning.Plan(report, all[i].Operation, cancel));
            known.Add(report);
        }
        Flush(turn, pending);
        foreach (var i in left.Take(done)) answers[i] ??= Answer(all[i].Given, byKey[all[i].Report!.Key]);
        return done;
    }

    private static ReportAnswer Again(Report given, FloorReport report, FloorReport before) =>
        before.Told != report.Told ? ReportAnswer.Refused(given, "keyUsed", Words.Say("bad.keyUsed", report.Key))
        : before.Refusal is null ? new(given.Key, ReportOutcome.Repeated, Line: given.Line) : Answer(given, before);

    private static ReportAnswer Answer(Report given, FloorReport report) => report.Refusal is { } code
        ? ReportAnswer.Refused(given, code, report.RefusedBecause!) : new(given.Key, ReportOutcome.Accepted, Line: given.Line);

    /// <summary>All at once where that goes; otherwise by halves, so that one that cannot be is found without planning anew for each.</summary>
    private static void Flush(PlanTurn turn, List<ReportStep> pending)
    {
        Do(turn, [.. pending.Where(p => p.Report.Refusal is null)]);
        pending.Clear();
    }

    private static void Do(PlanTurn turn, ReadOnlySpan<ReportStep> steps)
    {
        if (steps.IsEmpty) return;
        var act = Act(turn, steps);
        var (code, because) = ("notInPlan", Words.Say("no.longer", steps[0].Report.ShopOrder is { } number ? PlantPlan.NameOf(number) : ""));
        try
        {
            if (turn.Do(act).Done)
            {
                foreach (var step in steps) step.Done?.Invoke();
                return;
            }
        }
        catch (BadInputException bad)
        {
            (code, because) = ("notPossible", bad.Errors.Values.First()[0]);
        }
        if (steps.Length == 1)
        {
            ReportPlanning.Refused(steps[0].Report, code, because);
            return;
        }
        Do(turn, steps[..(steps.Length / 2)]);
        Do(turn, steps[(steps.Length / 2)..]);
    }

    private static Happened Act(PlanTurn turn, ReadOnlySpan<ReportStep> steps)
    {
        var events = new List<Happening>();
        var told = new SortedDictionary<Guid, int>();
        var now = Math.Min(turn.Minute, turn.Plan.Shop.Shop.Horizon);
        if (now > turn.Plan.Plan.Now) events.Add(new Passed(now));
        foreach (var step in steps)
        {
            events.AddRange(step.Events);
            var at = turn.Plan.Shop.Clock.MinuteOf(step.Report.At);
            told[step.Report.CenterId] = Math.Max(at, told.GetValueOrDefault(step.Report.CenterId));
        }
        return new Happened(events) { Reporting = [.. told.Keys], AsOf = [.. told.Values] };
    }
}

/// <summary>What a report comes to in the plan.</summary>
/// <param name="Events">Nothing where it changes nothing, or was refused.</param>
/// <param name="Done">What else is to be written down when it has been accepted.</param>
internal sealed record ReportStep(FloorReport Report, IReadOnlyList<Happening> Events, Action? Done = null)
{
    /// <summary>Whether another can be worked out without this one being done: neither looks at what the other changes.</summary>
    public bool GoesWith(FloorReport other) => Report.Refusal is not null
        || (Report.ShopOrder is { } own && other.ShopOrder is { } theirs && own != theirs && Plain(Report) && Plain(other) && Report.CenterId != other.CenterId)
        || (Report.What == ReportKind.Nothing && other.What == ReportKind.Nothing);

    private static bool Plain(FloorReport report) => report.What is ReportKind.Start or ReportKind.Finish or ReportKind.Progress or ReportKind.Scrap;
}
