using System.Collections.Concurrent;
using Npgsql;
using Troth.Platform.Data;

namespace Troth.Import.Storing;

/// <summary>
/// One import at a time is staged, published or taken back. On SQLite one process has the file open, so a word in memory will do; on
/// PostgreSQL a lock that goes with the connection, and so with the process.
/// </summary>
internal sealed class StagingGate : IDisposable
{
    private const long Lock = 0x54726f7468_01;
    private static readonly ConcurrentDictionary<string, byte> Taken = new(StringComparer.Ordinal);
    private readonly string? file;
    private readonly NpgsqlConnection? connection;

    private StagingGate(string? file, NpgsqlConnection? connection) => (this.file, this.connection) = (file, connection);

    /// <summary>The gate, or null when another import has it.</summary>
    public static StagingGate? TryTake(DatabaseSetting database)
    {
        if (database.File is { } file) return Taken.TryAdd(file, 0) ? new StagingGate(file, null) : null;
        var connection = new NpgsqlConnection(database.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(@lock)", connection) { Parameters = { new("@lock", Lock) } };
        if (command.ExecuteScalar() is true) return new StagingGate(null, connection);
        connection.Dispose();
        return null;
    }

    public void Dispose()
    {
        if (file is not null) Taken.TryRemove(file, out _);
        if (connection is null) return;
        if (connection.State == System.Data.ConnectionState.Open) Unlock(connection);
        connection.Dispose();
    }

    private static void Unlock(NpgsqlConnection connection)
    {
        try
        {
            using var command = new NpgsqlCommand("SELECT pg_advisory_unlock(@lock)", connection) { Parameters = { new("@lock", Lock) } };
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException)
        {
            // The connection is lost, and the lock with it.
        }
    }
}
