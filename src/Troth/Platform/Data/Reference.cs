using System.Globalization;

namespace Troth.Platform.Data;

/// <summary>How an address or a person names a record: by its short number with or without letter ("A-1042", "1042"), or by its id.</summary>
public readonly record struct Reference(Guid? Id, long? Number)
{
    /// <summary>Neither id nor number when it is no reference at all, so that nothing is found by it.</summary>
    public static Reference Parse(string letter, string text)
    {
        if (Guid.TryParse(text, out var id)) return new(id, null);
        var digits = text.StartsWith(letter + "-", StringComparison.OrdinalIgnoreCase) ? text[(letter.Length + 1)..] : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(null, number) : default;
    }
}
