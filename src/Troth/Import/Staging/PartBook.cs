using Troth.Import.Contracts;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Import.Storing;

namespace Troth.Import.Staging;

/// <summary>
/// Tells new parts from known ones. Parts of a new whole are new. Of a whole that was there before, a row is the stored part with
/// its key, or else the next stored part with the same content; rows left over at the end are what has changed.
/// </summary>
internal sealed class PartBook(ImportTable table, Intake intake, StoredRecords stored)
{
    private const int ReadAhead = 2_000;

    private readonly Known wholes = intake.Known[table.Whole!.Refers!];
    private readonly PartTotals? totals = intake.Known[table.Whole!.Refers!].Table.Totals;
    private readonly Dictionary<int, StoredParts> touched = [];
    private readonly Dictionary<Guid, StoredParts> ahead = [];
    private readonly Dictionary<(int Whole, ulong Key), ulong> keyed = [];
    private readonly HashSet<int> recount = [];
    private readonly EntityCounts counts = intake.Ledger.Of(table.Entity);
    private int[] places = new int[16];
    private RowBlock? waiting;

    public ImportTable Table => table;
    public RowBlock Waiting => waiting ??= intake.Rent(table);

    /// <summary>Rows of wholes that were there before for which no equal part was found, with the key they gave.</summary>
    public List<(int Whole, int Row, string? Key)> Leftover { get; } = [];
    public RowBlock LeftoverRows { get; } = new(table);

    /// <summary>Wholes that were there before and have been told of.</summary>
    public IEnumerable<(int Whole, StoredParts Parts)> Touched => touched.Select(one => (one.Key, one.Value));

    /// <summary>Wholes that were there before and whose totals change with this import.</summary>
    public ISet<int> Recount => recount;

    public RowBlock TakeWaiting()
    {
        var block = Waiting;
        waiting = null;
        return block;
    }

    /// <summary>The content that an earlier row told of the part of this key, or null.</summary>
    public ulong? Told(int whole, string key) => keyed.TryGetValue((whole, TextHash.Of(key)), out var content) ? content : null;

    public void Add(int whole, ImportRow row, string? key, ImportColumn[] compared)
    {
        if (key is not null) keyed.Add((whole, TextHash.Of(key)), row.Hash(compared));
        if (wholes.State(whole) is RecordState.New or RecordState.Written)
        {
            AddNew(whole, row, key);
            return;
        }
        var content = row.Hash(compared);
        var parts = PartsOf(whole, compared);
        if (parts.Match(key, content)) counts.Unchanged++;
        else Leftover.Add((whole, LeftoverRows.Add(row).Index, key));
    }

    /// <summary>A part that is new for certain.</summary>
    public void AddNew(int whole, ImportRow row, string? key)
    {
        var added = Waiting.Add(row);
        added.Set(table.Id, intake.Ids.Next());
        added.Set(table.ExternalKey, key);
        added.Set(table.Place!, ++Place(whole));
        foreach (var column in table.Defaulted)
            if (!added.Has(column)) added.Set(column, column.Default!.Value);
        counts.Created++;
        intake.WaitingRows++;
        if (wholes.State(whole) is not (RecordState.New or RecordState.Written)) recount.Add(whole);
        else if (totals is not null)
        {
            totals.Add(wholes.RowOf(whole), added);
            if (wholes.State(whole) == RecordState.Written) wholes.Retell(whole, totals.Mask);
        }
    }

    private ref int Place(int whole)
    {
        if (whole >= places.Length) Array.Resize(ref places, Math.Max(whole + 1, places.Length * 2));
        return ref places[whole];
    }

    private StoredParts PartsOf(int whole, ImportColumn[] compared)
    {
        if (touched.TryGetValue(whole, out var parts))
        {
            if (!parts.IsComparedBy(compared)) parts.CompareBy(compared, stored.PartsOf(table, wholes.Id(whole)));
            return parts;
        }
        var id = wholes.Id(whole);
        if (!ahead.Remove(id, out parts) || !parts.IsComparedBy(compared))
        {
            ahead.Clear(); // those that were read ahead in vain
            foreach (var (of, rows) in stored.PartsFrom(table, id, ReadAhead)) ahead[of] = new StoredParts(table, compared, rows);
            if (!ahead.Remove(id, out parts)) parts = new StoredParts(table, compared, []);
        }
        Place(whole) = parts.LastPlace;
        touched.Add(whole, parts);
        return parts;
    }
}

/// <summary>The parts that a whole had before, by content.</summary>
internal sealed class StoredParts
{
    private readonly int[] places;
    private readonly ulong[] keys;
    private ulong[] contents;
    private readonly bool[] matched;
    private int next;

    public StoredParts(ImportTable table, ImportColumn[] compared, IReadOnlyList<ImportRow> rows)
    {
        Compared = compared;
        places = [.. rows.Select(row => (int)row.Number(table.Place!))];
        keys = [.. rows.Select(row => row.Text(table.ExternalKey) is { } key ? TextHash.Of(key) : 0)];
        contents = [.. rows.Select(row => row.Hash(compared))];
        matched = new bool[rows.Count];
    }

    /// <summary>The columns that content is compared by.</summary>
    public ImportColumn[] Compared { get; private set; }
    public int LastPlace => places.Length == 0 ? 0 : places.Max();

    /// <summary>Places of the parts that no row has matched.</summary>
    public IEnumerable<int> Unmatched => places.Where((_, at) => !matched[at]);
    public bool AllMatched => !matched.Contains(false);

    /// <summary>Finds the part that a row tells again as it stands. Rows come in the order in which they once came, so the next one is looked at first.</summary>
    public bool Match(string? key, ulong content)
    {
        var wanted = key is null ? 0 : TextHash.Of(key);
        for (var tried = 0; tried < contents.Length; tried++)
        {
            var at = (next + tried) % contents.Length;
            if (matched[at] || contents[at] != content || keys[at] != wanted) continue;
            next = at + 1;
            return matched[at] = true;
        }
        return false;
    }

    public bool IsComparedBy(ImportColumn[] columns) => ReferenceEquals(Compared, columns) || Compared.AsSpan().SequenceEqual(columns);

    public void CompareBy(ImportColumn[] compared, IReadOnlyList<ImportRow> rows)
    {
        Compared = compared;
        contents = [.. rows.Select(row => row.Hash(compared))];
    }
}
