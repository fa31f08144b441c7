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
}
