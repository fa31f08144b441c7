using Troth.Platform;
using Troth.Schedule.Dates;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;

namespace Troth.Schedule.Contracts;

/// <summary>By what terms a plant gives dates, as they were when its shop was taken into the plan: all nodes and all versions agree.</summary>
public sealed record DateTerms
{
    /// <summary>When the last shipment of a day leaves, by the plant's clock.</summary>
    public required TimeOnly ShipBy { get; init; }

    /// <summary>End of the business day, by the customer's clock.</summary>
    public required TimeOnly DayEnds { get; init; }

    /// <summary>In thousandths.</summary>
    public required int Confidence { get; init; }
    public required int HoldHours { get; init; }
    public required int WidenAfterHours { get; init; }
    public required int StopAfterHours { get; init; }

    /// <summary>Whether shipments leave on a day of the week, Monday first.</summary>
    public required IReadOnlyList<bool> ShipsOn { get; init; }

    /// <summary>Days on which none leave though the week says so, and on which some do though it does not.</summary>
    public IReadOnlyList<DateOnly> ClosedOn { get; init; } = [];
    public IReadOnlyList<DateOnly> AlsoOn { get; init; } = [];

    /// <summary>
    /// The days of the week on which customers receive of whom nothing else is known. Terms of before this was asked have every day, which is
    /// what they meant.
    /// </summary>
    public string ReceivesOn { get; init; } = Weekdays.All.ToString();

    public bool Ships(DateOnly day) => AlsoOn.Contains(day) || (ShipsOn[((int)day.DayOfWeek + 6) % 7] && !ClosedOn.Contains(day));

    /// <summary>What a promised day means for a customer there.</summary>
    /// <param name="plant">The plant's zone.</param>
    /// <param name="customer">The customer's.</param>
    /// <param name="transitDays">Days on the way.</param>
    /// <param name="receivesOn">The days of the week on which the customer receives; null where nobody said.</param>
    public BusinessDay For(TimeZoneInfo plant, TimeZoneInfo customer, int transitDays, string? receivesOn) =>
        new(plant, customer, ShipBy, DayEnds, Ships, transitDays, Weekdays.Read(receivesOn) ?? Weekdays.Read(ReceivesOn));

    /// <summary>The plant's own, with the calendar on whose working days shipments leave; without one every weekday.</summary>
    public static DateTerms Of(Plant plant, IReadOnlyList<Shift> week, IReadOnlyList<OtherDay> others) => new()
    {
        ShipBy = plant.ShipBy, DayEnds = plant.DayEnds, Confidence = plant.Confidence, HoldHours = plant.HoldHours, WidenAfterHours = plant.WidenAfterHours,
        StopAfterHours = plant.StopAfterHours, ReceivesOn = plant.ReceivesOn,
        ShipsOn = [.. Enumerable.Range(0, 7).Select(day => week.Count == 0 ? day < 5 : week.Any(s => s.Day == day))],
        ClosedOn = [.. others.GroupBy(o => o.Day).Where(day => day.All(o => o.From is null)).Select(day => day.Key).Order()],
        AlsoOn = [.. others.Where(o => o.From is not null).Select(o => o.Day).Distinct().Order()],
    };
}
