using Troth.Import.Storing;
using Troth.Platform.History;

namespace Troth.Import.Publishing;

/// <summary>Writes what an import does into the history.</summary>
internal sealed class HistoryRows(ImportDatabase database, int batch, Guid? actorId, string actorName, TimeProvider time)
{
    public void Add(string entity, string action, Guid? record = null, Guid? partOf = null, IReadOnlyList<FieldChange>? fields = null, long count = 1)
    {
        var now = time.GetUtcNow();
        database.Execute("""
            INSERT INTO changes (id, at, actor_id, actor_name, through, batch_id, entity, record_id, part_of_id, action, fields, count)
            VALUES (@id, @at, @actorId, @actor, 'import', @batch, @entity, @record, @partOf, @action, @fields, @count)
            """, ("@id", Guid.CreateVersion7(now)), ("@at", now), ("@actorId", actorId), ("@actor", actorName), ("@batch", batch), ("@entity", entity),
            ("@record", record), ("@partOf", partOf), ("@action", action), ("@fields", fields is null ? null : Recorder.Json(fields)), ("@count", (int)Math.Min(count, int.MaxValue)));
    }

    /// <summary>The same of several records, in one statement.</summary>
    public void Add(string entity, string action, IReadOnlyList<(Guid Id, Guid? PartOf)> records)
    {
        if (records.Count == 0) return;
        var now = time.GetUtcNow();
        var rows = records.Select((_, n) => FormattableString.Invariant($"(@i{n}, @at, @actorId, @actor, 'import', @batch, @entity, @r{n}, @p{n}, @action, 1)"));
        using var command = database.Command($"""
            INSERT INTO changes (id, at, actor_id, actor_name, through, batch_id, entity, record_id, part_of_id, action, count)
            VALUES {string.Join(", ", rows)}
            """, ("@at", now), ("@actorId", actorId), ("@actor", actorName), ("@batch", batch), ("@entity", entity), ("@action", action));
        for (var n = 0; n < records.Count; n++)
        {
            database.Add(command, FormattableString.Invariant($"@i{n}"), Guid.CreateVersion7(now));
            database.Add(command, FormattableString.Invariant($"@r{n}"), records[n].Id);
            database.Add(command, FormattableString.Invariant($"@p{n}"), records[n].PartOf);
        }
        command.ExecuteNonQuery();
    }
}
