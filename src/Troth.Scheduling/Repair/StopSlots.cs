using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>Puts a stop on its machine's timeline, where working time is lost by it at all.</summary>
internal static class StopSlots
{
    public static void Insert(PlanDraft draft, Stop stop, int number)
    {
        var (start, end) = Work(draft, stop);
        if (start < end) draft.Own(Machine(draft, stop)).Insert(new Slot { Start = start, End = end, Operation = -1 - number });
    }

    public static int Machine(PlanDraft draft, Stop stop) => draft.Shop.Centers[stop.WorkCenter].FirstMachine + stop.Machine;

    public static (int Start, int End) Work(PlanDraft draft, Stop stop)
    {
        var calendar = draft.Shop.Centers[stop.WorkCenter].Calendar;
        return (calendar.ToWork(stop.Start), calendar.ToWork(stop.End));
    }
}
