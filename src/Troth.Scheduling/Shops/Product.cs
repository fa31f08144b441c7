namespace Troth.Scheduling.Shops;

/// <summary>A checked product: how it is supplied, and the graph of what making it takes.</summary>
internal sealed class Product
{
    private Product(ProductDefinition definition, int[] leads) => (Definition, MeasuredLeads) = (definition, leads);

    public ProductDefinition Definition { get; }

    /// <summary>What past deliveries took, ascending.</summary>
    public int[] MeasuredLeads { get; }

    /// <summary>Null when it is not made here.</summary>
    public Graph? Graph { get; private set; }

    public bool Stocked => Definition.Stock is not null;
    public bool Bought => Definition.Purchase is not null;

    /// <summary>As a part of something else: made with its order, because it is neither kept nor bought.</summary>
    public bool MadeWithOrder => Definition.Routing is not null && !Stocked && !Bought;

    /// <summary>
    /// Minutes a delivery takes with a confidence in thousandths; the planned lead when too few were measured, or when it is longer.
    /// </summary>
    public int Lead(int confidence)
    {
        var planned = Definition.Purchase!.LeadMinutes;
        if (MeasuredLeads.Length < Limits.SpreadSamples) return planned;
        var rank = (int)(((long)MeasuredLeads.Length * confidence + 999) / 1000);
        return Math.Max(planned, MeasuredLeads[Math.Clamp(rank, 1, MeasuredLeads.Length) - 1]);
    }

    public static Product[] All(ShopDefinition shop, WorkCenter[] centers)
    {
        var products = shop.Products.Select(Checked).ToArray();
        for (var i = 0; i < products.Length; i++)
            if (products[i].Definition.Routing is not null) products[i].Graph = GraphMaker.Make(i, products, centers, shop.Horizon);
        return products;
    }

    private static Product Checked(ProductDefinition product)
    {
        var subject = $"product “{product.Name}”";
        if (product.Stock is { } stock)
        {
            if (stock.OnHand is < 0 or > int.MaxValue / 4)
                throw new ShopRefusedException("quantity", subject, $"Stock of {subject} is {stock.OnHand} pieces; give 0 or more.");
            foreach (var receipt in stock.Receipts ?? [])
                if (receipt.At < 0 || receipt.Quantity < 1)
                    throw new ShopRefusedException("quantity", subject,
                        $"A receipt of {subject} brings {receipt.Quantity} pieces at minute {receipt.At}; give 1 or more at minute 0 "
                        + "or later.");
            if (stock.OnHand + (stock.Receipts ?? []).Sum(r => (long)r.Quantity) > int.MaxValue / 4)
                throw new ShopRefusedException("quantity", subject,
                    $"Stock and receipts of {subject} come to more than {int.MaxValue / 4:N0} pieces; plan in a larger unit.");
        }
        if (product.Purchase is { } purchase)
            foreach (var lead in (purchase.MeasuredLeads ?? []).Append(purchase.LeadMinutes))
                if (lead is < 0 or > Limits.Horizon)
                    throw new ShopRefusedException("duration", subject,
                        $"A lead time of {subject} is {lead} minutes; give 0 to {Limits.Horizon} (five years).");
        return new Product(product, [.. (product.Purchase?.MeasuredLeads ?? []).Order()]);
    }
}
