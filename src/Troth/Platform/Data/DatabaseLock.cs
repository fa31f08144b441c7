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
