using System.Numerics;

namespace Troth.Scheduling.JobShop.Dispatching;

/// <summary>
/// The operations that wait at one resource, by rank: a bit an operation, and above it a bit for every 64 that are not all empty. Adding,
/// taking out and finding the next one cost a few instructions, whatever the order of arrival, and nothing is allocated after the start.
/// </summary>
public sealed class WaitingRoom
{
    private readonly ulong[] bits;
    private readonly ulong[] occupied;

    internal WaitingRoom(int places)
    {
        bits = new ulong[(places + 63) / 64];
        occupied = new ulong[(places + 4095) / 4096];
    }

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    internal void Clear()
    {
        Array.Clear(bits);
        Array.Clear(occupied);
        Count = 0;
    }

    internal void Add(int rank)
    {
        var word = rank >> 6;
        bits[word] |= 1UL << rank;
        occupied[word >> 6] |= 1UL << word;
        Count++;
    }

    internal void Remove(int rank)
    {
        var word = rank >> 6;
        bits[word] &= ~(1UL << rank);
        if (bits[word] == 0)
            occupied[word >> 6] &= ~(1UL << word);
        Count--;
    }

    /// <summary>The first rank at or after this one where an operation waits; -1 when there is none.</summary>
    public int From(int rank)
    {
        var word = rank >> 6;
        if (word >= bits.Length)
            return -1;
        var here = bits[word] & (ulong.MaxValue << rank);
        if (here != 0)
            return (word << 6) + BitOperations.TrailingZeroCount(here);
        word++;
        var group = word >> 6;
        if (group >= occupied.Length)
            return -1;
        var words = occupied[group] & (ulong.MaxValue << word);
        while (words == 0)
        {
            if (++group == occupied.Length)
                return -1;
            words = occupied[group];
        }
        word = (group << 6) + BitOperations.TrailingZeroCount(words);
        return (word << 6) + BitOperations.TrailingZeroCount(bits[word]);
    }
}
