namespace Troth.Scheduling.Repair;

/// <summary>Sorts places by a whole number from 0 up, ties by place: two passes of 12 bits for keys below 2²⁴, three above. O(n).</summary>
internal static class RadixSort
{
    private const int Bits = 12;

    /// <summary>The places 0 … n − 1 in ascending order of their keys.</summary>
    public static int[] ByKey(int[] keys)
    {
        var (from, to) = (new int[keys.Length], new int[keys.Length]);
        for (var i = 0; i < from.Length; i++) from[i] = i;
        var most = 0;
        foreach (var key in keys) most |= key;
        var counts = new int[1 << Bits];
        for (var shift = 0; shift == 0 || shift < 32 && most >> shift != 0; shift += Bits)
        {
            Array.Clear(counts);
            foreach (var key in keys) counts[key >> shift & (1 << Bits) - 1]++;
            var sum = 0;
            for (var c = 0; c < counts.Length; c++) (counts[c], sum) = (sum, sum + counts[c]);
            foreach (var i in from) to[counts[keys[i] >> shift & (1 << Bits) - 1]++] = i;
            (from, to) = (to, from);
        }
        return from;
    }
}
