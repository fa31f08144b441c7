using Troth.Import.Contracts;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Import.Storing;

namespace Troth.Import.Staging;

/// <summary>What one import has taken in so far, and what it needs to take in more. Belongs to the thread that reads.</summary>
internal sealed class Intake
{
    private readonly IRowSink sink;
    private readonly StoredRecords stored;
    private readonly ImportTable[] tables;
    private readonly Dictionary<Guid, string?> called = [];
    private readonly List<(string Column, string Cell)> unread = [];
    private ulong seeds;
    private FeedRecord? last;

    public Intake(IReadOnlyList<ImportTable> tables, string source, ImportContext context, Ledger ledger, StoredRecords stored, IRowSink sink)
    {
        (this.tables, Source, Context, Ledger, this.stored, this.sink) = ([.. tables], source, context, ledger, stored, sink);
        Ids = new IdSequence(context.Now);
        Known = tables.ToDictionary(table => table.Entity, table => new Known(table, Ids));
        References = new References(BuildIndex);
        Parts = tables.Where(t => t.Whole is not null).ToDictionary(t => t.Entity, t => new PartBook(t, this, stored));
    }

    public string Source { get; }
    public ImportContext Context { get; }
    public Ledger Ledger { get; }
    public IdSequence Ids { get; }
    public IReadOnlyDictionary<string, Known> Known { get; }
    public IReadOnlyDictionary<string, PartBook> Parts { get; }
    public References References { get; }
    public StoredRecords Stored => stored;
    public IReadOnlyList<ImportTable> Tables => tables;

    /// <summary>Cells of the current row that do not count where they are mapped; its last record keeps them.</summary>
    public RowRest Displaced { get; } = new();

    public ulong NextSeed() => ++seeds * 0x9e3779b97f4a7c15;

    /// <summary>Learns which records are there already.</summary>
    public void LearnStored()
    {
        foreach (var table in tables)
        {
            var known = Known[table.Entity];
            foreach (var (row, remembered) in stored.Keys(table))
                known.AddStored(NaturalKeys.KeyOf(row)!, row.Id(table.Id)!.Value, remembered);
        }
    }

    /// <summary>A new row begins; <paramref name="lastRecord"/> is the last record that it makes.</summary>
    public void Begin(FeedRecord? lastRecord)
    {
        last = lastRecord;
        Displaced.Clear();
        unread.Clear();
    }

    public bool IsLast(FeedRecord record) => record == last;

    /// <summary>A cell of the current row that its field cannot hold; counted once the row is taken.</summary>
    public void Unread(string column, string cell) => unread.Add((column, cell));

    /// <summary>The row is taken, with the cells that could not be read.</summary>
    public void Taken(string file)
    {
        foreach (var (column, cell) in unread.Distinct()) Ledger.Unread(file, column, cell);
    }

    /// <summary>Cells that do not count stay with the row's last record, unless that record carries them anyway.</summary>
    public void Displace(FeedRecord record, IEnumerable<int> cells)
    {
        if (last is not null && last != record) Displaced.Keep(record, cells.Where(cell => !last.ToldBy.Contains(cell)));
    }

    /// <summary>Brings back what the database holds of a record, for comparing with a row that differs from what was told.</summary>
    public void Recall(Known known, int record, ulong columns)
    {
        foreach (var row in stored.Load(known.Table, [known.Id(record)])) known.Tell(record, row.Values, columns);
    }

    /// <summary>The number of a record that was found by another way than its key.</summary>
    public int Adopt(Known known, Guid id)
    {
        var key = $"\u0001{id:N}";
        var record = known.Find(key);
        if (record >= 0) return record;
        var remembered = known.Table.Remembered is { } column ? stored.Load(known.Table, [id]).Select(row => row.Values.Text(column)).FirstOrDefault() : null;
        return known.AddStored(key, id, remembered);
    }

    /// <summary>A value in words, references by their key.</summary>
    public string? Text(ImportColumn column, ImportRow row)
    {
        if (column.Refers is not { } refers || row.Id(column) is not { } id) return ValueText.Of(column, row);
        var known = Known[refers];
        return known.RecordOf(id) is >= 0 and var record && known.Key(record) is not ['\u0001', ..] and var key ? key : Called(known.Table, id) ?? ValueText.Of(column, row);
    }

    /// <summary>What people call a record that is not of this source: by its name, as rows do that refer to it.</summary>
    private string? Called(ImportTable table, Guid id)
    {
        if (called.TryGetValue(id, out var name)) return name;
        var column = table.Columns.FirstOrDefault(c => c.Field == "name") ?? table.ExternalKey;
        return called[id] = stored.Load(table, [id]).Select(row => row.Values.Text(column)).FirstOrDefault();
    }

    /// <summary>What a report calls a record by: its key, or the values it is known by.</summary>
    public string KeyShown(Known known, int record, ImportRow row) =>
        known.Table.NaturalKey.Count == 0 ? known.Key(record) : string.Join(' ', known.Table.NaturalKey.Select(column => Text(column, row)));

    /// <summary>New rows that wait to be written.</summary>
    public int WaitingRows { get; set; }

    /// <summary>Sends what waits to be written, wholes before their parts.</summary>
    public void Flush()
    {
        var blocks = new List<RowBlock>();
        foreach (var table in tables)
        {
            if (Known[table.Entity] is { Waiting.Count: > 0 } known) blocks.Add(Finished(known));
            if (Parts.TryGetValue(table.Entity, out var parts) && parts.Waiting.Count > 0) blocks.Add(parts.TakeWaiting());
        }
        WaitingRows = 0;
        if (blocks.Count > 0) sink.Write(blocks);
    }

    public RowBlock Rent(ImportTable table) => sink.Rent(table);

    private RowBlock Finished(Known known)
    {
        var block = sink.Rent(known.Table);
        foreach (var record in known.Waiting)
        {
            var row = block.Add(known.RowOf(record));
            Finish(known, record, row);
            foreach (var column in known.Table.Columns)
            {
                if (column.Refers != known.Table.Entity || !row.Has(column)) continue;
                row.Clear(column); // set when all rows of the table are there
                known.Retell(record, column.Bit);
            }
            known.State(record) = RecordState.Written;
        }
        known.Waiting.Clear();
        return block;
    }

    /// <summary>Gives a copy of what rows told of a new record all else that it needs.</summary>
    public void Finish(Known known, int record, ImportRow row)
    {
        var table = known.Table;
        row.Set(table.Id, known.Id(record));
        if (table.NaturalKey.Count == 0)
        {
            row.Set(table.ExternalKey, known.Key(record));
            Context.Key = known.Key(record);
        }
        table.Complete?.Invoke(row, Context);
        foreach (var column in table.Defaulted)
            if (!row.Has(column)) row.Set(column, column.Default!.Value);
        table.Derive?.Invoke(row);
    }

    private FieldIndex BuildIndex(ImportColumn by, ImportColumn? also)
    {
        var index = new FieldIndex();
        foreach (var (id, text, second) in stored.Texts(by, also)) index.Put(id, text, second);
        var known = Known[by.Table.Entity];
        for (var record = 0; record < known.Count; record++)
            if (known.Exists(record) && known.IsTold(record))
                index.Put(known.Id(record), known.RowOf(record).Text(by), also is null ? null : known.RowOf(record).Text(also));
        return index;
    }
}
