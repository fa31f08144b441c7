using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Times;

namespace Troth.Schedule.Describing;

/// <summary>When people work: a week of shifts by the plant's clock on the wall, and days that differ from it.</summary>
public sealed class ShopCalendar : Record
{
    public const int NameMax = 120, WeekMax = 4000, MostShifts = 60;

    public required string Name { get; set; }
    public string NameKey { get; set; } = "";

    /// <summary>The week as text (<see cref="WeekText"/>), so that its history can be read: “Mon 06:00-14:00, Mon 22:00-06:00”.</summary>
    public string Week { get; private set; } = "";

    public IReadOnlyList<Shift> Shifts => WeekText.Read(Week);

    /// <summary>Gives it another week; shifts of one day that overlap are refused by name.</summary>
    public void Works(IReadOnlyList<Shift> shifts)
    {
        if (shifts.Count > MostShifts) throw new BadInputException("week", Words.Say("calendar.tooMany", shifts.Count, MostShifts));
        if (WeekText.Overlap(shifts) is var (one, other)) throw new BadInputException("week", Words.Say("calendar.overlap", WeekText.Of(one), WeekText.Of(other)));
        Week = WeekText.Of(shifts);
    }
}

/// <summary>A day on which a calendar differs from its week: no work begins, or a shift more.</summary>
public sealed class CalendarDay : Record
{
    public const int NoteMax = 120;

    public required Guid CalendarId { get; init; }
    public override Guid? PartOf => CalendarId;
    public required DateOnly Day { get; init; }

    /// <summary>Both null: no shift begins on this day. Else an extra shift, over midnight where it ends no later than it begins.</summary>
    public TimeOnly? OpensAt { get; init; }

    public TimeOnly? ClosesAt { get; init; }

    /// <summary>Why: “Easter Monday”, “second shift for the big order”.</summary>
    public string? Note { get; set; }

    public bool Closed => OpensAt is null;
}

/// <summary>A day on which one work center differs from its calendar: overtime there alone, or no work.</summary>
public sealed class CenterDay : Record
{
    public required Guid WorkCenterId { get; init; }
    public override Guid? PartOf => WorkCenterId;
    public required DateOnly Day { get; init; }

    /// <summary>Both null: no shift begins there on this day. Else an extra shift, over midnight where it ends no later than it begins.</summary>
    public TimeOnly? OpensAt { get; init; }

    public TimeOnly? ClosesAt { get; init; }
    public string? Note { get; set; }

    public bool Closed => OpensAt is null;
}
