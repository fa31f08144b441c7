using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Troth.Evidence;

/// <summary>
/// The dynamic programme: best(i, h) is the most that accounts i, i + 1 … can be worth with h steps, the largest of
/// value(i, k) + best(i + 1, h − k). All h at once for one k, so that the processor takes several in one instruction.
/// </summary>
internal static class ExactSplit
{
    /// <param name="free">The tables.</param>
    /// <param name="steps">Steps to give away.</param>
    /// <param name="next">So many more are priced.</param>
    /// <param name="last">So many of the last are priced.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static (int[] Given, double Next, double? Last) Give(FreeSteps free, int steps, int next, int last, CancellationToken cancellation)
    {
        var width = steps + 1 + next;
        if ((long)width * (free.Count + 1) > HourAllocation.MostCells)
            throw new ArgumentException($"{free.Count} accounts and {steps} hours are more than {HourAllocation.MostCells} cells; use longer steps or fewer accounts.");
        var best = new double[(free.Count + 1) * width];
        for (var i = free.Count - 1; i >= 0; i--)
        {
            if ((i & 63) == 0) cancellation.ThrowIfCancellationRequested();
            Row(free[i], best.AsSpan((i + 1) * width, width), best.AsSpan(i * width, width));
        }

        // The fewest steps that are worth as much: nobody is sent anywhere for nothing.
        var left = steps;
        while (left > 0 && best[left - 1] == best[steps]) left--;
        var given = new int[free.Count];
        for (var i = 0; i < free.Count; i++)
        {
            var table = free[i];
            var rest = best.AsSpan((i + 1) * width, width);
            var k = Math.Min(table.Length - 1, left);
            while (table[k] + rest[left - k] != best[i * width + left]) k--;
            (given[i], left) = (k, left - k);
        }

        return (given, best[steps + next] - best[steps], steps < last ? null : best[steps] - best[steps - last]);
    }

    // Optimised at the first call: a page asks once, not often enough to be noticed as hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(ReadOnlySpan<double> table, ReadOnlySpan<double> rest, Span<double> row)
    {
        for (var h = 0; h < row.Length; h++) row[h] = table[0] + rest[h];
        for (var k = 1; k < table.Length && k < row.Length; k++)
        {
            var value = new Vector<double>(table[k]);
            var from = rest[..(row.Length - k)];
            var to = row[k..];
            var wideFrom = MemoryMarshal.Cast<double, Vector<double>>(from);
            var wideTo = MemoryMarshal.Cast<double, Vector<double>>(to);
            for (var j = 0; j < wideTo.Length; j++) wideTo[j] = Vector.Max(wideTo[j], wideFrom[j] + value);
            for (var j = wideTo.Length * Vector<double>.Count; j < to.Length; j++) to[j] = Math.Max(to[j], from[j] + table[k]);
        }
    }
}
