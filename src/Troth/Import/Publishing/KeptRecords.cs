using Troth.Import.Contracts;
using Troth.Import.Reporting;
using Troth.Import.Staging;
using Troth.Import.Storing;

namespace Troth.Import.Publishing;

/// <summary>
/// Finds which records of an import must stay when it is taken back: those that somebody has changed since, those that anything made
/// since refers to, and what these in turn need.
/// </summary>
internal sealed class KeptRecords(ImportDatabase database, int batch, IReadOnlyList<ImportTable> tables, IReadOnlyList<TableReference> references)
{
    private const int ReleasedAtOnce = 125;
    private const string Kept = "kept";

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

    /// <summary>
    /// Makes the kept records nobody's import any more, some at a time. Those that refer to others come first: where a crash cuts it short, the
    /// next try finds what they refer to again.
    /// </summary>
    /// <param name="history">Tells of each that it was kept: with its batch it would lose the import that made it, which nothing else remembers.</param>
    /// <param name="step">Does one thing, in a transaction of the caller's choice.</param>
    public void Release(HistoryRows history, Action<Action> step)
    {
        foreach (var table in tables.Reverse())
            foreach (var some in kept[table].Chunk(ReleasedAtOnce))
                step(() =>
                {
                    Release(table, [.. some.Select(one => (one.Key, one.Value.Whole))]);
                    Tell(history, table, [.. some.Select(one => (one.Key, one.Value.Whole))]);
                });
    }

    /// <summary>Parts stand in the history of their whole; of one that is kept itself they need not be told of.</summary>
    private void Tell(HistoryRows history, ImportTable table, IReadOnlyList<(Guid Id, Guid? Whole)> some)
    {
        if (table.Whole is { Refers: var named })
        {
            var told = kept[tables.Single(t => t.Entity == named)];
            history.Add(table.Entity, Kept, [.. some.Where(one => !told.ContainsKey(one.Whole!.Value))]);
        }
        else if (table.PartOf is { } page)
        {
            history.Add(table.Entity, Kept, [.. stored.Load(table, [.. some.Select(one => one.Id)]).Select(row => (row.Values.Id(table.Id)!.Value, row.Values.Id(page)))]);
        }
        else
        {
            history.Add(table.Entity, Kept, [.. some.Select(one => (one.Id, (Guid?)null))]);
        }
    }

    private void Release(ImportTable table, IReadOnlyList<(Guid Id, Guid? Whole)> some)
    {
        string Names(char letter) => string.Join(", ", some.Select((_, at) => FormattableString.Invariant($"@{letter}{at}")));
        var within = table.Whole is null ? "" : $" AND {table.Whole.Name} IN ({Names('w')})"; // parts have no index by their own id
        using var command = database.Command($"UPDATE {table.StoredAs} SET batch_id = 0 WHERE batch_id = @batch AND id IN ({Names('i')}){within}", ("@batch", batch));
        for (var at = 0; at < some.Count; at++)
        {
            database.Add(command, FormattableString.Invariant($"@i{at}"), some[at].Id);
            if (table.Whole is not null) database.Add(command, FormattableString.Invariant($"@w{at}"), some[at].Whole);
        }
        command.ExecuteNonQuery();
    }

    /// <summary>How many the report speaks of: parts stand for themselves nowhere.</summary>
    public int ToDescribe => kept.Where(one => one.Key.Whole is null).Sum(one => one.Value.Count);

    /// <summary>The first of them, in words.</summary>
    public IEnumerable<KeptRecord> Describe(int most)
    {
        foreach (var (table, ids) in kept.Where(one => one.Key.Whole is null))
        {
            foreach (var row in stored.Load(table, [.. ids.Keys.Take(most)]))
                yield return new KeptRecord(table.Entity, NaturalKeys.Shown(row.Values), null, ids[row.Values.Id(table.Id)!.Value].Because) { Href = PageOf(tables, table, row.Values) };
            most -= Math.Min(most, ids.Count);
        }
    }

    /// <summary>Where people read of a record: its own page, or that of what it is part of.</summary>
    public static string? PageOf(IReadOnlyList<ImportTable> tables, ImportTable table, ImportRow row)
    {
        if (table.Page is { } own) return $"{own}/{row.Id(table.Id)}";
        return table.PartOf is { } of && row.Id(of) is { } whole && tables.Single(t => t.Entity == of.Refers).Page is { } page ? $"{page}/{whole}" : null;
    }

    private void KeepChanged(ImportTable table)
    {
        var whole = table.Whole is null ? "" : $", {table.Whole.Name}";
        foreach (var (id, of) in database.Read($"SELECT id{whole} FROM {table.StoredAs} WHERE batch_id = @batch AND version > 1", ("@batch", batch))
            .Select(row => (database.Id(row, 0), table.Whole is null ? (Guid?)null : database.Id(row, 1))).ToList())
            if (IsChanged(id)) Keep(table, id, of, Words.Say("kept.changed"));
    }

    /// <summary>Whether a change stands that this import did not make and that was not itself taken back.</summary>
    private bool IsChanged(Guid id) => database.Scalar<long>("""
        SELECT count(*) FROM changes WHERE record_id = @id AND action = 'updated' AND batch_id <> @batch
            AND batch_id NOT IN (SELECT id FROM import_runs WHERE state = 'Reverted')
        """, ("@id", id), ("@batch", batch)) > 0;

    private void KeepReferred(TableReference reference)
    {
        var since = reference.Importable is null ? reference.Keeps is { } keeps ? $"AND ({keeps})" : "" : "AND d.batch_id <> @batch AND d.batch_id NOT IN (SELECT id FROM hidden_batches)";
        foreach (var id in database.Read($"""
            SELECT DISTINCT d.{reference.Column} FROM {reference.Table} d WHERE d.{reference.Column} IN (SELECT id FROM {reference.To.StoredAs} WHERE batch_id = @batch) {since}
            """, ("@batch", batch)).Select(row => database.Id(row, 0)).ToList())
            Keep(reference.To, id, null, Words.Say("kept.referredBy", reference.Called));
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
                if (IsOfBatch(to, row.Id(column)!.Value)) Keep(to, row.Id(column)!.Value, null, Words.Say("kept.referredByKept", table.Entity));
            }
        foreach (var parts in tables.Where(t => t.Whole?.Refers == table.Entity))
            foreach (var part in stored.WholeParts(parts, id).Where(part => part.BatchId == batch))
                Keep(parts, part.Values.Id(parts.Id)!.Value, id, Words.Say("kept.partOfKept", table.Entity));
        foreach (var belongs in tables.SelectMany(t => t.Columns).Where(c => c.SameRow && c.Required && c.Refers == table.Entity))
            foreach (var other in database.Read($"SELECT id FROM {belongs.Table.StoredAs} WHERE {belongs.Name} = @id AND batch_id = @batch", ("@id", id), ("@batch", batch))
                .Select(row => database.Id(row, 0)).ToList())
                Keep(belongs.Table, other, null, Words.Say("kept.belongsToKept", table.Entity));
    }

    private static ImportRow Copy(ImportRow row) => new RowBlock(row.Table).Add(row);

    private bool IsOfBatch(ImportTable table, Guid id) =>
        database.Scalar<int>($"SELECT batch_id FROM {table.StoredAs} WHERE id = @id", ("@id", id)) == batch;
}
