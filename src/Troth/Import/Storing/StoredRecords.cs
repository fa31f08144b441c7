using System.Data.Common;
using Troth.Import.Contracts;

namespace Troth.Import.Storing;

/// <summary>A row as it stands in the database.</summary>
/// <param name="Values">Its values, in a block that the next read may use again.</param>
/// <param name="HandEdited">Properties that a person has changed.</param>
/// <param name="BatchId">The import that made it.</param>
/// <param name="SourceId">The system it comes from; 0 when made by hand.</param>
internal readonly record struct StoredRow(ImportRow Values, string? HandEdited, int BatchId, int SourceId)
{
    /// <summary>Properties that are a person's and no import's; of a record made by hand all but the extras, which no person writes.</summary>
    public Func<ImportColumn, bool> ByHand()
    {
        if (SourceId == 0) return column => column != column.Table.Extras;
        var edited = (HandEdited ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return column => edited.Contains(column.Property);
    }
}

/// <summary>Reads what is there already. Rows of unpublished imports do not count.</summary>
/// <param name="database">A connection for reading only.</param>
/// <param name="sourceId">The source whose keys are meant; 0 when the source is new and so has no records.</param>
internal sealed class StoredRecords(ImportDatabase database, int sourceId)
{
    private const string Visible = "batch_id NOT IN (SELECT id FROM hidden_batches)";

    public int SourceId => sourceId;

    /// <summary>Keys, ids and what others remember of all records that can be recognised: those of the source, or all where values are the key.</summary>
    public IEnumerable<(ImportRow Row, string? Remembered)> Keys(ImportTable table)
    {
        if (sourceId == 0 && table.NaturalKey.Count == 0 || table.Whole is not null) yield break;
        ImportColumn[] columns = [table.Id, .. table.NaturalKey.Count > 0 ? table.NaturalKey : [table.ExternalKey], .. table.Remembered is { } remembered ? new[] { remembered } : []];
        foreach (var row in Read(table, columns, Recognisable(table))) yield return (row.Values, table.Remembered is { } column ? row.Values.Text(column) : null);
    }

    /// <summary>The given columns, beside the key, of all records that can be recognised.</summary>
    public IEnumerable<StoredRow> All(ImportTable table, IEnumerable<ImportColumn> columns)
    {
        if (sourceId == 0 && table.NaturalKey.Count == 0) yield break;
        var key = table.NaturalKey.Count > 0 ? table.NaturalKey : [table.ExternalKey];
        foreach (var row in Read(table, [.. key.Union(columns.Where(c => c.Stored))], Recognisable(table))) yield return row;
    }

    /// <summary>The given columns of all records of a table, whatever their source.</summary>
    public IEnumerable<ImportRow> Everything(ImportTable table, IEnumerable<ImportColumn> columns) => Read(table, [.. columns], Visible).Select(row => row.Values);

    /// <summary>Whole rows by id, in no particular order.</summary>
    public IEnumerable<StoredRow> Load(ImportTable table, IReadOnlyList<Guid> ids)
    {
        foreach (var some in ids.Chunk(500))
        {
            var names = string.Join(", ", some.Select((_, at) => $"@p{at}"));
            foreach (var row in Read(table, [.. table.Columns.Where(c => c.Stored)], $"id IN ({names}) AND {Visible}", [.. some.Select((id, at) => ($"@p{at}", (object?)id))]))
                yield return row;
        }
    }

    /// <summary>All parts of a whole, in their order.</summary>
    public IReadOnlyList<ImportRow> PartsOf(ImportTable table, Guid whole) => [.. WholeParts(table, whole).Select(row => row.Values)];

    /// <summary>The same with what people changed.</summary>
    public IReadOnlyList<StoredRow> WholeParts(ImportTable table, Guid whole)
    {
        var block = new RowBlock(table);
        return [.. Read(table, [.. table.Columns.Where(c => c.Stored)], $"{table.Whole!.Name} = @whole AND {Visible} ORDER BY {table.Place!.Name}", [("@whole", whole)], block)];
    }

    /// <summary>The parts of a whole and of those that follow it, about so many rows at once: feeds come in the order of earlier feeds.</summary>
    public IEnumerable<(Guid Whole, IReadOnlyList<ImportRow> Parts)> PartsFrom(ImportTable table, Guid whole, int rows)
    {
        var of = table.Whole!;
        var block = new RowBlock(table);
        var read = Read(table, [.. table.Columns.Where(c => c.Stored)], FormattableString.Invariant(
            $"{of.Name} >= @whole AND {Visible} ORDER BY {of.Name}, {table.Place!.Name} LIMIT {rows}"), [("@whole", whole)], block).Select(row => row.Values).ToList();
        var cut = read.Count == rows ? read[^1].Id(of) : null; // the last whole may go on
        foreach (var group in read.GroupBy(row => row.Id(of)!.Value))
            if (group.Key != cut) yield return (group.Key, [.. group]);
            else if (group.Key == whole) yield return (whole, PartsOf(table, whole));
    }

    /// <summary>One or two texts of all records of a table, whatever their source.</summary>
    public IEnumerable<(Guid Id, string? Text, string? Also)> Texts(ImportColumn by, ImportColumn? also)
    {
        foreach (var row in Everything(by.Table, [by.Table.Id, by, .. also is null ? Array.Empty<ImportColumn>() : [also]]))
            yield return (row.Id(by.Table.Id)!.Value, row.Text(by), also is null ? null : row.Text(also));
    }

    /// <summary>Rows of a table with some columns, one at a time unless a block is given to keep them.</summary>
    public IEnumerable<StoredRow> Read(ImportTable table, ImportColumn[] columns, string where, (string, object?)[]? values = null, RowBlock? keep = null)
    {
        var block = keep ?? new RowBlock(table);
        var sql = $"SELECT hand_edited, batch_id, source_id, {string.Join(", ", columns.Select(c => c.Name))} FROM {table.StoredAs} WHERE {where}";
        foreach (var reader in database.Read(sql, values ?? []))
        {
            if (keep is null) block.Clear();
            var row = block.Add();
            for (var at = 0; at < columns.Length; at++) Put(row, columns[at], reader, at + 3);
            yield return new StoredRow(row, reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2));
        }
    }

    private void Put(ImportRow row, ImportColumn column, DbDataReader reader, int at)
    {
        if (reader.IsDBNull(at)) return;
        switch (column.Store)
        {
            case ColumnStore.Text: row.Set(column, reader.GetString(at)); break;
            case ColumnStore.Id: row.Set(column, database.Id(reader, at)); break;
            default: row.Set(column, database.IsSqlite || column.Long ? reader.GetInt64(at) : column.Boolean ? reader.GetBoolean(at) ? 1 : 0 : reader.GetInt32(at)); break;
        }
    }

    private string Recognisable(ImportTable table) =>
        table.NaturalKey.Count > 0 ? Visible : FormattableString.Invariant($"source_id = {sourceId} AND external_key IS NOT NULL AND {Visible}");
}
