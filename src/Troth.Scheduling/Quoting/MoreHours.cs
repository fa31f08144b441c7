using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Quoting;

/// <summary>
/// A plan whose work center works on after each shift. Operations keep their starts and, where they ran over a break, end earlier: only
/// that center's machines are laid out anew.
/// </summary>
internal static class MoreHours
{
    /// <summary>The plan and the times that are open on top; null when there is no closed time to work in.</summary>
    public static (Plan Plan, IReadOnlyList<CalendarException> Open)? Of(Plan plan, int workCenter, int minutes, int until)
    {
        var center = plan.Shop.Centers[workCenter];
        if (Extended(plan, workCenter, center, minutes, until) is not { } open) return null;
        var definition = plan.Shop.Definition.Calendars[center.Definition.Calendar];
        var calendar = definition with { Name = definition.Name + " and longer", Exceptions = [.. definition.Exceptions, .. open] };
        var shop = plan.Shop.WithCalendar(workCenter, calendar);
        var draft = new PlanDraft(plan) { Shop = shop };
        for (var machine = center.FirstMachine; machine < center.FirstMachine + center.Machines; machine++)
            Lay(draft, plan, machine, shop.Centers[workCenter].Calendar);
        return (draft.Freeze(), open);
    }

    /// <summary>
    /// Longer after each shift, but not while a machine there stands still: what runs over the break would run through the stop.
    /// </summary>
    private static List<CalendarException>? Extended(Plan plan, int workCenter, WorkCenter center, int minutes, int until)
    {
        var stops = plan.MachineStops.Where(s => s.WorkCenter == workCenter).ToList();
        var extra = new List<CalendarException>();
        var end = -1;
        foreach (var span in center.Calendar.Spans)
        {
            var longer = new CalendarException(end, Math.Min(end + minutes, span.Start), Open: true);
            if (end >= plan.Now && span.Start > end && !stops.Any(s => s.Start < longer.End && s.End > longer.Start)) extra.Add(longer);
            end = span.End;
            if (span.Start > until) break;
        }
        return extra.Count == 0 ? null : extra;
    }

    private static void Lay(PlanDraft draft, Plan plan, int machine, WorkCalendar calendar)
    {
        var timeline = plan.Timelines[machine];
        var laid = draft.Timelines[machine] = new Timeline(draft.Owner, calendar.Total, timeline.Family);
        var old = plan.Shop.Centers[plan.Shop.CenterOfMachine[machine]].Calendar;
        for (var b = 0; b < timeline.Blocks; b++)
            foreach (var slot in timeline.Block(b).All)
            {
                if (slot.IsStop) continue;
                ref var placed = ref draft.Placements.Own(slot.Operation);
                var start = calendar.ToWork(old.StartOf(slot.Start));
                (placed.WorkStart, placed.WorkEnd) = (start, start + slot.End - slot.Start);
                placed.End = calendar.EndOf(placed.WorkEnd);
                laid.Insert(slot with { Start = placed.WorkStart, End = placed.WorkEnd });
            }
        // A stop is a time of the clock: it takes what of the longer hours lies in it too.
        for (var i = 0; i < draft.Stops.Length; i++)
            if (draft.Stops[i] is { } stop && Repair.StopSlots.Machine(draft, stop) == machine) Repair.StopSlots.Insert(draft, stop, i);
    }
}
