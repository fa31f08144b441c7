using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;
using Troth.Platform.Data;

namespace Troth.Import.Storing;

/// <summary>
/// The database as imports use it, without EF, which would cost more than the import itself: a connection of its own, and words for
/// what the two databases say differently.
/// </summary>
internal sealed class ImportDatabase : IDisposable
{
    private ImportDatabase(DbConnection connection, WaitingWriters? waiting) => (Connection, this.waiting) = (connection, waiting);

    /// <summary>An import on a busy server takes its time and is not to be broken off for it; a server that is lost is noticed by the connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly WaitingWriters? waiting;

    public DbConnection Connection { get; }
    public bool IsSqlite => Connection is SqliteConnection;

    /// <summary>A connection of its own.</summary>
    /// <param name="setting">Which database.</param>
    /// <param name="staging">
    /// For writing rows that nobody sees yet: a commit need not outlive a power cut, the log may grow before it is copied back, and SQLite
    /// does not look up each reference again that the reader has just looked up: what is referred to goes away only by taking an import
    /// back, which waits for this one.
    /// </param>
    public static ImportDatabase Open(DatabaseSetting setting, bool staging = false)
    {
        if (!setting.IsSqlite)
        {
            var postgres = new NpgsqlConnection(setting.ConnectionString);
            postgres.Open();
            return new(postgres, null);
        }
        // Not pooled: others must not inherit its settings.
        var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder(setting.ConnectionString) { Pooling = false }.ToString());
        sqlite.Open();
        var database = new ImportDatabase(sqlite, WaitingWriters.Of(setting.File!));
        SqlitePragmas.Apply(sqlite);
        if (staging) database.Execute("PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=OFF; PRAGMA wal_autocheckpoint=8000; PRAGMA cache_size=-96000");
        return database;
    }

    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        if (!IsSqlite) command.CommandTimeout = (int)Patience.TotalSeconds;
        foreach (var (name, value) in values) Add(command, name, value);
        return command;
    }

    public void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = Value(value);
        command.Parameters.Add(parameter);
    }

    /// <summary>A value as the driver wants it.</summary>
    public object Value(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id when IsSqlite => id.ToByteArray(bigEndian: true),
        bool yes when IsSqlite => yes ? 1L : 0L,
        DateTimeOffset instant => instant.UtcTicks,
        _ => value,
    };

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public T? Scalar<T>(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(sql, values);
        var value = command.ExecuteScalar();
        return value is null or DBNull ? default : (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
    }

    public IEnumerable<DbDataReader> Read(string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader;
    }

    public Guid Id(DbDataReader reader, int column) => IsSqlite ? new Guid((byte[])reader.GetValue(column), bigEndian: true) : reader.GetGuid(column);

    /// <summary>Takes numbers for people; returns the first.</summary>
    public long TakeNumbers(string counter, long count) => Scalar<long>("""
        INSERT INTO counters (name, next) VALUES (@name, @count + 1)
        ON CONFLICT (name) DO UPDATE SET next = counters.next + @count
        RETURNING next
        """, ("@name", counter), ("@count", count)) - count;

    /// <summary>
    /// Grows with every entry of the history, which nobody ever removes: equal before and after, nobody has changed a record between. Entries are
    /// numbered by the time they are made, so on PostgreSQL those since <paramref name="begun"/> are counted and not the whole history; the hour
    /// before it is for clocks that differ and for transactions that take their time. Entries of <paramref name="own"/>, the import that asks, do not count.
    /// </summary>
    public long HistoryMark(DateTimeOffset begun, int own) => IsSqlite ? Scalar<long>("SELECT rowid FROM changes WHERE batch_id <> @own ORDER BY rowid DESC LIMIT 1", ("@own", own))
        : Scalar<long>("SELECT count(*) FROM changes WHERE id > @from AND batch_id <> @own", ("@from", Guid.CreateVersion7(begun.AddHours(-1))), ("@own", own));

    /// <summary>False once the server is lost; whoever goes on then needs another.</summary>
    public bool IsOpen => Connection.State == System.Data.ConnectionState.Open;

    /// <summary>Does something in one transaction.</summary>
    public void InTransaction(Action work)
    {
        Begin();
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>From here on as everybody writes.</summary>
    public void EndStaging()
    {
        if (IsSqlite) SqlitePragmas.Apply(Connection);
    }

    public void Begin() => Execute(IsSqlite ? "BEGIN IMMEDIATE" : "BEGIN");

    public void Commit() => Execute("COMMIT");

    /// <summary>Undoes the transaction, unless it is gone already: SQLite ends it by itself when the disk is full, and a lost server has none.</summary>
    public void Rollback()
    {
        var gone = Connection is SqliteConnection { Handle: { } handle } ? raw.sqlite3_get_autocommit(handle) != 0 : Connection.State != System.Data.ConnectionState.Open;
        if (!gone) Execute("ROLLBACK");
    }

    /// <summary>Between two transactions of long work: lets people who wait to write go first.</summary>
    public void GiveWay() => waiting?.GiveWay();

    public void Dispose() => Connection.Dispose();
}
