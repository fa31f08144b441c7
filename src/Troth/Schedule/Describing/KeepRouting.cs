using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <summary>How a product is made: its operations with the work centers that can do them, and what goes in.</summary>
/// <param name="Version">A mark of all of it; send it back with a change.</param>
public sealed record RoutingView(Guid ProductId, string Product, IReadOnlyList<KeepRouting.Operation> Operations, IReadOnlyList<KeepRouting.Material> Materials, int Version);

/// <summary>Describes how a product is made. The whole routing is given at once; what is left out of it is gone.</summary>
public sealed class KeepRouting(TrothContext db)
{
    /// <param name="After">Numbers of operations before it, with commas; null for the one before, empty for none.</param>
    /// <param name="Centers">Where it can be done, preferred first; none for work done outside.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Operation(int? No, string? Name, string? After, string? Family, int TransferBatch, int WaitAfter, int OutsideDays, IReadOnlyList<Place>? Centers);

    /// <param name="RunMinutes">Minutes for <paramref name="RunPieces"/> pieces.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Place(Guid WorkCenterId, int SetupMinutes, int RunMinutes, int RunPieces = 1);

    /// <param name="Component">The product that goes in, by its code or id.</param>
    /// <param name="OperationNo">At whose start it must be there; null for the first.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Material(string? Component, int Quantity = 1, int PerPieces = 1, int? OperationNo = null);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(IReadOnlyList<Operation>? Operations, IReadOnlyList<Material>? Materials, int Version = 0);

