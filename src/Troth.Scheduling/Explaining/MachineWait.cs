using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Explaining;

/// <summary>Why an operation starts later than it could by itself: what its machines do meanwhile.</summary>
internal static class MachineWait
{
    /// <summary>A stretch of the wait.</summary>
    public readonly record struct Stretch(CauseKind Kind, int From, int Until, OrderHandle? Behind = null);

    /// <summary>The stretches between being ready and starting, last in time first.</summary>
    /// <param name="plan">The plan in which it stands.</param>
    /// <param name="record">Its order.</param>
    /// <param name="i">Its place in the order.</param>
    /// <param name="placed">Where it stands.</param>
    /// <param name="ready">Minute of the clock from which it could start, before its start.</param>
    public static List<Stretch> Of(Plan plan, OrderRecord record, int i, in Placement placed, int ready)
    {
        if (placed.Machine < 0) return [new(CauseKind.HeldBack, ready, placed.Start)];
        var center = plan.Shop.Centers[plan.Shop.CenterOfMachine[placed.Machine]];
        var calendar = center.Calendar;
        var (room, timeline) = FirstRoom(plan, center, placed, calendar.ToWork(ready), record.Graph!.Family[i]);
        var could = calendar.StartOf(room);
        var stretches = new List<Stretch>();
        void Add(CauseKind kind, int from, int until, OrderHandle? behind = null)
        {
            if (until > from) stretches.Add(new(kind, from, until, behind));
        }
        Add(CauseKind.HeldBack, could, placed.Start);
        if (room == calendar.ToWork(ready))
        {
            Add(CauseKind.Closed, ready, could);
            return stretches;
        }
        // Back from the room over the stops directly before it to the work that fills the machine.
        var (b, at) = timeline.Seek(room);
        Slot? stop = null, work = null;
        while (work is null && Step(timeline, ref b, ref at) && timeline.Block(b)[at] is var slot && slot.End > calendar.ToWork(ready))
            if (slot.IsStop) stop ??= slot;
            else work = slot;
        var full = work is { } busy ? calendar.EndOf(busy.End) : ready;
        var stopped = stop is { } still ? calendar.EndOf(still.End) : full;
        Add(room > (stop ?? work)?.End || (stop ?? work) is null ? CauseKind.Changeover : CauseKind.Closed, Math.Max(stopped, full), could);
        Add(CauseKind.Stopped, full, stopped);
        if (work is { } other) Add(CauseKind.Full, ready, full, plan.OrderOf(other.Operation));
        return stretches;
    }

    /// <summary>
    /// The earliest minute of work at which there is room for it on a machine of its work center, and that machine without it.
    /// </summary>
    private static (int Room, Timeline Timeline) FirstRoom(Plan plan, WorkCenter center, in Placement placed, int from, int family)
    {
        var own = plan.Timelines[placed.Machine];
        if (placed.State != OperationState.Done) (own = own.CopyFor(new object())).Remove(placed.WorkStart);
        var best = (Room: placed.WorkStart, Timeline: own);
        var duration = placed.WorkEnd - placed.WorkStart;
        for (var machine = center.FirstMachine; machine < center.FirstMachine + center.Machines; machine++)
        {
            var timeline = machine == placed.Machine ? own : plan.Timelines[machine];
            var room = center.Changeovers is null ? timeline.Find(from, duration)
                : timeline.Find(from, duration, family, center, center.Calendar.ToWork(plan.Now));
            if (room >= 0 && room < best.Room) best = (room, timeline);
        }
        return best;
    }

    private static bool Step(Timeline timeline, ref int b, ref int at)
    {
        if (--at >= 0) return true;
        if (--b < 0) return false;
        at = timeline.Block(b).Count - 1;
        return true;
    }
}
