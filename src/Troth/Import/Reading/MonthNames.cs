namespace Troth.Import.Reading;

/// <summary>English and German names of months, short and long.</summary>
internal static class MonthNames
{
    private static readonly (string Name, int Month)[] Names =
    [
        ("january", 1), ("januar", 1), ("jänner", 1), ("jan", 1), ("february", 2), ("februar", 2), ("feb", 2),
        ("march", 3), ("märz", 3), ("maerz", 3), ("mär", 3), ("mrz", 3), ("mar", 3), ("april", 4), ("apr", 4), ("may", 5), ("mai", 5),
        ("june", 6), ("juni", 6), ("jun", 6), ("july", 7), ("juli", 7), ("jul", 7), ("august", 8), ("aug", 8),
        ("september", 9), ("sept", 9), ("sep", 9), ("october", 10), ("oktober", 10), ("oct", 10), ("okt", 10),
        ("november", 11), ("nov", 11), ("december", 12), ("dezember", 12), ("dec", 12), ("dez", 12),
    ];

    /// <summary>Takes a month's name, and the point behind a short one, off the front; 0 when there is none.</summary>
    public static int Take(ref ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsLetter(text[length]))
            length++;
        if (length is < 3 or > 9)
            return 0;
        foreach (var (name, month) in Names)
        {
            if (!text[..length].Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            text = text[length..];
            if (text is ['.', ' ' or '-' or '/', ..])
                text = text[1..];
            return month;
        }
        return 0;
    }
}
