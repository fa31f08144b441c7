namespace Troth.Scheduling.Shops;

/// <summary>Refuses an operation that cannot be planned, by its name and the value at fault.</summary>
internal static class RoutingCheck
{
    public static void Operation(ProductDefinition product, OperationDefinition operation, Product[] products, WorkCenter[] centers,
        int horizon)
    {
        var subject = $"operation “{operation.Name}” of product “{product.Name}”";
        ShopRefusedException Refused(string code, string what) =>
            new(code, subject, $"Operation “{operation.Name}” of product “{product.Name}” {what}");
        if (operation.Centers.Count == 0 && operation.OutsideLead == 0 && operation.Materials.Count == 0)
            throw Refused("operation", "has no work center and no lead time outside; give one of them.");
        if (operation.Centers.Count > 0 && operation.OutsideLead != 0)
            throw Refused("operation", $"has a work center and {operation.OutsideLead} minutes outside; make it two operations.");
        if (operation.Centers.Count == 0 && operation.TransferBatch != 0)
            throw Refused("operation",
                $"is done outside and hands on {operation.TransferBatch} pieces at a time; give 0: it comes back whole.");
        foreach (var (value, what) in new[] { (operation.WaitAfter, "waits"), (operation.OutsideLead, "takes outside") })
            if (value < 0 || value > horizon) throw Refused("duration", $"{what} {value} minutes; give 0 to the horizon's {horizon}.");
        if (operation.TransferBatch is < 0 or > Limits.Quantity)
            throw Refused("quantity",
                $"hands on {operation.TransferBatch} pieces at a time; give 0 (all at the end) to {Limits.Quantity}.");
        if (operation.Family is < 0 or >= Limits.Families)
            throw Refused("operation", $"is of family {operation.Family}; give 0 to {Limits.Families - 1}.");
        foreach (var center in operation.Centers)
        {
            if (center.WorkCenter < 0 || center.WorkCenter >= centers.Length)
                throw Refused("workCenter",
                    $"is done at work center {center.WorkCenter}, which does not exist; there are {centers.Length}.");
            var name = centers[center.WorkCenter].Definition.Name;
            if (center.SetupMinutes < 0 || center.SetupMinutes > horizon)
                throw Refused("duration", $"sets up {center.SetupMinutes} minutes at “{name}”; give 0 to the horizon's {horizon}.");
            if (center.RunMinutes < 0 || center.RunMinutes > horizon)
                throw Refused("duration", $"runs {center.RunMinutes} minutes at “{name}”; give 0 to the horizon's {horizon}.");
            if (center.RunPieces is < 1 or > Limits.Quantity)
                throw Refused("quantity", $"gives its time for {center.RunPieces} pieces; give 1 to {Limits.Quantity}.");
            if (centers[center.WorkCenter].Changeovers is not null && operation.Family >= centers[center.WorkCenter].Families)
                throw Refused("operation",
                    $"is of family {operation.Family}, and “{name}” has changeovers for {centers[center.WorkCenter].Families}.");
        }
        if (operation.Centers.DistinctBy(c => c.WorkCenter).Count() < operation.Centers.Count)
            throw Refused("workCenter", "names a work center twice; name each once.");
        if (operation.Materials.DistinctBy(m => m.Product).Count() < operation.Materials.Count)
            throw Refused("product", "names a material twice; name each once with all it uses.");
        foreach (var material in operation.Materials)
        {
            if (material.Product < 0 || material.Product >= products.Length)
                throw Refused("product", $"uses product {material.Product}, which does not exist; there are {products.Length}.");
            if (material.Quantity is < 1 or > Limits.Quantity || material.PerPieces is < 1 or > Limits.Quantity)
                throw Refused("quantity",
                    $"uses {material.Quantity} pieces of “{products[material.Product].Definition.Name}” per {material.PerPieces}; give "
                    + $"1 to {Limits.Quantity} of both.");
        }
    }
}
