using System.Globalization;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Schedule.Describing;

/// <summary>What the forms of this folder ask of numbers, names and times.</summary>
internal static class Ranges
{
    public static void Between(this FieldErrors errors, string field, int? value, int least, int most)
    {
        if (value is { } given && (given < least || given > most)) errors.Add(field, Words.Say("range", given, least, most));
    }

    public static string Named(this FieldErrors errors, string field, string? name, int most)
    {
        var given = name?.Trim() ?? "";
        if (given.Length == 0) errors.Add(field, Words.Say("nameless"));
        errors.Longest(field, given, most);
        return given;
    }

    /// <summary>From a time field, which sends 14:30 whatever it shows.</summary>
    public static TimeOnly? Time(this FormValues form, string field)
    {
        if (form.Text(field) is not { } text) return null;
        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        form.Errors.Add(field, Words.Say("noTime", text));
        return null;
    }

    public static Guid? Id(this FormValues form, string field) => Guid.TryParse(form.Text(field), out var id) ? id : null;
}
