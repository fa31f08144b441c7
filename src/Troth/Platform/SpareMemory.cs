namespace Troth.Platform;

/// <summary>Memory that long work needed for a moment and that the runtime would keep, in case it came again.</summary>
internal static class SpareMemory
{
    /// <summary>What a server that draws pages has anyway.</summary>
    private const long Usual = 48 << 20;

    /// <summary>Gives it back to the machine. Stops the process for some ten milliseconds, so only after work of seconds.</summary>
    public static void GiveBack()
    {
        if (GC.GetGCMemoryInfo().TotalCommittedBytes < Usual) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