    public async Task<RoutingView> Read(Guid product, CancellationToken cancel)
    {
        var found = await db.Products.AsNoTracking().Where(p => p.Id == product).Select(p => new { p.Name, p.Code }).FirstOrDefaultAsync(cancel)
            ?? throw new NotFoundException(Words.Say("product.this"));
        var (operations, places, materials) = await Load(product, cancel);
        var ids = materials.Select(m => m.ComponentId).ToList();
        var codes = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Code, cancel);
        return new(product, ShopRecords.Called(found.Name, found.Code),
            [.. operations.OrderBy(o => o.No).Select(o => new Operation(o.No, o.Name, o.After, o.Family, o.TransferBatch, o.WaitAfter, o.OutsideDays,
                [.. places.Where(p => p.OperationId == o.Id && p.EndedOn == null).OrderBy(p => p.Rank).Select(p => new Place(p.WorkCenterId, p.SetupMinutes, p.RunMinutes, p.RunPieces))]))],
            [.. materials.OrderBy(m => m.OperationNo).ThenBy(m => codes.GetValueOrDefault(m.ComponentId)).Select(m =>
                new Material(codes.GetValueOrDefault(m.ComponentId) ?? m.ComponentId.ToString(), m.Quantity, m.PerPieces, m.OperationNo))],
            Mark(operations, places, materials));
    }

    public async Task<RoutingView> Run(Guid product, Request request, CancellationToken cancel)
    {
        if (!await db.Products.AnyAsync(p => p.Id == product, cancel)) throw new NotFoundException(Words.Say("product.this"));
        var (operations, places, materials) = await Load(product, cancel);
        if (Mark(operations, places, materials) != request.Version) throw new StaleEditException();
        var (wanted, uses) = (request.Operations ?? [], request.Materials ?? []);
        var components = await Check(product, wanted, uses, cancel);
        foreach (var gone in operations.Where(o => wanted.All(w => w.No != o.No)).ToList())
        {
            db.RemoveRange(places.Where(p => p.OperationId == gone.Id));
            db.Remove(gone);
        }
        foreach (var one in wanted) Put(product, one, operations, places);
        var kept = new HashSet<RoutingMaterial>();
        foreach (var (use, component) in uses.Zip(components))
        {
            var known = materials.FirstOrDefault(m => m.ComponentId == component && m.OperationNo == use.OperationNo && kept.Add(m));
            if (known is null) db.Add(known = new RoutingMaterial { ProductId = product, ComponentId = component, OperationNo = use.OperationNo });
            (known.Quantity, known.PerPieces) = (use.Quantity, use.PerPieces);
        }
        db.RemoveRange(materials.Where(m => !kept.Contains(m)));
        await db.SaveChangesAsync(cancel);
        return await Read(product, cancel);
    }

    private void Put(Guid product, Operation one, List<RoutingOperation> operations, List<RoutingCenter> places)
    {
        var known = operations.FirstOrDefault(o => o.No == one.No);
        if (known is null) db.Add(known = new RoutingOperation { ProductId = product, No = one.No!.Value, Name = "" });
        known.Name = string.IsNullOrWhiteSpace(one.Name) ? Words.Say("operation.numbered", known.No) : one.Name.Trim();
        (known.After, known.Family) = (one.After?.Trim(), string.IsNullOrWhiteSpace(one.Family) ? null : one.Family.Trim());
        (known.TransferBatch, known.WaitAfter, known.OutsideDays) = (one.TransferBatch, one.WaitAfter, one.OutsideDays);
        var rank = 0;
        foreach (var at in one.Centers ?? [])
        {
            var place = places.FirstOrDefault(p => p.OperationId == known.Id && p.WorkCenterId == at.WorkCenterId);
            if (place is null) db.Add(place = new RoutingCenter { OperationId = known.Id, WorkCenterId = at.WorkCenterId });
            (place.Rank, place.SetupMinutes, place.RunMinutes, place.RunPieces, place.EndedOn) = (++rank, at.SetupMinutes, at.RunMinutes, at.RunPieces, null);
        }
        db.RemoveRange(places.Where(p => p.OperationId == known.Id && (one.Centers ?? []).All(at => at.WorkCenterId != p.WorkCenterId)));
    }

    private async Task<(List<RoutingOperation> Operations, List<RoutingCenter> Places, List<RoutingMaterial> Materials)> Load(Guid product, CancellationToken cancel)
    {
        var operations = await db.RoutingOperations.Where(o => o.ProductId == product && o.PlantId == Plant.TheFirst && o.EndedOn == null).ToListAsync(cancel);
        var ids = operations.Select(o => o.Id).ToList();
        return (operations, await db.RoutingCenters.Where(c => ids.Contains(c.OperationId)).ToListAsync(cancel),
            await db.RoutingMaterials.Where(m => m.ProductId == product && m.PlantId == Plant.TheFirst && m.EndedOn == null).ToListAsync(cancel));
    }

    /// <summary>Everything that is wrong, by row: “operations[2].no”. Answers the components' ids.</summary>
    private async Task<IReadOnlyList<Guid>> Check(Guid product, IReadOnlyList<Operation> wanted, IReadOnlyList<Material> uses, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var centers = (await db.WorkCenters.Where(c => c.PlantId == Plant.TheFirst && c.EndedOn == null).Select(c => c.Id).ToListAsync(cancel)).ToHashSet();
        for (var i = 0; i < wanted.Count; i++)
        {
            var (one, row) = (wanted[i], $"operations[{i}].");
            if (one.No is null) errors.Add(row + "no", Words.Say("operation.numberless"));
            errors.Between(row + "no", one.No, 1, 99_999);
            if (wanted.Take(i).Any(other => other.No == one.No && one.No is not null)) errors.Add(row + "no", Words.Say("operation.again", one.No));
            errors.Longest(row + "name", one.Name, RoutingOperation.NameMax);
            errors.Longest(row + "family", one.Family, RoutingOperation.FamilyMax);
            errors.Longest(row + "after", one.After, RoutingOperation.AfterMax);
            var after = RoutingOperation.Numbers(one.After);
            if (one.After is not null && (after is null || after.Any(n => wanted.All(w => w.No != n)))) errors.Add(row + "after", Words.Say("operation.afterWhat", one.After));
            errors.Between(row + "transferBatch", one.TransferBatch, 0, Limits.Quantity);
            errors.Between(row + "waitAfter", one.WaitAfter, 0, Limits.Horizon);
            errors.Between(row + "outsideDays", one.OutsideDays, 0, Supply.MostDays);
            if (one.Centers is not { Count: > 0 } && one.OutsideDays == 0) errors.Add(row + "centers", Words.Say("operation.nowhere"));
            if (one.Centers is { Count: > 0 } && one.OutsideDays > 0) errors.Add(row + "outsideDays", Words.Say("operation.bothWays"));
            foreach (var at in one.Centers ?? [])
            {
                if (!centers.Contains(at.WorkCenterId)) errors.Add(row + "centers", Words.Say("center.gone"));
                errors.Between(row + "setupMinutes", at.SetupMinutes, 0, Limits.Horizon);
                errors.Between(row + "runMinutes", at.RunMinutes, 0, Limits.Horizon);
                errors.Between(row + "runPieces", at.RunPieces, 1, Limits.Quantity);
            }
            if ((one.Centers ?? []).DistinctBy(at => at.WorkCenterId).Count() < (one.Centers?.Count ?? 0)) errors.Add(row + "centers", Words.Say("operation.sameCenter"));
        }
        var components = new List<Guid>();
        for (var i = 0; i < uses.Count; i++)
        {
            var (use, row) = (uses[i], $"materials[{i}].");
            var text = use.Component?.Trim() ?? "";
            var byId = Guid.TryParse(text, out var id) ? id : Guid.Empty;
            var found = await db.Products.Where(p => p.Code == text || p.Id == byId).Select(p => p.Id).Take(2).ToListAsync(cancel);
            if (found.Count != 1) errors.Add(row + "component", Words.Say(found.Count == 0 ? "material.unknown" : "material.several", text));
            else if (found[0] == product) errors.Add(row + "component", Words.Say("material.itself"));
            errors.Between(row + "quantity", use.Quantity, 1, Limits.Quantity);
            errors.Between(row + "perPieces", use.PerPieces, 1, Limits.Quantity);
            if (use.OperationNo is { } no && wanted.All(w => w.No != no)) errors.Add(row + "operationNo", Words.Say("operation.afterWhat", no));
            components.AddRange(found.Take(1));
        }
        errors.ThrowIfAny();
        return components;
    }

    /// <summary>Another when anything of the routing is: of ids and versions, whatever the order.</summary>
    private static int Mark(List<RoutingOperation> operations, List<RoutingCenter> places, List<RoutingMaterial> materials)
    {
        var mark = 0u;
        foreach (var record in operations.Concat<Record>(places).Concat(materials))
            foreach (var part in record.Id.ToByteArray().Chunk(4)) mark += (BitConverter.ToUInt32(part) ^ (uint)record.Version) * 2654435761u;
        return (int)(mark & int.MaxValue);
    }
}
