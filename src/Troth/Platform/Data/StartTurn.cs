using Npgsql;

namespace Troth.Platform.Data;

/// <summary>
/// One process at a time changes the schema of a PostgreSQL database and makes what a first start makes; another waits, then finds it done.
/// A SQLite file is one process's alone anyhow. Let go of when the connection ends, whatever happens to the process.
/// </summary>
public sealed class StartTurn : IAsyncDisposable
{
    private const long Lock = 0x54524F54485F5354; // TROTH_ST

    private readonly NpgsqlConnection? connection;

    private StartTurn(NpgsqlConnection? connection) => this.connection = connection;

    public static async Task<StartTurn> Take(DatabaseSetting database, CancellationToken cancel)
    {
        if (database.IsSqlite) return new(null);
        // Of its own, not from the pool: closing it lets go. In the server's own database where the company's is not there yet.
        foreach (var name in new[] { new NpgsqlConnectionStringBuilder(database.ConnectionString).Database, "postgres" })
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name, Pooling = false }.ToString());
            try
            {
                await connection.OpenAsync(cancel);
                await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(@lock)", connection) { Parameters = { new("@lock", Lock) }, CommandTimeout = 0 };
                await command.ExecuteNonQueryAsync(cancel);
                return new(connection);
            }
            catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.InvalidCatalogName)
            {
                await connection.DisposeAsync();
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
        return new(null);
    }

    public ValueTask DisposeAsync() => connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}
