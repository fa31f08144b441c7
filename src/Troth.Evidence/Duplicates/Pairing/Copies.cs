using Troth.Evidence.Duplicates.Comparing;

namespace Troth.Evidence.Duplicates.Pairing;

/// <summary>
/// Records that say exactly the same, of two different things at least: a list sent in twenty-five times would make each of its values look common, and
/// what is common tells nobody apart.
/// </summary>
internal static class Copies
{
    /// <summary>For each record the number of the first that says the same; its own where none does. O(records × columns).</summary>
    public static int[] Of(Column[] columns, int records)
    {
        var first = new Dictionary<int[], int>(new SameValues());
        var groups = new int[records];
        for (var record = 0; record < records; record++)
        {
            int[] values = [.. columns.Select(column => column.Values[record])];
            groups[record] = record;
            if (columns.Where((_, i) => values[i] >= 0).Select(column => column.Family).Distinct().Take(2).Count() < 2) continue;
            if (!first.TryAdd(values, record)) groups[record] = first[values];
        }

        return groups;
    }

    private sealed class SameValues : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? one, int[]? other) => one.AsSpan().SequenceEqual(other);

        public int GetHashCode(int[] values)
        {
            var hash = new HashCode();
            foreach (var value in values) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
