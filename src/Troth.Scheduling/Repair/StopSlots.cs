using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>Puts a stop on its machine's timeline, where working time is lost by it at all.</summary>
internal static class StopSlots
{
    /// <summary>The minute of work at which so many minutes begun at one are done: begun work pauses while its machine stands still.</summary>
    public static int EndOver(PlanDraft draft, int machine, int start, int minutes)
    {
        var (at, left) = ((long)start, minutes);
        foreach (var (from, to) in draft.Stops.OfType<Stop>().Where(s => Machine(draft, s) == machine).Select(s => Work(draft, s)).Order())
        {
            if (to <= at || from >= to) continue;
            var run = (int)Math.Min(left, Math.Max(0, from - at));
            (at, left) = (at + run, left - run);
            if (left == 0) break;
            at = Math.Max(at, to);
        }
        return (int)Math.Min(at + left, int.MaxValue);
    }

    /// <summary>A stop takes what of its time no other stop and no operation that stays has.</summary>
    public static void Insert(PlanDraft draft, Stop stop, int number)
    {
        var (start, end) = Work(draft, stop);
        var timeline = draft.Own(Machine(draft, stop));
        while (start < end)
        {
            var (b, at) = timeline.Seek(start);
            var until = end;
            if (b < timeline.Blocks)
            {
                var slot = timeline.Block(b)[at];
                if (slot.Start <= start)
                {
                    start = slot.End;
                    continue;
                }
                until = Math.Min(end, slot.Start);
            }
            timeline.Insert(new Slot { Start = start, End = until, Operation = -1 - number });
            start = until;
        }
    }

    /// <summary>
    /// Takes an operation off its machine; where one that had begun stood in a stop's time, the stop has that time again.
    /// </summary>
    public static void Lift(PlanDraft draft, int operation)
    {
        draft.Lift(operation);
        if (draft.Placements[operation] is not { State: OperationState.Started, Machine: >= 0 } begun) return;
        for (var i = 0; i < draft.Stops.Length; i++)
            if (draft.Stops[i] is { } stop && Machine(draft, stop) == begun.Machine) Insert(draft, stop, i);
    }

    public static int Machine(PlanDraft draft, Stop stop) => draft.Shop.Centers[stop.WorkCenter].FirstMachine + stop.Machine;

    public static (int Start, int End) Work(PlanDraft draft, Stop stop)
    {
        var calendar = draft.Shop.Centers[stop.WorkCenter].Calendar;
        return (calendar.ToWork(stop.Start), calendar.ToWork(stop.End));
    }
}
