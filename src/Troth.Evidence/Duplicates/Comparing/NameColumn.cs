namespace Troth.Evidence.Duplicates.Comparing;

/// <summary>A person's first or last name.</summary>
internal sealed class NameColumn(string field, FieldKind kind, Aspect aspect, int[] values, string[] texts) : Column(field, kind, aspect, values)
{
    private readonly ulong[] _letters = [.. texts.Select(Edits.Letters)];

    public override int Distinct => texts.Length;

    public override string Text(int value) => texts[value];

    /// <summary>Near: a slip of the pen, two in long names. Alike: sounds nearly so, an initial, or one of several names.</summary>
    public override (Agreement Agreement, double Chance) Compare(int a, int b)
    {
        if (a == b) return (Agreement.Same, Shares[a]);
        string x = texts[a], y = texts[b];
        var shorter = Math.Min(x.Length, y.Length);
        var most = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0;
        if (most > 0 && (int)ulong.PopCount(_letters[a] ^ _letters[b]) <= 2 * most && Edits.Between(x, y, most) <= most)
            return (Agreement.Near, double.NaN);
        if (x.StartsWith(y, StringComparison.Ordinal) || y.StartsWith(x, StringComparison.Ordinal)) return (Agreement.Alike, double.NaN);
        return (JaroWinkler.Of(x, y) >= .88 ? Agreement.Alike : Agreement.Different, double.NaN);
    }
}
