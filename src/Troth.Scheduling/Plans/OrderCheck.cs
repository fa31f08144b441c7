using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>Refuses an order that is out of range, by its name and value.</summary>
internal static class OrderCheck
{
    public static void Check(Shop shop, OrderTerms order)
    {
        var subject = $"order “{order.Name}”";
        ShopRefusedException Refused(string code, string what) => new(code, subject, $"Order “{order.Name}” {what}");
        if ((uint)order.Product >= (uint)shop.Products.Length)
            throw Refused("product", $"is for product {order.Product}, which does not exist; there are {shop.Products.Length}.");
        if (order.Quantity is < 1 or > Limits.Quantity)
            throw Refused("quantity", $"is for {order.Quantity} pieces; give 1 to {Limits.Quantity}.");
        if ((uint)order.Class >= (uint)shop.Definition.Classes.Count)
            throw Refused("class", $"has promise class {order.Class}, which does not exist; there are {shop.Definition.Classes.Count}.");
        if (order.Weight is < 1 or > 1_000_000) throw Refused("order", $"weighs {order.Weight}; give 1 to 1,000,000.");
        foreach (var (minute, what) in new[] { (order.Requested, "was asked for"), (order.Promised, "is promised") })
            if (minute < -1 || minute > shop.Horizon)
                throw Refused("time", $"{what} by minute {minute}; give 0 to the horizon's {shop.Horizon}, or −1 for none.");
        if (order.NotBefore < 0 || order.NotBefore > shop.Horizon)
            throw Refused("time", $"may not start before minute {order.NotBefore}; give 0 to the horizon's {shop.Horizon}.");
    }
}
