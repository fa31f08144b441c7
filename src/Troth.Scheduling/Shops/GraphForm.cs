namespace Troth.Scheduling.Shops;

/// <summary>A graph seen in other ways: as a chain, by the numbers of another shop, as the routings it was made of.</summary>
internal sealed partial class Graph
{
    /// <summary>The steps of a chain; null where it is none.</summary>
    public ChainStep[]? AsChain()
    {
        if (Parts != 1 || Material.Length > 0) return null;
        for (var i = 0; i < Count; i++)
            if (BeforeFrom[i + 1] != i || i > 0 && Before[i - 1] != i - 1 || CentersFrom[i + 1] != i + 1 || TransferBatch[i] != 0)
                return null;
        var steps = new ChainStep[Count];
        for (var i = 0; i < Count; i++) steps[i] = new ChainStep(Center[i], Setup[i], Run[i], RunPieces[i], WaitAfter[i], Family[i]);
        return steps;
    }

    /// <summary>What <see cref="Contended"/> has to say in a shop with these work centers.</summary>
    public bool IsContended(WorkCenter[] centers)
    {
        if (Material.Distinct().Count() < Material.Length) return true;
        var ancestors = new HashSet<int>[Count];
        for (var i = 0; i < Count; i++)
        {
            ancestors[i] = [];
            if (TransferBatch[i] > 0 && CentersFrom[i + 1] - CentersFrom[i] > 1) return true;
            foreach (var before in Before[BeforeFrom[i]..BeforeFrom[i + 1]])
            {
                ancestors[i].Add(before);
                ancestors[i].UnionWith(ancestors[before]);
            }
            for (var j = 0; j < i; j++)
                foreach (var center in Center[CentersFrom[i]..CentersFrom[i + 1]].Intersect(Center[CentersFrom[j]..CentersFrom[j + 1]]))
                    if (!ancestors[i].Contains(j) || centers[center].Changeovers is not null || TransferBatch[j] > 0) return true;
        }
        return false;
    }

    /// <summary>
    /// The same work by the numbers of another shop: work centers that are gone are left out, products that are gone are −1.
    /// </summary>
    public Graph Mapped(int[] products, int[] centers)
    {
        int[] To(int[] old) => [.. old.Select(product => products[product])];
        var stay = Enumerable.Range(0, Center.Length).Where(at => centers[Center[at]] >= 0).ToArray();
        int[] Of(int[] values) => [.. stay.Select(at => values[at])];
        var mapped = new Graph
        {
            Name = Name, Part = Part, At = At, PartProduct = To(PartProduct), PartUsedBy = PartUsedBy, PartParent = PartParent,
            PartQuantity = PartQuantity, PartPer = PartPer, BeforeFrom = BeforeFrom, Before = Before, IsLast = IsLast,
            CentersFrom = [.. CentersFrom.Select(from => Array.BinarySearch(stay, from) is var found && found < 0 ? ~found : found)],
            Center = [.. stay.Select(at => centers[Center[at]])], Setup = Of(Setup), Run = Of(Run), RunPieces = Of(RunPieces),
            Family = Family, TransferBatch = TransferBatch, WaitAfter = WaitAfter, OutsideLead = OutsideLead,
            MaterialsFrom = MaterialsFrom, Material = To(Material), MaterialQuantity = MaterialQuantity, MaterialPer = MaterialPer,
            MaterialPart = MaterialPart,
        };
        mapped.Chain = mapped.AsChain();
        return mapped;
    }

    /// <summary>Per product that is made, how: the routings this graph was laid out from.</summary>
    public IReadOnlyDictionary<int, RoutingDefinition> Routings()
    {
        var routings = new Dictionary<int, RoutingDefinition>();
        for (var part = 0; part < Parts; part++)
        {
            if (routings.ContainsKey(PartProduct[part])) continue;
            var operations = Enumerable.Range(0, Count).Where(i => Part[i] == part).OrderBy(i => At[i]);
            routings[PartProduct[part]] = new RoutingDefinition([.. operations.Select(Definition)]);
        }
        return routings;
    }

    private OperationDefinition Definition(int i) => new(Name[i])
    {
        After = [.. Before[BeforeFrom[i]..BeforeFrom[i + 1]].Where(b => Part[b] == Part[i]).Select(b => At[b])],
        Centers = [.. Enumerable.Range(CentersFrom[i], CentersFrom[i + 1] - CentersFrom[i])
            .Select(at => new OperationCenter(Center[at], Setup[at], Run[at], RunPieces[at]))],
        Family = Family[i], TransferBatch = TransferBatch[i], WaitAfter = WaitAfter[i], OutsideLead = OutsideLead[i],
        Materials = [.. Enumerable.Range(MaterialsFrom[i], MaterialsFrom[i + 1] - MaterialsFrom[i])
            .Select(m => new MaterialDefinition(Material[m], MaterialQuantity[m], MaterialPer[m]))
            .Concat(Enumerable.Range(0, Parts).Where(part => PartUsedBy[part] == i)
                .Select(part => new MaterialDefinition(PartProduct[part], PartQuantity[part], PartPer[part])))],
    };
}
