namespace Troth.Import.Reading;

/// <summary>Keeps the first few different values without making a string of those already there.</summary>
internal static class FirstValues
{
    public static void Remember(this List<string> values, ReadOnlySpan<char> value, int most)
    {
        if (values.Count >= most)
            return;
        foreach (var known in values)
            if (value.SequenceEqual(known))
                return;
        values.Add(value.ToString());
    }
}
