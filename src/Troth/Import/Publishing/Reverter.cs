using Troth.Import.Contracts;
using Troth.Import.Reporting;
using Troth.Import.Storing;
using Troth.Platform.History;

namespace Troth.Import.Publishing;

/// <summary>
/// Takes a published import back: first the fields it changed get their values back, then its records are hidden, all but those that
/// must stay; then they are removed. A crash in between is carried on from where it stopped.
/// </summary>
internal sealed class Reverter(ImportDatabase database, ImportRoom room, TimeProvider time)
{
    private const int AtOnce = 150;

    /// <summary>So often what must stay is found while others write; where they never pause, it is found once more with the door shut.</summary>
    private const int Looks = 4;

    public RevertReport Revert(int run, Guid? actorId, string actorName)
    {
        var report = TakeBack(run, actorId, actorName);
        database.Execute("UPDATE import_runs SET state = @state, reverted_at = @now WHERE id = @id",
            ("@state", nameof(ImportState.Reverted)), ("@now", time.GetUtcNow()), ("@id", run));
        new Sweeper(database, room.Tables).Sweep(run);
        return report;
    }

    /// <summary>
    /// An import that cannot be made visible whole: what it has changed so far is taken back, the rest is forgotten, and it has failed. Cut
    /// short,
    /// it is carried on as one that is being taken back.
    /// </summary>
    /// <param name="run">One that is being published; of others nothing is touched.</param>
    /// <param name="by">Who started it.</param>
    /// <param name="why">What its report says from now on.</param>
    public void Abandon(int run, string by, string why)
    {
        var theirs = false;
        database.InTransaction(() =>
        {
            theirs = database.Execute("""
                UPDATE import_runs SET state = @state, reverted_by = @by, report = @why WHERE id = @id AND state = 'Publishing'
                """,
                ("@state", nameof(ImportState.Reverting)), ("@by", by), ("@why", RunImport.Failure(run, why).ToJson()), ("@id", run)) == 1;
            if (theirs) database.Execute("DELETE FROM import_updates WHERE batch_id = @id", ("@id", run));
        });
        if (!theirs) return; // another process has given it up already
        TakeBack(run, null, by);
        database.Execute("UPDATE import_runs SET state = @state, ended_at = @now, reverted_by = NULL WHERE id = @id",
            ("@state", nameof(ImportState.Failed)), ("@now", time.GetUtcNow()), ("@id", run));
        new Sweeper(database, room.Tables).Sweep(run);
    }

    /// <summary>Afterwards nothing of it is seen but what had to stay. What has its earlier values already is passed over.</summary>
    private RevertReport TakeBack(int run, Guid? actorId, string actorName)
    {
        var report = new RevertReport { Id = run };
        var history = new HistoryRows(database, run, actorId, actorName, time);
        Restore(run, history, report);
        if (database.Scalar<long>("SELECT count(*) FROM hidden_batches WHERE id = @id", ("@id", run)) == 0) Hide(run, history, report);
        RecountAround(run);
        database.InTransaction(() => GoAlong(run, history)); // what was made while nobody could see that its record was going
        return report;
    }

    private void Restore(int run, HistoryRows history, RevertReport report)
    {
        var byEntity = room.Tables.ToDictionary(table => table.Entity);
        var restored = database.Read("SELECT record_id FROM changes WHERE batch_id = @run AND action = 'reverted' AND record_id IS NOT NULL", ("@run", run)).Select(row => database.Id(row, 0)).ToHashSet();
        var updates = database.Read("SELECT entity, record_id, part_of_id, fields FROM changes WHERE batch_id = @run AND action = 'updated' AND record_id IS NOT NULL", ("@run", run))
            .Select(row => (Table: byEntity[row.GetString(0)], Id: database.Id(row, 1), PartOf: row.IsDBNull(2) ? (Guid?)null : database.Id(row, 2), Fields: row.GetString(3)))
            .Where(one => !restored.Contains(one.Id)).ToList();
        using var rewrite = new RecordRewrite(database);
        foreach (var some in updates.Chunk(AtOnce))
        {
            database.GiveWay();
            database.InTransaction(() =>
            {
                var recount = new HashSet<(ImportTable, Guid)>();
                foreach (var (table, id, partOf, fields) in some)
                {
                    List<FieldChange> earlier = [.. Recorder.Read(fields).Select(f => new FieldChange(f.Field, f.To, f.From))];
                    var (changed, left, record, failed) = Restored(rewrite, table, id, partOf, earlier, report);
                    if (changed.Count > 0)
                    {
                        history.Add(table.Entity, "reverted", id, partOf, changed);
                        Of(report, table).Restored++;
                        if (table.Whole is { } whole) recount.Add((room.Tables.Single(t => t.Entity == whole.Refers), partOf!.Value));
                    }
                    var key = record?.Values.Text(table.ExternalKey) ?? "";
                    if (record is null && !failed) Keep(report, new KeptRecord(table.Entity, key, null, Words.Say("kept.gone")));
                    var page = record is { } there ? KeptRecords.PageOf(room.Tables, table, there.Values) : null;
                    foreach (var (wanted, _) in left) Keep(report, new KeptRecord(table.Entity, key, wanted.Field, Words.Say("kept.changed")) { Href = page });
                }
                foreach (var (table, id) in recount)
                    if (table.Totals is { } totals) database.Execute(totals.Recount, ("@id", id));
            });
        }
    }

