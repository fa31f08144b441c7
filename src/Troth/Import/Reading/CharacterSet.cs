namespace Troth.Import.Reading;

/// <summary>How a file's bytes stand for characters.</summary>
public enum CharacterSet
{
    /// <summary>UTF-8 or Windows-1252, settled by the first byte above 127: most old files hold a stray umlaut on line 30,000.</summary>
    Undecided,
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1252,
}

/// <summary>The names recipes and pages use.</summary>
public static class CharacterSetNames
{
    public static string Name(this CharacterSet set) => set switch
    {
        CharacterSet.Undecided or CharacterSet.Utf8 => "utf-8",
        CharacterSet.Utf16LittleEndian => "utf-16le",
        CharacterSet.Utf16BigEndian => "utf-16be",
        _ => "windows-1252",
    };

    /// <summary>The character set of that name, or null when there is none.</summary>
    public static CharacterSet? Parse(string name) => name.ToLowerInvariant() switch
    {
        "utf-8" or "utf8" => CharacterSet.Utf8,
        "utf-16" or "utf-16le" => CharacterSet.Utf16LittleEndian,
        "utf-16be" => CharacterSet.Utf16BigEndian,
        "windows-1252" or "cp1252" or "latin1" or "iso-8859-1" => CharacterSet.Windows1252,
        _ => null,
    };
}
