using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Seeing;

namespace Troth.Schedule.Trying;

/// <summary>A machine that would not be there for a while: from a day (null: from now on) until another (null: as far as is planned).</summary>
internal sealed record MachineAway(Guid Center, int Machine, DateOnly? From, DateOnly? Until);

/// <summary>A scenario as changes of the described shop and of the plan. Trying and applying do the same with it.</summary>
internal sealed record ScenarioEdits(ShopEdits Shop, IReadOnlyList<MachineAway> Away)
{
    public static ScenarioEdits Of(IReadOnlyList<ScenarioChange> changes, ShopRecords records, DateOnly today, string? note = null)
    {
        var days = new List<CalendarDay>();
        var own = new List<CenterDay>();
        foreach (var change in changes)
        {
            // Somebody may have taken it out since.
            if (change.Calendar is { } calendar && records.Calendars.All(c => c.Id != calendar)) throw new BusinessRuleException("changeGone", Words.Say("change.gone.calendar"));
            if (change.Center is { } center && records.Centers.All(c => c.Id != center)) throw new BusinessRuleException("changeGone", Words.Say("change.gone.center"));
            switch (change.Kind)
            {
                case ChangeKind.Shift:
                    var known = records.Days[change.Calendar!.Value].Concat(days.Where(d => d.CalendarId == change.Calendar)).Select(d => (d.Day, d.OpensAt, d.ClosesAt)).ToHashSet();
                    days.AddRange(change.Days.Where(d => d >= today && known.Add((d, change.Opens, change.Closes)))
                        .Select(d => new CalendarDay { CalendarId = change.Calendar.Value, Day = d, OpensAt = change.Opens, ClosesAt = change.Closes, Note = note }));
                    break;
                case ChangeKind.Overtime or ChangeKind.Down:
                    var there = records.CenterDays[change.Center!.Value].Concat(own.Where(d => d.WorkCenterId == change.Center)).Select(d => (d.Day, d.OpensAt, d.ClosesAt)).ToHashSet();
                    own.AddRange(change.Days.Where(d => d >= today && there.Add((d, change.Opens, change.Closes)))
                        .Select(d => new CenterDay { WorkCenterId = change.Center.Value, Day = d, OpensAt = change.Opens, ClosesAt = change.Closes, Note = note }));
                    break;
            }
        }
        var (machines, away) = Machines(changes, records, today);
        return new(new(days, own, machines), away);
    }

    /// <summary>
    /// The described number holds from the first day on. What comes later or goes later is described with the most there will be, and stands still in
    /// the plan while it is not there.
    /// </summary>
    private static (Dictionary<Guid, int> Machines, List<MachineAway> Away) Machines(IReadOnlyList<ScenarioChange> changes, ShopRecords records, DateOnly today)
    {
        var (machines, away) = (new Dictionary<Guid, int>(), new List<MachineAway>());
        foreach (var byCenter in changes.Where(c => c.Kind == ChangeKind.Machines).GroupBy(c => c.Center!.Value))
        {
            var center = records.Centers.First(c => c.Id == byCenter.Key);
            var steps = new List<(DateOnly? From, int Many)> { (null, center.Machines) };
            foreach (var step in byCenter.OrderBy(c => c.From))
                if (step.From <= today) steps[0] = (null, step.Machines!.Value);
                else if (steps[^1].From == step.From) steps[^1] = (step.From, step.Machines!.Value);
                else steps.Add((step.From, step.Machines!.Value));
            var most = steps.Max(s => s.Many);
            if (most != center.Machines) machines.Add(center.Id, most);
            for (var machine = 0; machine < most; machine++)
                for (var s = 0; s < steps.Count; s++)
                {
                    if (steps[s].Many > machine) continue;
                    var first = s;
                    while (s + 1 < steps.Count && steps[s + 1].Many <= machine) s++;
                    away.Add(new(center.Id, machine, steps[first].From, s + 1 < steps.Count ? steps[s + 1].From : null));
                }
        }
        return (machines, away);
    }

    /// <summary>What follows when the shop was taken: machines that are not there, and planning anew where that keeps more promises.</summary>
    /// <returns>Whether all that may move was planned anew.</returns>
    public bool Follow(PlanTurn turn)
    {
        var stops = Stops(turn.Plan);
        if (stops.Count > 0) turn.Do(new Happened([.. stops]));
        var anew = turn.Try(new PlanAnew());
        if (!IsBetter(PlanHeadline.Of(anew.Plan), PlanHeadline.Of(turn.Plan))) return false;
        turn.Do(new PlanAnew());
        return true;
    }

    private List<Stopped> Stops(PlantPlan plan)
    {
        var stops = new List<Stopped>();
        foreach (var away in Away)
        {
            var start = Math.Max(plan.Plan.Now, away.From is { } from ? plan.Shop.Clock.MinuteOf(from, TimeOnly.MinValue) : 0);
            // One that reaches the horizon is gone for good; one that comes back some day ends before it.
            var end = away.Until is { } until ? Math.Min(plan.Shop.Shop.Horizon - 1, plan.Shop.Clock.MinuteOf(until, TimeOnly.MinValue)) : plan.Shop.Shop.Horizon;
            if (start < end && plan.Shop.Center(away.Center) is not null) stops.Add(new(away.Center, away.Machine, start, end));
        }
        return stops;
    }

    /// <summary>Fewer promises late, then fewer inherited ones, then fewer in danger, then less late.</summary>
    public static bool IsBetter(PlanHeadline one, PlanHeadline other) =>
        (one.Broken, one.InheritedBroken, one.AtRisk, one.LateHours).CompareTo((other.Broken, other.InheritedBroken, other.AtRisk, other.LateHours)) < 0;
}
