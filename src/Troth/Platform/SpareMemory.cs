namespace Troth.Platform;

/// <summary>Memory that long work needed for a moment and that the runtime would keep, in case it came again.</summary>
internal static class SpareMemory
{
    /// <summary>What a server that draws pages has anyway.</summary>
    private const long Usual = 48 << 20;

    /// <summary>Shorter work needs little. To give back stops the process for some ten milliseconds.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    /// <summary>Gives it back to the machine where the work took seconds.</summary>
    public static void GiveBackAfter(TimeSpan work)
    {
        if (work < Long || GC.GetGCMemoryInfo().TotalCommittedBytes < Usual) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
