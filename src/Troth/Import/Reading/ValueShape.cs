using System.Buffers;
using System.Globalization;

namespace Troth.Import.Reading;

/// <summary>What values look like, whatever their column is called.</summary>
internal enum ValueShape
{
    None,
    Email,
    Url,
    Phone,
    Country,
    CurrencyCode,
    Salutation,
}

/// <summary>Recognises e-mail addresses, web addresses, phone numbers, countries and currency codes.</summary>
internal static class ValueShapes
{
    private static readonly Lazy<HashSet<string>> Countries = new(() =>
        [.. Regions().SelectMany(region => new[] { region.EnglishName, region.NativeName, region.TwoLetterISORegionName, region.ThreeLetterISORegionName })
            .Concat(["USA", "UK", "Great Britain", "England", "Scotland", "Deutschland", "Österreich", "Schweiz", "Frankreich", "Italien", "EIRE", "Vietnam", "Tanzania", "Congo, DRC", "Côte d'Ivoire"])]);

    private static readonly HashSet<string> Salutations = ["Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Dr.", "Dr", "Prof.", "Sr.", "Sra.", "Herr", "Frau", "Herr Dr.", "Frau Dr."];

    private static readonly SearchValues<char> InPhone = SearchValues.Create("+()-/ ");

    private static readonly SearchValues<char> NotInEmail = SearchValues.Create(" ,;");

    private static readonly Lazy<HashSet<string>> Currencies = new(() => [.. Regions().Select(region => region.ISOCurrencySymbol)]);

    /// <summary>The shape of at least nine in ten of the column's examples.</summary>
    public static ValueShape Of(ColumnProfile column)
    {
        if (column.Examples.Count == 0)
            return ValueShape.None;
        foreach (var (shape, fits) in new (ValueShape, Func<string, bool>)[]
        {
            (ValueShape.Email, IsEmail), (ValueShape.Url, IsUrl), (ValueShape.CurrencyCode, Currencies.Value.Contains), (ValueShape.Country, Countries.Value.Contains),
            (ValueShape.Salutation, Salutations.Contains), (ValueShape.Phone, text => column.Mostly is ColumnType.Text && IsPhone(text)),
        })
            if (column.Examples.Count(fits) * 10 >= column.Examples.Count * 9)
                return shape;
        return ValueShape.None;
    }

    private static IEnumerable<RegionInfo> Regions() => CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Where(culture => culture.LCID != CultureInfo.InvariantCulture.LCID && culture.Name.Length > 0)
        .Select(culture => new RegionInfo(culture.Name));

    private static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && text.LastIndexOf('.') > at + 1 && text.LastIndexOf('@') == at && text[^1] != '.' && !text.AsSpan().ContainsAny(NotInEmail);
    }

    private static bool IsUrl(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    private static bool IsPhone(string text)
    {
        var digits = text.Count(char.IsAsciiDigit);
        return digits is >= 6 and <= 15 && text.All(character => char.IsAsciiDigit(character) || character is '+' or '(' or ')' or '-' or '/' or '.' or ' ')
            && text.AsSpan().ContainsAny(InPhone) && !new DateEvidence().Observe(text, 1);
    }
}
