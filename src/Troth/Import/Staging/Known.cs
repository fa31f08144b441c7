using System.Runtime.InteropServices;
using Troth.Import.Contracts;

namespace Troth.Import.Staging;

/// <summary>What this import knows of a record.</summary>
internal enum RecordState : byte
{
    /// <summary>Nothing: every row that told of it was refused.</summary>
    Ghost,

    /// <summary>The current row makes it, if it is not refused.</summary>
    Reserved,

    /// <summary>Made by this import, not written yet.</summary>
    New,

    /// <summary>Made by this import and written, though nobody sees it.</summary>
    Written,

    /// <summary>Was there before; nothing has told of it yet.</summary>
    Stored,

    /// <summary>Was there before, and is told as it stands.</summary>
    Same,

    /// <summary>Was there before, and is told differently, or by several files.</summary>
    Changed,
}

/// <summary>
/// The records of one table that this import has to do with, numbered in the order in which they came: those of its source that
/// were there before, and those it makes. What rows have told of a record is kept until the import ends, so memory grows with
/// records (some hundred bytes each), not with order lines.
/// </summary>
internal sealed class Known(ImportTable table, IdSequence newIds)
{
    private readonly KeyTable keys = new();
    private Guid[] ids = new Guid[16];
    private RecordState[] states = new RecordState[16];
    private ulong[] prints = new ulong[16];
    private int[] rows = new int[16];
    private string?[] remembered = new string?[16];
    private readonly List<ulong> given = [];
    private Dictionary<Guid, int>? byId;
    private int indexed;

    public ImportTable Table => table;
    public int Count => keys.Count;

    /// <summary>What rows have told, one row for each record of which <see cref="RowOf"/> says so.</summary>
    public RowBlock Values { get; } = new(table);

    /// <summary>New records that wait to be written, in order.</summary>
    public List<int> Waiting { get; } = [];

    /// <summary>Written records that were told more of since, with the columns that are to be written again.</summary>
    public Dictionary<int, ulong> Retold { get; } = [];

    public int Find(ReadOnlySpan<char> key) => keys.Find(key);

    public string Key(int record) => keys[record];
    public ref RecordState State(int record) => ref states[record];

    /// <summary>The hash of the row that last told of the record.</summary>
    public ref ulong Print(int record) => ref prints[record];

    /// <summary>What records that refer to this one need of it.</summary>
    public ref string? Remembered(int record) => ref remembered[record];

    /// <summary>The same once the current row has taken effect.</summary>
    public string? RememberedNow(int record) => record == Pending.Record ? Pending.Text : remembered[record];

    /// <summary>What the current row, if it is taken, makes a record remembered by.</summary>
    public (int Record, string? Text) Pending { get; set; } = (-1, null);

    public Guid Id(int record) => ids[record];

    /// <summary>The record of this id, or -1.</summary>
    public int RecordOf(Guid id)
    {
        if (byId is null || indexed < Count)
        {
            byId ??= [];
            for (; indexed < Count; indexed++)
                if (ids[indexed] != Guid.Empty) byId[ids[indexed]] = indexed;
        }
        return byId.GetValueOrDefault(id, -1);
    }

    public bool Exists(int record) => record >= 0 && states[record] != RecordState.Ghost;

    /// <summary>Adds a record that was there before.</summary>
    public int AddStored(string key, Guid id, string? remember)
    {
        var record = Add(key);
        (ids[record], states[record], remembered[record]) = (id, RecordState.Stored, remember);
        return record;
    }

    /// <summary>The record of this key, reserved for the current row when it is not known.</summary>
    public int FindOrReserve(ReadOnlySpan<char> key)
    {
        var record = keys.Find(key);
        if (record < 0) record = Add(key);
        if (states[record] == RecordState.Ghost)
        {
            if (ids[record] == Guid.Empty) ids[record] = newIds.Next();
            states[record] = RecordState.Reserved;
        }
        return record;
    }

    /// <summary>A record that a later row of the file will make; its id is settled now.</summary>
    public int Expect(ReadOnlySpan<char> key)
    {
        var record = Add(key);
        ids[record] = newIds.Next();
        return record;
    }

    /// <summary>Whether something told of the record is kept.</summary>
    public bool IsTold(int record) => rows[record] > 0;

    public ImportRow RowOf(int record) => Values[rows[record] - 1];

    /// <summary>Columns that rows have told of the record.</summary>
    public ulong Given(int record) => given[rows[record] - 1];

    /// <summary>Keeps what a first row tells of a record.</summary>
    public ImportRow Tell(int record, ImportRow row, ulong columns)
    {
        var told = Values.Add(row);
        given.Add(columns);
        rows[record] = told.Index + 1;
        return told;
    }

    /// <summary>These columns of a written record are no longer what was written.</summary>
    public void Retell(int record, ulong columns) =>
        CollectionsMarshal.GetValueRefOrAddDefault(Retold, record, out _) |= columns;

    public void AlsoGiven(int record, ulong columns) => given[rows[record] - 1] |= columns;

    private int Add(ReadOnlySpan<char> key)
    {
        var record = keys.Add(key);
        if (record == ids.Length)
        {
            var size = ids.Length * 2;
            Array.Resize(ref ids, size);
            Array.Resize(ref states, size);
            Array.Resize(ref prints, size);
            Array.Resize(ref rows, size);
            Array.Resize(ref remembered, size);
        }
        return record;
    }
}
