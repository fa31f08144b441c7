using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Troth.Platform.Data;

/// <summary>Every SQLite connection writes ahead, syncs fully, checks foreign keys and waits for a busy file.</summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();
    public const string Statements = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000; PRAGMA cache_size=-4000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data) => Apply(connection);

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken cancel = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Statements;
        await command.ExecuteNonQueryAsync(cancel);
    }

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Statements;
        command.ExecuteNonQuery();
    }
}
