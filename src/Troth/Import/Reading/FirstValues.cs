namespace Troth.Import.Reading;

/// <summary>Keeps the first few different values without making a string of those already there.</summary>
internal static class FirstValues
{
    /// <returns>False when the value is new and there is no room for it.</returns>
    public static bool Remember(this List<string> values, ReadOnlySpan<char> value, int most)
    {
        foreach (var known in values)
            if (value.SequenceEqual(known))
                return true;
        if (values.Count >= most)
            return false;
        values.Add(value.ToString());
        return true;
    }
}
