namespace Troth.Schedule.SampleYear;

/// <summary>Public holidays where the sample company stands, and the days between the years on which it is closed.</summary>
internal static class Holidays
{
    public static IEnumerable<(DateOnly Day, string Note)> In(int year)
    {
        var easter = Easter(year);
        yield return (new(year, 1, 1), "New Year");
        yield return (easter.AddDays(-2), "Good Friday");
        yield return (easter.AddDays(1), "Easter Monday");
        yield return (new(year, 5, 1), "Labour Day");
        yield return (easter.AddDays(39), "Ascension Day");
        yield return (easter.AddDays(50), "Whit Monday");
        yield return (new(year, 10, 3), "German Unity Day");
        for (var day = 24; day <= 31; day++) yield return (new(year, 12, day), day is 25 or 26 ? "Christmas" : "Closed between the years");
    }

    /// <summary>Gauss's rule as Meeus gives it.</summary>
    private static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
        var h = (19 * a + b - d - (b - f + 1) / 3 + 15) % 30;
        var l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var sum = h + l - 7 * m + 114;
        return new(year, sum / 31, sum % 31 + 1);
    }
}
