namespace Troth.Evidence.Duplicates.Comparing;

/// <summary>Codes, numbers, days and short words: the same, a slip of the pen apart, or different.</summary>
internal sealed class CodeColumn(string field, FieldKind kind, Aspect aspect, int[] values, string[] texts) : Column(field, kind, aspect, values)
{
    private readonly ulong[] _letters = [.. texts.Select(Edits.Letters)];

    public override int Distinct => texts.Length;

    public override string Text(int value) => texts[value];

    public override (Agreement Agreement, double Chance) Compare(int a, int b)
    {
        if (a == b) return (Agreement.Same, Shares[a]);
        string x = texts[a], y = texts[b];
        return Kind switch
        {
            FieldKind.Date => (Days(x, y), double.NaN),
            FieldKind.Domain => (Stem(x) == Stem(y) || Slip(x, y, a, b, 8) ? Agreement.Near : Agreement.Different, double.NaN),
            FieldKind.Phone => (Lines(x, y, a, b), double.NaN),
            _ when Aspect is Aspect.LegalForm => (Agreement.Different, double.NaN),
            _ when Aspect is Aspect.Number => (Slip(x, y, a, b, 2) && !Neighbours(x, y) ? Agreement.Near : Agreement.Different, double.NaN),
            _ => (Slip(x, y, a, b, Kind is FieldKind.Email ? 8 : 4) ? Agreement.Near : Agreement.Different, double.NaN),
        };
    }

    private bool Slip(string x, string y, int a, int b, int least) =>
        Math.Min(x.Length, y.Length) >= least && ulong.PopCount(_letters[a] ^ _letters[b]) <= 2 && Edits.Between(x, y, 1) <= 1;

    /// <summary>Alike: a house's number and one of its lines. Two lines of a house, which differ in the last two digits, are different.</summary>
    private Agreement Lines(string x, string y, int a, int b)
    {
        if (LineOf(x, y) || LineOf(y, x)) return Agreement.Alike;
        if (x.Length == y.Length && x.Length >= 6 && string.CompareOrdinal(x, 0, y, 0, x.Length - 2) == 0) return Agreement.Different;
        return Slip(x, y, a, b, 6) ? Agreement.Near : Agreement.Different;
    }

    private static bool LineOf(string line, string house) =>
        house.EndsWith('0') && house.TrimEnd('0') is { Length: >= 5 } stem && line.StartsWith(stem, StringComparison.Ordinal);

    /// <summary>One digit that is another, as in all numbers of a street: neighbours, not slips of the pen.</summary>
    private static bool Neighbours(string x, string y) =>
        x.Length == y.Length && x.Zip(y).Count(pair => pair.First != pair.Second) == 1;

    /// <summary>Near: one digit off, two swapped, or day and month swapped. Alike: two of year, month and day are the same.</summary>
    private static Agreement Days(string x, string y)
    {
        if (Edits.Between(x, y, 1) <= 1) return Agreement.Near;
        if (x.Length != 8 || y.Length != 8) return Agreement.Different;
        ReadOnlySpan<char> a = x, b = y;
        bool year = a[..4].SequenceEqual(b[..4]), month = a[4..6].SequenceEqual(b[4..6]), day = a[6..].SequenceEqual(b[6..]);
        if (year && a[4..6].SequenceEqual(b[6..]) && a[6..].SequenceEqual(b[4..6])) return Agreement.Near;
        return (year ? 1 : 0) + (month ? 1 : 0) + (day ? 1 : 0) >= 2 ? Agreement.Alike : Agreement.Different;
    }

    private static string Stem(string host) => host.LastIndexOf('.') is > 3 and var dot ? host[..dot] : host;
}