    /// <summary>A room whose rules fail on one record must not keep all the others from getting their earlier values.</summary>
    private static (List<FieldChange> Changed, List<(FieldChange Wanted, string? Is)> Left, StoredRow? Record, bool Failed) Restored(
        RecordRewrite rewrite, ImportTable table, Guid id, Guid? whole, List<FieldChange> earlier, RevertReport report)
    {
        try
        {
            var (changed, left, record) = rewrite.Apply(table, id, whole, earlier, back: true);
            return (changed, left, record, false);
        }
        catch (Exception bug) when (bug is not (System.Data.Common.DbException or OutOfMemoryException))
        {
            Keep(report, new KeptRecord(table.Entity, id.ToString(), null, Words.Say("kept.bug", bug.GetType().Name)));
            return ([], [], null, true);
        }
    }

    private void Hide(int run, HistoryRows history, RevertReport report)
    {
        var allKept = room.Tables.ToDictionary(table => table, _ => 0);
        foreach (var table in room.Tables) // outside the transaction: parts have no index by import
            Of(report, table).Removed = database.Scalar<long>($"SELECT count(*) FROM {table.StoredAs} WHERE batch_id = @run", ("@run", run));
        var (done, begun) = (false, TimeProvider.System.GetUtcNow()); // entries are numbered by the machine's clock
        for (var look = 1; !done; look++)
        {
            var seen = database.HistoryMark(begun, run);
            var kept = new KeptRecords(database, run, room.Tables, room.References).Find();
            // Before the rest is hidden, for there may be very many; to be nobody's import changes nothing that anybody sees.
            var slices = new WriteSlices(database);
            kept.Release(history, some =>
            {
                slices.Open();
                some();
                slices.CloseIfLong();
            });
            slices.Close();
            Note(kept, allKept, report);
            database.GiveWay();
            database.InTransaction(() =>
            {
                if (database.HistoryMark(begun, run) != seen) // somebody has changed something meanwhile
                {
                    if (look < Looks) return;
                    kept = new KeptRecords(database, run, room.Tables, room.References).Find();
                    kept.Release(history, some => some());
                    Note(kept, allKept, report);
                }
                GoAlong(run, history);
                database.Execute("INSERT INTO hidden_batches (id) VALUES (@run)", ("@run", run));
                foreach (var table in room.Tables)
                {
                    var counts = Of(report, table);
                    counts.Kept = allKept[table];
                    if ((counts.Removed -= counts.Kept) > 0) history.Add(table.Entity, "reverted", count: counts.Removed);
                }
                done = true;
            });
        }
        foreach (var nothing in report.Entities.Where(e => e.Value is { Removed: 0, Restored: 0, Kept: 0 }).Select(e => e.Key).ToList()) report.Entities.Remove(nothing);
    }

    private void Note(KeptRecords kept, Dictionary<ImportTable, int> all, RevertReport report)
    {
        foreach (var table in room.Tables) all[table] += kept.CountOf(table);
        report.Kept.AddRange(kept.Describe(Ledger.MostKept - report.Kept.Count));
        report.KeptCount += kept.ToDescribe;
    }

    /// <summary>Rows that refer to what goes without keeping it go with it.</summary>
    private void GoAlong(int run, HistoryRows history)
    {
        foreach (var reference in room.References.Where(one => one.Keeps is not null))
        {
            var gone = database.Execute($"DELETE FROM {reference.Table} WHERE {reference.Column} IN (SELECT id FROM {reference.To.StoredAs} WHERE batch_id = @run)", ("@run", run));
            if (gone > 0) history.Add(reference.Called, "reverted", count: gone);
        }
    }

    /// <summary>Older wholes that had parts of this import are counted again without them.</summary>
    private void RecountAround(int run)
    {
        foreach (var parts in room.Tables.Where(table => table.Whole is not null))
        {
            var wholes = room.Tables.Single(table => table.Entity == parts.Whole!.Refers);
            if (wholes.Totals is not { } totals) continue;
            var around = database.Read($"SELECT DISTINCT p.{parts.Whole!.Name} FROM {parts.StoredAs} p JOIN {wholes.StoredAs} w ON w.id = p.{parts.Whole.Name} WHERE p.batch_id = @run AND w.batch_id <> @run", ("@run", run))
                .Select(row => database.Id(row, 0)).ToList();
            foreach (var some in around.Chunk(AtOnce))
            {
                database.GiveWay();
                database.InTransaction(() =>
                {
                    foreach (var id in some) database.Execute(totals.Recount, ("@id", id));
                });
            }
        }
    }

    private static RevertCounts Of(RevertReport report, ImportTable table)
    {
        if (!report.Entities.TryGetValue(table.Entity, out var counts)) report.Entities.Add(table.Entity, counts = new RevertCounts());
        return counts;
    }

    private static void Keep(RevertReport report, KeptRecord record)
    {
        report.KeptCount++;
        if (report.Kept.Count < Ledger.MostKept) report.Kept.Add(record);
    }
}
