using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;

namespace Troth.Schedule.Describing;

/// <summary>All records of one plant, read in a bounded number of queries.</summary>
internal sealed record ShopRecords
{
    public required Plant Plant { get; init; }
    public required IReadOnlyList<ShopCalendar> Calendars { get; init; }
    public required ILookup<Guid, CalendarDay> Days { get; init; }
    public required IReadOnlyList<WorkCenter> Centers { get; init; }
    public required ILookup<Guid, CenterDay> CenterDays { get; init; }
    public required IReadOnlyList<PromiseClass> Classes { get; init; }
    public required IReadOnlyDictionary<Guid, Supply> Supplies { get; init; }
    public required ILookup<Guid, ExpectedReceipt> Receipts { get; init; }
    public required ILookup<Guid, RoutingOperation> Operations { get; init; }
    public required ILookup<Guid, RoutingCenter> Places { get; init; }
    public required ILookup<Guid, RoutingMaterial> Materials { get; init; }

    /// <summary>What people call the products that anything here is about, in the order of their ids.</summary>
    public required SortedDictionary<Guid, string> Products { get; init; }

    public static async Task<ShopRecords> Read(TrothContext db, Plant plant, CancellationToken cancel)
    {
        var id = plant.Id;
        var calendars = await db.ShopCalendars.AsNoTracking().ToListAsync(cancel);
        var days = await db.CalendarDays.AsNoTracking().ToListAsync(cancel);
        var centers = await db.WorkCenters.AsNoTracking().Where(c => c.PlantId == id && c.EndedOn == null).ToListAsync(cancel);
        var own = await db.CenterDays.AsNoTracking().ToListAsync(cancel);
        var classes = await db.PromiseClasses.AsNoTracking().ToListAsync(cancel);
        var supplies = await db.Supplies.AsNoTracking().Where(s => s.PlantId == id && s.EndedOn == null).ToListAsync(cancel);
        var receipts = await db.ExpectedReceipts.AsNoTracking()
            .Where(r => r.PlantId == id && r.EndedOn == null && (r.ReceivedOn == null || r.OrderedOn != null)).ToListAsync(cancel);
        var operations = await db.RoutingOperations.AsNoTracking().Where(o => o.PlantId == id && o.EndedOn == null).ToListAsync(cancel);
        var places = await (from place in db.RoutingCenters.AsNoTracking()
                            join operation in db.RoutingOperations on place.OperationId equals operation.Id
                            where operation.PlantId == id && operation.EndedOn == null && place.EndedOn == null
                            select place).ToListAsync(cancel);
        var materials = await db.RoutingMaterials.AsNoTracking().Where(m => m.PlantId == id && m.EndedOn == null).ToListAsync(cancel);
        return new ShopRecords
        {
            Plant = plant, Calendars = [.. calendars.OrderBy(c => c.Id)], Days = days.ToLookup(d => d.CalendarId), Centers = [.. centers.OrderBy(c => c.Id)],
            CenterDays = own.ToLookup(d => d.WorkCenterId),
            Classes = [.. classes.OrderBy(c => c.Id)], Supplies = supplies.ToDictionary(s => s.ProductId),
            Receipts = receipts.OrderBy(r => r.ExpectedOn).ThenBy(r => r.Id).ToLookup(r => r.ProductId), Operations = operations.OrderBy(o => o.No).ThenBy(o => o.Id).ToLookup(o => o.ProductId),
            Places = places.OrderBy(p => p.Rank).ThenBy(p => p.Id).ToLookup(p => p.OperationId),
            Materials = materials.OrderBy(m => m.Id).ToLookup(m => m.ProductId), Products = await Names(db, id, cancel),
        };
    }

    private static async Task<SortedDictionary<Guid, string>> Names(TrothContext db, Guid plant, CancellationToken cancel)
    {
        var about = db.Supplies.Where(s => s.PlantId == plant && s.EndedOn == null).Select(s => s.ProductId)
            .Union(db.RoutingOperations.Where(o => o.PlantId == plant && o.EndedOn == null).Select(o => o.ProductId))
            .Union(db.RoutingMaterials.Where(m => m.PlantId == plant && m.EndedOn == null).Select(m => m.ProductId))
            .Union(db.RoutingMaterials.Where(m => m.PlantId == plant && m.EndedOn == null).Select(m => m.ComponentId))
            .Union(db.ExpectedReceipts.Where(r => r.PlantId == plant && r.EndedOn == null && r.ReceivedOn == null).Select(r => r.ProductId));
        var names = await db.Products.AsNoTracking().Where(p => about.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Code }).ToListAsync(cancel);
        return new(names.ToDictionary(p => p.Id, p => Called(p.Name, p.Code)));
    }

    /// <summary>Names repeat, codes tell which is meant.</summary>
    public static string Called(string name, string code) => Product.Shown(name, code) is var shown && shown == code ? code : $"{shown} ({code})";
}
