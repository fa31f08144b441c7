namespace Troth.Platform.Data;

/// <summary>One process at a time opens a SQLite file as Troth; the operating system lets go of the lock when the process dies.</summary>
public sealed class DatabaseLock : IDisposable
{
    /// <summary>How the systems say that another process holds the file.</summary>
    private const int Again = 11, AgainOnMac = 35, SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream? file;

    private DatabaseLock(FileStream? file) => this.file = file;

    /// <summary>The lock, or null when another process holds it. PostgreSQL needs none.</summary>
    public static DatabaseLock? TryTake(DatabaseSetting database)
    {
        if (database.File is not { } path) return new DatabaseLock(null);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return TryTake(path);
    }

    /// <summary>
    /// The lock of a server, or null when another has it. Several may serve one PostgreSQL database, each with a folder of its own; in one folder
    /// they would take the socket from each other.
    /// </summary>
    public static DatabaseLock? OfServer(TrothSettings settings) => settings.Database.IsSqlite ? TryTake(settings.Database) : TryTake(settings.Socket);

    /// <summary>What to tell whoever starts a server where another has the lock.</summary>
    public static string HeldBy(TrothSettings settings) =>
        settings.Database.File is { } file ? Words.Say("database.runs", file) : Words.Say("database.runsHere", settings.Folder);

    private static DatabaseLock? TryTake(string path)
    {
        try
        {
            return new DatabaseLock(new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (held.HResult is Again or AgainOnMac or SharingViolation) // all else, a full disk say, is told for what it is
        {
            return null;
        }
    }

    public void Dispose() => file?.Dispose();
}
