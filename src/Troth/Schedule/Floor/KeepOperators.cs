using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Floor;

/// <param name="Pin">4 to 8 digits; null keeps the one there is.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OperatorInput(string? Name, string? Pin = null, bool? Active = null, Guid? Plant = null);

public sealed record OperatorRow(Guid Id, string Name, bool Active, Guid Plant);

/// <summary>Who works on the floor, and by which PIN they report.</summary>
public sealed class KeepOperators(TrothContext db, IPasswordHasher<Operator> hasher, ShopMaker shops)
{
    public async Task<IReadOnlyList<OperatorRow>> List(CancellationToken cancel) =>
        await db.Operators.AsNoTracking().OrderByDescending(o => o.Active).ThenBy(o => o.NameKey).Select(o => new OperatorRow(o.Id, o.Name, o.Active, o.PlantId)).ToListAsync(cancel);

    public async Task<OperatorRow> Add(OperatorInput input, CancellationToken cancel)
    {
        var plant = await shops.Find(input.Plant ?? Plant.TheFirst, cancel);
        var one = new Operator { PlantId = plant.Id, Name = "" };
        db.Add(one);
        return await Save(one, input with { Pin = input.Pin ?? "" }, cancel);
    }

    public async Task<OperatorRow> Edit(Guid id, OperatorInput input, CancellationToken cancel) =>
        await Save(await db.Operators.FirstOrDefaultAsync(o => o.Id == id, cancel) ?? throw new NotFoundException(Words.Say("operator.this")), input, cancel);

    private async Task<OperatorRow> Save(Operator one, OperatorInput input, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        Gather(errors, () => one.Is(input.Name));
        if (input.Pin is { } pin) Gather(errors, () => one.GivePin(pin, hasher));
        errors.ThrowIfAny();
        one.Active = input.Active ?? one.Active;
        if (await db.Operators.AnyAsync(o => o.PlantId == one.PlantId && o.NameKey == one.NameKey && o.Id != one.Id, cancel))
            throw new BadInputException("name", Words.Say("operator.twice", one.Name));
        await db.SaveChangesAsync(cancel);
        return new(one.Id, one.Name, one.Active, one.PlantId);
    }

    private static void Gather(FieldErrors errors, Action rule)
    {
        try
        {
            rule();
        }
        catch (BadInputException bad)
        {
            errors.Add(bad.Errors);
        }
    }
}
