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

    /// <summary>Sorts after every name.</summary>
    public const string Last = "\uffff";

    public static string OfOrLast(string? name) => name is null || Of(name) is not { Length: > 0 } key ? Last : key;

    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in Whole(name).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format) continue;
            if (char.IsWhiteSpace(c))
            {
                if (key.Length > 0 && key[^1] != ' ') key.Append(' ');
            }
            else if (c == 'ß') key.Append("ss");
            else if (c is 'ø' or 'Ø') key.Append('o');
            else if (c is 'ł' or 'Ł') key.Append('l');
            else key.Append(char.ToLowerInvariant(c));
            if (key.Length >= Max) break;
        }
        return key.ToString(0, Math.Min(key.Length, Max)).TrimEnd();
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
