using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>Operations for which the horizon has no room: they stand after its end, so that their order is seen to be late, and hold no machine.</summary>
internal static class Unplaced
{
    /// <summary>Marks the operations that the placer did not reach.</summary>
    public static void Mark(PlanDraft draft, OrderRecord record, Placer placer)
    {
        var from = placer.Obstacle == Obstacle.Horizon ? placer.ObstacleAt : 0;
        if (placer.Obstacle == Obstacle.Material)
            while (from < record.Operations && !Uses(record, from, placer.ObstacleAt)) from++;
        for (var i = from; i < record.Operations; i++) MarkOne(draft, record.FirstOperation + i);
    }

    public static void MarkOne(PlanDraft draft, int operation)
    {
        var after = draft.Shop.Horizon + 1;
        draft.Placements.Own(operation) = new Placement { Machine = -1, Start = after, End = after };
    }

    private static bool Uses(OrderRecord record, int i, int product) =>
        record.Graph!.Material.AsSpan(record.Graph.MaterialsFrom[i], record.Graph.MaterialsFrom[i + 1] - record.Graph.MaterialsFrom[i]).Contains(product);
}
