using System.Text.Json.Serialization;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Seeing;

/// <summary>Operations of a machine in another turn.</summary>
/// <param name="Turns">W-17.0.2: the order, 0 or which remake, the place of the operation in it.</param>
/// <param name="Seen">When accepting: from the consequences that were looked at.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MachineTurns(IReadOnlyList<string>? Turns = null, string? Seen = null);

/// <summary>What stands on a machine and may be put in another turn, as it stands now.</summary>
public sealed record MachineSequence(Guid Plant, long Version, Guid Center, string Name, int Machine, IReadOnlyList<PlanBar> Bars);

/// <summary>Puts what waits at a machine in another turn: look first, then accept.</summary>
public sealed class SequenceMachine(PlantPlans plans, SeeWindow window, AcceptAct accept)
{
    /// <summary>So many turns are shown and may be given.</summary>
    public const int Most = 40;
    private const int Days = 28;

    public async Task<MachineSequence> Find(Guid? plant, Guid center, int machine, CancellationToken cancel)
    {
        var plan = await plans.For(plant, Guid.Empty, cancel);
        if (plan.Shop.Center(center) is not { } place) throw new NotFoundException(Words.Say("center.this"));
        if (machine < 1 || machine > plan.Shop.Definition.WorkCenters[place].Machines) throw new NotFoundException(Words.Say("machine.this", machine));
        var today = plan.Shop.Clock.DayOf(plan.Plan.Now);
        var frozen = plan.Shop.Clock.InstantOf(Math.Min(plan.Plan.Now + plan.Shop.Definition.FrozenMinutes, plan.Shop.Shop.Horizon));
        var seen = window.Run(plan, new() { From = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Days = Days, Center = center.ToString() });
        var row = seen.Rows.Single(r => r.Machine == machine);
        return new(plan.Plant, plan.Version, center, row.Name, machine,
            [.. row.Bars.Where(b => b is { State: OperationState.Planned, Pinned: false } && b.Start >= frozen).Take(Most)]);
    }

    public Task<Consequences> Look(Guid plant, Guid center, int machine, MachineTurns turns, CancellationToken cancel) =>
        accept.Look(plant, _ => Act(center, machine, turns), cancel);

    public Task<long> Run(Guid plant, Guid center, int machine, MachineTurns turns, CancellationToken cancel) =>
        accept.Run(plant, _ => Act(center, machine, turns), turns.Seen, cancel);

    public static string TurnOf(PlanBar bar) => $"{bar.Order}.{bar.Remake}.{bar.Operation}";

    private static Resequence Act(Guid center, int machine, MachineTurns turns)
    {
        var given = (turns.Turns ?? []).Select(text => (Text: text, Parts: text.Split('.'))).Select(t =>
            t.Parts is [var order, var remake, var operation] && Reference.Parse("W", order).Number is { } number && int.TryParse(remake, out var r) && int.TryParse(operation, out var o)
                ? new Turn(number, r, o) : throw new BadInputException("turns", Words.Say("sequence.turn", t.Text))).ToArray();
        if (given.Length is < 1 or > Most || given.Distinct().Count() != given.Length) throw new BadInputException("turns", Words.Say("sequence.turns", given.Length, Most));
        return new(center, machine - 1, given);
    }
}
