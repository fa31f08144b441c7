using Troth.Import.Contracts;
using Troth.Import.Reporting;
using Troth.Import.Staging;
using Troth.Import.Storing;
using Troth.Platform.Errors;
using Troth.Platform.History;

namespace Troth.Import.Publishing;

/// <summary>
/// Makes a staged import visible: its changes are applied and its rows stop being hidden, in one transaction, or when there are very
/// many changes in several short ones, each of which takes what it has done off the list. From the moment the run says "publishing" a
/// crash does not take it back: the next start goes on where it stopped.
/// </summary>
internal sealed class Publisher(ImportDatabase database, IReadOnlyList<ImportTable> tables, TimeProvider time)
{
    /// <summary>So many changes fit into one short transaction.</summary>
    private const int AtOnce = 400;

    private readonly Dictionary<string, ImportTable> byEntity = tables.ToDictionary(table => table.Entity);

    public ImportReport Publish(int run, Guid? actorId, string actorName)
    {
        var report = ImportReport.FromJson(database.Scalar<string>("SELECT report FROM import_runs WHERE id = @id", ("@id", run))!);
        var history = new HistoryRows(database, run, actorId, actorName, time);
        using var rewrite = new RecordRewrite(database);
        while (database.Scalar<long>("SELECT count(*) FROM import_updates WHERE batch_id = @id AND fields IS NOT NULL", ("@id", run)) > AtOnce)
        {
            database.GiveWay();
            database.InTransaction(() => ApplySome(run, history, rewrite, report, AtOnce / 2));
        }
        database.GiveWay();
        database.InTransaction(() => MakeVisible(run, history, rewrite, report));
        while (Recounts(run, 1).Count > 0)
        {
            database.GiveWay();
            database.InTransaction(() =>
            {
                Recount(run, AtOnce);
                if (Recounts(run, 1).Count > 0) return;
                Announce(run);
                End(run);
            });
        }
        return report;
    }

    private void MakeVisible(int run, HistoryRows history, RecordRewrite rewrite, ImportReport report)
    {
        StillGoes(run);
        ApplySome(run, history, rewrite, report, int.MaxValue);
        var wasHidden = database.Execute("DELETE FROM hidden_batches WHERE id = @id", ("@id", run)) > 0;
        foreach (var (entity, counts) in report.Entities)
            if (wasHidden && counts.Created > 0) history.Add(entity, "created", count: counts.Created); // once, also when a crash came after this
        Recount(run, AtOnce);
        if (Recounts(run, 1).Count > 0) return;
        if (!wasHidden) Announce(run);
        End(run);
    }

    /// <summary>
    /// Other rooms hear of an import when its hidden batch is removed. Totals that were counted again in later transactions are news to
    /// whoever looked meanwhile, so it is removed once more.
    /// </summary>
    private void Announce(int run)
    {
        database.Execute("INSERT INTO hidden_batches (id) VALUES (@id)", ("@id", run));
        database.Execute("DELETE FROM hidden_batches WHERE id = @id", ("@id", run));
    }

    /// <summary>Nothing is shown of a run that another process has given up meanwhile.</summary>
    private void StillGoes(int run)
    {
        if (database.Execute("UPDATE import_runs SET state = state WHERE id = @id AND state IN ('Publishing', 'Published')", ("@id", run)) != 1)
            throw new BusinessRuleException("import.swept", Words.Say("run.swept"));
    }

    private void End(int run) => database.Execute("UPDATE import_runs SET state = @state, ended_at = @now WHERE id = @id",
        ("@state", nameof(ImportState.Published)), ("@now", time.GetUtcNow()), ("@id", run));

    private void ApplySome(int run, HistoryRows history, RecordRewrite rewrite, ImportReport report, int most)
    {
        var some = database.Read("SELECT seq, entity, record_id, part_of_id, fields FROM import_updates WHERE batch_id = @id AND fields IS NOT NULL ORDER BY seq LIMIT @most", ("@id", run), ("@most", most))
            .Select(row => (Seq: row.GetInt32(0), Table: byEntity[row.GetString(1)], Id: database.Id(row, 2), PartOf: row.IsDBNull(3) ? (Guid?)null : database.Id(row, 3), Fields: Recorder.Read(row.GetString(4)))).ToList();
        foreach (var (_, table, id, partOf, fields) in some)
        {
            var (changed, left, record) = rewrite.Apply(table, id, partOf, fields);
            if (changed.Count > 0) history.Add(table.Entity, "updated", id, partOf, changed);
            foreach (var (wanted, now) in left) // changed by somebody while the import was read
                Keep(report, new KeptEdit(table.Entity, NaturalKeys.Shown(record!.Value.Values), wanted.Field, now, wanted.To));
        }
        if (some.Count == 0) return;
        database.Execute("DELETE FROM import_updates WHERE batch_id = @id AND fields IS NOT NULL AND seq <= @seq", ("@id", run), ("@seq", some[^1].Seq));
        database.Execute("UPDATE import_runs SET report = @report WHERE id = @id", ("@report", report.ToJson()), ("@id", run)); // with what was kept so far
    }

    private static void Keep(ImportReport report, KeptEdit edit)
    {
        report.KeptEditCount++;
        if (report.KeptEdits.Count < Ledger.MostKept) report.KeptEdits.Add(edit);
    }

    private void Recount(int run, int most)
    {
        var some = Recounts(run, most);
        foreach (var (_, table, id) in some) database.Execute(table.Totals!.Recount, ("@id", id));
        if (some.Count > 0) database.Execute("DELETE FROM import_updates WHERE batch_id = @id AND fields IS NULL AND seq <= @seq", ("@id", run), ("@seq", some[^1].Seq));
    }

    private List<(int Seq, ImportTable Table, Guid Id)> Recounts(int run, int most) =>
        [.. database.Read("SELECT seq, entity, record_id FROM import_updates WHERE batch_id = @id AND fields IS NULL ORDER BY seq LIMIT @most", ("@id", run), ("@most", most))
            .Select(row => (row.GetInt32(0), byEntity[row.GetString(1)], database.Id(row, 2)))];
}
