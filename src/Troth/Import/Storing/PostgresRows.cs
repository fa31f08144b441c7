using Npgsql;
using NpgsqlTypes;
using Troth.Import.Contracts;

namespace Troth.Import.Storing;

/// <summary>Copies rows of one table into PostgreSQL in its binary form.</summary>
internal sealed class PostgresRows(NpgsqlConnection connection, ImportTable table, int batch, int source)
{
    private readonly ImportColumn[] columns = [.. table.Columns.Where(c => c.Stored)];

    public void Insert(RowBlock rows, int from, int count)
    {
        using var copy = connection.BeginBinaryImport(
            $"COPY {table.StoredAs} (version, batch_id, source_id, {string.Join(", ", columns.Select(c => c.Name))}) FROM STDIN (FORMAT BINARY)");
        for (var row = from; row < from + count; row++)
        {
            copy.StartRow();
            copy.Write(1, NpgsqlDbType.Integer);
            copy.Write(batch, NpgsqlDbType.Integer);
            copy.Write(source, NpgsqlDbType.Integer);
            foreach (var column in columns) Write(copy, rows[row], column);
        }
        copy.Complete();
    }

    private static void Write(NpgsqlBinaryImporter copy, ImportRow row, ImportColumn column)
    {
        if (!row.Has(column)) copy.WriteNull();
        else if (column.Store == ColumnStore.Text) copy.Write(row.Text(column)!, NpgsqlDbType.Text);
        else if (column.Store == ColumnStore.Id) copy.Write(row.Id(column)!.Value, NpgsqlDbType.Uuid);
        else if (column.Boolean) copy.Write(row.Number(column) != 0, NpgsqlDbType.Boolean);
        else if (column.Long) copy.Write(row.Number(column), NpgsqlDbType.Bigint);
        else copy.Write((int)row.Number(column), NpgsqlDbType.Integer);
    }
}
