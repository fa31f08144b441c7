using System.Globalization;

namespace Troth.Identity;

/// <summary>What forms offer to choose from.</summary>
internal static class Choices
{
    public static readonly IReadOnlyList<(string Value, string Text)> Currencies =
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(c => c.Name.Length == 5 && c.Name[2] == '-').Select(c => new RegionInfo(c.Name))
            .Where(r => r.ISOCurrencySymbol.Length == 3).GroupBy(r => r.ISOCurrencySymbol)
            .Select(g => (g.Key, $"{g.Key} · {g.First().CurrencyEnglishName}")).OrderBy(c => c.Key, StringComparer.Ordinal)];
}
