namespace Troth.Scheduling.Shops;

/// <summary>Refuses lists and entries that are null, as readers of files leave them, by the name of what they belong to.</summary>
internal static class NothingLeftOut
{
    public static void Check(ShopDefinition shop)
    {
        foreach (var calendar in All(shop.Calendars, "calendar", "the shop", "calendars")) Check(calendar);
        foreach (var center in All(shop.WorkCenters, "workCenter", "the shop", "work centers"))
            foreach (var row in center.Changeovers ?? [])
                if (row is null) throw Missing("workCenter", $"work center “{center.Name}”", "a row of changeovers");
        foreach (var product in All(shop.Products, "product", "the shop", "products"))
            if (product.Routing is { } routing)
                foreach (var operation in All(routing.Operations, "operation", $"product “{product.Name}”", "operations"))
                    Check(operation, product.Name);
        All(shop.Classes, "class", "the shop", "promise classes");
    }

    /// <summary>The same for one calendar.</summary>
    public static void Check(CalendarDefinition calendar)
    {
        if (calendar.Week is null) throw Missing("calendar", $"calendar “{calendar.Name}”", "its week");
        if (calendar.Exceptions is null) throw Missing("calendar", $"calendar “{calendar.Name}”", "its exceptions");
    }

    private static void Check(OperationDefinition operation, string product)
    {
        var subject = $"operation “{operation.Name}” of product “{product}”";
        if (operation.After is null) throw Missing("operation", subject, "the operations before it");
        if (operation.Centers is null) throw Missing("operation", subject, "its work centers");
        if (operation.Materials is null) throw Missing("operation", subject, "its materials");
    }

    private static IReadOnlyList<T> All<T>(IReadOnlyList<T>? list, string code, string subject, string what)
        where T : class
    {
        if (list is null) throw Missing(code, subject, $"its {what}");
        for (var i = 0; i < list.Count; i++)
            if (list[i] is null) throw Missing(code, subject, $"entry {i} of its {what}");
        return list;
    }

    private static ShopRefusedException Missing(string code, string subject, string what) =>
        new(code, subject, $"{char.ToUpperInvariant(subject[0])}{subject[1..]} has null for {what}; give it, empty where there is "
            + "nothing.");
}
