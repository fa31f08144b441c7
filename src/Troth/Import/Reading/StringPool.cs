namespace Troth.Import.Reading;

/// <summary>Remembers recent short strings, so that a column of repeating values costs one string per value.</summary>
internal sealed class StringPool
{
    private const int LongestKept = 64;
    private readonly string?[] _slots = new string?[1 << 12];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestKept)
            return new string(text);
        if (text.IsEmpty)
            return "";
        ref var slot = ref _slots[(int)(TextHash.Of(text) & (ulong)(_slots.Length - 1))];
        if (slot is not null && text.SequenceEqual(slot))
            return slot;
        return slot = new string(text);
    }
}
