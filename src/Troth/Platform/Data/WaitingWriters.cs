using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Troth.Platform.Data;

/// <summary>
/// Knows who waits to write to a SQLite file, where one writes at a time and the waiting look again only now and then. Long work
/// writes in short transactions and between them gives way; without this it would take the file again before anybody looked.
/// PostgreSQL needs nothing of the kind.
/// </summary>
public sealed class WaitingWriters : DbCommandInterceptor, IDbTransactionInterceptor
{
    private static readonly ConcurrentDictionary<string, WaitingWriters> Files = new(StringComparer.Ordinal);

    /// <summary>A waiting writer looks at least this often during the first half second (SQLite's own busy handler).</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(120);

    private readonly ConcurrentDictionary<object, byte> waiting = new(ReferenceEqualityComparer.Instance);

    private WaitingWriters() { }

    public static WaitingWriters Of(string file) => Files.GetOrAdd(file, _ => new WaitingWriters());

    /// <summary>Lets those who wait go first, while the caller holds no transaction. Returns at once when nobody waits.</summary>
    public void GiveWay()
    {
        if (waiting.IsEmpty) return;
        var since = TimeProvider.System.GetTimestamp();
        var one = new SpinWait();
        while (!waiting.IsEmpty && TimeProvider.System.GetElapsedTime(since) < Longest) one.SpinOnce(sleep1Threshold: 0);
        waiting.Clear(); // whoever began to wait and gave up without a word is not waited for again
    }

    public InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData data, InterceptionResult<DbTransaction> result)
    {
        waiting[connection] = 0;
        return result;
    }

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData data, InterceptionResult<DbTransaction> result, CancellationToken cancel = default) =>
        new(TransactionStarting(connection, data, result));

    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData data, DbTransaction result)
    {
        waiting.TryRemove(connection, out _);
        return result;
    }

    public ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData data, DbTransaction result, CancellationToken cancel = default) =>
        new(TransactionStarted(connection, data, result));

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result) => Wait(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken cancel = default) => new(Wait(command, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData data, InterceptionResult<int> result) => Wait(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData data, InterceptionResult<int> result, CancellationToken cancel = default) => new(Wait(command, result));

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData data, DbDataReader result) => Done(command, result);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData data, DbDataReader result, CancellationToken cancel = default) =>
        new(Done(command, result));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData data, int result) => Done(command, result);

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData data, int result, CancellationToken cancel = default) =>
        new(Done(command, result));

    public override void CommandFailed(DbCommand command, CommandErrorEventData data) => waiting.TryRemove(command, out _);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData data, CancellationToken cancel = default)
    {
        waiting.TryRemove(command, out _);
        return Task.CompletedTask;
    }

    private T Wait<T>(DbCommand command, T result)
    {
        if (Writes(command.CommandText)) waiting[command] = 0;
        return result;
    }

    private T Done<T>(DbCommand command, T result)
    {
        waiting.TryRemove(command, out _);
        return result;
    }

    private static bool Writes(string sql)
    {
        var start = sql.AsSpan().TrimStart();
        return start.StartsWith("INSERT", StringComparison.OrdinalIgnoreCase) || start.StartsWith("UPDATE", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("DELETE", StringComparison.OrdinalIgnoreCase);
    }
}
