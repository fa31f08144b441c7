using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Npgsql;
using Troth.Import.Contracts;
using Troth.Import.Staging;
using Troth.Platform.History;

namespace Troth.Import.Storing;

/// <summary>Writes new rows on a thread of its own while the next ones are read, a few blocks behind, in short transactions.</summary>
internal sealed class RowWriter : IRowSink, IDisposable
{
    private const int RowsAtOnce = 256;

    private readonly ImportDatabase database;
    private readonly int batch, source;
    private readonly WriteSlices slices;
    private readonly Channel<(List<RowBlock> Blocks, List<StagedUpdate> Updates)> blocks = Channel.CreateBounded<(List<RowBlock>, List<StagedUpdate>)>(2);
    private readonly ConcurrentDictionary<ImportTable, ConcurrentBag<RowBlock>> free = new();
    private readonly Dictionary<ImportTable, SqliteRows> sqlite = [];
    private readonly Task work;
    private int staged;
    private volatile ExceptionDispatchInfo? failure;

    public RowWriter(ImportDatabase database, int batch, int source)
    {
        (this.database, this.batch, this.source, slices) = (database, batch, source, new WriteSlices(database));
        work = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public RowBlock Rent(ImportTable table) => free.TryGetValue(table, out var bag) && bag.TryTake(out var block) ? block : new RowBlock(table);

    public void Write(List<RowBlock> written) => Send((written, []));

    public void Write(List<StagedUpdate> updates) => Send(([], updates));

    private void Send((List<RowBlock>, List<StagedUpdate>) written)
    {
        while (!blocks.Writer.TryWrite(written))
        {
            var room = blocks.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult(); // throws what stopped the writing
            if (!room) failure?.Throw();
        }
    }

    /// <summary>Waits until everything is written and committed.</summary>
    public void Finish()
    {
        blocks.Writer.TryComplete();
        work.GetAwaiter().GetResult();
        failure?.Throw();
    }

    private void Work()
    {
        try
        {
            while (true)
            {
                if (!blocks.Reader.TryRead(out var next))
                {
                    slices.Close(); // never hold the file while waiting for rows
                    if (!blocks.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) return;
                    continue;
                }
                foreach (var block in next.Blocks) Insert(block);
                foreach (var update in next.Updates) Stage(update);
            }
        }
        catch (Exception wrong) // whatever it is, the reader must hear of it: it waits for room
        {
            failure = ExceptionDispatchInfo.Capture(wrong);
            blocks.Writer.TryComplete(wrong);
            while (blocks.Reader.TryRead(out _)) { }
            slices.Abandon();
        }
    }

    private void Insert(RowBlock block)
    {
        Number(block);
        if (database.IsSqlite) InsertSqlite(block);
        else
        {
            slices.Open();
            new PostgresRows((NpgsqlConnection)database.Connection, block.Table, batch, source).Insert(block, 0, block.Count);
            slices.CloseIfLong();
        }
        block.Clear();
        free.GetOrAdd(block.Table, _ => []).Add(block);
    }

    private void InsertSqlite(RowBlock block)
    {
        if (!sqlite.TryGetValue(block.Table, out var rows))
            sqlite.Add(block.Table, rows = new SqliteRows((SqliteConnection)database.Connection, block.Table, batch, source));
        for (var row = 0; row < block.Count; row += RowsAtOnce)
        {
            slices.Open();
            rows.Insert(block, row, Math.Min(RowsAtOnce, block.Count - row));
            slices.CloseIfLong();
        }
    }

    private void Stage(StagedUpdate update)
    {
        slices.Open();
        database.Execute("INSERT INTO import_updates (batch_id, seq, entity, record_id, part_of_id, fields) VALUES (@batch, @seq, @entity, @record, @partOf, @fields)",
            ("@batch", batch), ("@seq", ++staged), ("@entity", update.Table.Entity), ("@record", update.Id), ("@partOf", update.PartOf),
            ("@fields", update.Fields.Count == 0 ? null : Recorder.Json(update.Fields)));
        slices.CloseIfLong();
    }

    /// <summary>Numbers for people. On PostgreSQL outside a transaction, so that nobody else waits for the counter.</summary>
    private void Number(RowBlock block)
    {
        if (block.Table.Number is not { } column) return;
        if (database.IsSqlite) slices.Open();
        else slices.Close();
        var number = database.TakeNumbers(block.Table.StoredAs, block.Count);
        for (var row = 0; row < block.Count; row++) block[row].Set(column, number++);
    }

    public void Dispose()
    {
        blocks.Writer.TryComplete();
        work.GetAwaiter().GetResult();
        foreach (var rows in sqlite.Values) rows.Dispose();
    }
}
