using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <param name="Calendar">The name of its own; null for the plant's.</param>
/// <param name="Operations">Steps of routings that can be done there.</param>
public sealed record CenterView(Guid Id, string Code, string Name, Guid? CalendarId, string? Calendar, int Machines, int Efficiency, bool Drum, int? ChangeoverMinutes,
    string? Changeovers, int Operations, int Version);

/// <summary>Where work is done.</summary>
public sealed class KeepCenter(TrothContext db, TimeProvider time)
{
    /// <param name="Efficiency">Percent.</param>
    /// <param name="ChangeoverMinutes">From any family to any other; null where families do not matter.</param>
    /// <param name="Changeovers">Where it takes another time, a line each: black &gt; white 45.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Code, string? Name, Guid? CalendarId, int? Machines, int? Efficiency, bool Drum, int? ChangeoverMinutes, string? Changeovers, int Version = 0);

    public async Task<IReadOnlyList<CenterView>> List(CancellationToken cancel)
    {
        var (calendars, used) = (db.ShopCalendars, db.RoutingCenters);
        return await (from center in db.WorkCenters.AsNoTracking()
               where center.PlantId == Plant.TheFirst && center.EndedOn == null
               orderby center.NameKey, center.Id
               select new CenterView(center.Id, center.Code, center.Name, center.CalendarId, calendars.Where(c => c.Id == center.CalendarId).Select(c => c.Name).FirstOrDefault(),
                   center.Machines, center.Efficiency, center.Drum, center.ChangeoverMinutes, center.Changeovers,
                   used.Count(r => r.WorkCenterId == center.Id && r.EndedOn == null), center.Version)).ToListAsync(cancel);
    }

    public async Task<CenterView> Read(Guid id, CancellationToken cancel) =>
        (await List(cancel)).FirstOrDefault(c => c.Id == id) ?? throw new NotFoundException(Words.Say("center.this"));

    public async Task<WorkCenter> Add(Request request, CancellationToken cancel)
    {
        var center = new WorkCenter { Code = "", Name = "" };
        await Fill(center, request, cancel);
        db.Add(center);
        await db.SaveChangesAsync(cancel);
        return center;
    }

    public async Task<WorkCenter> Run(Guid id, Request request, CancellationToken cancel)
    {
        var center = await db.WorkCenters.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw new NotFoundException(Words.Say("center.this"));
        if (center.Version != request.Version) throw new StaleEditException();
        db.Expect(center, request.Version);
        await Fill(center, request, cancel);
        await db.SaveChangesAsync(cancel);
        return center;
    }

    /// <summary>Takes it out; refused while a routing needs it.</summary>
    public async Task Remove(Guid id, CancellationToken cancel)
    {
        var center = await db.WorkCenters.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw new NotFoundException(Words.Say("center.this"));
        var used = await db.RoutingCenters.CountAsync(r => r.WorkCenterId == id, cancel);
        if (used > 0) throw new BusinessRuleException("center.used", Words.Say("center.used", center.Code, used));
        db.Remove(center);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Days on which it differs from its calendar, from a week ago on.</summary>
    public async Task<IReadOnlyList<DayView>> Days(Guid id, CancellationToken cancel)
    {
        var since = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-7);
        return await db.CenterDays.AsNoTracking().Where(d => d.WorkCenterId == id && d.Day >= since).OrderBy(d => d.Day).ThenBy(d => d.OpensAt)
            .Select(d => new DayView(d.Id, d.Day, d.OpensAt, d.ClosesAt, d.Note)).ToListAsync(cancel);
    }

    public async Task RemoveDay(Guid id, Guid day, CancellationToken cancel)
    {
        db.Remove(await db.CenterDays.FirstOrDefaultAsync(d => d.Id == day && d.WorkCenterId == id, cancel) ?? throw new NotFoundException(Words.Say("day.this")));
        await db.SaveChangesAsync(cancel);
    }

    private async Task Fill(WorkCenter center, Request request, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var name = errors.Named("name", request.Name, WorkCenter.NameMax);
        var code = string.IsNullOrWhiteSpace(request.Code) ? name : request.Code.Trim();
        errors.Longest("code", code, WorkCenter.CodeMax);
        errors.Between("machines", request.Machines, 1, Limits.Machines);
        errors.Between("efficiency", request.Efficiency, 1, 1000);
        errors.Between("changeoverMinutes", request.ChangeoverMinutes, 0, 60 * 24 * 30);
        errors.Longest("changeovers", request.Changeovers, WorkCenter.ChangeoversMax);
        if (ChangeoverText.Read(request.Changeovers).Wrong is { } wrong) errors.Add("changeovers", Words.Say("center.changeoverLine", wrong));
        if (request.CalendarId is { } id && !await db.ShopCalendars.AnyAsync(c => c.Id == id, cancel)) errors.Add("calendarId", Words.Say("calendar.gone"));
        var others = await db.WorkCenters.AsNoTracking().Where(c => c.PlantId == center.PlantId && c.Id != center.Id)
            .Select(c => c.Code).ToListAsync(cancel);
        if (others.Contains(code, StringComparer.OrdinalIgnoreCase)) errors.Add("code", Words.Say("center.twice", code));
        errors.ThrowIfAny();
        (center.Code, center.Name, center.NameKey, center.CalendarId) = (code, name, NameKey.Of(name), request.CalendarId);
        (center.Machines, center.Efficiency, center.Drum) = (request.Machines ?? 1, request.Efficiency ?? 100, request.Drum);
        (center.ChangeoverMinutes, center.Changeovers) = (request.ChangeoverMinutes, string.IsNullOrWhiteSpace(request.Changeovers) ? null : request.Changeovers.Trim().ReplaceLineEndings("\n"));
    }
}
