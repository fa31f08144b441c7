using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Keeping;

/// <summary>A graph as bytes: that of an order which keeps its work though its product is made otherwise by now.</summary>
internal static class GraphContent
{
    public static void Write(CompactWriter to, Graph graph)
    {
        to.Number(graph.Count);
        foreach (var name in graph.Name) to.Text(name);
        foreach (var last in graph.IsLast) to.Flag(last);
        foreach (var numbers in Arrays(graph)) to.Numbers(numbers);
        to.Flag(graph.Contended);
    }

    public static Graph Read(CompactReader from)
    {
        var names = new string[from.Count()];
        for (var i = 0; i < names.Length; i++) names[i] = from.Text();
        var last = new bool[names.Length];
        for (var i = 0; i < last.Length; i++) last[i] = from.Flag();
        var graph = new Graph
        {
            Name = names, IsLast = last, Part = from.Numbers(), At = from.Numbers(), PartProduct = from.Numbers(),
            PartUsedBy = from.Numbers(), PartParent = from.Numbers(), PartQuantity = from.Numbers(), PartPer = from.Numbers(),
            BeforeFrom = from.Numbers(), Before = from.Numbers(), CentersFrom = from.Numbers(), Center = from.Numbers(),
            Setup = from.Numbers(), Run = from.Numbers(), RunPieces = from.Numbers(), Family = from.Numbers(),
            TransferBatch = from.Numbers(), WaitAfter = from.Numbers(), OutsideLead = from.Numbers(), MaterialsFrom = from.Numbers(),
            Material = from.Numbers(), MaterialQuantity = from.Numbers(), MaterialPer = from.Numbers(), MaterialPart = from.Numbers(),
            Contended = from.Flag(),
        };
        graph.Chain = graph.AsChain();
        return graph;
    }

    /// <summary>Whether two are the same work, names aside.</summary>
    public static bool Same(Graph one, Graph other) => one.Count == other.Count && one.IsLast.AsSpan().SequenceEqual(other.IsLast)
        && Arrays(one).Zip(Arrays(other)).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    private static IEnumerable<int[]> Arrays(Graph graph) =>
    [
        graph.Part, graph.At, graph.PartProduct, graph.PartUsedBy, graph.PartParent, graph.PartQuantity, graph.PartPer, graph.BeforeFrom,
        graph.Before, graph.CentersFrom, graph.Center, graph.Setup, graph.Run, graph.RunPieces, graph.Family, graph.TransferBatch,
        graph.WaitAfter, graph.OutsideLead, graph.MaterialsFrom, graph.Material, graph.MaterialQuantity, graph.MaterialPer,
        graph.MaterialPart,
    ];
}
