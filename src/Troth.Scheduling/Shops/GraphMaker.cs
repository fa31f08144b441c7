namespace Troth.Scheduling.Shops;

/// <summary>
/// Checks the routing of a product and lays it out as a graph, with the parts that are made with it in front of what uses them.
/// </summary>
internal sealed class GraphMaker
{
    private const int Depth = 100;
    private readonly Product[] _products;
    private readonly WorkCenter[] _centers;
    private readonly int _horizon;
    private readonly List<(int Product, int At, int Part)> _operations = [];
    private readonly List<List<int>> _before = [];
    private readonly List<(int Product, int Parent, int Quantity, int Per)> _parts = [];
    private readonly List<int> _usedBy = [];
    private readonly List<int> _path = [];

    private GraphMaker(Product[] products, WorkCenter[] centers, int horizon) =>
        (_products, _centers, _horizon) = (products, centers, horizon);

    public static Graph Make(int product, Product[] products, WorkCenter[] centers, int horizon)
    {
        var maker = new GraphMaker(products, centers, horizon);
        maker.Add(product, -1, 1, 1);
        return maker.Finished();
    }

    /// <summary>Adds a product's operations, parts first, and answers those that nothing in it comes after.</summary>
    private List<int> Add(int product, int parent, int quantity, int per)
    {
        if (_path.Contains(product)) throw PartOfItself(product);
        if (_path.Count == Depth)
            throw new ShopRefusedException("operation", $"product “{_products[_path[0]].Definition.Name}”",
                $"Parts made with product “{_products[_path[0]].Definition.Name}” are nested more than {Depth} deep; keep some of them "
                    + "in stock.");
        _path.Add(product);
        var part = _parts.Count;
        _parts.Add((product, parent, quantity, per));
        _usedBy.Add(-1);
        var definition = _products[product].Definition;
        var operations = definition.Routing!.Operations;
        if (operations.Count == 0)
            throw new ShopRefusedException("operation", $"product “{definition.Name}”",
                $"The routing of product “{definition.Name}” has no operation; give one, or leave the routing out.");
        var number = new int[operations.Count];
        var last = Enumerable.Repeat(true, operations.Count).ToArray();
        foreach (var at in Sorted(definition))
        {
            RoutingCheck.Operation(definition, operations[at], _products, _centers, _horizon);
            // In stock too: the same pieces would be promised to the customer and used to make the rest.
            if (operations[at].Materials.Any(m => m.Product == _path[0])) throw PartOfItself(_path[0]);
            var before = new List<int>();
            var parts = new List<int>();
            foreach (var material in operations[at].Materials.Where(m => _products[m.Product].MadeWithOrder))
            {
                parts.Add(_parts.Count);
                before.AddRange(Add(material.Product, part, material.Quantity, material.PerPieces));
            }
            foreach (var earlier in operations[at].After.Distinct())
            {
                before.Add(number[earlier]);
                last[earlier] = false;
            }
            number[at] = _operations.Count;
            foreach (var made in parts) _usedBy[made] = _operations.Count;
            _operations.Add((product, at, part));
            _before.Add(before);
            if (_operations.Count > Limits.Operations)
                throw new ShopRefusedException("operation", $"product “{_products[_path[0]].Definition.Name}”",
                    $"Making product “{_products[_path[0]].Definition.Name}” takes more than {Limits.Operations} operations with the "
                        + "parts made for it; keep some of them in stock.");
        }
        _path.RemoveAt(_path.Count - 1);
        return [.. Enumerable.Range(0, operations.Count).Where(at => last[at]).Select(at => number[at])];
    }

    private ShopRefusedException PartOfItself(int product)
    {
        var (name, ring) = (_products[product].Definition.Name, _path.Append(product).Select(p => _products[p].Definition.Name));
        return new ShopRefusedException("cycle", $"product “{name}”",
            $"Product “{name}” is a part of itself: {string.Join(" → ", ring)}. Take one of these materials out.");
    }

