using System.Numerics;

namespace Troth.Scheduling.JobShop;

/// <summary>
/// What a tabu search may not bring back: that one operation works before another on their machine, for as long as the tenure of the move
/// that turned the two round (Nowicki and Smutnicki 1996). A table of pairs; in very large shops several pairs share a cell.
/// </summary>
internal sealed class SequenceMemory
{
    private const int MostCells = 1 << 22;
    private readonly int[] until;
    private readonly int[] number;
    private readonly int wide;

    public SequenceMemory(Layout layout)
    {
        wide = layout.Busiest;
        number = new int[layout.Slots];
        var given = new int[layout.Problem.Machines];
        for (var x = 0; x < layout.Slots; x++)
            if (layout.Machine[x] >= 0) number[x] = given[layout.Machine[x]]++;
        until = new int[(int)Math.Min(MostCells, BitOperations.RoundUpToPowerOf2((ulong)layout.Slots * (uint)Math.Max(1, wide)))];
    }

    public void Clear() => Array.Clear(until);

    /// <summary>Forbids, until an iteration, the orders that moving u behind v (or v before u) is about to turn round.</summary>
    public unsafe void Forbid(Selection now, int u, int v, bool behind, int end)
    {
        if (behind)
            for (var w = u; w != v;) until[Cell(u, w = now.After[w])] = end;
        else
            for (var w = u; w != v; w = now.After[w]) until[Cell(w, v)] = end;
    }

    /// <summary>Whether moving u behind v (or v before u) brings back an order that is forbidden.</summary>
    public unsafe bool Forbids(Selection now, int u, int v, bool behind, int iteration)
    {
        if (behind)
        {
            for (var w = u; w != v;)
                if (until[Cell(w = now.After[w], u)] >= iteration) return true;
        }
        else
        {
            for (var w = u; w != v; w = now.After[w])
                if (until[Cell(v, w)] >= iteration) return true;
        }

        return false;
    }

    private int Cell(int earlier, int later) => (earlier * wide + number[later]) & (until.Length - 1);
}
