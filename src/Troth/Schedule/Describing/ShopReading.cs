using Troth.Schedule.Contracts;
using Troth.Schedule.Times;

namespace Troth.Schedule.Describing;

/// <summary>Records that are not there, laid over those that are: the shop is made as if they were.</summary>
/// <param name="Days">Days of calendars.</param>
/// <param name="CenterDays">Days of single work centers.</param>
/// <param name="Machines">How many machines work centers have.</param>
internal sealed record ShopEdits(IReadOnlyList<CalendarDay> Days, IReadOnlyList<CenterDay> CenterDays, IReadOnlyDictionary<Guid, int> Machines)
{
    public static readonly ShopEdits None = new([], [], new Dictionary<Guid, int>());

    public bool IsEmpty => Days.Count == 0 && CenterDays.Count == 0 && Machines.Count == 0;
}

/// <summary>A plant's records as they were read, ready to be made into a shop.</summary>
internal sealed record ShopReading(ShopRecords Records, ShopClock Clock, DateTimeOffset Now)
{
    public DateOnly Today => LocalTime.DayOf(Clock.Zone, Now);

    public ShopReading With(ShopEdits edits) => edits.IsEmpty ? this : this with
    {
        Records = Records with
        {
            Days = Records.Days.SelectMany(d => d).Concat(edits.Days).ToLookup(d => d.CalendarId),
            CenterDays = Records.CenterDays.SelectMany(d => d).Concat(edits.CenterDays).ToLookup(d => d.WorkCenterId),
            Centers = [.. Records.Centers.Select(c => edits.Machines.TryGetValue(c.Id, out var machines) ? c.WithMachines(machines) : c)],
        },
    };

    public ShopMaking Make() => new ShopMake(Records, Clock, Clock.MinuteOf(Now)).Run();

    /// <summary>By which terms the plant gives dates.</summary>
    public DateTerms Terms()
    {
        var ships = Records.Plant.ShippingCalendarId ?? Records.Plant.CalendarId;
        var calendar = ships is null ? null : Records.Calendars.FirstOrDefault(c => c.Id == ships);
        return DateTerms.Of(Records.Plant, calendar?.Shifts ?? [], calendar is null ? [] : [.. Records.Days[calendar.Id].Select(d => new OtherDay(d.Day, d.OpensAt, d.ClosesAt))]);
    }
}
