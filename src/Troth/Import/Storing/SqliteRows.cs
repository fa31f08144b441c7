using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Troth.Import.Contracts;

namespace Troth.Import.Storing;

/// <summary>Inserts rows of one table into SQLite by one prepared statement.</summary>
internal sealed unsafe class SqliteRows : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly ImportColumn[] columns;
    private byte[] buffer = GC.AllocateUninitializedArray<byte>(1 << 14, pinned: true);

    public SqliteRows(SqliteConnection connection, ImportTable table, int batch, int source)
    {
        this.connection = connection.Handle!;
        columns = [.. table.Columns.Where(c => c.Stored)];
        var sql = FormattableString.Invariant($"""
            INSERT INTO {table.StoredAs} (version, batch_id, source_id, {string.Join(", ", columns.Select(c => c.Name))})
            VALUES (1, {batch}, {source}, {string.Join(", ", columns.Select((_, at) => $"?{at + 1}"))})
            """);
        if (raw.sqlite3_prepare_v2(this.connection, sql, out statement) != raw.SQLITE_OK) throw Failed();
    }

    /// <summary>Inserts rows from <paramref name="from"/> on, at most <paramref name="count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Insert(RowBlock rows, int from, int count)
    {
        var handle = statement.DangerousGetHandle();
        for (var row = from; row < from + count; row++)
        {
            Bind(handle, rows, row);
            if (NativeSqlite.Step(handle) != NativeSqlite.Done) throw Failed();
            _ = NativeSqlite.Reset(handle);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Bind(nint handle, RowBlock rows, int row)
    {
        var there = rows.Present(row);
        EnsureRoom(rows, row, there);
        fixed (byte* start = buffer)
        {
            var at = start;
            for (var index = 0; index < columns.Length; index++)
            {
                var column = columns[index];
                if ((there & column.Bit) == 0) _ = NativeSqlite.BindNull(handle, index + 1);
                else if (column.Store == ColumnStore.Number) _ = NativeSqlite.Bind(handle, index + 1, rows.Number(row, column));
                else if (column.Store == ColumnStore.Id)
                {
                    rows.Id(row, column).TryWriteBytes(new Span<byte>(at, 16), bigEndian: true, out _);
                    _ = NativeSqlite.BindBlob(handle, index + 1, at, 16, 0);
                    at += 16;
                }
                else
                {
                    var length = Encoding.UTF8.GetBytes(rows.Text(row, column)!, new Span<byte>(at, (int)(start + buffer.Length - at)));
                    _ = NativeSqlite.BindText(handle, index + 1, at, length, 0);
                    at += length;
                }
            }
        }
    }

    private void EnsureRoom(RowBlock rows, int row, ulong there)
    {
        var needed = columns.Length * 16;
        foreach (var column in columns)
            if (column.Store == ColumnStore.Text && (there & column.Bit) != 0)
                needed += rows.Text(row, column)!.Length * 3;
        if (needed > buffer.Length) buffer = GC.AllocateUninitializedArray<byte>(needed * 2, pinned: true);
    }

    private SqliteException Failed() => new(raw.sqlite3_errmsg(connection).utf8_to_string(), raw.sqlite3_errcode(connection), raw.sqlite3_extended_errcode(connection));

    public void Dispose() => statement.Dispose();
}
