using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <summary>Products that contain parts of themselves, or take more steps than the engine plans as one order: their routings are taken out.</summary>
internal static class PartRings
{
    private const int Depth = 100;

    public static void TakeOut(ProductDefinition[] products, IReadOnlyList<Guid> ids, List<ShopProblem> problems)
    {
        for (var root = 0; root < products.Length; root++)
        {
            if (products[root].Routing is null) continue;
            var walk = new Walk(products, root);
            walk.Enter(root);
            if (walk.Ring is { } ring)
                Remove(root, "product.ring", Words.Say("problem.partOfItself", products[root].Name, string.Join(" → ", ring.Select(p => products[p].Name))));
            else if (walk.Operations > Limits.Operations) Remove(root, "product.large", Words.Say("problem.large", products[root].Name, Limits.Operations));
        }

        void Remove(int product, string code, string message)
        {
            products[product] = products[product] with { Routing = null };
            problems.Add(new(code, false, message, $"/schedule/routings/{ids[product]}", ids[product]));
        }
    }

    /// <summary>Through all that is made with an order of one product, as the engine does it.</summary>
    private sealed class Walk(ProductDefinition[] products, int root)
    {
        private readonly List<int> path = [];

        public int Operations { get; private set; }
        public List<int>? Ring { get; private set; }

        public void Enter(int product)
        {
            path.Add(product);
            var operations = products[product].Routing!.Operations;
            Operations += operations.Count;
            foreach (var part in operations.SelectMany(o => o.Materials).Select(m => m.Product))
            {
                if (Ring is not null || Operations > Limits.Operations) break;
                var madeWithOrder = products[part] is { Routing: not null, Stock: null, Purchase: null };
                if (part == root || (madeWithOrder && path.Contains(part)) || (madeWithOrder && path.Count == Depth))
                    Ring = [.. path.SkipWhile(p => p != part && path.Contains(part)), part];
                else if (madeWithOrder) Enter(part);
            }
            path.RemoveAt(path.Count - 1);
        }
    }
}
