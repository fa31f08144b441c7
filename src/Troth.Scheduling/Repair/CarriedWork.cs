using Troth.Scheduling.Keeping;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>The work of orders in another shop: as that shop would do it, or as it was, by the new numbers.</summary>
internal sealed class CarriedWork(Plan plan, Shop shop, Places places)
{
    private readonly Dictionary<Graph, (Graph Was, Graph? Now)> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// An order's work by the new shop's numbers, and what the new shop would do for its product instead; null where that is the same, or
    /// where it does not make the product.
    /// </summary>
    public (Graph Was, Graph? Now) Of(OrderRecord record)
    {
        var graph = record.Graph!;
        if (ReferenceEquals(plan.Shop.Products, shop.Products)) return (graph, null);
        if (_known.TryGetValue(graph, out var known)) return known;
        var now = places.Products[record.Terms.Product] is var product and >= 0 ? shop.Products[product].Graph : null;
        var was = graph.Mapped(places.Products, places.Centers);
        if (now is not null && GraphContent.Same(was, now)) (was, now) = (now, null);
        else was.Contended = was.IsContended(shop.Centers);
        return _known[graph] = (was, now);
    }

    /// <summary>Notes what an order could not do without, were its work kept.</summary>
    public void Need(OrderRecord record, Graph was, StillNeeded needed)
    {
        var graph = record.Graph!;
        foreach (var (old, now) in graph.Material.Zip(was.Material).Concat(graph.PartProduct.Zip(was.PartProduct)))
            if (now < 0) needed.Add("product", $"product “{plan.Shop.Products[old].Definition.Name}”", record.Terms.Name);
        for (var i = 0; i < graph.Count; i++)
        {
            if (plan.Placements[record.FirstOperation + i].State == OperationState.Done) continue;
            if (was.CentersFrom[i] == was.CentersFrom[i + 1])
                for (var at = graph.CentersFrom[i]; at < graph.CentersFrom[i + 1]; at++)
                    needed.Add("workCenter", $"work center “{plan.Shop.Centers[graph.Center[at]].Definition.Name}”", record.Terms.Name);
            for (var at = was.CentersFrom[i]; at < was.CentersFrom[i + 1]; at++)
                if (shop.Centers[was.Center[at]] is { Changeovers: not null } center && was.Family[i] >= center.Families)
                    needed.Add("workCenter", $"work center “{center.Definition.Name}”", record.Terms.Name,
                        $"has changeovers for {center.Families} families, without family {was.Family[i]}, and still needed by");
        }
    }
}
