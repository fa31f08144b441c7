using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Keeping;

/// <summary>
/// A shop's description as bytes, to tell shops apart. Names are in it: two products that are alike but for their names must not be
/// taken for each other when the list is in another order.
/// </summary>
internal static class ShopContent
{
    public static ulong Fingerprint(ShopDefinition shop)
    {
        var to = new CompactWriter();
        to.Number(shop.Horizon);
        to.Number(shop.FrozenMinutes);
        All(to, shop.Calendars, Write);
        All(to, shop.WorkCenters, Write);
        All(to, shop.Products, Write);
        All(to, shop.Classes, (writer, promise) =>
        {
            writer.Text(promise.Name);
            writer.Number(promise.ShippingBuffer);
            writer.Number(promise.ProductionBuffer);
        });
        return to.Hash();
    }

    private static void Write(CompactWriter to, CalendarDefinition calendar)
    {
        to.Text(calendar.Name);
        to.Number(calendar.WeekOffset);
        All(to, calendar.Week, (writer, shift) => Pair(writer, shift.Start, shift.End));
        All(to, calendar.Exceptions, (writer, exception) =>
        {
            Pair(writer, exception.Start, exception.End);
            writer.Flag(exception.Open);
        });
    }

    private static void Write(CompactWriter to, WorkCenterDefinition center)
    {
        to.Text(center.Name);
        to.Number(center.Calendar);
        to.Number(center.Machines);
        to.Number(center.Efficiency);
        to.Flag(center.Drum);
        to.Number(center.InitialFamily);
        to.Flag(center.Changeovers is not null);
        if (center.Changeovers is { } table) All(to, table, (writer, row) => All(writer, row, (inner, minutes) => inner.Number(minutes)));
    }

    private static void Write(CompactWriter to, ProductDefinition product)
    {
        to.Text(product.Name);
        to.Flag(product.Stock is not null);
        if (product.Stock is { } stock)
        {
            to.Number(stock.OnHand);
            All(to, stock.Receipts ?? [], (writer, receipt) => Pair(writer, receipt.At, receipt.Quantity));
        }
        to.Flag(product.Purchase is not null);
        if (product.Purchase is { } purchase)
        {
            to.Number(purchase.LeadMinutes);
            All(to, purchase.MeasuredLeads ?? [], (writer, lead) => writer.Number(lead));
        }
        to.Flag(product.Routing is not null);
        if (product.Routing is { } routing) All(to, routing.Operations, Write);
    }

    private static void Write(CompactWriter to, OperationDefinition operation)
    {
        to.Text(operation.Name);
        All(to, operation.After, (writer, before) => writer.Number(before));
        All(to, operation.Centers, (writer, center) =>
        {
            Pair(writer, center.WorkCenter, center.SetupMinutes);
            Pair(writer, center.RunMinutes, center.RunPieces);
        });
        Pair(to, operation.Family, operation.TransferBatch);
        Pair(to, operation.WaitAfter, operation.OutsideLead);
        All(to, operation.Materials, (writer, material) =>
        {
            Pair(writer, material.Product, material.Quantity);
            writer.Number(material.PerPieces);
        });
    }

    private static void Pair(CompactWriter to, int first, int second)
    {
        to.Number(first);
        to.Number(second);
    }

    private static void All<T>(CompactWriter to, IReadOnlyList<T> list, Action<CompactWriter, T> write)
    {
        to.Number(list.Count);
        foreach (var entry in list) write(to, entry);
    }
}
