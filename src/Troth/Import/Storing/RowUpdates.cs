using System.Data.Common;
using Troth.Import.Contracts;

namespace Troth.Import.Storing;

/// <summary>Sets columns of single rows. Statements are prepared once for each set of columns.</summary>
internal sealed class RowUpdates(ImportDatabase database) : IDisposable
{
    private readonly Dictionary<(ImportTable, ulong, bool), DbCommand> commands = [];

    /// <summary>Sets these columns of the row of that id. Counting <paramref name="asChange"/>, the version goes up, so that a stale edit is refused.</summary>
    /// <returns>False when there is no such row.</returns>
    public bool Set(ImportRow row, Guid id, ulong columns, bool asChange)
    {
        var table = row.Table;
        if (!commands.TryGetValue((table, columns, asChange), out var command)) commands.Add((table, columns, asChange), command = Prepare(table, columns, asChange));
        var at = 0;
        foreach (var column in Columns(table, columns)) command.Parameters[at++].Value = database.Value(Value(row, column));
        command.Parameters[at++].Value = database.Value(id);
        if (table.Whole is { } whole) command.Parameters[at].Value = database.Value(row.Id(whole));
        return command.ExecuteNonQuery() > 0;
    }

    private DbCommand Prepare(ImportTable table, ulong columns, bool asChange)
    {
        var sets = Columns(table, columns).Select((column, at) => $"{column.Name} = @p{at}").Concat(asChange ? ["version = version + 1"] : Array.Empty<string>());
        var command = database.Command($"UPDATE {table.StoredAs} SET {string.Join(", ", sets)} WHERE id = @id{(table.Whole is { } whole ? $" AND {whole.Name} = @whole" : "")}");
        foreach (var (column, at) in Columns(table, columns).Select((column, at) => (column, at)))
        {
            database.Add(command, $"@p{at}", null);
            // PostgreSQL wants to know the type of a parameter that may be null.
            command.Parameters[at].DbType = column.Store switch
            {
                ColumnStore.Text => System.Data.DbType.String,
                ColumnStore.Id => database.IsSqlite ? System.Data.DbType.Binary : System.Data.DbType.Guid,
                _ => column.Boolean && !database.IsSqlite ? System.Data.DbType.Boolean : column.Long || database.IsSqlite ? System.Data.DbType.Int64 : System.Data.DbType.Int32,
            };
        }
        database.Add(command, "@id", Guid.Empty);
        if (table.Whole is not null) database.Add(command, "@whole", Guid.Empty);
        return command;
    }

    private object? Value(ImportRow row, ImportColumn column) => !row.Has(column) ? null : column.Store switch
    {
        ColumnStore.Text => row.Text(column),
        ColumnStore.Id => row.Id(column),
        _ => column.Boolean && !database.IsSqlite ? row.Number(column) != 0 : column.Long || database.IsSqlite ? row.Number(column) : (int)row.Number(column),
    };

    private static IEnumerable<ImportColumn> Columns(ImportTable table, ulong columns) => table.Columns.Where(c => c.Stored && (columns & c.Bit) != 0);

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
    }
}
