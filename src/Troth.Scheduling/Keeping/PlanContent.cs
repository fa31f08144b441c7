using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Keeping;

/// <summary>
/// What is in a plan, as bytes. How timelines lie in blocks and lists in pages is left out: no answer depends on it. What stands on a
/// timeline is told by the placements, but for the stops, whose pieces depend on what was there when they came.
/// </summary>
internal static class PlanContent
{
    public static CompactWriter Of(Plan plan)
    {
        var to = new CompactWriter();
        to.Number(plan.Now);
        to.Number(plan.Version);
        to.Number(plan.Serials);
        SpreadContent.Write(to, plan.Spread, plan.Shop);
        foreach (var level in plan.Stock) Write(to, level);
        foreach (var level in plan.Supply) Write(to, level);
        Write(to, plan.Stops);
        Write(to, plan.FreePlaces);
        to.Number(plan.FreeOperations.Length);
        foreach (var free in plan.FreeOperations) Write(to, free);
        var graphs = Graphs(plan, to);
        to.Number(plan.Records.Count);
        for (var place = 0; place < plan.Records.Count; place++) OrderContent.Write(to, plan, plan.Records[place], graphs);
        to.Number(plan.Placements.Count);
        OrderContent.WritePlacements(to, plan);
        foreach (var timeline in plan.Timelines) TimelineContent.Write(to, timeline);
        return to;
    }

    public static Plan Read(Shop shop, CompactReader from)
    {
        var draft = new PlanDraft(Plan.Empty(shop)) { Now = from.Number() };
        var (version, serials) = (from.Long(), from.Number());
        draft.Spread = SpreadContent.Read(from, shop);
        for (var product = 0; product < draft.Stock.Length; product++) draft.Stock[product] = ReadLevel(from);
        for (var product = 0; product < draft.Supply.Length; product++) draft.Supply[product] = ReadLevel(from);
        draft.Stops = ReadStops(from);
        var places = ReadFree(from);
        var operations = new Free?[from.Count()];
        for (var count = 0; count < operations.Length; count++) operations[count] = ReadFree(from);
        var graphs = new Graph[from.Count()];
        for (var i = 0; i < graphs.Length; i++) graphs[i] = GraphContent.Read(from);
        var orders = OrderContent.ReadAll(from, draft, graphs);
        draft.Placements.Reach(from.Number());
        OrderContent.ReadPlacements(from, draft);
        TimelineContent.Read(from, draft);
        if (!from.AtEnd) throw new InvalidDataException("More follows than a plan has.");
        draft.Restore(places, operations, serials, orders);
        return draft.Freeze(version);
    }

    /// <summary>Graphs of orders that are made otherwise than their product is by now, each once.</summary>
    private static Dictionary<Graph, int> Graphs(Plan plan, CompactWriter to)
    {
        var graphs = new Dictionary<Graph, int>(ReferenceEqualityComparer.Instance);
        for (var place = 0; place < plan.Records.Count; place++)
            if (plan.Records[place] is { Graph: { } graph } record
                && !ReferenceEquals(graph, plan.Shop.Products[record.Terms.Product].Graph))
                graphs.TryAdd(graph, graphs.Count);
        to.Number(graphs.Count);
        foreach (var graph in graphs.OrderBy(g => g.Value)) GraphContent.Write(to, graph.Key);
        return graphs;
    }

    private static void Write(CompactWriter to, StockLevel? level)
    {
        to.Numbers(level is null ? [] : level.At);
        if (level is null) return;
        foreach (var pieces in level.Level) to.Number(pieces);
    }

    private static StockLevel? ReadLevel(CompactReader from)
    {
        var at = from.Numbers();
        if (at.Length == 0) return null;
        var level = new int[at.Length];
        for (var i = 0; i < level.Length; i++) level[i] = from.Number();
        return StockLevel.Of(at, level);
    }

    private static void Write(CompactWriter to, Stop?[] stops)
    {
        to.Number(stops.Length);
        foreach (var stop in stops)
        {
            to.Number(stop?.WorkCenter ?? -1);
            if (stop is null) continue;
            to.Number(stop.Machine);
            to.Number(stop.Start);
            to.Number(stop.End);
        }
    }

    private static Stop?[] ReadStops(CompactReader from)
    {
        var stops = new Stop?[from.Count()];
        for (var i = 0; i < stops.Length; i++)
            if (from.Number() is var center and >= 0) stops[i] = new Stop(center, from.Number(), from.Number(), from.Number());
        return stops;
    }

    private static void Write(CompactWriter to, Free? free)
    {
        var count = 0;
        for (var next = free; next is not null; next = next.Next) count++;
        to.Number(count);
        for (; free is not null; free = free.Next) to.Number(free.First);
    }

    private static Free? ReadFree(CompactReader from)
    {
        var numbers = from.Numbers();
        Free? free = null;
        for (var i = numbers.Length - 1; i >= 0; i--) free = new Free(numbers[i], free);
        return free;
    }
}
