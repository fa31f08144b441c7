using Troth.Import.Contracts;
using Troth.Platform.Data;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <summary>How imports fill the tables that describe the shop. What no file says belongs to the first plant.</summary>
public static class ShopImport
{
    public static IReadOnlyList<Importable> All { get; } = [DescribeCenters(), DescribeOperations(), DescribeMaterials(), DescribeSupplies(), DescribeReceipts()];

    private static Importable Known(string entity, ImportNames names, params IReadOnlyList<ImportTable> tables) =>
        new(entity, tables) { Names = names, Say = key => Words.Say($"import.{key}") };

    private static Importable DescribeCenters()
    {
        var center = new ImportTable("workCenter", "work_centers") { Page = "/schedule/centers" };
        var plant = center.ComputedId(nameof(WorkCenter.PlantId));
        var code = center.ComputedText(nameof(WorkCenter.Code));
        var name = center.Name("name", nameof(WorkCenter.Name), WorkCenter.NameMax);
        var key = center.ComputedText(nameof(WorkCenter.NameKey));
        center.Whole32("machines", nameof(WorkCenter.Machines), 1, Limits.Machines, byDefault: 1);
        center.Whole32("efficiency", nameof(WorkCenter.Efficiency), 1, 1000, byDefault: 100);
        center.Flag("drum", nameof(WorkCenter.Drum), byDefault: false);
        center.Remembered = name;
        center.Check = (_, import) => import.Key is { Length: > WorkCenter.CodeMax } longer ? Words.Say("row.centerKey", longer.Length, WorkCenter.CodeMax) : null;
        center.Complete = (row, import) =>
        {
            row.Set(plant, Plant.TheFirst);
            row.Set(code, import.Key);
            row.Set(name, row.Text(name) ?? import.Key);
        };
        center.Derive = row => row.Set(key, NameKey.Of(row.Text(name)!));
        return Known("workCenter", ShopNames.WorkCenter, center);
    }

    private static Importable DescribeOperations()
    {
        var operation = new ImportTable("routingOperation", "routing_operations");
        var product = operation.Reference("product", nameof(RoutingOperation.ProductId), "product", required: true);
        var plant = operation.ComputedId(nameof(RoutingOperation.PlantId));
        var no = operation.Whole32("no", nameof(RoutingOperation.No), 1, 99_999, required: true);
        var name = operation.Name("name", nameof(RoutingOperation.Name), RoutingOperation.NameMax, mayBeEmpty: true);
        var after = operation.Text("after", nameof(RoutingOperation.After), RoutingOperation.AfterMax);
        operation.Text("family", nameof(RoutingOperation.Family), RoutingOperation.FamilyMax);
        operation.Whole32("transferBatch", nameof(RoutingOperation.TransferBatch), 0, Limits.Quantity, byDefault: 0);
        operation.Whole32("waitMinutes", nameof(RoutingOperation.WaitAfter), 0, Limits.Horizon, byDefault: 0);
        operation.Whole32("outsideDays", nameof(RoutingOperation.OutsideDays), 0, Supply.MostDays, byDefault: 0);
        operation.PartOf = product;
        operation.Check = (row, _) => row.Text(after) is { } text && RoutingOperation.Numbers(text) is null ? Words.Say("row.after", text) : null;
        operation.Complete = (row, _) =>
        {
            row.Set(plant, Plant.TheFirst);
            if (!row.Has(name)) row.Set(name, Words.SayPlainly("operation.numbered", row.Number(no)));
        };
        return Known("routingOperation", ShopNames.RoutingOperation, operation, DescribeCentersOf());
    }

