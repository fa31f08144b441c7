namespace Troth.Platform.Data;

/// <summary>One process at a time opens a SQLite file as Troth; the operating system lets go of the lock when the process dies.</summary>
public sealed class DatabaseLock : IDisposable
{
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
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => file?.Dispose();
}
