using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Keeping;

/// <summary>
/// Orders and where their operations stand, as bytes. Numbers that no order has are not in it: whoever takes one writes it first.
/// </summary>
internal static class OrderContent
{
    private const byte OnMachine = 8, ByCalendar = 16, Pinned = 4;

    /// <summary>Graphs 0 and 1 are none and the product's; others are in the plan's own list.</summary>
    public static void Write(CompactWriter to, Plan plan, OrderRecord? record, Dictionary<Graph, int> graphs)
    {
        if (record is null)
        {
            to.Number(0);
            return;
        }
        to.Number(record.Handle.Serial);
        var terms = record.Terms;
        to.Text(terms.Name);
        to.Number(terms.Product);
        to.Number(terms.Quantity);
        to.Number(terms.Class);
        to.Number(terms.Requested);
        to.Number(terms.Promised);
        to.Number(terms.Weight);
        to.Number(terms.NotBefore);
        to.Flag(terms.Inherited);
        to.Number(record.Graph is null ? 0 : ReferenceEquals(record.Graph, plan.Shop.Products[terms.Product].Graph) ? 1
            : graphs[record.Graph] + 2);
        to.Number(record.Made);
        to.Number(record.FirstOperation);
        to.Number(record.HeldUntil);
        to.Number(record.Shipped);
        to.Number(record.Reservations.Length);
        foreach (var reservation in record.Reservations)
        {
            to.Number(reservation.Product);
            to.Number(reservation.Quantity);
            to.Number(reservation.At);
            to.Number(reservation.Operation);
            to.Flag(reservation.Source == SupplySource.Purchase);
        }
    }

    /// <summary>Puts all orders into a draft; answers how many there are.</summary>
    public static int ReadAll(CompactReader from, PlanDraft draft, Graph[] graphs)
    {
        var (places, orders) = (from.Count(), 0);
        draft.Records.Reach(places);
        for (var place = 0; place < places; place++)
        {
            if (from.Number() is not (var serial and > 0)) continue;
            draft.Records.Own(place) = Read(from, draft, new OrderHandle(place, serial), graphs);
            orders++;
        }
        return orders;
    }

    private static OrderRecord Read(CompactReader from, PlanDraft draft, OrderHandle handle, Graph[] graphs)
    {
        var terms = new OrderTerms(from.Text(), from.Number(), from.Number())
        {
            Class = from.Number(), Requested = from.Number(), Promised = from.Number(), Weight = from.Number(), NotBefore = from.Number(),
            Inherited = from.Flag(),
        };
        var graph = from.Number() switch { 0 => null, 1 => draft.Shop.Products[terms.Product].Graph, var own => graphs[own - 2] };
        var record = new OrderRecord(terms, handle)
        {
            Graph = graph, Made = from.Number(), FirstOperation = from.Number(), HeldUntil = from.Number(), Shipped = from.Number(),
        };
        var reservations = new Reservation[from.Count()];
        for (var r = 0; r < reservations.Length; r++)
            reservations[r] = new Reservation(from.Number(), from.Number(), from.Number(), from.Number(),
                from.Flag() ? SupplySource.Purchase : SupplySource.Stock);
        return reservations.Length == 0 ? record : record with { Reservations = reservations };
    }

    public static void WritePlacements(CompactWriter to, Plan plan)
    {
        for (var place = 0; place < plan.Records.Count; place++)
            if (plan.Records[place] is { } record)
                for (var i = 0; i < record.Operations; i++) Write(to, plan.Shop, plan.Placements[record.FirstOperation + i]);
    }

    public static void ReadPlacements(CompactReader from, PlanDraft draft)
    {
        for (var place = 0; place < draft.Records.Count; place++)
            if (draft.Records[place] is { } record)
                for (var i = 0; i < record.Operations; i++)
                    draft.Placements.Own(record.FirstOperation + i) = Read(from, draft.Shop);
    }

    private static void Write(CompactWriter to, Shop shop, in Placement placed)
    {
        var byCalendar = ClockOf(shop, placed, out var clock) && clock == (placed.Start, placed.End);
        to.Byte((byte)((byte)placed.State | (placed.Pinned ? Pinned : 0) | (placed.Machine >= 0 ? OnMachine : 0)
            | (byCalendar ? ByCalendar : 0)));
        if (placed.Machine >= 0) to.Number(placed.Machine);
        to.Number(placed.WorkStart);
        to.Number(placed.WorkEnd - placed.WorkStart);
        if (byCalendar) return;
        to.Number(placed.Start);
        to.Number(placed.End - placed.Start);
    }

    private static Placement Read(CompactReader from, Shop shop)
    {
        var form = from.Byte();
        var placed = new Placement
        {
            State = (OperationState)(form & 3), Pinned = (form & Pinned) != 0, Machine = (form & OnMachine) != 0 ? from.Number() : -1,
            WorkStart = from.Number(),
        };
        placed.WorkEnd = placed.WorkStart + from.Number();
        if ((form & ByCalendar) != 0 && ClockOf(shop, placed, out var clock)) (placed.Start, placed.End) = clock;
        else
        {
            placed.Start = from.Number();
            placed.End = placed.Start + from.Number();
        }
        return placed;
    }

    /// <summary>Where minutes of work lie by the clock; mostly that is where an operation stands, and need not be said.</summary>
    private static bool ClockOf(Shop shop, in Placement placed, out (int Start, int End) clock)
    {
        clock = default;
        if (placed.Machine < 0) return false;
        var calendar = shop.Centers[shop.CenterOfMachine[placed.Machine]].Calendar;
        if (placed.WorkStart < 0 || placed.WorkStart >= calendar.Total || placed.WorkEnd <= 0 || placed.WorkEnd > calendar.Total)
            return false;
        clock = (calendar.StartOf(placed.WorkStart), calendar.EndOf(placed.WorkEnd));
        return true;
    }
}
