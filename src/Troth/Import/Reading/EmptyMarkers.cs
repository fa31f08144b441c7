namespace Troth.Import.Reading;

/// <summary>Words that programs write for "nothing".</summary>
internal static class EmptyMarkers
{
    // No company, person or product is called one of these.
    private static readonly string[] Sure = ["NULL", "\\N", "#N/A", "N/A", "n/a", "(null)", "<NA>", "(blank)", "null"];

    // These may well be a value of a text column: the country code of Namibia, a brand.
    private static readonly string[] Likely = ["NA", "NaN", "nan", "None", "none", "nil", "-", "--", "?", "#VALUE!", "#REF!", "#DIV/0!"];

    public static bool IsSure(ReadOnlySpan<char> text) => IsOne(text, Sure);

    public static bool IsLikely(ReadOnlySpan<char> text) => IsOne(text, Likely);

    private static bool IsOne(ReadOnlySpan<char> text, string[] words)
    {
        if (text.Length is 0 or > 8)
            return false;
        foreach (var word in words)
            if (text.SequenceEqual(word))
                return true;
        return false;
    }
}
