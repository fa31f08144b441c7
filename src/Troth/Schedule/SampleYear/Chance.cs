namespace Troth.Schedule.SampleYear;

/// <summary>What a random number of the sample's year is for.</summary>
internal enum Luck { Asked, Waited, Lost, Minutes, Trouble, UpTime, Repair, Cause, Scrap, Ready, Forgotten, Told, Answer, Class, Late, Size, Who }

/// <summary>
/// Chance that is a function of what it is for, by SplitMix64's finaliser (Steele, Lea and Flood 2014): the same year each time, whatever is
/// asked of it in which order.
/// </summary>
internal static class Chance
{
    private const ulong Seed = 0x5A3C0DE5EED2304D;

    /// <summary>Uniform on [0, 1).</summary>
    public static double Of(Luck what, long item, int part = 0)
    {
        var bits = Mix(Seed + ((ulong)what + 1) * 0x9E3779B97F4A7C15);
        bits = Mix(bits ^ (ulong)item);
        bits = Mix(bits + (ulong)(uint)part * 0xD1342543DE82EF95);
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    public static bool Happens(Luck what, long item, double share, int part = 0) => Of(what, item, part) < share;

    /// <summary>From the first to the last, both included.</summary>
    public static int Between(Luck what, long item, int first, int last, int part = 0) => first + (int)(Of(what, item, part) * (last - first + 1));

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
