using System.Globalization;

namespace Troth.Platform;

/// <summary>How days are written: with the month in letters, so that nobody takes it for the day.</summary>
public static class Days
{
    /// <summary>9 Dec 2026, or Dec 9, 2026 where the month comes first.</summary>
    public static string Pattern(CultureInfo culture) => MonthFirst(culture) ? "MMM d, yyyy" : "d MMM yyyy";

    /// <summary>Wednesday 9 Dec 2026, or Wednesday, Dec 9, 2026 where the month comes first.</summary>
    public static string SayWithWeekday(DateOnly day, CultureInfo culture) =>
        day.ToString((MonthFirst(culture) ? "dddd, " : "dddd ") + Pattern(culture), culture);

    public static bool MonthFirst(CultureInfo culture) => culture.DateTimeFormat.ShortDatePattern.TrimStart('\'').StartsWith('M');
}
