using System.Text;

namespace Troth.Evidence.Duplicates.Spelling;

/// <summary>
/// One spelling for what is written in several: small letters, no accents, Cyrillic and Greek in Latin letters, and ä, ae and a alike. A table of our own,
/// because the platform's folding differs between systems.
/// </summary>
internal static class Folding
{
    private static readonly Dictionary<char, string> Table = Read(
        "aàáâãäåāăąǎæ", "bƀ", "cçćĉċč", "dďđð", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł", "nñńņňŋ", "oòóôõöøōŏőœ",
        "rŕŗř", "sśŝşšș", "tţťŧțþ", "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž",
        // Cyrillic, by the English manner of spelling.
        "aа", "bб", "vв", "gгґ", "dд", "eеёэє", "zhж", "zз", "iиії", "yйы", "kк", "lл", "mм", "nн", "oо", "pп", "rр", "sс", "tт", "uу", "fф", "khх",
        "tsц", "chч", "shш", "shchщ", "yuю", "yaя", "jј", "ljљ", "njњ", "cћ", "djђ",
        // Greek.
        "aαά", "vβ", "gγ", "dδ", "eεέ", "zζ", "iηήιίϊΐ", "thθ", "kκ", "lλ", "mμ", "nν", "xξ", "oοόωώ", "pπ", "rρ", "sσς", "tτ", "yυύϋΰ", "fφ", "chχ", "psψ");

    /// <summary>Latin small letters and digits, in words between single blanks. Apostrophes vanish; everything else parts words. O(length).</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 4);
        foreach (var raw in text)
        {
            var letter = char.ToLowerInvariant(raw);
            if (letter is >= 'a' and <= 'z' or >= '0' and <= '9') Append(folded, letter);
            else if (letter == 'ß') folded.Append("ss");
            else if (Table.TryGetValue(letter, out var plain))
            {
                foreach (var part in plain) Append(folded, part);
            }
            else if (letter is '\'' or '’' or '`' or '´' or 'ъ' or 'ь') continue;
            else if (char.IsLetterOrDigit(letter)) folded.Append(letter);
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        if (folded.Length > 0 && folded[^1] == ' ') folded.Length--;
        return folded.ToString();
    }

    /// <summary>ae, oe, ue and aa are a, o, u and a: ä, ø and å are written in all these ways.</summary>
    private static void Append(StringBuilder folded, char letter)
    {
        var last = folded.Length > 0 ? folded[^1] : ' ';
        if (letter == 'e' && last is 'a' or 'o' or 'u') return;
        if (letter == 'a' && last == 'a') return;
        folded.Append(letter);
    }

    private static Dictionary<char, string> Read(params string[] rows)
    {
        var table = new Dictionary<char, string>();
        foreach (var row in rows)
        {
            var plain = new string([.. row.TakeWhile(char.IsAscii)]);
            foreach (var letter in row[plain.Length..]) table[letter] = plain;
        }

        return table;
    }
}
