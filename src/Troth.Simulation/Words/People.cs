using System.Text;
using Troth.Simulation.Chance;

namespace Troth.Simulation.Words;

/// <summary>Draws people's names, telephone numbers and streets in a country's manner.</summary>
internal static class People
{
    public static (string First, string Last) Name(Country country, Dice dice)
    {
        var last = dice.Pick(country.LastNames);
        if (dice.Happens(.62)) return (dice.Pick(country.Men), last);
        return (dice.Pick(country.Women), country.Code switch { "PL" => Polish(last), "CZ" => Czech(last), _ => last });
    }

    public static string Phone(Country country, Dice dice)
    {
        var number = new StringBuilder(country.Phone);
        for (var i = 0; i < number.Length; i++)
        {
            if (number[i] == '#') number[i] = (char)('0' + dice.Below(10));
        }

        return number.ToString();
    }

    public static string Mail(string first, string last, string domain) =>
        $"{WebName.Of(first, '-')}.{WebName.Of(last, '-')}@{domain}";

    /// <summary>Street and number, in the country's order.</summary>
    public static string Street(Country country, Dice dice)
    {
        var street = dice.Pick(country.Streets);
        var number = 1 + dice.Below(88);
        return country.Code is "GB" or "FR" ? FormattableString.Invariant($"{number} {street}") : FormattableString.Invariant($"{street} {number}");
    }

    /// <summary>A woman's form of a surname: Nowicki, Nowicka.</summary>
    private static string Polish(string last) => last.EndsWith("ki", StringComparison.Ordinal) ? $"{last[..^1]}a" : last;

    /// <summary>A woman's form of a surname: Novotný, Novotná; Fiala, Fialová; Vaněk, Vaňková; Hájek, Hájková; Kolář, Kolářová.</summary>
    private static string Czech(string last) => last switch
    {
        [.. var root, 'ý'] => $"{root}á",
        [.. var root, 'a'] => $"{root}ová",
        [.. var root, 'n', 'ě', 'k'] => $"{root}ňková",
        [.. var root, 'e', 'k'] => $"{root}ková",
        _ => $"{last}ová",
    };
}
