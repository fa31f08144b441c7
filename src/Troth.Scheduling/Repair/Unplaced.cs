using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Operations for which the horizon has no room: they stand after its end, so that their order is seen to be late, and hold no machine.
/// </summary>
internal static class Unplaced
{
    /// <summary>Marks the operations from one on, which the placer did not reach; what was set aside for it is not.</summary>
    public static void Mark(PlanDraft draft, OrderRecord record, int from)
    {
        draft.Unreserve(from);
        for (var i = from; i < record.Operations; i++)
            if (!draft.Keeps(record.FirstOperation + i)) MarkOne(draft, record.FirstOperation + i);
    }

    public static void MarkOne(PlanDraft draft, int operation)
    {
        var after = draft.Shop.Horizon + 1;
        draft.Placements.Own(operation) = new Placement { Machine = -1, Start = after, End = after };
    }
}
