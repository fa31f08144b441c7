namespace Troth.Import.Reading;

/// <summary>A date as written, with the time of day and offset that stood with it. It is the writer's own day, not converted.</summary>
/// <param name="Day">The calendar day.</param>
/// <param name="Time">The time of day, where one was written.</param>
/// <param name="Offset">Hours ahead of UTC, where written; zero for Z.</param>
public readonly record struct DateCell(DateOnly Day, TimeOnly? Time = null, TimeSpan? Offset = null);

/// <summary>The parts of a date before it is settled which is the day and which the month.</summary>
internal readonly record struct DateReading
{
    /// <summary>Years outside are typing errors or "never" in disguise (9999-12-31).</summary>
    public const int FirstYear = 1900, LastYear = 2100;

    private readonly int _first, _second, _third;
    private readonly byte _firstDigits, _thirdDigits;
    private readonly char _separator;
    private readonly bool _named; // month by name: _first day, _second month, _third year

    public TimeOnly? Time { get; private init; }
    public TimeSpan? Offset { get; private init; }

    private DateReading(int first, int second, int third, int firstDigits, int thirdDigits, char separator, bool named) =>
        (_first, _second, _third, _firstDigits, _thirdDigits, _separator, _named) =
        (first, second, third, (byte)firstDigits, (byte)thirdDigits, separator, named);

    /// <summary>Whether the text has the shape of a date; which orders it allows is up to <see cref="Day"/>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out DateReading date)
    {
        date = default;
        text = text.Trim();
        if (text.Length < 6 || text.Length > 48)
            return false;
        if (!(char.IsAsciiDigit(text[0]) ? TryNumeric(ref text, out date) : char.IsLetter(text[0]) && TryMonthFirst(ref text, out date)))
            return false;
        if (text.IsEmpty)
            return true;
        if (!TimeReading.TryRead(text, out var time, out var offset))
            return false;
        date = date with { Time = time, Offset = offset };
        return true;
    }

    /// <summary>The day under an order, or null when there is none: no 13th month, no 30 February, no year out of range.</summary>
    public DateOnly? Day(DateOrder order) =>
        Parts(order) is { } date && date.Day >= 1 && date.Day <= DateTime.DaysInMonth(date.Year, date.Month) ? new DateOnly(date.Year, date.Month, date.Day) : null;

    /// <summary>How many days the month has where it is a month but lacks that day (31 February); else null.</summary>
    public int? DaysOfMonth(DateOrder order) =>
        Parts(order) is { Day: > 28 and <= 31 } date && DateTime.DaysInMonth(date.Year, date.Month) is var days && date.Day > days ? days : null;

    private (int Year, int Month, int Day)? Parts(DateOrder order)
    {
        int year, month, day, yearDigits;
        if (_named)
            (year, month, day, yearDigits) = (_third, _second, _first, _thirdDigits);
        else if (_firstDigits == 4)
            (year, month, day, yearDigits) = (_first, _second, _third, _thirdDigits <= 2 ? 4 : 0);
        else if (_separator == '\0') // eight digits in a row
            (year, month, day, yearDigits) = order switch
            {
                DateOrder.Ymd => (_first / 10_000, _first / 100 % 100, _first % 100, 4),
                DateOrder.Dmy => (_first % 10_000, _first / 10_000 % 100, _first / 1_000_000, 4),
                _ => (_first % 10_000, _first / 1_000_000, _first / 10_000 % 100, 4),
            };
        else
            (year, month, day, yearDigits) = order switch
            {
                // Two-digit years come last, but for the dashes of yy-mm-dd.
                DateOrder.Ymd => (_first, _second, _third, _separator == '-' && _thirdDigits <= 2 && _firstDigits == 2 ? 2 : 0),
                DateOrder.Dmy => (_third, _second, _first, _thirdDigits),
                _ => (_third, _first, _second, _thirdDigits),
            };
        if (yearDigits == 2)
            year += year < 69 ? 2000 : 1900;
        else if (yearDigits != 4)
            return null;
        return year is >= FirstYear and <= LastYear && month is >= 1 and <= 12 ? (year, month, day) : null;
    }

    private static bool TryNumeric(ref ReadOnlySpan<char> text, out DateReading date)
    {
        date = default;
        var first = Number(ref text, 8, out var firstDigits);
        if (firstDigits == 8)
        {
            date = new DateReading(first, 0, 0, 8, 0, '\0', false);
            return true;
        }
        if (firstDigits is not (1 or 2 or 4) || !Separator(ref text, out var separator))
            return false;
        if (text.Length > 0 && char.IsLetter(text[0]))
        {
            if (firstDigits == 4 || MonthNames.Take(ref text) is not (> 0 and var month) || !Separator(ref text, out _))
                return false;
            var year = Number(ref text, 4, out var yearDigits);
            date = new DateReading(first, month, year, firstDigits, yearDigits, separator, true);
            return yearDigits is 2 or 4;
        }
        var second = Number(ref text, 2, out var secondDigits);
        if (secondDigits is not (1 or 2) || separator is ' ' or ',' || !Separator(ref text, out var again) || again != separator)
            return false;
        var third = Number(ref text, 4, out var thirdDigits);
        date = new DateReading(first, second, third, firstDigits, thirdDigits, separator, false);
        return thirdDigits is 1 or 2 or 4;
    }

    private static bool TryMonthFirst(ref ReadOnlySpan<char> text, out DateReading date)
    {
        date = default;
        if (MonthNames.Take(ref text) is not (> 0 and var month) || !Separator(ref text, out var separator))
            return false;
        var day = Number(ref text, 2, out var dayDigits);
        if (dayDigits is not (1 or 2) || !Separator(ref text, out _))
            return false;
        var year = Number(ref text, 4, out var yearDigits);
        date = new DateReading(day, month, year, dayDigits, yearDigits, separator, true);
        return yearDigits is 2 or 4;
    }

    private static int Number(ref ReadOnlySpan<char> text, int most, out int digits)
    {
        var value = 0;
        for (digits = 0; digits < text.Length && digits < most && char.IsAsciiDigit(text[digits]); digits++)
            value = value * 10 + (text[digits] - '0');
        text = text[digits..];
        if (text.Length > 0 && char.IsAsciiDigit(text[0]))
            digits = 99; // longer than any part of a date
        return value;
    }

    private static bool Separator(ref ReadOnlySpan<char> text, out char separator)
    {
        separator = text.IsEmpty ? '\0' : text[0];
        if (separator is not ('-' or '/' or '.' or ' ' or ','))
            return false;
        text = text[1..];
        if (separator is '.' or ',' && text is [' ', ..])
            text = text[1..];
        return true;
    }
}
