using Troth.Simulation.Chance;
using Troth.Simulation.Market;

namespace Troth.Simulation.Words;

/// <summary>Makes company names and sees that none comes twice.</summary>
internal sealed class CompanyNames
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _houses = new(StringComparer.Ordinal);

    /// <summary>The name of an account of its own.</summary>
    public string Next(Country country, int segment, int industry, Dice dice)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (name, house) = Compose(country, segment, industry, dice);
            if (attempt >= 6) name = $"{name} {dice.Pick(country.Cities).Name}";
            if (attempt >= 12) name = $"{name} {attempt}";
            if (!_given.Add(name)) continue;
            _houses[name] = house;
            return name;
        }
    }

    /// <summary>The name of a group's company: the family's or the house's name of the parent, its own trade and form.</summary>
    public string Sibling(string parentName, Firmographics firm, Dice dice)
    {
        var house = _houses[parentName];
        for (var attempt = 0; ; attempt++)
        {
            var place = attempt == 0 ? "" : $" {firm.City.Name}";
            var name = $"{house} {dice.Pick(Trades(firm.Country, firm.SegmentIndex, firm.IndustryIndex))}{place} {dice.Pick(firm.Country.LegalForms)}";
            if (attempt >= 6) name = $"{name} {attempt}";
            if (_given.Add(name)) return name;
        }
    }

    private static (string Name, string House) Compose(Country country, int segment, int industry, Dice dice)
    {
        var trade = dice.Pick(Trades(country, segment, industry));
        var shape = dice.Pick(country.Shapes);
        var stem = dice.Pick(country.StemHeads) + dice.Pick(country.StemTails);
        if (stem.EndsWith('s')) shape = shape.Replace("{stem}s", "{stem}", StringComparison.Ordinal);
        var first = dice.Below(country.LastNames.Length);
        var second = (first + 1 + dice.Below(country.LastNames.Length - 1)) % country.LastNames.Length;
        var name = shape.Replace("{stem}", stem, StringComparison.Ordinal)
            .Replace("{trade}", trade, StringComparison.Ordinal)
            .Replace("{legal}", dice.Pick(country.LegalForms), StringComparison.Ordinal);
        var house = shape.Contains("{stem}", StringComparison.Ordinal) ? stem : country.LastNames[first];
        foreach (var person in (ReadOnlySpan<int>)[first, second])
        {
            var at = name.IndexOf("{last}", StringComparison.Ordinal);
            if (at >= 0) name = name.Remove(at, 6).Insert(at, country.LastNames[person]);
        }

        return (Capital(name), Capital(house));
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string[] Trades(Country country, int segment, int industry) => segment switch
    {
        Segment.Distribution => country.Distributors,
        Segment.Workshops => country.Workshops,
        Segment.Integrators => country.Integrators,
        Segment.Plants => country.Plants[industry],
        _ => country.Builders[industry],
    };
}
