using Troth.Import.Contracts;
using Troth.Platform.Data;

namespace Troth.Orders;

/// <summary>How imports fill this room's tables.</summary>
public static class OrdersImport
{
    private const int ChannelMax = 16;

    /// <summary>Before what is described with it: statics are made in the order they stand in.</summary>
    private static readonly Dictionary<string, string> Channels =
        Enum.GetNames<SalesChannel>().ToDictionary(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName);

    public static IReadOnlyList<Importable> All { get; } = [DescribeProducts(), DescribeOrders(), DescribeLines(), DescribeRates()];

    /// <summary>accountSeller: latestOrder. Of two orders of one moment the one with the greater number counts: the one read last.</summary>
    public static LatestReference LatestSeller(ImportColumn sellerOfAccount)
    {
        var order = All[1].Main;
        ImportColumn Of(string property) => order.Columns.Single(c => c.Property == property);
        return new("accountSeller", sellerOfAccount, Of(nameof(Order.SellerId)), Of(nameof(Order.AccountId)),
            Of(nameof(Order.OrderedOn)), Of(nameof(Order.OrderedTime)), Of(nameof(Order.Number)));
    }

    private static Importable DescribeProducts()
    {
        var product = new ImportTable("product", "products") { Page = "/products" };
        var code = product.ComputedText(nameof(Product.Code));
        var name = product.Name("name", nameof(Product.Name), Product.NameMax, mayBeEmpty: true);
        var key = product.ComputedText(nameof(Product.NameKey));
        product.Text("family", nameof(Product.Family), Product.CodeMax);
        product.Text("category", nameof(Product.Category), Product.CodeMax);
        product.Text("unit", nameof(Product.Unit), Product.CodeMax);
        product.Fine("listPrice", nameof(Product.ListPrice), least: 0);
        product.Fine("cost", nameof(Product.Cost), least: 0);
        product.Currency("currency", nameof(Product.Currency));
        product.Flag("active", nameof(Product.Active), byDefault: true);
        product.Remembered = name;
        product.Check = (_, import) => import.Key is { Length: > Product.CodeMax } long1
            ? Words.Say("row.productKey", long1.Length, Product.CodeMax) : null;
        product.Complete = (row, import) =>
        {
            row.Set(code, import.Key);
            row.Set(name, row.Text(name) ?? import.Key);
        };
        product.Derive = row => row.Set(key, NameKey.Of(row.Text(name)!));
        return new("product", product) { Names = OrdersNames.Product };
    }

    private static Importable DescribeOrders()
    {
        var order = new ImportTable("order", "orders") { Page = "/orders" };
        order.NumberForPeople();
        var account = order.Reference("account", nameof(Order.AccountId), "account");
        order.MadeHere = column => column == account ? Words.Say("row.takenHere") : null;
        order.Reference("seller", nameof(Order.SellerId), "seller");
        var time = order.Time("orderedTime", nameof(Order.OrderedTime));
        order.Day("orderedOn", nameof(Order.OrderedOn), required: true, timeOfDay: time);
        var currency = order.Currency("currency", nameof(Order.Currency), neverEmpty: true);
        order.Text("status", nameof(Order.Status), Order.ReferenceMax);
        order.Word("channel", nameof(Order.Channel), Channels, ChannelMax);
        order.Text("customerReference", nameof(Order.CustomerReference), Order.ReferenceMax);
        order.Day("requestedOn", nameof(Order.RequestedOn));
        order.Day("promisedOn", nameof(Order.PromisedOn));
        order.Day("shippedOn", nameof(Order.ShippedOn));
        var sold = order.ComputedNumber(nameof(Order.Sold), isLong: true, byDefault: 0);
        var returned = order.ComputedNumber(nameof(Order.Returned), isLong: true, byDefault: 0);
        var count = order.ComputedNumber(nameof(Order.LineCount), byDefault: 0);
        order.Remembered = currency;
        order.Check = (row, import) =>
        {
            if (!import.IsNew || row.Has(currency)) return null;
            row.Set(currency, import.Currency);
            return import.Currency is null ? Words.Say("row.noCurrency") : null;
        };
        var (kind, amount) = OrderLineImport.KindAndAmount;
        bool IsSale(ImportRow line) => line.Text(kind) == nameof(LineKind.Sale);
        order.Totals = new("orderLine", [sold, returned, count],
            (whole, line) =>
            {
                var side = IsSale(line) ? sold : returned;
                whole.Set(side, whole.Number(side) + line.Number(amount));
                whole.Set(count, whole.Number(count) + 1);
            },
            """
            UPDATE orders SET sold = coalesce(t.sold, 0), returned = coalesce(t.returned, 0), line_count = t.lines FROM (
                SELECT sum(CASE WHEN kind = 'Sale' THEN amount END) sold, sum(CASE WHEN kind <> 'Sale' THEN amount END) returned, count(*) lines
                FROM order_lines WHERE order_id = @id AND ended_on IS NULL AND batch_id NOT IN (SELECT id FROM hidden_batches)) t
            WHERE orders.id = @id
            """,
            line => IsSale(line) ? line.Number(amount) : -line.Number(amount));
        return new("order", order) { Names = OrdersNames.Order };
    }

    private static Importable DescribeLines() => new("orderLine", OrderLineImport.Table) { Names = OrdersNames.OrderLine };

    private static Importable DescribeRates()
    {
        var rate = new ImportTable("rate", "rates");
        var currency = rate.Currency("currency", nameof(Rate.Currency), required: true);
        var from = rate.Day("validFrom", nameof(Rate.ValidFrom), required: true);
        rate.Fine("rate", nameof(Rate.ToBase), least: 0.000001m, required: true);
        rate.NaturalKey = [currency, from];
        return new("rate", rate) { Names = OrdersNames.Rate };
    }
}
