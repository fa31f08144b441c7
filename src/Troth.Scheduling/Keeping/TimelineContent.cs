using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Keeping;

/// <summary>A machine's timeline as bytes: the family before its first operation, and the pieces of stops on it.</summary>
internal static class TimelineContent
{
    public static void Write(CompactWriter to, Timeline timeline)
    {
        to.Number(timeline.Family);
        var stops = 0;
        for (var b = 0; b < timeline.Blocks; b++)
            foreach (ref var slot in timeline.Block(b).All) stops += slot.IsStop ? 1 : 0;
        to.Number(stops);
        for (var b = 0; b < timeline.Blocks && stops > 0; b++)
            foreach (ref var slot in timeline.Block(b).All)
            {
                if (!slot.IsStop) continue;
                to.Number(-1 - slot.Operation);
                to.Number(slot.Start);
                to.Number(slot.End - slot.Start);
            }
    }

    /// <summary>Lays all timelines out anew, from the placements and the stops that follow.</summary>
    public static void Read(CompactReader from, PlanDraft draft)
    {
        var slots = Slots(draft);
        for (var machine = 0; machine < draft.Timelines.Length; machine++)
        {
            var timeline = draft.Own(machine);
            timeline.Family = from.Number();
            var here = slots[machine];
            for (var stops = from.Count(); stops > 0; stops--)
            {
                var (number, start) = (from.Number(), from.Number());
                here.Add(new Slot { Start = start, End = start + from.Number(), Operation = -1 - number });
            }
            here.Sort((one, other) => one.Start.CompareTo(other.Start));
            foreach (var slot in here) timeline.Insert(slot, timeline.Blocks, 0);
        }
    }

    private static List<Slot>[] Slots(PlanDraft draft)
    {
        var slots = new List<Slot>[draft.Timelines.Length];
        for (var machine = 0; machine < slots.Length; machine++) slots[machine] = [];
        for (var place = 0; place < draft.Records.Count; place++)
        {
            if (draft.Records[place] is not { Graph: { } graph } record) continue;
            for (var i = 0; i < graph.Count; i++)
            {
                ref readonly var placed = ref draft.Placements[record.FirstOperation + i];
                if (placed.Machine >= 0 && placed.State != OperationState.Done)
                    slots[placed.Machine].Add(new Slot { Start = placed.WorkStart, End = placed.WorkEnd,
                        Operation = record.FirstOperation + i, Family = graph.Family[i] });
            }
        }
        return slots;
    }
}
