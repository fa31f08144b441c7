using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Schedule.Describing;

/// <summary>A place where work is done and from where it is shipped, with its own clock and its own plan.</summary>
public sealed class Plant : Record
{
    /// <summary>The first plant's id is known, so that an import can bring work centers before anybody has opened the shop's pages.</summary>
    public static readonly Guid TheFirst = new("01900000-0000-7000-8000-000000000030");

    public const int NameMax = 120, ZoneMax = 60, WhyMax = 400, MostFrozen = 60 * 24 * 60, MostDays = 1400, MostHours = 2000, MostCost = 100_000;

    public const string UsualCancelled = "cancelled, canceled, storniert";

    /// <summary>The words of <see cref="CancelledWords"/> as a status may write them, for questions to the database.</summary>
    public static IReadOnlyList<string> StatusesOf(string words) =>
        [.. words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(w => new[] { w, w.ToLowerInvariant(), w.ToUpperInvariant(), char.ToUpperInvariant(w[0]) + w[1..].ToLowerInvariant() }).Distinct()];

    /// <summary>What somebody gets who has set nothing.</summary>
    public const int UsualDays = 540, UsualHold = 72, UsualConfidence = 950, UsualFrozen = 24 * 60, UsualWiden = 8, UsualStop = 24;

    public required string Name { get; set; }
    public string NameKey { get; set; } = "";

    /// <summary>IANA name of the zone whose clock hangs on the wall there.</summary>
    public required string TimeZone { get; set; }

    /// <summary>When the last shipment of a day leaves, by that clock.</summary>
    public TimeOnly ShipBy { get; set; } = new(16, 0);

    /// <summary>End of the business day, which is when a delivery promised for a day is due.</summary>
    public TimeOnly DayEnds { get; set; } = new(17, 0);

    /// <summary>The days of the week on which customers receive whose account says nothing else.</summary>
    public string ReceivesOn { get; set; } = Weekdays.WorkingWeek.ToString();

    /// <summary>Minutes from now in which people have been told what to do.</summary>
    public int FrozenMinutes { get; set; } = UsualFrozen;

    /// <summary>How far ahead is planned.</summary>
    public int HorizonDays { get; set; } = UsualDays;

    /// <summary>The day from which dates come from the schedule; null while the shop is only being described.</summary>
    public DateOnly? GoLiveOn { get; set; }

    /// <summary>Why that day was changed once order lines had been taken in.</summary>
    public string? GoLiveWhy { get; set; }

    /// <summary>What the order system calls an order that its customer no longer wants, with commas between.</summary>
    public string CancelledWords { get; set; } = UsualCancelled;

    /// <summary>How long a date is held for a customer who has not said yes.</summary>
    public int HoldHours { get; set; } = UsualHold;

    /// <summary>In thousandths: how many promises of a thousand are to be kept by the dates given.</summary>
    public int Confidence { get; set; } = UsualConfidence;

    /// <summary>Working hours of a work center without a report from it after which quotes that need it widen.</summary>
    public int WidenAfterHours { get; set; } = UsualWiden;

    /// <summary>The same after which none are given.</summary>
    public int StopAfterHours { get; set; } = UsualStop;

    /// <summary>What an hour more of a machine costs, in the company's currency; null while nobody has said.</summary>
    public decimal? ExtraHourCost { get; set; }

    /// <summary>By which work centers work that have no calendar of their own.</summary>
    public Guid? CalendarId { get; set; }

    /// <summary>On whose working days shipments leave; null for <see cref="CalendarId"/>.</summary>
    public Guid? ShippingCalendarId { get; set; }

    /// <summary>The zone as the system knows it.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
