using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Describing;

/// <summary>What is set about the plant.</summary>
public sealed class KeepPlant(TrothContext db, ShopMaker maker, TimeProvider time)
{
    /// <param name="TimeZone">IANA name: Europe/Budapest.</param>
    /// <param name="ShipBy">When the last shipment of a day leaves.</param>
    /// <param name="DayEnds">End of the business day.</param>
    /// <param name="Confidence">In thousandths, 500 to 999.</param>
    /// <param name="ExtraHourCost">What an hour more of a machine costs, in the company's currency.</param>
    /// <param name="ReceivesOn">The days of the week on which customers receive whose account says nothing else: "Mon Tue Wed Thu Fri"; as before when null.</param>
    /// <param name="GoLiveWhy">Why the day of going live is another, once order lines were taken in.</param>
    /// <param name="CancelledWords">What the order system calls a cancelled order; left out, it stays.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Name, string? TimeZone, TimeOnly? ShipBy, TimeOnly? DayEnds, int? FrozenMinutes, int? HorizonDays, DateOnly? GoLiveOn, int? HoldHours,
        int? Confidence, int? WidenAfterHours, int? StopAfterHours, Guid? CalendarId, Guid? ShippingCalendarId, int Version = 0,
        decimal? ExtraHourCost = null, string? GoLiveWhy = null, string? ReceivesOn = null, string? CancelledWords = null);

    public Task<Plant> Read(CancellationToken cancel) => maker.Find(Plant.TheFirst, cancel);

    /// <summary>The first plant to be changed; it is made when nobody has set anything about it yet.</summary>
    public async Task<Plant> Tracked(CancellationToken cancel)
    {
        if (await db.Plants.FirstOrDefaultAsync(p => p.Id == Plant.TheFirst, cancel) is { } known) return known;
        var plant = await maker.Find(Plant.TheFirst, cancel);
        db.Add(plant);
        return plant;
    }

    public async Task<Plant> Run(Request request, CancellationToken cancel)
    {
        var plant = await Tracked(cancel);
        if (plant.Version != request.Version) throw new StaleEditException();
        if (db.Entry(plant).State != EntityState.Added) db.Expect(plant, request.Version);
        await Check(plant, request, cancel);
        plant.Name = request.Name!.Trim();
        plant.NameKey = NameKey.Of(plant.Name);
        plant.TimeZone = request.TimeZone!.Trim();
        (plant.ShipBy, plant.DayEnds) = (request.ShipBy ?? plant.ShipBy, request.DayEnds ?? plant.DayEnds);
        (plant.FrozenMinutes, plant.HorizonDays) = (request.FrozenMinutes ?? plant.FrozenMinutes, request.HorizonDays ?? plant.HorizonDays);
        (plant.HoldHours, plant.Confidence) = (request.HoldHours ?? plant.HoldHours, request.Confidence ?? plant.Confidence);
        (plant.WidenAfterHours, plant.StopAfterHours) = (request.WidenAfterHours ?? plant.WidenAfterHours, request.StopAfterHours ?? plant.StopAfterHours);
        (plant.GoLiveOn, plant.CalendarId, plant.ShippingCalendarId) = (request.GoLiveOn, request.CalendarId, request.ShippingCalendarId);
        plant.ReceivesOn = Weekdays.Tidy(request.ReceivesOn) ?? plant.ReceivesOn;
        plant.ExtraHourCost = request.ExtraHourCost;
        if (request.CancelledWords is { } words) plant.CancelledWords = words.Trim();
        if (!string.IsNullOrWhiteSpace(request.GoLiveWhy)) plant.GoLiveWhy = request.GoLiveWhy.Trim();
        await db.SaveChangesAsync(cancel);
        return plant;
    }

    private async Task Check(Plant plant, Request request, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Named("name", request.Name, Plant.NameMax);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(request.TimeZone?.Trim() ?? "", out var zone) || !zone.HasIanaId)
            errors.Add("timeZone", Words.Say("plant.noZone", request.TimeZone));
        if (request.ReceivesOn is { } days && Weekdays.Read(days) is null)
            errors.Add("receivesOn", days.Any(char.IsLetterOrDigit) ? Words.Say("plant.noReceiving", days) : Words.Say("plant.noReceiving.none"));
        errors.Between("frozenMinutes", request.FrozenMinutes, 0, Plant.MostFrozen);
        errors.Between("horizonDays", request.HorizonDays, 7, Plant.MostDays);
        errors.Between("holdHours", request.HoldHours, 1, Plant.MostHours);
        errors.Between("confidence", request.Confidence, 500, 999);
        errors.Between("widenAfterHours", request.WidenAfterHours, 1, Plant.MostHours);
        errors.Between("stopAfterHours", request.StopAfterHours, request.WidenAfterHours ?? 1, Plant.MostHours);
        if (request.ExtraHourCost is { } cost && (cost < 0 || cost > Plant.MostCost || cost != Math.Round(cost, 2)))
            errors.Add("extraHourCost", Words.Say("plant.noCost", cost, Plant.MostCost));
        foreach (var (field, id) in new[] { ("calendarId", request.CalendarId), ("shippingCalendarId", request.ShippingCalendarId) })
            if (id is { } given && !await db.ShopCalendars.AnyAsync(c => c.Id == given, cancel)) errors.Add(field, Words.Say("calendar.gone"));
        if (zone is not null && request.GoLiveOn != plant.GoLiveOn) await CheckGoLive(plant, request, zone, errors, cancel);
        errors.Longest("goLiveWhy", request.GoLiveWhy, Plant.WhyMax);
        errors.Longest("cancelledWords", request.CancelledWords, Plant.WhyMax);
        errors.ThrowIfAny();
    }

    /// <summary>
    /// What counts as promised before the schedule was asked hangs on this day: it is one on which there was a plan, and moves for a
    /// reason.
    /// </summary>
    private async Task CheckGoLive(Plant plant, Request request, TimeZoneInfo zone, FieldErrors errors, CancellationToken cancel)
    {
        DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        var today = Day(time.GetUtcNow());
        if (request.GoLiveOn > today) errors.Add("goLiveOn", Words.Say("plant.goLiveToCome", request.GoLiveOn, today));
        var first = await db.PlanEvents.AsNoTracking().Where(e => e.PlantId == plant.Id).OrderBy(e => e.Version)
            .Select(e => (DateTimeOffset?)e.At)
            .FirstOrDefaultAsync(cancel);
        if (first is { } begun && request.GoLiveOn < Day(begun))
            errors.Add("goLiveOn", Words.Say("plant.goLiveBefore", request.GoLiveOn, Day(begun)));
        var taken = db.ShopOrders.Where(o => o.PlantId == plant.Id && o.Origin == ShopOrderOrigin.Inherited);
        if (plant.GoLiveOn is null || !await taken.AnyAsync(cancel)) return;
        if (request.GoLiveOn is null) errors.Add("goLiveOn", Words.Say("plant.goLiveGone", plant.GoLiveOn));
        if (string.IsNullOrWhiteSpace(request.GoLiveWhy)) errors.Add("goLiveWhy", Words.Say("plant.goLiveNoWhy", plant.GoLiveOn));
    }
}
