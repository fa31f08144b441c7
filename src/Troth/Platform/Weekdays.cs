using System.Globalization;

namespace Troth.Platform;

/// <summary>Some days of the week, such as those on which somebody receives. Kept and written as “Mon Tue Wed Thu Fri”.</summary>
public readonly record struct Weekdays
{
    /// <summary>Of the week's days in order, the places of those meant: bit 0 is Monday.</summary>
    private readonly int _days;

    private Weekdays(int days) => _days = days;

    private static readonly string[] Names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], Long = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public const int TextMax = 27;

    public static Weekdays All { get; } = new(0b1111111);
    public static Weekdays WorkingWeek { get; } = new(0b0011111);

    /// <summary>How a day is written, by its place in the week: 0 is Monday.</summary>
    public static string NameOf(int place) => Names[place];

    public bool Has(DateOnly day) => Has((int)day.DayOfWeek + 6);

    private bool Has(int place) => (_days >> place % 7 & 1) == 1;

    /// <summary>Days by their names, short or long, or numbers (1 is Monday), one after the other or from one to another: “Mon–Fri”, “1 2 3”. Null when it says no day.</summary>
    public static Weekdays? Read(string? text)
    {
        var days = 0;
        foreach (var part in (text ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split(['-', '–']);
            if (ends.Length > 2 || Place(ends[0]) is not (>= 0 and var place) || Place(ends[^1]) is not (>= 0 and var last)) return null;
            for (days |= 1 << last; place != last; place = (place + 1) % 7) days |= 1 << place;
        }
        return days == 0 ? null : new(days);
    }

    private static int Place(string name) => name is [>= '1' and <= '7'] ? name[0] - '1'
        : Array.FindIndex(Names, n => name.Equals(n, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? place : name.Length < 3 ? -1
        : Array.FindIndex(Long, n => n.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same days as a text that was given; null where there is none. What cannot be read stays as it was typed, to be refused.</summary>
    public static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : Read(text)?.ToString() ?? text.Trim();

    public override string ToString()
    {
        var days = this;
        return string.Join(' ', Names.Where((_, place) => days.Has(place)));
    }

    /// <summary>As people write them: Mon–Fri; Mon, Wed.</summary>
    public string Say(CultureInfo culture)
    {
        var said = new List<string>();
        for (var place = 0; place < 7; place++)
        {
            if (!Has(place)) continue;
            var last = place;
            while (last < 6 && Has(last + 1)) last++;
            if (last == place + 1) last = place;
            said.Add(last == place ? Name(place) : $"{Name(place)}–{Name(last)}");
            place = last;
        }
        return string.Join(", ", said);

        string Name(int place) => culture.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)((place + 1) % 7));
    }
}
