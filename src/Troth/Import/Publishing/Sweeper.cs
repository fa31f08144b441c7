using Troth.Import.Contracts;
using Troth.Import.Storing;

namespace Troth.Import.Publishing;

/// <summary>Removes the rows of a hidden import for good, in short transactions; then nothing of it is left to hide.</summary>
internal sealed class Sweeper(ImportDatabase database, IReadOnlyList<ImportTable> tables)
{
    private const int RowsAtOnce = 1_000, PartsAtOnce = 5_000;

    /// <summary>Tables in the order in which their rows refer to each other; removed from the last to the first.</summary>
    public void Sweep(int batch)
    {
        // Nobody has counted rows that were just written: PostgreSQL, taking the table for a small one, would read all of it for every row it removes.
        if (!database.IsSqlite) database.Execute("SET enable_seqscan = off");
        Remove(batch);
        if (!database.IsSqlite) database.Execute("SET enable_seqscan TO DEFAULT"); // where it fails, the connection's next user has it set back
    }

    private void Remove(int batch)
    {
        var slices = new WriteSlices(database);
        slices.Open();
        foreach (var table in tables.Reverse())
        {
            foreach (var own in table.Columns.Where(c => c.Refers == table.Entity))
                while (Step(slices, $"UPDATE {table.StoredAs} SET {own.Name} = NULL WHERE id IN (SELECT id FROM {table.StoredAs} WHERE batch_id = @batch AND {own.Name} IS NOT NULL LIMIT {RowsAtOnce})", batch)) { }
            if (table.Whole is not null) SweepParts(slices, table, batch);
            else
                while (Step(slices, DeleteSome(table), batch)) { }
        }
        while (Step(slices, FormattableString.Invariant($"DELETE FROM import_updates WHERE batch_id = @batch AND seq IN (SELECT seq FROM import_updates WHERE batch_id = @batch LIMIT {RowsAtOnce})"), batch)) { }
        slices.Open();
        database.Execute("DELETE FROM hidden_batches WHERE id = @batch", ("@batch", batch));
        slices.Close();
    }

    private string DeleteSome(ImportTable table) => database.IsSqlite
        ? $"DELETE FROM {table.StoredAs} WHERE id IN (SELECT id FROM {table.StoredAs} WHERE batch_id = @batch LIMIT {RowsAtOnce})"
        : $"DELETE FROM {table.StoredAs} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table.StoredAs} WHERE batch_id = @batch LIMIT {RowsAtOnce}))";

    private bool Step(WriteSlices slices, string sql, int batch)
    {
        slices.Open();
        var rows = database.Execute(sql, ("@batch", batch));
        slices.CloseIfLong();
        return rows > 0;
    }

    /// <summary>Parts have no index by import: they are gone through once in the order of their wholes, which is how they lie.</summary>
    private void SweepParts(WriteSlices slices, ImportTable table, int batch)
    {
        var whole = table.Whole!.Name;
        Guid? from = null;
        while (true)
        {
            slices.Open();
            var after = from is null ? "" : $"WHERE {whole} > @from";
            using var command = database.Command(FormattableString.Invariant($"SELECT {whole} FROM {table.StoredAs} {after} ORDER BY {whole} LIMIT 1 OFFSET {PartsAtOnce}"));
            if (from is { } start) database.Add(command, "@from", start);
            Guid? to = null;
            using (var reader = command.ExecuteReader())
                if (reader.Read()) to = database.Id(reader, 0);
            using var delete = database.Command($"DELETE FROM {table.StoredAs} WHERE batch_id = @batch{(from is null ? "" : $" AND {whole} > @from")}{(to is null ? "" : $" AND {whole} <= @to")}", ("@batch", batch));
            if (from is { } first) database.Add(delete, "@from", first);
            if (to is { } last) database.Add(delete, "@to", last);
            delete.ExecuteNonQuery();
            slices.CloseIfLong();
            if (to is null) return;
            from = to;
        }
    }
}
