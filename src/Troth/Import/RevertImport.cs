using Troth.Import.Publishing;
using Troth.Import.Reporting;
using Troth.Import.Storing;
using Troth.Platform.Errors;
using Troth.Platform.History;

namespace Troth.Import;

/// <summary>Takes a whole import back: what it made goes, what it changed gets its earlier values. The history keeps both.</summary>
public sealed class RevertImport(ImportRoom room, Actor actor, TimeProvider time)
{
    /// <summary>Records that somebody has changed since, or that anything made since refers to, stay and are listed.</summary>
    /// <exception cref="NotFoundException">There is no such import.</exception>
    /// <exception cref="ImportStoppedException">The disk is full, or the connection to the database is lost.</exception>
    /// <exception cref="BusinessRuleException">It was not published, was taken back already, or another import is under way.</exception>
    public RevertReport Run(int id)
    {
        var began = time.GetTimestamp();
        using var gate = StagingGate.TryTake(room.Settings.Database)
            ?? throw new BusinessRuleException("import.running", Words.Say("revert.running"));
        using var database = room.Open();
        new Recovery(room, time).Finish(database);
        switch (database.Scalar<string>("SELECT state FROM import_runs WHERE id = @id", ("@id", id)))
        {
            case null: throw new NotFoundException(Words.Say("import.named", id));
            case nameof(ImportState.Reverted): throw new BusinessRuleException("import.reverted", Words.Say("revert.done", id));
            case not nameof(ImportState.Published): throw new BusinessRuleException("import.notPublished", Words.Say("revert.nothing", id));
        }
        // With who takes it back: should this be cut off, it is finished in their name.
        database.Execute("UPDATE import_runs SET state = @state, reverted_by = @by, reverted_by_id = @byId WHERE id = @id",
            ("@state", nameof(ImportState.Reverting)), ("@by", actor.Name), ("@byId", actor.UserId), ("@id", id));
        try
        {
            var report = new Reverter(database, room, time).Revert(id, actor.UserId, actor.Name);
            report.Seconds = Math.Round(time.GetElapsedTime(began).TotalSeconds, 3);
            return report;
        }
        catch (Exception stopped) when (DatabaseTrouble.Of(stopped, room.Settings.Database) is { } why)
        {
            throw new ImportStoppedException(Words.Say("revert.brokenOff", why), stopped); // the rest is done as after a crash
        }
    }
}
