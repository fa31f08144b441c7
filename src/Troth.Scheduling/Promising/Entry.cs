using Troth.Scheduling.Plans;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;

namespace Troth.Scheduling.Promising;

/// <summary>Puts an order into a plan, into what is free; nobody else moves.</summary>
internal static class Entry
{
    /// <summary>
    /// The plan with the order in it, and where it ends; −1 when it could not be given a date (it then stands after the horizon).
    /// </summary>
    public static (Plan Plan, OrderHandle Order, int Finish) Place(Plan plan, OrderTerms terms, int quantity, int heldUntil,
        int shipped = 0)
    {
        var sourcing = new Sourcing(plan.Shop);
        var supply = sourcing.Best(plan, terms.Product, quantity, terms.NotBefore);
        var failed = supply.Finish < 0;
        var graph = plan.Shop.Products[terms.Product].Graph;
        // What no plan can make is not entered as work: its pieces are seen to lack.
        if (failed && graph is not null && !graph.Quantities(quantity, new int[graph.Parts], out _)) graph = null;
        var draft = new PlanDraft(plan);
        var made = failed && graph is not null ? quantity : supply.Made;
        var record = draft.Enter(terms, made > 0 ? graph : null, made) with { HeldUntil = heldUntil, Shipped = shipped };
        draft.For(record);
        if (failed)
        {
            for (var i = 0; i < record.Operations; i++) Unplaced.MarkOne(draft, record.FirstOperation + i);
            if (graph is null) draft.ReserveProduct(terms.Product, quantity, plan.Shop.Horizon + 1, SupplySource.Stock);
        }
        else
        {
            if (supply.FromStock > 0) draft.ReserveProduct(terms.Product, supply.FromStock, supply.StockAt, SupplySource.Stock);
            if (supply.Bought > 0) draft.ReserveProduct(terms.Product, supply.Bought, supply.Finish, SupplySource.Purchase);
            if (made > 0) sourcing.Placer.PlaceBest(draft, graph!, made, Math.Max(draft.Earliest, terms.NotBefore));
        }
        draft.Set(record with { Reservations = draft.Reserved });
        var placed = draft.Freeze();
        return (placed, record.Handle, failed ? -1 : placed.Finish(placed.Record(record.Handle)!));
    }
}
