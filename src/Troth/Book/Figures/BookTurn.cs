using Npgsql;
using Troth.Platform;

namespace Troth.Book.Figures;

/// <summary>
/// One computation at a time: two would clear away and show each other's half. On SQLite one process has the file open; on PostgreSQL
/// others may compute the same Book, so a lock that goes with the connection, and so with the process, stands for the turn.
/// </summary>
public sealed class BookTurn(TrothSettings settings) : IDisposable
{
    private const long Lock = 0x54726f7468_02;
    private readonly SemaphoreSlim one = new(1);

    public async Task<IAsyncDisposable> Take(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            return new Turn(one, settings.Database.File is null ? await Locked(cancel) : null);
        }
        catch
        {
            one.Release();
            throw;
        }
    }

    private async Task<NpgsqlConnection> Locked(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(settings.Database.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            // Without a limit: the other one may have a large book to compute.
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(@lock)", connection) { Parameters = { new("@lock", Lock) }, CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => one.Dispose();

    private sealed class Turn(SemaphoreSlim one, NpgsqlConnection? connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                if (connection is null) return;
                await using var held = connection;
                await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock(@lock)", held) { Parameters = { new("@lock", Lock) } };
                await command.ExecuteNonQueryAsync();
            }
            finally
            {
                one.Release();
            }
        }
    }
}
