using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Plans everything that may move anew: orders by the date they are due (inherited ones after all others, so that they displace nobody), each
/// operation where it ends first. What is fixed, or stands in the frozen zone, stays. O(n log n) for the order of orders, and per operation the search for room.
/// </summary>
internal static class ForwardPass
{
    public static void Run(PlanDraft draft)
    {
        var records = draft.Records;
        var keys = new long[draft.Count];
        var count = 0;
        for (var place = 0; place < records.Count; place++)
            if (records[place] is { } record) keys[count++] = Due(record.Terms, draft.Shop) | (uint)place;
        Array.Sort(keys, 0, count);
        Clear(draft, keys.AsSpan(0, count));
        var placer = new Placer(draft.Shop);
        var earliest = draft.Earliest;
        foreach (var key in keys.AsSpan(0, count))
            if (records[(int)(key & int.MaxValue)] is { Graph: not null } record) Place(draft, placer, record, earliest);
    }

    /// <summary>What inherited orders carry, so that they come after all others.</summary>
    public const long InheritedLast = 1L << 62;

    /// <summary>Earlier due first; what nobody promised yet by when it was asked for. The lower 31 bits are free.</summary>
    public static long Due(OrderTerms terms, Shop shop)
    {
        var due = terms.Promised >= 0 ? terms.Promised : terms.Requested >= 0 ? terms.Requested : shop.Horizon;
        return (terms.Inherited ? InheritedLast : 0) | (long)due << 31;
    }

    /// <summary>Empty timelines with stops and fixed operations; movable operations give back their material.</summary>
    private static void Clear(PlanDraft draft, ReadOnlySpan<long> keys)
    {
        var shop = draft.Shop;
        for (var machine = 0; machine < shop.Machines; machine++) draft.Timelines[machine] = new Timeline(draft.Owner, draft.Timelines[machine].Limit);
        foreach (var key in keys)
        {
            var record = draft.Records[(int)(key & int.MaxValue)]!;
            if (record.Reservations.Length > 0) draft.Return(record, r => r.Operation >= 0 && !draft.Keeps(draft.Placements[record.FirstOperation + r.Operation]));
            for (var i = 0; i < record.Operations; i++)
            {
                ref readonly var placed = ref draft.Placements[record.FirstOperation + i];
                if (placed.Machine >= 0 && placed.State != OperationState.Done && draft.Keeps(placed))
                    draft.Timelines[placed.Machine].Insert(new Slot { Start = placed.WorkStart, End = placed.WorkEnd, Operation = record.FirstOperation + i, Family = record.Graph!.Family[i] });
            }
        }
        for (var i = 0; i < draft.Stops.Length; i++)
            if (draft.Stops[i] is { } stop) StopSlots.Insert(draft, stop, i);
    }

    private static void Place(PlanDraft draft, Placer placer, OrderRecord record, int earliest)
    {
        draft.For(record);
        var finish = placer.Place(draft.Timelines, draft.Stock, record.Graph!, record.Made, Math.Max(earliest, record.Terms.NotBefore), draft.Now, draft);
        if (finish < 0) Unplaced.Mark(draft, record, placer.Reached);
        if (record.Graph!.Material.Length > 0)
            draft.Set(record with { Reservations = [.. record.Reservations.Where(r => r.Operation < 0 || draft.Keeps(draft.Placements[record.FirstOperation + r.Operation])), .. draft.Reserved] });
    }
}