    /// <summary>Places of the operations in an order in which each stands after those before it; a ring is named.</summary>
    private static List<int> Sorted(ProductDefinition product)
    {
        var operations = product.Routing!.Operations;
        var sorted = new List<int>();
        var state = new byte[operations.Count];
        void Visit(int at, List<int> path)
        {
            if (at < 0 || at >= operations.Count)
                throw new ShopRefusedException("operation", $"product “{product.Name}”",
                    $"Operation “{operations[path[^1]].Name}” of product “{product.Name}” comes after operation {at}, which does not "
                        + $"exist; there are {operations.Count}.");
            if (state[at] == 2) return;
            if (state[at] == 1)
                throw new ShopRefusedException("cycle", $"product “{product.Name}”",
                    $"The operations of product “{product.Name}” wait for each other in a ring: "
                        + $"{string.Join(" after ", path.SkipWhile(p => p != at).Append(at).Select(p => operations[p].Name))}. Take "
                        + "one of these out.");
            state[at] = 1;
            path.Add(at);
            foreach (var before in operations[at].After) Visit(before, path);
            path.RemoveAt(path.Count - 1);
            state[at] = 2;
            sorted.Add(at);
        }
        if (operations.Count > Limits.Operations)
            throw new ShopRefusedException("operation", $"product “{product.Name}”",
                $"The routing of product “{product.Name}” has {operations.Count} operations; give at most {Limits.Operations}.");
        for (var at = 0; at < operations.Count; at++) Visit(at, []);
        return sorted;
    }

    private Graph Finished()
    {
        OperationDefinition Of(int i) => _products[_operations[i].Product].Definition.Routing!.Operations[_operations[i].At];
        var all = Enumerable.Range(0, _operations.Count).ToArray();
        var centers = all.Select(i => Of(i).Centers).ToArray();
        var materials = all.Select(i => Of(i).Materials.Where(m => !_products[m.Product].MadeWithOrder).ToList()).ToArray();
        var graph = new Graph
        {
            Name = [.. all.Select(i => Of(i).Name)], Part = [.. _operations.Select(o => o.Part)],
            At = [.. _operations.Select(o => o.At)], PartProduct = [.. _parts.Select(p => p.Product)], PartUsedBy = [.. _usedBy],
            PartParent = [.. _parts.Select(p => p.Parent)], PartQuantity = [.. _parts.Select(p => p.Quantity)],
                PartPer = [.. _parts.Select(p => p.Per)],
            BeforeFrom = Offsets(_before.Select(b => b.Count)), Before = [.. _before.SelectMany(b => b)],
            IsLast = [.. all.Select(i => !_before.Any(b => b.Contains(i)))],
            CentersFrom = Offsets(centers.Select(c => c.Count)), Center = [.. centers.SelectMany(c => c).Select(c => c.WorkCenter)],
            Setup = [.. centers.SelectMany(c => c).Select(c => c.SetupMinutes)],
                Run = [.. centers.SelectMany(c => c).Select(c => c.RunMinutes)],
            RunPieces = [.. centers.SelectMany(c => c).Select(c => c.RunPieces)],
            Family = [.. all.Select(i => Of(i).Family)], TransferBatch = [.. all.Select(i => Of(i).TransferBatch)],
            WaitAfter = [.. all.Select(i => Of(i).WaitAfter)], OutsideLead = [.. all.Select(i => Of(i).OutsideLead)],
            MaterialsFrom = Offsets(materials.Select(m => m.Count)), Material = [.. materials.SelectMany(m => m).Select(m => m.Product)],
            MaterialPart = [.. all.SelectMany(i => materials[i].Select(_ => _operations[i].Part))],
            MaterialQuantity = [.. materials.SelectMany(m => m).Select(m => m.Quantity)],
                MaterialPer = [.. materials.SelectMany(m => m).Select(m => m.PerPieces)],
        };
        graph.Chain = graph.AsChain();
        graph.Contended = graph.IsContended(_centers);
        return graph;
    }

    private static int[] Offsets(IEnumerable<int> counts)
    {
        var offsets = new List<int> { 0 };
        foreach (var count in counts) offsets.Add(offsets[^1] + count);
        return [.. offsets];
    }
}
