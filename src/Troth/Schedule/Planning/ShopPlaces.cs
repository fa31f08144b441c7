using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Planning;

/// <summary>Where things stand in the engine's lists; −1, which the engine refuses by name, for what the plan's shop does not know.</summary>
public static class ShopPlaces
{
    private static readonly ConditionalWeakTable<MadeShop, ConcurrentDictionary<int, IReadOnlyCollection<int>>> Centers = [];

    extension(MadeShop shop)
    {
        public int ProductAt(Guid id) => shop.Product(id) ?? -1;
        public int CenterAt(Guid id) => shop.Center(id) ?? -1;
        public int ClassAt(Guid id) => shop.Class(id) ?? -1;

        /// <summary>The work centers that making a product may need, those of its own parts included. Worked out once.</summary>
        public IReadOnlyCollection<int> CentersFor(int product) => Centers.GetOrCreateValue(shop).GetOrAdd(product, one => Needed(shop, one));
    }

    private static SortedSet<int> Needed(MadeShop shop, int product)
    {
        var (centers, seen, next) = (new SortedSet<int>(), new HashSet<int> { product }, new Stack<int>([product]));
        while (next.TryPop(out var one))
            foreach (var operation in shop.Definition.Products[one].Routing?.Operations ?? [])
            {
                foreach (var center in operation.Centers) centers.Add(center.WorkCenter);
                foreach (var material in operation.Materials)
                    if (seen.Add(material.Product)) next.Push(material.Product);
            }
        return centers;
    }
}
