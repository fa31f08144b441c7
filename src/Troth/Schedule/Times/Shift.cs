namespace Troth.Schedule.Times;

/// <summary>Working time that begins on a day of the week, by the clock on the wall.</summary>
/// <param name="Day">0 is Monday, 6 is Sunday.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends: on the next day where this is no later than <paramref name="From"/>; 0:00 to 0:00 is the whole day.</param>
public readonly record struct Shift(int Day, TimeOnly From, TimeOnly To)
{
    /// <summary>Minutes by the clock on the wall, 1 to 1,440.</summary>
    public int Minutes => LengthOf(From, To);

    internal static int LengthOf(TimeOnly from, TimeOnly to) => Minute(to) > Minute(from) ? Minute(to) - Minute(from) : Minute(to) + 1440 - Minute(from);

    internal static int Minute(TimeOnly time) => time.Hour * 60 + time.Minute;

    internal int StartOfWeek => Day * 1440 + Minute(From);
}

/// <summary>A day that differs from the week: null times for no work, else a shift more.</summary>
public readonly record struct OtherDay(DateOnly Day, TimeOnly? From, TimeOnly? To);
