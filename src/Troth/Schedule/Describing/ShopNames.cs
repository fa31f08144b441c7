using Troth.Import.Contracts;

namespace Troth.Schedule.Describing;

/// <summary>The names by which columns and files about the shop are known, in English and German. Their files say so by name.</summary>
internal static class ShopNames
{
    public static ImportNames WorkCenter { get; } = new("""
        key .Id .Code .No .Nr .WorkCenterNo .WorkCenterCode .Arbeitsplatz
        name .Name .Description .Bezeichnung
        machines .Machines .Capacity? .Maschinen .AnzahlMaschinen
        efficiency .Efficiency .Leistungsgrad
        drum .Drum .Bottleneck .Engpass
        """, "workcenter", "workcentre", "arbeitsplatz", "arbeitsplaetze") { ByFileOnly = true };

    public static ImportNames RoutingOperation { get; } = new("""
        key .Id .OperationId .RoutingLineId
        product .ProductId .ProductNo .ItemNo .Artikelnummer .Product .Item
        no .No .OperationNo .Operation .Step .Arbeitsgang .AFO
        name .Name .Description .Bezeichnung
        workCenter .WorkCenter .WorkCenterNo .WorkCentre .Arbeitsplatz
        setupMinutes .SetupTime .SetupMinutes .Rüstzeit
        runMinutes .RunTime .RunMinutes .Stückzeit .Bearbeitungszeit
        runPieces .LotSize .RunPieces
        setupHours .SetupHours
        runHours .RunHours .MachineHours
        after .After .Predecessors .Vorgänger
        family .Family .SetupFamily .Rüstfamilie
        transferBatch .TransferBatch .Teillos
        waitMinutes .WaitMinutes .Liegezeit
        outsideDays .OutsideDays .Fremdbearbeitung
        rank .Rank .Preference .Rang
        """, "routing", "operation", "arbeitsplan", "arbeitsplaene") { ByFileOnly = true };

    public static ImportNames Materials { get; } = new("""
        key .Id .BillOfMaterialsID .BomId
        product .ProductAssemblyID .Assembly .Parent .ParentItem .Product .Baugruppe
        component .ComponentID .Component .ComponentItem .Material .Komponente
        quantity .PerAssemblyQty .Quantity .Qty .QuantityPer .Menge
        operation .OperationNo .Operation .Arbeitsgang
        perPieces .PerPieces .PerQuantity
        """, "billofmaterials", "billofmaterial", "stueckliste", "stückliste") { ByFileOnly = true };

    public static ImportNames Supply { get; } = new("""
        product .ProductId .ProductNo .ItemNo .Artikelnummer .Product .Item
        onHand .OnHand .QuantityOnHand .Stock .Quantity .Bestand .Menge
        leadDays .LeadTime .LeadDays .Wiederbeschaffungszeit
        stocked .Stocked .Lagerartikel
        made .Made .MakeFlag .Eigenfertigung
        """, "supply", "supplies", "stockonhand", "bestand") { ByFileOnly = true };

    public static ImportNames Receipt { get; } = new("""
        key .Id .PurchaseOrderLine .PoNumber .Bestellposition
        product .ProductId .ProductNo .ItemNo .Artikelnummer .Product .Item
        quantity .Quantity .Qty .Menge
        expectedOn .ExpectedOn .ExpectedDate .DueDate .Liefertermin
        orderedOn .OrderedOn .OrderDate .Bestelldatum
        receivedOn .ReceivedOn .ReceivedDate .Wareneingang
        """, "receipt", "purchaseorderline", "wareneingang") { ByFileOnly = true };
}
