namespace Troth.Scheduling.Simulating;

/// <summary>What a random number is for.</summary>
internal enum Purpose
{
    Arrival = 1,
    Product,
    Quantity,
    Rush,
    Duration,
    UpTime,
    Repair,
}

/// <summary>
/// Random numbers that are a function of what they are for: seed, purpose and the item's number, by SplitMix64's finaliser (Steele, Lea and
/// Flood 2014). There is no stream whose state a policy could advance, so every policy meets the same orders, times and breakdowns (common
/// random numbers). No logarithm is used: the platform's differ in the last bit between operating systems.
/// </summary>
internal static class Draw
{
    /// <summary>Uniform on [0, 1).</summary>
    public static double Unit(int seed, Purpose purpose, int item, int part = 0)
    {
        var bits = Mix((ulong)(uint)seed + 0x9E3779B97F4A7C15);
        bits = Mix(bits ^ ((ulong)purpose << 32) ^ (uint)item);
        bits = Mix(bits + (ulong)(uint)part * 0xD1342543DE82EF95);
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>
    /// Exponential with mean 1, from comparisons of uniform numbers alone (von Neumann 1951): the first of a falling run is kept when the
    /// run ends at an even place, else a whole unit is added and a new run begun.
    /// </summary>
    public static double Exponential(int seed, Purpose purpose, int item)
    {
        var part = 0;
        for (var whole = 0; ; whole++)
        {
            var first = Unit(seed, purpose, item, part++);
            var (last, place) = (first, 2);
            while (Unit(seed, purpose, item, part++) is var next && next < last) (last, place) = (next, place + 1);
            if (place % 2 == 0) return whole + first;
        }
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
