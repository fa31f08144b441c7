using System.Text;

namespace Troth.Simulation.Words;

/// <summary>Spells a name with the letters of a web or mail address. A table of our own: the platform's folding differs between systems.</summary>
internal static class WebName
{
    private static readonly Dictionary<char, string> Plain = new()
    {
        ['ä'] = "ae", ['ö'] = "oe", ['ü'] = "ue", ['ß'] = "ss", ['ø'] = "oe", ['æ'] = "ae", ['å'] = "a", ['á'] = "a", ['à'] = "a",
        ['â'] = "a", ['ą'] = "a", ['ç'] = "c", ['č'] = "c", ['ć'] = "c", ['é'] = "e", ['è'] = "e", ['ê'] = "e", ['ě'] = "e", ['ę'] = "e",
        ['í'] = "i", ['î'] = "i", ['ł'] = "l", ['ñ'] = "n", ['ń'] = "n", ['ó'] = "o", ['ô'] = "o", ['ř'] = "r", ['š'] = "s", ['ś'] = "s",
        ['ť'] = "t", ['ú'] = "u", ['ů'] = "u", ['û'] = "u", ['ý'] = "y", ['ž'] = "z", ['ź'] = "z", ['ż'] = "z", ['ň'] = "n", ['ï'] = "i",
    };

    /// <summary>Lower-case letters and digits; other runs become one <paramref name="separator"/>.</summary>
    public static string Of(string text, char separator)
    {
        var spelled = new StringBuilder(text.Length + 4);
        foreach (var raw in text)
        {
            var letter = char.ToLowerInvariant(raw);
            if (letter is >= 'a' and <= 'z' or >= '0' and <= '9') spelled.Append(letter);
            else if (Plain.TryGetValue(letter, out var plain)) spelled.Append(plain);
            else if (spelled.Length > 0 && spelled[^1] != separator) spelled.Append(separator);
        }

        while (spelled.Length > 0 && spelled[^1] == separator) spelled.Length--;
        return spelled.ToString();
    }
}
