using System.Globalization;
using System.Text;

namespace Troth.Platform.Data;

/// <summary>
/// The key that names are ordered and found by, computed here because the databases collate differently:
/// without accents, in small letters, single spaces. Both databases compare it byte by byte.
/// </summary>
public static class NameKey
{
    public const int Max = 200;

    /// <summary>Sorts after every name, byte by byte: the last code point there is, which no key holds. As UTF-16 it would stand before some of them.</summary>
    public const string Last = "\U0010ffff";

    public static string OfOrLast(string? name) => name is null || Of(name) is not { Length: > 0 } key ? Last : key;

    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var rune in Whole(name).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format) continue;
            var before = key.Length;
            if (Rune.IsWhiteSpace(rune))
            {
                if (before > 0 && key[^1] != ' ') key.Append(' ');
            }
            else if (rune.Value == 'ß') key.Append("ss");
            else if (rune.Value is 'ø' or 'Ø') key.Append('o');
            else if (rune.Value is 'ł' or 'Ł') key.Append('l');
            else key.Append(Rune.ToLowerInvariant(rune));
            if (key.Length <= Max) continue;
            key.Length = before; // half a character would be none
            break;
        }
        return key.ToString().TrimEnd();
    }

    /// <summary>Half characters and the code points that are none cannot be normalized; people's files hold them all the same.</summary>
    private static string Whole(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
            text.Append((rune.Value & 0xfffe) == 0xfffe || rune.Value is >= 0xfdd0 and <= 0xfdef ? Rune.ReplacementChar : rune);
        return text.ToString();
    }
}
