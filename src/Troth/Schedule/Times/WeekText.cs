using System.Globalization;

namespace Troth.Schedule.Times;

/// <summary>A week of shifts as text that people and programs read: <c>Mon 06:00-14:00, Mon 22:00-06:00</c>.</summary>
public static class WeekText
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Mon for 0.</summary>
    public static string DayName(int day) => Days[day];

    public static string Of(IEnumerable<Shift> shifts) => string.Join(", ", shifts.OrderBy(s => s.StartOfWeek).Select(Of));

    public static string Of(Shift shift) => string.Create(CultureInfo.InvariantCulture, $"{Days[shift.Day]} {shift.From:HH\\:mm}-{shift.To:HH\\:mm}");

    /// <exception cref="FormatException">It is no week; the message quotes the part at fault.</exception>
    public static IReadOnlyList<Shift> Read(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One)];

    /// <summary>Two shifts that overlap, in a week that comes again and again; null when none do.</summary>
    public static (Shift One, Shift Other)? Overlap(IEnumerable<Shift> shifts)
    {
        const int week = 7 * 1440;
        var sorted = shifts.OrderBy(s => s.StartOfWeek).ToList();
        for (var i = 0; i < sorted.Count; i++)
        {
            var (one, other) = (sorted[i], sorted[(i + 1) % sorted.Count]);
            var start = other.StartOfWeek + (i + 1 == sorted.Count ? week : 0);
            if (one.StartOfWeek + one.Minutes > start) return (one, other);
        }
        return null;
    }

    private static Shift One(string text)
    {
        var day = text.Length > 4 && text[3] == ' ' ? Array.FindIndex(Days, name => text.StartsWith(name, StringComparison.OrdinalIgnoreCase)) : -1;
        var times = day < 0 ? [] : text[4..].Split('-', StringSplitOptions.TrimEntries);
        if (times.Length == 2 && Time(times[0], out var from) && Time(times[1], out var to)) return new(day, from, to);
        throw new FormatException($"“{text}” is no shift; write “Mon 06:00-14:00”.");
    }

    private static bool Time(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
