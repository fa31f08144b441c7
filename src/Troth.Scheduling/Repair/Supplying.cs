using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Decides for orders that come with an order book where their pieces come from: what is kept and free by the due date from stock; else
/// made; what is not made, from stock or the supplier, whichever is there first; what nothing supplies is set aside after the horizon,
/// where everybody sees it lack.
/// </summary>
internal static class Supplying
{
    /// <summary>Enters orders with their supply; those due first have the first choice of what is in stock.</summary>
    /// <param name="draft">Where they enter.</param>
    /// <param name="orders">In any order.</param>
    /// <param name="lacking">What takes more pieces than can be counted is seen to lack, rather than refused.</param>
    /// <returns>The places they were given, those due first before the others.</returns>
    public static IReadOnlyList<int> Enter(PlanDraft draft, IReadOnlyList<OrderTerms> orders, bool lacking = false)
    {
        var places = new List<int>(orders.Count);
        var due = new int[orders.Count];
        for (var i = 0; i < due.Length; i++) due[i] = ForwardPass.Due(orders[i], draft.Shop);
        // Orders that are planned one after the other lie side by side from then on.
        foreach (var i in RadixSort.ByKey(due))
        {
            var (graph, reserved) = Of(draft, orders[i], due[i], lacking);
            var record = draft.Enter(orders[i], graph, graph is null ? 0 : orders[i].Quantity);
            if (graph is null) draft.Set(record with { Reservations = reserved });
            places.Add(record.Handle.Place);
        }
        return places;
    }

    private static Supply Of(PlanDraft draft, OrderTerms terms, int due, bool lacking)
    {
        var product = draft.Shop.Products[terms.Product];
        var from = Math.Max(draft.Now, terms.NotBefore);
        var stocked = draft.Stock[terms.Product]?.FreeFrom(terms.Quantity, from) ?? -1;
        if (stocked > draft.Shop.Horizon) stocked = -1;
        if (product.Graph is { } graph && (stocked < 0 || stocked > due % (draft.Shop.Horizon + 1))) return Made(draft, terms, graph, lacking);
        draft.StartReserving();
        var bought = product.Definition.Purchase is { } purchase ? Math.Max((long)draft.Now + purchase.LeadMinutes, terms.NotBefore)
            : long.MaxValue;
        if (stocked >= 0 && stocked <= bought) draft.ReserveProduct(terms.Product, terms.Quantity, stocked, SupplySource.Stock);
        else if (bought <= draft.Shop.Horizon) Buy(draft, terms, (int)bought);
        else return Lacking(draft, terms);
        return new(null, draft.Reserved);
    }

    private static Supply Lacking(PlanDraft draft, OrderTerms terms) =>
        new(null, [new Reservation(terms.Product, terms.Quantity, draft.Shop.Horizon + 1, -1, SupplySource.Stock)]);

    private static Supply Made(PlanDraft draft, OrderTerms terms, Graph graph, bool lacking)
    {
        // A chain has neither parts nor materials.
        if (graph.Chain is not null || graph.Quantities(terms.Quantity, new int[graph.Parts], out var product)) return new(graph, []);
        if (lacking) return Lacking(draft, terms);
        throw new ShopRefusedException("quantity", $"order “{terms.Name}”",
            $"Order “{terms.Name}” is for {terms.Quantity} pieces, which take more than {Limits.Quantity} of "
                + $"“{draft.Shop.Products[product].Definition.Name}”; split it.");
    }

    private static void Buy(PlanDraft draft, OrderTerms terms, int at)
    {
        var some = Math.Clamp(draft.Stock[terms.Product]?.FreeAt(at) ?? 0, 0, terms.Quantity - 1);
        if (some > 0) draft.ReserveProduct(terms.Product, some, at, SupplySource.Stock);
        draft.ReserveProduct(terms.Product, terms.Quantity - some, at, SupplySource.Purchase);
    }

    private readonly record struct Supply(Graph? Graph, Reservation[] Reserved);
}
