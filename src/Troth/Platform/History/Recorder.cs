using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Troth.Platform.Data;

namespace Troth.Platform.History;

/// <summary>One changed field in a history entry; values in the invariant culture.</summary>
public sealed record FieldChange(string Field, string? From, string? To);

/// <summary>Writes the history of every business record in the same transaction as the change itself.</summary>
public static class Recorder
{
    private static readonly HashSet<string> Bookkeeping =
        [nameof(Record.Id), nameof(Record.Version), nameof(ImportableRecord.BatchId), nameof(ImportableRecord.SourceId), nameof(ImportableRecord.HandEdited), "NameKey", "CityKey", "CountryKey"];

    public static void Write(TrothContext db, Actor actor, TimeProvider time)
    {
        var now = time.GetUtcNow();
        foreach (var entry in db.ChangeTracker.Entries<Record>().ToList())
        {
            var fields = entry.State switch
            {
                EntityState.Added => [],
                EntityState.Modified => Changed(entry),
                EntityState.Deleted => Values(entry),
                _ => null,
            };
            if (fields is null || (entry.State == EntityState.Modified && fields.Count == 0)) continue;
            if (entry.State == EntityState.Modified)
            {
                entry.Entity.Version++;
                KeepHandEdits(entry.Entity, actor, fields);
            }
            db.Changes.Add(new Change
            {
                At = now, ActorId = actor.UserId, ActorName = actor.Name, Through = actor.Through, BatchId = actor.BatchId,
                Entity = NameOf(entry.Metadata), RecordId = entry.Entity.Id, PartOfId = entry.Entity.PartOf,
                Action = entry.State switch { EntityState.Added => "created", EntityState.Modified => "updated", _ => "removed" },
                Fields = fields.Count == 0 ? null : Json(fields),
            });
        }
        foreach (var entry in db.ChangeTracker.Entries<IHasHistory>().ToList())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            var fields = entry.State == EntityState.Modified ? Told(entry) : [];
            if (entry.State == EntityState.Modified && fields.Count == 0) continue;
            db.Changes.Add(new Change
            {
                At = now, ActorId = actor.UserId, ActorName = actor.Name, Through = actor.Through, Entity = NameOf(entry.Metadata), RecordId = entry.Entity.Id,
                Action = entry.State switch { EntityState.Added => "created", EntityState.Modified => "updated", _ => "removed" },
                Fields = fields.Count == 0 ? null : Json(fields),
            });
        }
    }

    private static List<FieldChange> Told(EntityEntry<IHasHistory> entry) =>
        [.. Changed(entry).Where(f => entry.Entity.Told.Contains(f.Field)).Concat(
            Changed(entry).Where(f => entry.Entity.Secret.Contains(f.Field)).Select(f => new FieldChange(f.Field, null, null)))];

    /// <summary>What records keep for themselves and nobody changes: no history tells of it.</summary>
    public static bool IsBookkeeping(string field) => Bookkeeping.Contains(field);

    public static string Json(IReadOnlyList<FieldChange> fields) => JsonSerializer.Serialize(fields, JsonSerializerOptions.Web);

    public static IReadOnlyList<FieldChange> Read(string? fields) =>
        fields is null ? [] : JsonSerializer.Deserialize<List<FieldChange>>(fields, JsonSerializerOptions.Web) ?? [];

    /// <summary>account for Account, orderLine for OrderLine.</summary>
    public static string NameOf(IReadOnlyTypeBase type) => JsonNamingPolicy.CamelCase.ConvertName(type.ClrType.Name);

    /// <summary>A value as the history words it: invariant, days as yyyy-MM-dd, decimals without trailing zeros.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        Array list => string.Join(", ", list.Cast<object?>().Select(Text)),
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static List<FieldChange> Changed(EntityEntry entry) =>
        [.. Properties(entry).Where(p => p.IsModified && !p.Metadata.GetValueComparer().Equals(p.OriginalValue, p.CurrentValue))
            .Select(p => new FieldChange(Path(p.Metadata), Text(p.OriginalValue), Text(p.CurrentValue)))];

    private static List<FieldChange> Values(EntityEntry entry) =>
        [.. Properties(entry).Where(p => p.OriginalValue is not null).Select(p => new FieldChange(Path(p.Metadata), Text(p.OriginalValue), null))];

    private static IEnumerable<PropertyEntry> Properties(EntityEntry entry) =>
        entry.Properties.Concat(entry.ComplexProperties.SelectMany(c => c.Properties)).Where(p => !Bookkeeping.Contains(p.Metadata.Name));

    /// <summary>Name, or Address.City for a part of a complex value.</summary>
    private static string Path(IReadOnlyProperty property) =>
        property.DeclaringType is IReadOnlyComplexType complex ? $"{complex.ComplexProperty.Name}.{property.Name}" : property.Name;

    private static void KeepHandEdits(Record record, Actor actor, List<FieldChange> fields)
    {
        // What was made by hand is a person's anyway. The key does not tell: rates and roles are known by their values and have none.
        if (actor.BatchId != 0 || record is not ImportableRecord { SourceId: not 0 } imported) return;
        var edited = (imported.HandEdited ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Union(fields.Select(f => f.Field));
        imported.HandEdited = string.Join(',', edited);
    }
}
