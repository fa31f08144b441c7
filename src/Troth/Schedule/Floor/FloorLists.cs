using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Floor;

/// <summary>Draws the pages where schedulers keep operators and tablets.</summary>
public sealed class FloorLists(TrothContext db, KeepOperators operators, KeepTablets tablets)
{
    public async Task<IResult> Operators(Guid? edited, OperatorInput? input, Refusal? refusal, CancellationToken cancel)
    {
        var plants = await db.Plants.AsNoTracking().OrderBy(p => p.NameKey).Select(p => new { p.Id, p.Name }).ToListAsync(cancel);
        return Pages.Show<OperatorsPage>(new
        {
            Operators = await operators.List(cancel), Plants = (IReadOnlyList<(string, string)>)[.. plants.Select(p => (p.Id.ToString(), p.Name))], Edited = edited, Input = input, Refusal = refusal,
        }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    public async Task<IResult> Tablets(TabletCode? code, TabletInput? input, Refusal? refusal, CancellationToken cancel) => Pages.Show<TabletsPage>(new
    {
        Tablets = await tablets.List(cancel), Code = code, Input = input, Refusal = refusal,
        Centers = (IReadOnlyList<WorkCenter>)await db.WorkCenters.AsNoTracking().Where(c => c.EndedOn == null).OrderBy(c => c.PlantId).ThenBy(c => c.NameKey).ToListAsync(cancel),
    }, refusal?.Status ?? StatusCodes.Status200OK);

    /// <summary>A tablet stands in the plant of its work centers.</summary>
    public async Task<Guid?> PlantOf(IReadOnlyList<Guid> centers, CancellationToken cancel) =>
        await db.WorkCenters.AsNoTracking().Where(c => centers.Contains(c.Id)).OrderBy(c => c.Id).Select(c => (Guid?)c.PlantId).FirstOrDefaultAsync(cancel);
}
