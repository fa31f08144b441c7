using System.Runtime.InteropServices;

namespace Troth.Platform;

/// <summary>What Troth makes only its own user may read: the database holds customers, password hashes and the key of sign-in cookies.</summary>
internal static partial class PrivateFiles
{
    /// <summary>Holds for every file and folder that this process makes from now on, also those that SQLite makes.</summary>
    public static void FromNowOn()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(0b111_111);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint notGiven);
}
