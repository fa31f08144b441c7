using Troth.Import.Contracts;
using Troth.Import.Reporting;
using Troth.Import.Storing;

namespace Troth.Import.Publishing;

/// <summary>
/// Finds which records of an import must stay when it is taken back: those that somebody has changed since, those that anything made
/// since refers to, and what these in turn need.
/// </summary>
internal sealed class KeptRecords(ImportDatabase database, int batch, IReadOnlyList<ImportTable> tables, IReadOnlyList<TableReference> references)
{
    private readonly StoredRecords stored = new(database, 0);
    private readonly Dictionary<ImportTable, Dictionary<Guid, (string Because, Guid? Whole)>> kept = tables.ToDictionary(table => table, _ => new Dictionary<Guid, (string, Guid?)>());
    private readonly Queue<(ImportTable Table, Guid Id, Guid? Whole)> toFollow = [];

    public KeptRecords Find()
    {
        foreach (var table in tables) KeepChanged(table);
        foreach (var reference in references) KeepReferred(reference);
        while (toFollow.TryDequeue(out var one)) Follow(one.Table, one.Id, one.Whole);
        return this;
    }

    public int CountOf(ImportTable table) => kept[table].Count;

    /// <summary>Makes the kept records nobody's import any more.</summary>
    public void Release()
    {
        foreach (var (table, ids) in kept)
            foreach (var (id, (_, whole)) in ids)
                database.Execute($"UPDATE {table.StoredAs} SET batch_id = 0 WHERE id = @id AND batch_id = @batch{(table.Whole is null ? "" : $" AND {table.Whole.Name} = @whole")}",
                    ("@id", id), ("@batch", batch), ("@whole", whole));
    }

    public IEnumerable<KeptRecord> Describe()
    {
        foreach (var (table, ids) in kept.Where(one => one.Key.Whole is null)) // parts stand for themselves nowhere
            foreach (var row in stored.Load(table, [.. ids.Keys]))
                yield return new KeptRecord(table.Entity, row.Values.Text(table.ExternalKey) ?? "", null, ids[row.Values.Id(table.Id)!.Value].Because);
    }

    private void KeepChanged(ImportTable table)
    {
        var whole = table.Whole is null ? "" : $", {table.Whole.Name}";
        foreach (var (id, of) in database.Read($"SELECT id{whole} FROM {table.StoredAs} WHERE batch_id = @batch AND version > 1", ("@batch", batch))
            .Select(row => (database.Id(row, 0), table.Whole is null ? (Guid?)null : database.Id(row, 1))).ToList())
            if (IsChanged(id)) Keep(table, id, of, "changed since");
    }

    /// <summary>Whether a change stands that this import did not make and that was not itself taken back.</summary>
    private bool IsChanged(Guid id) => database.Scalar<long>("""
        SELECT count(*) FROM changes WHERE record_id = @id AND action = 'updated' AND batch_id <> @batch
            AND batch_id NOT IN (SELECT id FROM import_runs WHERE state = 'Reverted')
        """, ("@id", id), ("@batch", batch)) > 0;

    private void KeepReferred(TableReference reference)
    {
        var since = reference.Importable is null ? "" : "AND d.batch_id <> @batch AND d.batch_id NOT IN (SELECT id FROM hidden_batches)";
        foreach (var id in database.Read($"""
            SELECT DISTINCT d.{reference.Column} FROM {reference.Table} d WHERE d.{reference.Column} IN (SELECT id FROM {reference.To.StoredAs} WHERE batch_id = @batch) {since}
            """, ("@batch", batch)).Select(row => database.Id(row, 0)).ToList())
            Keep(reference.To, id, null, $"referred to by {reference.Importable?.Entity ?? reference.Table}");
    }

    private void Keep(ImportTable table, Guid id, Guid? whole, string because)
    {
        if (kept[table].TryAdd(id, (because, whole))) toFollow.Enqueue((table, id, whole));
    }

    /// <summary>A kept record needs what it refers to, and keeps its parts.</summary>
    private void Follow(ImportTable table, Guid id, Guid? whole)
    {
        var rows = whole is null ? stored.Load(table, [id]).Select(row => Copy(row.Values)).ToList()
            : [.. stored.WholeParts(table, whole.Value).Where(part => part.Values.Id(table.Id) == id).Select(part => part.Values)];
        foreach (var row in rows)
            foreach (var column in table.Columns.Where(c => c.Refers is not null && row.Has(c)))
            {
                var to = tables.Single(t => t.Entity == column.Refers);
                if (IsOfBatch(to, row.Id(column)!.Value)) Keep(to, row.Id(column)!.Value, null, $"referred to by a kept {table.Entity}");
            }
        foreach (var parts in tables.Where(t => t.Whole?.Refers == table.Entity))
            foreach (var part in stored.WholeParts(parts, id).Where(part => part.BatchId == batch))
                Keep(parts, part.Values.Id(parts.Id)!.Value, id, $"part of a kept {table.Entity}");
        foreach (var belongs in tables.SelectMany(t => t.Columns).Where(c => c.SameRow && c.Required && c.Refers == table.Entity))
            foreach (var other in database.Read($"SELECT id FROM {belongs.Table.StoredAs} WHERE {belongs.Name} = @id AND batch_id = @batch", ("@id", id), ("@batch", batch))
                .Select(row => database.Id(row, 0)).ToList())
                Keep(belongs.Table, other, null, $"belongs to a kept {table.Entity}");
    }

    private static ImportRow Copy(ImportRow row) => new RowBlock(row.Table).Add(row);

    private bool IsOfBatch(ImportTable table, Guid id) =>
        database.Scalar<int>($"SELECT batch_id FROM {table.StoredAs} WHERE id = @id", ("@id", id)) == batch;
}
