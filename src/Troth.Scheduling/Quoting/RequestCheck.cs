using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Quoting;

/// <summary>Refuses a request that is out of range, by its value.</summary>
internal static class RequestCheck
{
    public static void Check(Shop shop, Plan plan, in QuoteRequest request)
    {
        if (!ReferenceEquals(plan.Shop, shop))
            throw new ArgumentException("The plan is of another shop; make a quoter for that one.", nameof(plan));
        if ((uint)request.Product >= (uint)shop.Products.Length)
            throw Refused("product", $"Product {request.Product} does not exist; there are {shop.Products.Length}.");
        if (request.Quantity is < 1 or > Limits.Quantity)
            throw Refused("quantity", $"The quantity is {request.Quantity}; give 1 to {Limits.Quantity} pieces.");
        if ((uint)request.Class >= (uint)shop.Definition.Classes.Count)
            throw Refused("class", $"Promise class {request.Class} does not exist; there are {shop.Definition.Classes.Count}.");
        if (request.Confidence is < 500 or > 999)
            throw Refused("confidence", $"The confidence is {request.Confidence} thousandths; give 500 to 999.");
        if (request.NotBefore < 0 || request.NotBefore > shop.Horizon)
            throw Refused("time", $"It may not start before minute {request.NotBefore}; give 0 to the horizon's {shop.Horizon}.");
    }

    private static ShopRefusedException Refused(string code, string message) => new(code, "request", message);
}
