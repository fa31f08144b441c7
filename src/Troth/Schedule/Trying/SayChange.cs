using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Trying;

/// <summary>Changes as sentences.</summary>
public sealed class SayChange(TrothContext db, Formats formats)
{
    public async Task<IReadOnlyDictionary<Guid, (string Name, string? Code)>> Names(IReadOnlyList<ScenarioChange> changes, CancellationToken cancel)
    {
        var names = new Dictionary<Guid, (string Name, string? Code)>();
        List<Guid> calendars = Ids(changes, c => c.Calendar), centers = Ids(changes, c => c.Center), products = Ids(changes, c => c.Product);
        if (calendars.Count > 0)
            foreach (var c in await db.ShopCalendars.AsNoTracking().Where(c => calendars.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(cancel)) names[c.Id] = (c.Name, null);
        if (centers.Count > 0)
            foreach (var c in await db.WorkCenters.AsNoTracking().Where(c => centers.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(cancel)) names[c.Id] = (c.Name, null);
        if (products.Count > 0)
            foreach (var p in await db.Set<Orders.Product>().AsNoTracking().Where(p => products.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Code }).ToListAsync(cancel))
                names[p.Id] = (ShopRecords.Called(p.Name, p.Code), p.Code);
        return names;
    }

    public string Of(ScenarioChange change, IReadOnlyDictionary<Guid, (string Name, string? Code)> names)
    {
        string Named(Guid? id) => names.GetValueOrDefault(id!.Value).Name ?? Words.Say("gone");
        return change.Kind switch
        {
            ChangeKind.Shift => Words.Say("say.shift", Hours(change), Named(change.Calendar), Span(change), WeekDays(change)),
            ChangeKind.Overtime => Words.Say("say.overtime", Hours(change), Named(change.Center), Span(change), WeekDays(change)),
            ChangeKind.Machines => Words.Say(change.Machines == 1 ? "say.machine" : "say.machines", change.Machines, Named(change.Center), formats.Date(change.From!.Value)),
            ChangeKind.Down => Words.Say("say.down", Named(change.Center), Span(change)),
            _ => Words.Say("say.order", change.Quantity, Named(change.Product), formats.Date(change.From!.Value)),
        };
    }

    private static List<Guid> Ids(IReadOnlyList<ScenarioChange> changes, Func<ScenarioChange, Guid?> id) => [.. changes.Select(id).OfType<Guid>().Distinct()];

    private static string Hours(ScenarioChange change) => string.Create(CultureInfo.InvariantCulture, $"{change.Opens:HH\\:mm}–{change.Closes:HH\\:mm}");

    private string Span(ScenarioChange change) =>
        change.To is { } to && to != change.From ? $"{formats.Date(change.From!.Value)} – {formats.Date(to)}" : formats.Date(change.From!.Value);

    private static string WeekDays(ScenarioChange change) => change.On is not { Count: > 0 and < 7 } on ? Words.Say("say.daily")
        : string.Join(", ", on.Select(day => CultureInfo.CurrentCulture.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)(day % 7))));
}
