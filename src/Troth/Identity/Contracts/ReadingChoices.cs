using System.Globalization;
using Troth.Platform.Errors;

namespace Troth.Identity.Contracts;

/// <summary>The cultures and time zones there are to choose from, and the check of a choice.</summary>
public static class ReadingChoices
{
    /// <summary>Name and description of each culture: en-GB.</summary>
    public static IReadOnlyList<(string Value, string Text)> Cultures { get; } =
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(c => c.Name.Length == 5 && c.Name[2] == '-')
            .Select(c => (c.Name, $"{c.EnglishName} · {1234.5m.ToString("N1", c)}")).OrderBy(c => c.Item2, StringComparer.Ordinal)];

    /// <summary>Name and description of each time zone: Europe/Vienna.</summary>
    public static IReadOnlyList<(string Value, string Text)> Zones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id == "UTC"
            || (id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).Select(id => (id, id.Replace('_', ' ')))];

    /// <summary>The culture's own name of a name typed in whatever case.</summary>
    /// <exception cref="BadInputException">There is no such culture; told at the field Culture.</exception>
    public static string CultureOf(string? name)
    {
        var known = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return known?.Name ?? throw new BadInputException("Culture", Words.Say("culture.wrong", name));
    }

    /// <summary>The time zone's own name.</summary>
    /// <exception cref="BadInputException">There is no such time zone; told at the field TimeZone.</exception>
    public static string ZoneOf(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone.Id : throw new BadInputException("TimeZone", Words.Say("zone.wrong", name));
}
