using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Troth.Import.Reporting;
using Troth.Import.Storing;
using Troth.Platform.Errors;
using Troth.Platform.History;

namespace Troth.Import.Publishing;

/// <summary>
/// Finishes what a crash has left. An import that was being staged is removed, one that was being published or taken back is carried
/// through. Nobody has seen anything half done: its rows were hidden all the time. What cannot be carried through is taken back and has
/// failed:
/// no import keeps the program from starting, or others from running.
/// </summary>
internal sealed class Recovery(ImportRoom room, TimeProvider time, ILogger? log = null)
{
    /// <summary>When the database is opened. Does nothing while another server imports.</summary>
    public void WhenOpened()
    {
        try
        {
            using var database = room.Open();
            if (!IsNeeded(database)) return;
            using var gate = StagingGate.TryTake(room.Settings.Database);
            if (gate is not null) Finish(database);
        }
        // What is left is hidden; the next import finishes it before it begins, or says what is wrong.
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            log?.LogError(failed, "What earlier imports have left could not be finished; it is tried again before the next import.");
        }
    }

    /// <summary>The caller holds the gate, so no import is alive.</summary>
    public void Finish(ImportDatabase database)
    {
        if (!IsNeeded(database)) return;
        var unfinished = database.Read("SELECT id, state, started_by, reverted_by, reverted_by_id FROM import_runs WHERE state IN ('Staging', 'Publishing', 'Reverting') ORDER BY id")
            .Select(row => (Id: row.GetInt32(0), State: row.GetString(1), By: row.GetString(2),
                RevertedBy: row.IsDBNull(3) ? null : row.GetString(3), RevertedById: row.IsDBNull(4) ? (Guid?)null : database.Id(row, 4))).ToList();
        foreach (var (id, state, by, revertedBy, revertedById) in unfinished)
        {
            if (state == nameof(ImportState.Reverting)) CarryBack(database, id, revertedById, revertedBy ?? new Actor().Name);
            else if (state == nameof(ImportState.Staging)) Fail(database, id, Words.Say("run.stopped"));
            else Publish(database, id, by);
        }
        var hidden = database.Read("""
            SELECT id FROM hidden_batches WHERE id NOT IN (SELECT id FROM import_runs WHERE state IN ('Staging', 'Publishing', 'Reverting'))
            """).Select(row => row.GetInt32(0)).ToList();
        foreach (var batch in hidden) Sweep(database, batch);
    }

    /// <summary>What stopped the publishing of an import would stop it again: it is taken back as far as it came, and has failed.</summary>
    public void GiveUp(ImportDatabase database, int id, string by, Exception stopped)
    {
        var why = Words.Say("run.notCarried", $"{stopped.GetType().Name}: {stopped.Message}");
        try
        {
            new Reverter(database, room, time).Abandon(id, by, why);
        }
        catch (Exception again) when (!MayPass(again))
        {
            log?.LogError(again, "Import I-{Import} could not be taken back whole.", id);
            Note(database, id, Words.Say("run.notTakenBack", again.GetType().Name));
        }
    }

    /// <summary>Tried again later it may go through: the disk is full, the database is away, or somebody else was in the way.</summary>
    public bool MayPass(Exception stopped) => stopped is OutOfMemoryException or OperationCanceledException
        || stopped is SqliteException { SqliteErrorCode: 5 or 6 }
            or PostgresException { SqlState: ['4', '0', ..] or ['5', '5', ..] or ['5', '7', ..] }
        || stopped is DbException { IsTransient: true } || DatabaseTrouble.Of(stopped, room.Settings.Database) is not null;

    private void Publish(ImportDatabase database, int id, string by)
    {
        try
        {
            new Publisher(database, room.Tables, time).Publish(id, null, by);
        }
        catch (Exception stopped) when (!MayPass(stopped))
        {
            log?.LogError(stopped, "Import I-{Import} cannot be made visible; it is taken back.", id);
            GiveUp(database, id, by, stopped);
        }
    }

    private void CarryBack(ImportDatabase database, int id, Guid? byId, string by)
    {
        try
        {
            new Reverter(database, room, time).Revert(id, byId, by);
        }
        catch (Exception stopped) when (!MayPass(stopped))
        {
            log?.LogError(stopped, "Import I-{Import} cannot be taken back whole.", id);
            Note(database, id, Words.Say("run.notTakenBack", stopped.GetType().Name));
        }
    }

    private void Sweep(ImportDatabase database, int batch)
    {
        try
        {
            new Sweeper(database, room.Tables).Sweep(batch);
        }
        catch (Exception stopped) when (!MayPass(stopped))
        {
            log?.LogError(stopped, "Rows of import I-{Import}, which nobody sees, could not be removed.", batch);
        }
    }

    /// <summary>Beside what the import itself reported.</summary>
    private static void Note(ImportDatabase database, int id, string note)
    {
        if (database.Scalar<string>("SELECT report FROM import_runs WHERE id = @id", ("@id", id)) is not { } json) return;
        var report = ImportReport.FromJson(json);
        if (report.Notes.Contains(note)) return;
        report.Notes.Add(note);
        database.Execute("UPDATE import_runs SET report = @report WHERE id = @id", ("@report", report.ToJson()), ("@id", id));
    }

    private void Fail(ImportDatabase database, int id, string why) => database.Execute("UPDATE import_runs SET state = @state, ended_at = @now, report = @why WHERE id = @id",
        ("@state", nameof(ImportState.Failed)), ("@now", time.GetUtcNow()), ("@why", RunImport.Failure(id, why).ToJson()), ("@id", id));

    private static bool IsNeeded(ImportDatabase database) => database.Scalar<long>("""
        SELECT (SELECT count(*) FROM hidden_batches) + (SELECT count(*) FROM import_runs WHERE state IN ('Staging', 'Publishing', 'Reverting'))
        """) > 0;
}
