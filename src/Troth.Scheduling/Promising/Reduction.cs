using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Promising;

/// <summary>An order that needs fewer pieces: what was set aside goes first, then what is made. Operations keep their starts and end earlier; nothing else moves.</summary>
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
            else if (reservation.Source == SupplySource.Stock && reservation.At <= plan.Shop.Horizon) draft.Stock[reservation.Product] = draft.Stock[reservation.Product]!.With(reservation.At, taken);
            if (taken < reservation.Quantity) reservations.Add(reservation with { Quantity = reservation.Quantity - taken });
        }
        record = record with { Reservations = [.. reservations] };
        if (pieces > 0) record = Shrink(draft, record, pieces);
        draft.Set(record);
        return draft.Freeze();
    }

    private static OrderRecord Shrink(PlanDraft draft, OrderRecord record, int pieces)
    {
        var graph = record.Graph!;
        var made = record.Made - pieces;
        if (made == 0)
        {
            for (var i = 0; i < record.Operations; i++) draft.Lift(record.FirstOperation + i);
            bool Unused(Reservation r) => draft.Placements[record.FirstOperation + r.Operation].State < OperationState.Started;
            draft.Return(record, r => r.Operation >= 0 && Unused(r));
            foreach (var reservation in record.Reservations)
                if (reservation.Operation >= 0 && !Unused(reservation)) draft.UseUp(reservation);
            draft.FreeNumbers(record);
            return record with { Graph = null, Made = 0, FirstOperation = 0, Reservations = [.. record.Reservations.Where(r => r.Operation < 0)] };
        }
        var amounts = new int[graph.Parts];
        graph.Quantities(made, amounts, out _);
        for (var i = 0; i < graph.Count; i++) Shorten(draft, record, i, amounts[graph.Part[i]]);
        return record with { Made = made, Reservations = [.. record.Reservations.Select(r => Less(draft, record, r, amounts)).Where(r => r.Quantity > 0)] };
    }

    /// <summary>Ends an operation earlier. It starts where it did; only where batches of another size meet otherwise, a little later.</summary>
    private static void Shorten(PlanDraft draft, OrderRecord record, int i, int pieces)
    {
        var operation = record.FirstOperation + i;
        var placed = draft.Placements[operation];
        if (placed.Machine < 0 || placed.State >= OperationState.Started) return;
        var graph = record.Graph!;
        var center = draft.Shop.Centers[draft.Shop.CenterOfMachine[placed.Machine]];
        var at = graph.CentersFrom[i];
        while (graph.Center[at] != draft.Shop.CenterOfMachine[placed.Machine]) at++;
        var duration = (int)graph.Duration(at, pieces, center.Definition.Efficiency);
        draft.Lift(operation);
        var from = placed.WorkStart;
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
            if (Placer.Overlaps(graph, graph.Before[k], i))
                from = Math.Max(from, Placer.FromBatches(draft.Shop, graph, graph.Before[k], draft.Placements[record.FirstOperation + graph.Before[k]], at, pieces, center.Calendar, duration));
        var timeline = draft.Timelines[placed.Machine];
        var start = center.Changeovers is null || from == placed.WorkStart ? timeline.Find(from, duration) : timeline.Find(from, duration, graph.Family[i], center, center.Calendar.ToWork(draft.Now));
        (placed.WorkStart, placed.WorkEnd) = (start, start + duration);
        (placed.Start, placed.End) = (center.Calendar.StartOf(start), center.Calendar.EndOf(start + duration));
        draft.For(record).Take(i, placed, graph.Family[i]);
    }

    /// <summary>What an operation that has not begun needs less of its materials goes back.</summary>
    private static Reservation Less(PlanDraft draft, OrderRecord record, Reservation reservation, int[] amounts)
    {
        var i = reservation.Operation;
        if (i < 0 || draft.Placements[record.FirstOperation + i].State >= OperationState.Started) return reservation;
        var graph = record.Graph!;
        var m = graph.MaterialsFrom[i];
        while (graph.Material[m] != reservation.Product) m++;
        var needed = (int)Graph.RoundedUp(amounts[graph.Part[i]], graph.MaterialQuantity[m], graph.MaterialPer[m]);
        // Two reservations for one need: what is bought goes back last, because it is on its way.
        var others = record.Reservations.Where(r => r.Operation == i && r.Product == reservation.Product && r.Source != reservation.Source).Sum(r => r.Quantity);
        var keep = reservation.Source == SupplySource.Purchase ? Math.Min(reservation.Quantity, needed) : Math.Clamp(needed - others, 0, reservation.Quantity);
        if (reservation.Source == SupplySource.Stock && keep < reservation.Quantity && reservation.At <= draft.Shop.Horizon)
            draft.Stock[reservation.Product] = draft.Stock[reservation.Product]!.With(reservation.At, reservation.Quantity - keep);
        return reservation with { Quantity = keep };
    }
}
