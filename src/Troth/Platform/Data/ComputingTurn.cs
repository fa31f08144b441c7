using Npgsql;

namespace Troth.Platform.Data;

/// <summary>
/// One computation of a kind at a time: two would clear away and show each other's half. On SQLite one process has the file open; on PostgreSQL
/// others may compute the same, so a lock that goes with the connection, and so with the process, stands for the turn.
/// </summary>
/// <param name="settings">Which database.</param>
/// <param name="number">The kind's own lock.</param>
public abstract class ComputingTurn(TrothSettings settings, long number) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public async Task<IAsyncDisposable> Take(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            return new Turn(one, settings.Database.File is null ? await Locked(cancel) : null, number);
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
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(@lock)", connection) { Parameters = { new("@lock", number) }, CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        one.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class Turn(SemaphoreSlim one, NpgsqlConnection? connection, long number) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                if (connection is null) return;
                await using var held = connection;
                await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock(@lock)", held) { Parameters = { new("@lock", number) } };
                await command.ExecuteNonQueryAsync();
            }
            finally
            {
                one.Release();
            }
        }
    }
}
