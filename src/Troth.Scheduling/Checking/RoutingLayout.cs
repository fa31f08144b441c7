using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Checking;

/// <summary>
/// What the operations of an order must be, read anew from the routings: which definition each has, what comes before it, which materials
/// it uses, and for each part how many pieces of it go into the part it is made for.
/// </summary>
internal sealed class RoutingLayout
{
    private readonly PlannedOperation[] _operations;

    private RoutingLayout(PlannedOperation[] operations, OperationDefinition[] definitions, int parts)
    {
        (_operations, Definition) = (operations, definitions);
        (Parent, Quantity, Per) = (new int[parts], new int[parts], new int[parts]);
        Before = new Earlier[operations.Length][];
        Materials = new MaterialDefinition[operations.Length][];
        IsLast = new bool[operations.Length];
    }

    public OperationDefinition[] Definition { get; }

    /// <summary>Per part: the part it goes into (−1 for the product itself) and pieces of it per pieces of that.</summary>
    public int[] Parent { get; }
    public int[] Quantity { get; }
    public int[] Per { get; }

    /// <summary>Per operation, those that come before it.</summary>
    public Earlier[][] Before { get; }

    /// <summary>Per operation, what it takes from stock or a supplier.</summary>
    public MaterialDefinition[][] Materials { get; }

    /// <summary>Operations of the product itself that nothing comes after.</summary>
    public bool[] IsLast { get; }

    /// <summary>An operation before another one, and whether it hands on batches to it.</summary>
    public readonly record struct Earlier(int Operation, bool Batches);

    /// <summary>Whether other operations are the same ones in the same places.</summary>
    public bool Fits(PlannedOperation[] operations)
    {
        if (operations.Length != _operations.Length) return false;
        for (var i = 0; i < operations.Length; i++)
        {
            ref readonly var mine = ref _operations[i];
            ref readonly var theirs = ref operations[i];
            if (mine.Part != theirs.Part || mine.Product != theirs.Product || mine.At != theirs.At || mine.UsedBy != theirs.UsedBy)
                return false;
        }
        return true;
    }

    /// <summary>
    /// Lays out the operations of an order for a product; null with what is wrong when they are not what its routings say.
    /// </summary>
    public static RoutingLayout? Of(ShopDefinition shop, int product, PlannedOperation[] operations, out string wrong)
    {
        wrong = "";
        var parts = operations.Length == 0 ? 0 : operations.Max(o => o.Part) + 1;
        var members = new List<int>[Math.Max(parts, 0)];
        for (var part = 0; part < members.Length; part++) members[part] = [];
        for (var i = 0; i < operations.Length; i++)
        {
            if (operations[i].Part < 0 || operations[i].Product < 0 || operations[i].Product >= shop.Products.Count)
                return Wrong(out wrong, $"operation {i} is of part {operations[i].Part}, product {operations[i].Product}");
            members[operations[i].Part].Add(i);
        }
        if (parts == 0) return Wrong(out wrong, "it has no operations");
        var definitions = new OperationDefinition[operations.Length];
        for (var part = 0; part < parts; part++)
        {
            if (members[part].Count == 0) return Wrong(out wrong, $"part {part} has no operations");
            var first = operations[members[part][0]];
            if (members[part].Exists(i => operations[i].Product != first.Product || operations[i].UsedBy != first.UsedBy))
                return Wrong(out wrong, $"part {part} is of two products or uses");
            if (part == 0 && (first.Product != product || first.UsedBy != -1))
                return Wrong(out wrong, $"its own operations are of product {first.Product}, used by {first.UsedBy}");
            var routing = shop.Products[first.Product].Routing?.Operations ?? [];
            if (!members[part].Select(i => operations[i].At).Order().SequenceEqual(Enumerable.Range(0, routing.Count)))
                return Wrong(out wrong, $"part {part} has not each operation of “{shop.Products[first.Product].Name}” once");
            foreach (var i in members[part]) definitions[i] = routing[operations[i].At];
        }
        var layout = new RoutingLayout(operations, definitions, parts);
        return layout.Lay(shop, members, out wrong) ? layout : null;
    }

    private bool Lay(ShopDefinition shop, List<int>[] members, out string wrong)
    {
        Parent[0] = -1;
        var made = 1;
        for (var i = 0; i < _operations.Length; i++)
        {
            var before = new List<Earlier>();
            foreach (var at in Definition[i].After.Distinct())
            {
                var earlier = members[_operations[i].Part].Find(j => _operations[j].At == at);
                before.Add(new Earlier(earlier, Definition[earlier].TransferBatch > 0 && Definition[earlier].Centers.Count > 0
                    && Definition[i].Centers.Count > 0));
            }
            foreach (var material in Definition[i].Materials.Where(m => MadeWithOrder(shop.Products[m.Product])))
            {
                var fitting = Enumerable.Range(1, members.Length - 1)
                    .Where(p => _operations[members[p][0]].UsedBy == i && _operations[members[p][0]].Product == material.Product).ToList();
                wrong = $"operation {i} needs “{shop.Products[material.Product].Name}” made with the order, and there are {fitting.Count}";
                if (fitting is not [var part] || part <= _operations[i].Part) return false;
                (Parent[part], Quantity[part], Per[part]) = (_operations[i].Part, material.Quantity, material.PerPieces);
                made++;
                before.AddRange(members[part].Where(j => Last(members[part], j)).Select(j => new Earlier(j, false)));
            }
            Before[i] = [.. before];
            Materials[i] = [.. Definition[i].Materials.Where(m => !MadeWithOrder(shop.Products[m.Product]))];
            IsLast[i] = _operations[i].Part == 0 && Last(members[0], i);
        }
        wrong = "it has a part that nothing uses";
        return made == members.Length;
    }

    private bool Last(List<int> members, int i) => !members.Exists(j => Definition[j].After.Contains(_operations[i].At));

    private static bool MadeWithOrder(ProductDefinition product) =>
        product.Routing is not null && product.Stock is null && product.Purchase is null;

    private static RoutingLayout? Wrong(out string wrong, string what)
    {
        wrong = what;
        return null;
    }
}
