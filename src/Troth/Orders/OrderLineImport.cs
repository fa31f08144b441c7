using Troth.Import.Contracts;
using Troth.Orders.Contracts;
using Troth.Platform.Data;

namespace Troth.Orders;

/// <summary>
/// How imported order lines get their kind and amount. Quantity, price and amount are kept positive; what takes away says so by
/// its kind. Only amounts that are computed here are rounded, never those that a file gives.
/// </summary>
internal static class OrderLineImport
{
    private static readonly Dictionary<string, string> Kinds = Enum.GetNames<LineKind>().ToDictionary(name => name.ToLowerInvariant());

    private static readonly long[] Powers = [.. Enumerable.Range(0, 19).Select(power => (long)Math.Pow(10, power))];
    private const int DescriptionMax = 4000;

    private static readonly ImportColumn Quantity, UnitPrice, Discount, Amount, Kind;

    public static ImportTable Table { get; } = new("orderLine", "order_lines");

    public static (ImportColumn Kind, ImportColumn Amount) KindAndAmount => (Kind, Amount);

    static OrderLineImport()
    {
        var order = Table.Reference("order", nameof(OrderLine.OrderId), "order", required: true);
        var product = Table.Reference("product", nameof(OrderLine.ProductId), "product");
        Table.OwnWord("description", nameof(OrderLine.Description), DescriptionMax, product);
        Quantity = Table.Fine("quantity", nameof(OrderLine.Quantity));
        UnitPrice = Table.Fine("unitPrice", nameof(OrderLine.UnitPrice));
        Discount = Table.Share("discount", nameof(OrderLine.Discount));
        Amount = Table.Amount("amount", nameof(OrderLine.Amount));
        Table.Day("requestedOn", nameof(OrderLine.RequestedOn));
        Table.Day("promisedOn", nameof(OrderLine.PromisedOn));
        Table.Day("shippedOn", nameof(OrderLine.ShippedOn));
        Kind = Table.Word("kind", nameof(OrderLine.Kind), Kinds, 12);
        (Table.Whole, Table.Place, Table.PartOf) = (order, Table.ComputedNumber(nameof(OrderLine.LineNo)), order);
        Table.Computes = [(Quantity, []), (UnitPrice, []), (Discount, []), (Amount, []), (Kind, [])];
        Table.Check = Check;
    }

    private static string? Check(ImportRow row, ImportContext import)
    {
        if (!row.Has(Amount) && !(row.Has(Quantity) && row.Has(UnitPrice)))
            return Words.Say("row.lineOpen");
        var (quantity, price, discount, given) = (row.Has(Quantity) ? row.Number(Quantity) : ColumnConventions.FineScale, row.Number(UnitPrice), row.Number(Discount), row.Number(Amount));
        if (quantity < 0 && price < 0) return Words.Say("row.bothNegative");
        var negative = quantity < 0 || price < 0;
        if (given != 0)
        {
            if (quantity != 0 && price != 0 && negative != given < 0) return Words.Say("row.signs");
            negative = given < 0;
        }
        if (KindOf(row, negative, import.Negative) is { } refused) return refused;
        if (row.Text(Kind) == nameof(LineKind.Adjustment)) SettleAdjustment(row, import, negative);
        (quantity, price, given) = (Math.Abs(quantity), Math.Abs(price), Math.Abs(given));
        if (!row.Has(Amount))
        {
            if (AmountOf(quantity, price, discount, Currencies.Digits(import.Remembered(Table.Whole!) ?? import.Currency ?? "")) is not { } computed)
                return Words.Say("row.amountTooLarge");
            given = computed;
        }
        else if (!row.Has(UnitPrice))
        {
            if (PriceOf(given, quantity, discount) is not { } computed) return Words.Say("row.priceTooLarge");
            price = computed;
        }
        row.Set(Quantity, quantity);
        row.Set(UnitPrice, price);
        row.Set(Discount, discount);
        row.Set(Amount, given);
        return null;
    }

    private static string? KindOf(ImportRow row, bool negative, string? rule)
    {
        if (row.Text(Kind) is { } said && !(negative && said == nameof(LineKind.Sale))) return null;
        if (negative && rule is null)
            return Words.Say("row.negative");
        row.Set(Kind, negative ? Kinds[rule!] : nameof(LineKind.Sale));
        return null;
    }

    /// <summary>
    /// An adjustment goes the way its sign says: one below zero takes away, one above adds and so is a sale. What is then kept otherwise than
    /// it stood stays as an extra.
    /// </summary>
    private static void SettleAdjustment(ImportRow row, ImportContext import, bool negative)
    {
        foreach (var column in (ReadOnlySpan<ImportColumn>)[Quantity, UnitPrice, Amount])
            if (row.Number(column) < 0) import.KeepCell(column);
        if (negative || (row.Has(Amount) ? row.Number(Amount) : Math.Min(row.Number(Quantity), row.Number(UnitPrice))) == 0) return;
        import.KeepCell(Kind);
        row.Set(Kind, nameof(LineKind.Sale));
    }

    /// <summary>quantity × price × (1 − discount), rounded half up to the currency's digits; null when too large.</summary>
    private static long? AmountOf(long quantity, long price, long discount, int digits)
    {
        if (discount == 0 && Math.BigMul(quantity, price, out var small) == 0 && small is >= 0 and < long.MaxValue / 2)
        {
            var step = Powers[12 - digits];
            return (small + step / 2) / step * Powers[4 - digits];
        }
        var gross = (Int128)quantity * price; // in units of 10^-12
        if (gross > Int128.MaxValue / (2 * ColumnConventions.FineScale)) return null;
        var net = gross * (ColumnConventions.FineScale - discount); // 10^-18
        var unit = (Int128)Powers[18 - digits];
        var rounded = (net + unit / 2) / unit * Powers[4 - digits];
        return rounded > long.MaxValue ? null : (long)rounded;
    }

    /// <summary>The price before discount that makes this amount, to six decimals; null when too large.</summary>
    private static long? PriceOf(long amount, long quantity, long discount)
    {
        var share = (Int128)quantity * (ColumnConventions.FineScale - discount); // 10^-12
        if (share == 0) return 0;
        var price = ((Int128)amount * Powers[14] + share / 2) / share;
        return price > long.MaxValue ? null : (long)price;
    }
}
