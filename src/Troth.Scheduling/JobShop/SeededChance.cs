using System.Runtime.CompilerServices;

namespace Troth.Scheduling.JobShop;

/// <summary>xoshiro128** seeded by SplitMix64 (Blackman and Vigna 2018): the same numbers everywhere.</summary>
internal struct SeededChance
{
    private uint a, b, c, d;

    public SeededChance(ulong seed)
    {
        var first = Split(ref seed);
        var second = Split(ref seed);
        (a, b, c, d) = ((uint)first, (uint)(first >> 32), (uint)second, (uint)(second >> 32) | 1);
    }

    /// <summary>32 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Bits()
    {
        var result = uint.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = uint.RotateLeft(d, 11);
        return result;
    }

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Below(int count) => (int)(((ulong)Bits() * (uint)count) >> 32);

    /// <summary>A number from 0 up to but not 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Share() => Bits() * (1.0 / 4294967296.0);

    /// <summary>A generator of its own, begun with numbers of this one.</summary>
    public SeededChance Fork() => new((ulong)Bits() << 32 | Bits());

    private static ulong Split(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
