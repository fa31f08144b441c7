using Troth.Import.Storing;
using Troth.Platform.History;

namespace Troth.Import.Publishing;

/// <summary>
/// Finishes what a crash has left. An import that was being staged is removed, one that was being published or taken back is carried
/// through. Nobody has seen anything half done: its rows were hidden all the time.
/// </summary>
internal sealed class Recovery(ImportRoom room, TimeProvider time)
{
    /// <summary>When the database is opened. Does nothing while another server imports.</summary>
    public void WhenOpened()
    {
        using var database = room.Open();
        if (!IsNeeded(database)) return;
        using var gate = StagingGate.TryTake(room.Settings.Database);
        if (gate is not null) Finish(database);
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
            if (state == nameof(ImportState.Reverting)) new Reverter(database, room, time).Revert(id, revertedById, revertedBy ?? new Actor().Name);
            else if (state == nameof(ImportState.Staging)) Fail(database, id, Words.Say("run.stopped"));
            else new Publisher(database, room.Tables, time).Publish(id, null, by);
        }
        var hidden = database.Read("SELECT id FROM hidden_batches").Select(row => row.GetInt32(0)).ToList();
        foreach (var batch in hidden) new Sweeper(database, room.Tables).Sweep(batch);
    }

    private void Fail(ImportDatabase database, int id, string why) => database.Execute("UPDATE import_runs SET state = @state, ended_at = @now, report = @why WHERE id = @id",
        ("@state", nameof(ImportState.Failed)), ("@now", time.GetUtcNow()), ("@why", RunImport.Failure(id, why).ToJson()), ("@id", id));

    private static bool IsNeeded(ImportDatabase database) => database.Scalar<long>("""
        SELECT (SELECT count(*) FROM hidden_batches) + (SELECT count(*) FROM import_runs WHERE state IN ('Staging', 'Publishing', 'Reverting'))
        """) > 0;
}
