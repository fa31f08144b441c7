namespace Troth.Evidence.Duplicates.Comparing;

/// <summary>
/// How many keystrokes lie between two texts: letters added, left out, mistaken or swapped with their neighbour (optimal string alignment,
/// Damerau 1964).
/// </summary>
internal static class Edits
{
    /// <summary>The distance, or <paramref name="most"/> + 1 where it is greater. O(length × <paramref name="most"/>).</summary>
    public static int Between(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        if (a.Length > b.Length) (a, b) = (b, a);
        int head = 0, tail = 0;
        while (head < a.Length && a[head] == b[head]) head++;
        while (tail < a.Length - head && a[^(tail + 1)] == b[^(tail + 1)]) tail++;
        var x = a.AsSpan(head, a.Length - head - tail);
        var y = b.AsSpan(head, b.Length - head - tail);
        if (x.Length == 0) return y.Length;
        if (y.Length > 120) return most + 1;
        Span<int> before = stackalloc int[y.Length + 1], last = stackalloc int[y.Length + 1], row = stackalloc int[y.Length + 1];
        for (var j = 0; j <= y.Length; j++) last[j] = j;
        for (var i = 1; i <= x.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= y.Length; j++)
            {
                var cost = x[i - 1] == y[j - 1] ? 0 : 1;
                var steps = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) steps = Math.Min(steps, before[j - 2] + 1);
                row[j] = steps;
                least = Math.Min(least, steps);
            }

            if (least > most) return most + 1;
            var spare = before;
            before = last;
            last = row;
            row = spare;
        }

        return Math.Min(last[y.Length], most + 1);
    }

    /// <summary>A bit for each letter and digit of a text: texts whose sets differ in more than 2k places are more than k keystrokes apart.</summary>
    public static ulong Letters(string text)
    {
        ulong letters = 0;
        foreach (var letter in text) letters |= 1UL << (letter % 64);
        return letters;
    }
}
