using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Floor;

/// <summary>A work center to choose.</summary>
public sealed record FloorCenter(Guid Id, string Code, string Name, Guid Plant);

/// <summary>Somebody whose name stands on the tablet.</summary>
public sealed record FloorName(Guid Id, string Name);

/// <summary>Draws the page of a work center: a tablet's own, or any for our people.</summary>
public sealed class ShowFloor(TrothContext db, FloorReader floor, Reader reader, FloorWork work, TimeProvider time)
{
    /// <summary>What runs, and what comes after it.</summary>
    private const int Jobs = 24;

    public async Task<IResult> Run(Guid? plant, string? center, CancellationToken cancel)
    {
        var centers = await Centers(plant, cancel);
        if (Chosen(centers, center) is not { } chosen) return Pages.Show<FloorChoicePage>(new { Centers = centers });
        CenterWork? now = null;
        string? trouble = null;
        try
        {
            now = await work.Run(chosen.Plant, chosen.Id.ToString(), Jobs, cancel);
        }
        catch (BusinessRuleException none)
        {
            trouble = none.Message;
        }
        IReadOnlyList<FloorName> names = floor.Device is null ? [] : await db.Operators.AsNoTracking().Where(o => o.PlantId == chosen.Plant && o.Active)
            .OrderBy(o => o.NameKey).Select(o => new FloorName(o.Id, o.Name)).ToListAsync(cancel);
        return Pages.Show<FloorPage>(new
        {
            Work = now, Trouble = trouble, Center = chosen, Centers = centers, Names = names, Tablet = floor.Device?.Name, Who = floor.Device is null ? reader.Name : null,
            Place = $"{(floor.Device is { } device ? device.Id : reader.UserId):N}", Now = time.GetUtcNow(),
        });
    }

    public async Task<CenterWork> Work(Guid? plant, string? center, CancellationToken cancel) =>
        Chosen(await Centers(plant, cancel), center) is { } chosen ? await work.Run(chosen.Plant, chosen.Id.ToString(), Jobs, cancel)
            : throw new NotFoundException(Words.Say("center.named", center ?? ""));

    /// <summary>Those where the tablet stands; of our people's, all.</summary>
    private async Task<IReadOnlyList<FloorCenter>> Centers(Guid? plant, CancellationToken cancel)
    {
        var found = db.WorkCenters.AsNoTracking().Where(c => c.EndedOn == null);
        if (floor.Device is { } device)
        {
            var (own, at) = (device.Centers, device.PlantId);
            found = found.Where(c => c.PlantId == at && own.Contains(c.Id));
        }
        else if (plant is { } named) found = found.Where(c => c.PlantId == named);
        return await found.OrderBy(c => c.NameKey).ThenBy(c => c.Id).Select(c => new FloorCenter(c.Id, c.Code, c.Name, c.PlantId)).ToListAsync(cancel);
    }

    private FloorCenter? Chosen(IReadOnlyList<FloorCenter> centers, string? center) => center is null
        ? centers is [var first, ..] && (floor.Device is not null || centers.Count == 1) ? first : null
        : centers.FirstOrDefault(c => Guid.TryParse(center, out var id) ? c.Id == id : string.Equals(c.Code, center, StringComparison.OrdinalIgnoreCase))
            ?? throw new NotFoundException(Words.Say("center.named", center));
}
