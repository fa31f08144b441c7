using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Promising;

/// <summary>
/// An order that needs fewer pieces: what was set aside goes first, then what is made. Operations keep their starts and end earlier;
/// nothing else moves.
/// </summary>
internal static class Reduction
{
    /// <param name="plan">The plan now.</param>
    /// <param name="record">The order with its new terms.</param>
    /// <param name="pieces">How many fewer.</param>
    /// <param name="usedUp">Whether the pieces from stock have left the house; otherwise they are given back.</param>
    public static Plan By(Plan plan, OrderRecord record, int pieces, bool usedUp)
    {
        var draft = new PlanDraft(plan);
        var reservations = new List<Reservation>();
        foreach (var reservation in record.Reservations)
        {
            if (reservation.Operation >= 0 || pieces == 0)
            {
                reservations.Add(reservation);
                continue;
            }
            var taken = Math.Min(pieces, reservation.Quantity);
            pieces -= taken;
            if (usedUp) draft.UseUp(reservation with { Quantity = taken });
            else if (reservation.Source == SupplySource.Stock && reservation.At <= plan.Shop.Horizon)
                draft.Stock[reservation.Product] = draft.Stock[reservation.Product]!.With(reservation.At, taken);
            if (taken < reservation.Quantity) reservations.Add(reservation with { Quantity = reservation.Quantity - taken });
        }
        record = record with { Reservations = [.. reservations] };
        if (pieces > 0) record = Shrink(draft, record, pieces);
        draft.Set(record);
        var reduced = draft.Freeze();
        return reduced.Finish(record) > plan.Finish(plan.Record(record.Handle)!) ? Anew(reduced, record) : reduced;
    }

    /// <summary>
    /// Batches of another size may have pushed an operation out of its place, far behind: then the order is placed anew in what is free,
    /// where that is earlier.
    /// </summary>
    private static Plan Anew(Plan reduced, OrderRecord record)
    {
        var draft = new PlanDraft(reduced);
        for (var i = record.FirstOperation; i < record.FirstOperation + record.Operations; i++)
            if (draft.Keeps(i)) return reduced;
        draft.Return(record, r => r.Operation >= 0);
        for (var i = record.FirstOperation; i < record.FirstOperation + record.Operations; i++)
        {
            draft.Lift(i);
            Repair.Unplaced.MarkOne(draft, i);
        }
        draft.For(record);
        var placer = new Placer(reduced.Shop);
        if (placer.PlaceBest(draft, record.Graph!, record.Made, Math.Max(draft.Earliest, record.Terms.NotBefore)) < 0) return reduced;
        record = draft.Set(record with { Reservations = [.. record.Reservations.Where(r => r.Operation < 0), .. draft.Reserved] });
        var again = draft.Freeze();
        return again.Finish(record) < reduced.Finish(record) ? again : reduced;
    }

    private static OrderRecord Shrink(PlanDraft draft, OrderRecord record, int pieces)
    {
        var graph = record.Graph!;
        var made = record.Made - pieces;
        if (made == 0)
        {
            for (var i = 0; i < record.Operations; i++) Repair.StopSlots.Lift(draft, record.FirstOperation + i);
            bool Unused(Reservation r) => draft.Placements[record.FirstOperation + r.Operation].State < OperationState.Started;
            draft.Return(record, r => r.Operation >= 0 && Unused(r));
            foreach (var reservation in record.Reservations)
                if (reservation.Operation >= 0 && !Unused(reservation)) draft.UseUp(reservation);
            draft.FreeNumbers(record);
            return record with { Graph = null, Made = 0, FirstOperation = 0,
                Reservations = [.. record.Reservations.Where(r => r.Operation < 0)] };
        }
        var amounts = new int[graph.Parts];
        graph.Quantities(made, amounts, out _);
        for (var i = 0; i < graph.Count; i++) Shorten(draft, record, i, amounts[graph.Part[i]]);
        return record with { Made = made, Reservations = [.. Less(draft, record, amounts).Where(r => r.Quantity > 0)] };
    }

