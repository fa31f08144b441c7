namespace Troth.Import.Reading;

/// <summary>Words for yes and no.</summary>
internal static class Flags
{
    private static readonly string[] Yes = ["true", "yes", "y", "t", "ja", "j", "wahr"];
    private static readonly string[] No = ["false", "no", "n", "f", "nein", "falsch"];

    /// <summary>Null when it is neither.</summary>
    public static bool? Read(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > 6)
            return null;
        foreach (var yes in Yes)
            if (word.Equals(yes, StringComparison.OrdinalIgnoreCase))
                return true;
        foreach (var no in No)
            if (word.Equals(no, StringComparison.OrdinalIgnoreCase))
                return false;
        return null;
    }
}

/// <summary>One string per currency code met.</summary>
internal static class CurrencyCodes
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> Met = new(StringComparer.Ordinal);

    public static string Shared(ReadOnlySpan<char> code)
    {
        var met = Met.GetAlternateLookup<ReadOnlySpan<char>>();
        return met.TryGetValue(code, out var known) ? known : Met.GetOrAdd(code.ToString(), code.ToString());
    }
}
