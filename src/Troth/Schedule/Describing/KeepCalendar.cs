using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Times;

namespace Troth.Schedule.Describing;

/// <param name="Week">Mon 06:00-14:00, Mon 14:00-22:00.</param>
/// <param name="HoursAWeek">By the clock on the wall.</param>
/// <param name="Days">Days that differ, from today on.</param>
public sealed record CalendarView(Guid Id, string Name, string Week, int Version, decimal HoursAWeek, int Centers, bool Usual, IReadOnlyList<DayView> Days);

/// <summary>A day that differs: no times for no work, else an extra shift.</summary>
public sealed record DayView(Guid Id, DateOnly Day, TimeOnly? OpensAt, TimeOnly? ClosesAt, string? Note);

/// <summary>When people work.</summary>
public sealed class KeepCalendar(TrothContext db, KeepPlant plants, TimeProvider time)
{
    /// <param name="Week">Shifts with commas: Mon 06:00-14:00, Mon 22:00-06:00. One that ends no later than it begins ends on the next day.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Name, string? Week, int Version = 0);

    /// <param name="OpensAt">Both times for an extra shift, none for a day without work.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record DayRequest(DateOnly? Day, TimeOnly? OpensAt, TimeOnly? ClosesAt, string? Note);

    public async Task<IReadOnlyList<CalendarView>> List(CancellationToken cancel)
    {
        var plant = await plants.Read(cancel);
        var today = LocalTime.DayOf(plant.Zone, time.GetUtcNow());
        var calendars = await db.ShopCalendars.AsNoTracking().OrderBy(c => c.NameKey).ThenBy(c => c.Id).ToListAsync(cancel);
        var days = (await db.CalendarDays.AsNoTracking().Where(d => d.Day >= today).OrderBy(d => d.Day).ToListAsync(cancel)).ToLookup(d => d.CalendarId);
        var centers = await db.WorkCenters.AsNoTracking().Where(c => c.EndedOn == null).Select(c => new { Id = c.CalendarId ?? plant.CalendarId }).ToListAsync(cancel);
        return [.. calendars.Select(c => new CalendarView(c.Id, c.Name, c.Week, c.Version, c.Shifts.Sum(s => s.Minutes) / 60m, centers.Count(one => one.Id == c.Id), plant.CalendarId == c.Id,
            [.. days[c.Id].Select(d => new DayView(d.Id, d.Day, d.OpensAt, d.ClosesAt, d.Note))]))];
    }

    public async Task<CalendarView> Read(Guid id, CancellationToken cancel) =>
        (await List(cancel)).FirstOrDefault(c => c.Id == id) ?? throw new NotFoundException(Words.Say("calendar.this"));

    /// <summary>The first one becomes the plant's.</summary>
    public async Task<ShopCalendar> Add(Request request, CancellationToken cancel)
    {
        var calendar = new ShopCalendar { Name = "" };
        Fill(calendar, request);
        db.Add(calendar);
        var plant = await plants.Tracked(cancel);
        plant.CalendarId ??= calendar.Id;
        await db.SaveChangesAsync(cancel);
        return calendar;
    }

    public async Task<ShopCalendar> Run(Guid id, Request request, CancellationToken cancel)
    {
        var calendar = await Find(id, cancel);
        if (calendar.Version != request.Version) throw new StaleEditException();
        db.Expect(calendar, request.Version);
        Fill(calendar, request);
        await db.SaveChangesAsync(cancel);
        return calendar;
    }

    public async Task<CalendarDay> AddDay(Guid id, DayRequest request, CancellationToken cancel)
    {
        var calendar = await Find(id, cancel);
        var errors = new FieldErrors();
        if (request.Day is null) errors.Add("day", Words.Say("day.none"));
        if (request.OpensAt is null != request.ClosesAt is null) errors.Add(request.OpensAt is null ? "opensAt" : "closesAt", Words.Say("day.halfOpen"));
        errors.Longest("note", request.Note, CalendarDay.NoteMax);
        errors.ThrowIfAny();
        var closed = request.OpensAt is null;
        var there = await db.CalendarDays.FirstOrDefaultAsync(d => d.CalendarId == calendar.Id && d.Day == request.Day && (closed ? d.OpensAt == null : d.OpensAt == request.OpensAt), cancel);
        if (there is not null) throw new BusinessRuleException("day.there", Words.Say("day.there", request.Day));
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
        var day = new CalendarDay { CalendarId = calendar.Id, Day = request.Day!.Value, OpensAt = request.OpensAt, ClosesAt = request.ClosesAt, Note = note };
        db.Add(day);
        await db.SaveChangesAsync(cancel);
        return day;
    }

    public async Task RemoveDay(Guid id, Guid day, CancellationToken cancel)
    {
        db.Remove(await db.CalendarDays.FirstOrDefaultAsync(d => d.Id == day && d.CalendarId == id, cancel) ?? throw new NotFoundException(Words.Say("day.this")));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<ShopCalendar> Find(Guid id, CancellationToken cancel) =>
        await db.ShopCalendars.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw new NotFoundException(Words.Say("calendar.this"));

    private static void Fill(ShopCalendar calendar, Request request)
    {
        var errors = new FieldErrors();
        var name = errors.Named("name", request.Name, ShopCalendar.NameMax);
        try
        {
            calendar.Works(WeekText.Read(request.Week ?? ""));
        }
        catch (FormatException wrong)
        {
            errors.Add("week", wrong.Message);
        }
        catch (BadInputException bad)
        {
            errors.Add(bad.Errors);
        }
        errors.ThrowIfAny();
        (calendar.Name, calendar.NameKey) = (name, NameKey.Of(name));
    }
}
