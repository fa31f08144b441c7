using System.Buffers;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Plans everything that may move anew: orders by the date they are due (inherited ones after all others, so that they displace nobody),
/// each operation where it ends first. What is fixed, or stands in the frozen zone, stays. O(n log n) for the order of orders, and per
/// operation the search for room.
/// </summary>
internal static class ForwardPass
{
    private const int Ahead = 8;

    public static void Run(PlanDraft draft)
    {
        var shop = draft.Shop;
        for (var machine = 0; machine < shop.Machines; machine++) draft.Timelines[machine] = draft.Timelines[machine].EmptyFor(draft.Owner);
        var items = ArrayPool<Item>.Shared.Rent(draft.Count);
        var keys = new int[draft.Count];
        Gather(draft, items, keys);
        for (var i = 0; i < draft.Stops.Length; i++)
            if (draft.Stops[i] is { } stop) StopSlots.Insert(draft, stop, i);
        var placer = new Placer(shop);
        var earliest = draft.Earliest;
        var sorted = RadixSort.ByKey(keys);
        for (var turn = 0; turn < sorted.Length; turn++)
        {
            // Operations lie where their orders came in: fetched while others are placed, they are there when it is their turn.
            if (turn + Ahead < sorted.Length && items[sorted[turn + Ahead]] is { Graph: not null } soon)
                draft.Placements.Soon(soon.FirstOperation);
            if (turn + 2 < sorted.Length && items[sorted[turn + 2]].Graph?.Chain is { } next)
                foreach (ref readonly var step in next.AsSpan()) draft.Timelines[shop.CenterFacts[step.Center].First].Soon();
            ref readonly var item = ref items[sorted[turn]];
            if (item.Graph is null) continue;
            draft.For(item.FirstOperation, item.KeepsSome);
            var finish = placer.Place(draft.Timelines, draft.Stock, item.Graph, item.Made, Math.Max(earliest, item.NotBefore), draft.Now,
                draft);
            if (finish < 0) Unplaced.Mark(draft, draft.Records[item.Place]!, placer.Reached);
            if (item.Graph.Material.Length > 0) Reserve(draft, draft.Records[item.Place]!);
        }
        ArrayPool<Item>.Shared.Return(items, clearArray: true);
    }

    /// <summary>
    /// Places orders that were just entered, in the turn given, each operation where it ends first in what is free; whatever stood stays where
    /// it stands.
    /// </summary>
    public static void Add(PlanDraft draft, IEnumerable<int> places)
    {
        var placer = new Placer(draft.Shop);
        foreach (var place in places)
        {
            var record = draft.Records[place]!;
            if (record.Graph is null) continue;
            draft.For(record.FirstOperation, keepsSome: false);
            var finish = placer.Place(draft.Timelines, draft.Stock, record.Graph, record.Made, Math.Max(draft.Earliest, record.Terms.NotBefore), draft.Now,
                draft);
            if (finish < 0) Unplaced.Mark(draft, record, placer.Reached);
            if (record.Graph.Material.Length > 0) Reserve(draft, draft.Records[place]!);
        }
    }

    /// <summary>What placing an order takes, side by side: orders themselves lie all over memory.</summary>
    private struct Item
    {
        public Graph? Graph;
        public int Place, Made, FirstOperation, NotBefore;
        public bool KeepsSome;
    }

    /// <summary>
    /// Reads all orders in the order they lie in; what stays goes on its timeline, and what moves gives back its material.
    /// </summary>
    private static void Gather(PlanDraft draft, Item[] items, int[] keys)
    {
        var at = 0;
        for (var place = 0; place < draft.Records.Count; place++)
        {
            if (draft.Records[place] is not { } record) continue;
            ref var item = ref items[at];
            item = new Item { Graph = record.Graph, Place = place, Made = record.Made, FirstOperation = record.FirstOperation,
                NotBefore = record.Terms.NotBefore };
            item.KeepsSome = draft.KeepBefore(record);
            for (var i = 0; item.KeepsSome && i < record.Operations; i++)
            {
                ref readonly var placed = ref draft.Placements[record.FirstOperation + i];
                if (!draft.Keeps(record.FirstOperation + i)) continue;
                if (placed.Machine >= 0 && placed.State != OperationState.Done)
                    draft.Timelines[placed.Machine]
                        .Insert(new Slot { Start = placed.WorkStart, End = placed.WorkEnd, Operation = record.FirstOperation + i,
                        Family = record.Graph!.Family[i] });
            }
            if (record.Reservations.Length > 0)
                draft.Return(record, r => r.Operation >= 0 && !draft.Keeps(record.FirstOperation + r.Operation));
            keys[at++] = Due(record.Terms, draft.Shop);
        }
    }

    private static void Reserve(PlanDraft draft, OrderRecord record) =>
        draft.Set(record with { Reservations = [.. record.Reservations.Where(r => r.Operation < 0
            || draft.Keeps(record.FirstOperation + r.Operation)), .. draft.Reserved] });

    /// <summary>
    /// Earlier due first; what nobody promised yet by when it was asked for; inherited orders after all others. Below 2²⁴.
    /// </summary>
    public static int Due(OrderTerms terms, Shop shop)
    {
        var due = terms.Promised >= 0 ? terms.Promised : terms.Requested >= 0 ? terms.Requested : shop.Horizon;
        return terms.Inherited ? due + shop.Horizon + 1 : due;
    }
}