    /// <summary>
    /// Ends an operation earlier. It starts where it did; only where batches of another size meet otherwise, a little later.
    /// </summary>
    private static void Shorten(PlanDraft draft, OrderRecord record, int i, int pieces)
    {
        var operation = record.FirstOperation + i;
        var placed = draft.Placements[operation];
        if (placed.State >= OperationState.Started || placed.Start > draft.Shop.Horizon) return;
        var graph = record.Graph!;
        if (placed.Machine < 0)
        {
            Follow(draft, record, i);
            return;
        }
        var center = draft.Shop.Centers[draft.Shop.CenterOfMachine[placed.Machine]];
        var at = graph.CentersFrom[i];
        while (graph.Center[at] != draft.Shop.CenterOfMachine[placed.Machine]) at++;
        var duration = (int)graph.Duration(at, pieces, center.Definition.Efficiency);
        draft.Lift(operation);
        var from = placed.WorkStart;
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
        {
            ref readonly var before = ref draft.Placements[record.FirstOperation + graph.Before[k]];
            from = Math.Max(from, Placer.Overlaps(graph, graph.Before[k], i)
                ? Placer.FromBatches(draft.Shop, graph, graph.Before[k], before, at, pieces, center.Calendar, duration)
                : center.Calendar.ToWork(Math.Min(before.End + graph.WaitAfter[graph.Before[k]], draft.Shop.Horizon)));
        }
        var timeline = draft.Timelines[placed.Machine];
        var start = center.Changeovers is null || from == placed.WorkStart ? timeline.Find(from, duration)
            : timeline.Find(from, duration, graph.Family[i], center, center.Calendar.ToWork(draft.Now));
        if (start < 0)
        {
            Repair.Unplaced.MarkOne(draft, operation);
            return;
        }
        (placed.WorkStart, placed.WorkEnd) = (start, start + duration);
        (placed.Start, placed.End) = (center.Calendar.StartOf(start), center.Calendar.EndOf(start + duration));
        draft.For(record).Take(i, placed, graph.Family[i]);
    }

    /// <summary>Outside work starts later where what comes before it ends later.</summary>
    private static void Follow(PlanDraft draft, OrderRecord record, int i)
    {
        var graph = record.Graph!;
        ref var placed = ref draft.Placements.Own(record.FirstOperation + i);
        var start = placed.Start;
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
            start = Math.Max(start, draft.Placements[record.FirstOperation + graph.Before[k]].End + graph.WaitAfter[graph.Before[k]]);
        if (start > draft.Shop.Horizon - graph.OutsideLead[i]) Repair.Unplaced.MarkOne(draft, record.FirstOperation + i);
        else (placed.Start, placed.End) = (start, start + graph.OutsideLead[i]);
    }

    /// <summary>
    /// What operations that have not begun need less of their materials goes back; what is bought goes last, because it is on its way.
    /// </summary>
    private static Reservation[] Less(PlanDraft draft, OrderRecord record, int[] amounts)
    {
        var kept = record.Reservations.AsSpan().ToArray();
        var graph = record.Graph!;
        for (var i = 0; i < graph.Count; i++)
            for (var m = graph.MaterialsFrom[i]; draft.Placements[record.FirstOperation + i].State < OperationState.Started
                && m < graph.MaterialsFrom[i + 1]; m++)
            {
                var needed = (int)Graph.RoundedUp(amounts[graph.Part[i]], graph.MaterialQuantity[m], graph.MaterialPer[m]);
                foreach (var source in new[] { SupplySource.Purchase, SupplySource.Stock })
                    for (var r = 0; r < kept.Length; r++)
                    {
                        if (kept[r].Operation != i || kept[r].Product != graph.Material[m] || kept[r].Source != source) continue;
                        var (was, keep) = (kept[r].Quantity, Math.Min(kept[r].Quantity, needed));
                        needed -= keep;
                        kept[r] = kept[r] with { Quantity = keep };
                        if (source == SupplySource.Stock && keep < was && kept[r].At <= draft.Shop.Horizon)
                            draft.Stock[kept[r].Product] = draft.Stock[kept[r].Product]!.With(kept[r].At, was - keep);
                    }
            }
        return kept;
    }
}
