namespace Troth.Evidence;

/// <summary>Finds one rank of many values without sorting them all.</summary>
internal static class QuickSelect
{
    /// <summary>The value that would stand at the rank (from 0) were they sorted; shuffles them. O(n) on average.</summary>
    /// <remarks>Hoare's, with the median of three. Equal values, which are common here, are split between the sides.</remarks>
    public static float Rank(Span<float> values, int rank)
    {
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            float a = values[low], b = values[(low + high) >>> 1], c = values[high];
            var pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (rank <= j) high = j;
            else if (rank >= i) low = i;
            else return values[rank];
        }

        return values[rank];
    }
}
