using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Lists;

namespace Troth.Platform.History;

/// <summary>One entry of a record's history, ready to be read: ids are named where a room knows them.</summary>
public sealed record ChangeEntry(
    Guid Id, DateTimeOffset At, string Who, string Through, int Import, string Entity, Guid? Record, string Action, IReadOnlyList<FieldChange> Fields, int Count);

/// <summary>Parts of a record that a reader may not see in its history.</summary>
/// <param name="Entity">Their kind.</param>
/// <param name="But">Those of them that the reader may see.</param>
public sealed record HiddenParts(string Entity, IReadOnlyList<Guid> But);

/// <summary>Who sees a kind of part in the history of the account it belongs to: a room registers one for each kind that not everybody sees who sees the account.</summary>
/// <param name="Entity">As histories call it: decidedTier.</param>
/// <param name="Sees">By the seller who looks after the account, and that seller's team.</param>
public sealed record PartInHistory(string Entity, Func<Guid?, Guid?, bool> Sees);

/// <summary>Puts names to the ids in a history: a room registers one for each kind of record that others refer to.</summary>
/// <param name="Fields">Fields that hold such ids: SellerId.</param>
public sealed record NamesInHistory(IReadOnlyList<string> Fields, Func<TrothContext, IReadOnlyList<Guid>, CancellationToken, Task<Dictionary<Guid, string>>> Find);

/// <summary>A kind of record or a field in words, from the room that knows it, for histories that stand on another room's page.</summary>
public sealed record WordInHistory(string Name, Web.Text Word);

/// <summary>The history of a record and of its parts, newest first. At its end stands the import that brought it, if one did.</summary>
public sealed class ListChanges(TrothContext db, IEnumerable<NamesInHistory> names)
{
    private static readonly ListOrder<Change> Newest = new ListOrder<Change>(descending: true).By(c => c.At).By(c => c.Id);

    /// <param name="hidden">What this reader may not see of it.</param>
    public async Task<Listing<ChangeEntry>> Run(ImportableRecord record, ListPlace place, IReadOnlyList<HiddenParts>? hidden, CancellationToken cancel)
    {
        var changes = db.Changes.AsNoTracking().Where(c => c.RecordId == record.Id || c.PartOfId == record.Id);
        foreach (var (kind, but) in hidden ?? []) changes = changes.Where(c => c.Entity != kind || but.Contains(c.RecordId!.Value));
        var page = await Newest.Page(place, cancel, changes);
        var entries = Entries(page);
        if (page.After is null && await Import(record, cancel) is { } import) entries.Add(import);
        return new(await Named(entries, cancel), page.After, page.Before);
    }

    /// <summary>The history of what no import brings.</summary>
    public async Task<Listing<ChangeEntry>> Run(Guid id, ListPlace place, CancellationToken cancel)
    {
        var page = await Newest.Page(place, cancel, db.Changes.AsNoTracking().Where(c => c.RecordId == id));
        return new(await Named(Entries(page), cancel), page.After, page.Before);
    }

    /// <summary>Entries as they are, of any records, with names in place of ids.</summary>
    public Task<IReadOnlyList<ChangeEntry>> Entries(IReadOnlyList<Change> changes, CancellationToken cancel) => Named([.. changes.Select(c => Entry(c, c.Count))], cancel);

    private static List<ChangeEntry> Entries(Listing<Change> page)
    {
        var entries = page.Items.Select(c => Entry(c, 1)).ToList();
        Gather(entries);
        return entries;
    }

    private static ChangeEntry Entry(Change c, int count) => new(c.Id, c.At, c.ActorName, c.Through, c.BatchId, c.Entity, c.RecordId, c.Action, Recorder.Read(c.Fields), count);

    /// <summary>Twelve lines that came in one go are one entry of twelve.</summary>
    private static void Gather(List<ChangeEntry> entries)
    {
        for (var i = entries.Count - 1; i > 0; i--)
        {
            var (one, before) = (entries[i], entries[i - 1]);
            if (one.Action != "created" || one.Fields.Count > 0 || (one.At, one.Entity, one.Action, one.Who) != (before.At, before.Entity, before.Action, before.Who)) continue;
            entries[i - 1] = before with { Count = before.Count + one.Count };
            entries.RemoveAt(i);
        }
    }

    private async Task<ChangeEntry?> Import(ImportableRecord record, CancellationToken cancel)
    {
        var by = record.BatchId != 0 ? record.BatchId : await KeptOf(record, cancel);
        if (by == 0) return null;
        var entity = JsonNamingPolicy.CamelCase.ConvertName(record.GetType().Name);
        var batch = await db.Changes.AsNoTracking().Where(c => c.BatchId == by && c.RecordId == null && c.Action == "created" && c.Entity == entity)
            .OrderBy(c => c.At).FirstOrDefaultAsync(cancel);
        return batch is null ? null : new(batch.Id, batch.At, batch.ActorName, "import", batch.BatchId, entity, record.Id, "created", [], batch.Count);
    }

    /// <summary>What was kept when its import was taken back is nobody's import any more, yet that is where it came from.</summary>
    private async Task<int> KeptOf(ImportableRecord record, CancellationToken cancel) => record.SourceId == 0 ? 0
        : await db.Changes.AsNoTracking().Where(c => c.RecordId == record.Id && c.Action == "kept").OrderBy(c => c.At).Select(c => c.BatchId).FirstOrDefaultAsync(cancel);

    private async Task<IReadOnlyList<ChangeEntry>> Named(List<ChangeEntry> entries, CancellationToken cancel)
    {
        foreach (var kind in names)
        {
            var ids = entries.SelectMany(e => e.Fields).Where(f => kind.Fields.Contains(f.Field)).SelectMany(f => new[] { f.From, f.To })
                .Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().ToList();
            if (ids.Count == 0) continue;
            var found = await kind.Find(db, ids, cancel);
            string? Name(string? text) => Guid.TryParse(text, out var id) ? found.GetValueOrDefault(id, text) : text;
            entries = [.. entries.Select(e => e with { Fields = [.. e.Fields.Select(f => kind.Fields.Contains(f.Field) ? f with { From = Name(f.From), To = Name(f.To) } : f)] })];
        }
        return entries;
    }
}