    private static ImportTable DescribeCentersOf()
    {
        var place = new ImportTable("routingCenter", "routing_centers");
        var operation = place.Reference(null, nameof(RoutingCenter.OperationId), "routingOperation", required: true, sameRow: true);
        var center = place.Reference("workCenter", nameof(RoutingCenter.WorkCenterId), "workCenter");
        place.Whole32("rank", nameof(RoutingCenter.Rank), 1, 99, byDefault: 1);
        var setup = place.Whole32("setupMinutes", nameof(RoutingCenter.SetupMinutes), 0, Limits.Horizon, byDefault: 0);
        var run = place.Whole32("runMinutes", nameof(RoutingCenter.RunMinutes), 0, Limits.Horizon, byDefault: 0);
        var pieces = place.Whole32("runPieces", nameof(RoutingCenter.RunPieces), 1, Limits.Quantity, byDefault: 1);
        var setupHours = place.PassingNumber("setupHours", least: 0);
        var runHours = place.PassingNumber("runHours", least: 0);
        (place.NaturalKey, place.OnlyWith, place.PartOf) = ([operation, center], center, operation);
        place.Computes = [(setup, [setupHours]), (run, [runHours]), (pieces, [runHours])];
        place.Check = (row, _) =>
        {
            if (row.Has(setupHours))
            {
                var minutes = (row.Number(setupHours) * 60 + ColumnConventions.FineScale - 1) / ColumnConventions.FineScale;
                if (minutes > Limits.Horizon) return Words.Say("row.tooLong", minutes);
                row.Set(setup, minutes);
            }
            if (!row.Has(runHours)) return null;
            var (time, per) = WholeMinutes(row.Number(runHours), row.Has(pieces) ? row.Number(pieces) : 1);
            if (time > Limits.Horizon || per > Limits.Quantity) return Words.Say("row.tooLong", time);
            row.Set(run, time);
            row.Set(pieces, per);
            return null;
        };
        return place;
    }

    /// <summary>Hours in millionths for so many pieces, as whole minutes for whole pieces, exactly: .005 h a piece are 3 minutes for 10.</summary>
    public static (long Minutes, long Pieces) WholeMinutes(long hours, long pieces)
    {
        var (minutes, scale) = ((Int128)hours * 60, (Int128)ColumnConventions.FineScale);
        if (minutes % scale == 0) return ((long)(minutes / scale), pieces);
        var per = scale * pieces;
        Int128 a = minutes, b = per;
        while (b != 0) (a, b) = (b, a % b);
        return ((long)(minutes / a), (long)(per / a));
    }

    private static Importable DescribeMaterials()
    {
        var material = new ImportTable("billOfMaterials", "routing_materials");
        var product = material.Reference("product", nameof(RoutingMaterial.ProductId), "product", required: true);
        var plant = material.ComputedId(nameof(RoutingMaterial.PlantId));
        material.Reference("component", nameof(RoutingMaterial.ComponentId), "product", required: true);
        material.Whole32("operation", nameof(RoutingMaterial.OperationNo), 1, 99_999);
        material.Whole32("quantity", nameof(RoutingMaterial.Quantity), 1, Limits.Quantity, byDefault: 1);
        material.Whole32("perPieces", nameof(RoutingMaterial.PerPieces), 1, Limits.Quantity, byDefault: 1);
        material.PartOf = product;
        material.Complete = (row, _) => row.Set(plant, Plant.TheFirst);
        return Known("billOfMaterials", ShopNames.Materials, material);
    }

    private static Importable DescribeSupplies()
    {
        var supply = new ImportTable("supply", "supplies");
        var product = supply.Reference("product", nameof(Supply.ProductId), "product", required: true);
        var plant = supply.ComputedId(nameof(Supply.PlantId));
        var onHand = supply.Whole32("onHand", nameof(Supply.OnHand), 0, Supply.MostPieces, byDefault: 0);
        var stocked = supply.Flag("stocked", nameof(Supply.Stocked), byDefault: false);
        supply.Whole32("leadDays", nameof(Supply.LeadDays), 0, Supply.MostDays);
        supply.Flag("made", nameof(Supply.Made), byDefault: true);
        (supply.NaturalKey, supply.PartOf) = ([product], product);
        supply.Computes = [(stocked, [onHand])];
        supply.Check = (row, _) =>
        {
            if (row.Has(onHand) && !row.Has(stocked)) row.Set(stocked, 1); // what lies there is kept
            return null;
        };
        supply.Complete = (row, _) => row.Set(plant, Plant.TheFirst);
        return Known("supply", ShopNames.Supply, supply);
    }

    private static Importable DescribeReceipts()
    {
        var receipt = new ImportTable("receipt", "expected_receipts");
        var product = receipt.Reference("product", nameof(ExpectedReceipt.ProductId), "product", required: true);
        var plant = receipt.ComputedId(nameof(ExpectedReceipt.PlantId));
        receipt.Whole32("quantity", nameof(ExpectedReceipt.Quantity), 1, Supply.MostPieces, required: true);
        receipt.Day("expectedOn", nameof(ExpectedReceipt.ExpectedOn), required: true);
        receipt.Day("orderedOn", nameof(ExpectedReceipt.OrderedOn));
        receipt.Day("receivedOn", nameof(ExpectedReceipt.ReceivedOn));
        receipt.PartOf = product;
        receipt.Complete = (row, _) => row.Set(plant, Plant.TheFirst);
        return Known("receipt", ShopNames.Receipt, receipt);
    }
}
