namespace Troth.Schedule.Describing;

/// <summary>Weeks to begin with: most shops work by one of these, or nearly.</summary>
public static class ExampleWeeks
{
    public static readonly string[] All = ["day", "two", "three", "always"];

    public static string Of(string? name) => name switch
    {
        "two" => Days(5, "06:00-14:00", "14:00-22:00"),
        "three" => Days(5, "06:00-14:00", "14:00-22:00", "22:00-06:00"),
        "always" => Days(7, "00:00-00:00"),
        _ => Days(5, "08:00-12:00", "12:30-16:30"),
    };

    private static string Days(int days, params string[] shifts) =>
        string.Join(", ", Enumerable.Range(0, days).SelectMany(d => shifts.Select(shift => $"{Times.WeekText.DayName(d)} {shift}")));
}
