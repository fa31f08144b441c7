using Troth.Platform;

namespace Troth.Schedule.Times;

/// <summary>
/// What a promised day means: until the end of the business day where the customer is. From it follows when the plant must ship at the
/// latest, and which day can be promised for what is finished at an instant.
/// </summary>
/// <param name="plant">The plant's zone.</param>
/// <param name="customer">The customer's; the plant's when unknown.</param>
/// <param name="shipBy">When the last shipment of a day leaves, by the plant's clock.</param>
/// <param name="dayEnds">End of the business day, by the customer's clock.</param>
/// <param name="ships">Whether shipments leave on a day of the plant.</param>
/// <param name="transitDays">Days on the way: what leaves at ship-by on day d is there at the same time of day d + this, by the plant's clock.</param>
/// <param name="receives">The days of the week on which the customer receives; null: every day.</param>
public sealed class BusinessDay(
    TimeZoneInfo plant, TimeZoneInfo customer, TimeOnly shipBy, TimeOnly dayEnds, Func<DateOnly, bool> ships, int transitDays = 0, Weekdays? receives = null)
{
    /// <summary>So many days without a shipment are taken for a plant that ships no more.</summary>
    public const int LongestClosure = 400;

    private readonly Weekdays _receives = receives ?? Weekdays.All;

    /// <summary>Whether the customer receives on a day. One that was told before may be another: it stays as it was told.</summary>
    public bool Receives(DateOnly day) => _receives.Has(day);

    /// <summary>The last day up to one on which the customer receives: what is wanted by that one has to be there by this.</summary>
    public DateOnly ReceivedBy(DateOnly day)
    {
        var last = DayReach.Nearest(day);
        while (!Receives(last) && last > DayReach.First) last = last.AddDays(-1);
        return Receives(last) ? last : day;
    }

    /// <summary>The instant until which what was promised for the day is in time.</summary>
    public DateTimeOffset DueAt(DateOnly day) => LocalTime.At(customer, day, dayEnds);

    /// <summary>The last instant at which the plant can ship so that it is there in time; null when it ships on no day before.</summary>
    public DateTimeOffset? LastShipping(DateOnly day)
    {
        day = DayReach.Nearest(day);
        var due = DueAt(day);
        var leaves = day.AddDays(2 - transitDays); // zones are at most 26 hours apart
        for (var tried = 0; tried < LongestClosure; tried++, leaves = leaves.AddDays(-1))
            if (ships(leaves) && LocalTime.At(plant, leaves.AddDays(transitDays), shipBy) <= due) return LocalTime.At(plant, leaves, shipBy);
        return null;
    }

    /// <summary>
    /// The first day that can be promised for what is finished at this instant: one on which the customer receives. Null when the plant ships
    /// no more.
    /// </summary>
    public DateOnly? FirstDay(DateTimeOffset finished)
    {
        var day = LocalTime.DayOf(customer, finished).AddDays(Math.Max(0, transitDays) - 2);
        for (var tried = 0; tried < LongestClosure && DayReach.Has(day); tried++, day = day.AddDays(1))
            if (Receives(day) && LastShipping(day) >= finished) return day;
        return null;
    }
}
