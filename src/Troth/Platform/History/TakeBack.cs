using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Platform.History;

/// <summary>
/// How a change of a kind of record is taken back: by the use case that changes it by hand, and so by the same rules and rights. A room registers one for
/// each kind whose fields may go back; what was promised, reported or decided goes no way back but forward.
/// </summary>
/// <param name="Entity">As <see cref="Change.Entity"/> calls it.</param>
/// <param name="Right">Who changes such records.</param>
/// <param name="Fields">Those that may go back, as the history names them; what an import keeps for itself is not among them.</param>
/// <param name="Run">Gives the fields their <see cref="FieldChange.From"/> again.</param>
public sealed record TakesBack(string Entity, string Right, IReadOnlyList<string> Fields, Func<IServiceProvider, Guid, IReadOnlyList<FieldChange>, CancellationToken, Task> Run);

/// <summary>A field of a change beside what it is today.</summary>
public sealed record FieldToday(string Field, string? From, string? To, string? Today, bool ChangedSince);

/// <summary>A change, the record it was made to, and whether it can be taken back.</summary>
/// <param name="Refused">Why it cannot; null: it can.</param>
public sealed record ChangeView(ChangeEntry Change, RecordInHistory? About, IReadOnlyList<FieldToday> Fields, string? Refused);

/// <summary>Takes a single change back, when nobody has changed the same since.</summary>
public sealed class TakeBackChange(TrothContext db, ListChanges list, KindWords words, IEnumerable<TakesBack> ways, IEnumerable<KindInHistory> kinds, ReaderSettings reader, IServiceProvider services)
{
    /// <summary>Whether a change of this kind leads to a page where it can be taken back.</summary>
    public bool Offers(ChangeEntry change) => change is { Action: "updated", Record: not null } && Way(change.Entity) is { } way && change.Fields.All(f => way.Fields.Contains(f.Field));

    public async Task<ChangeView> Find(Guid id, CancellationToken cancel)
    {
        var change = await Seen(id, cancel);
        var entry = (await list.Entries([change], cancel))[0];
        var about = kinds.First(kind => kind.Entity == change.Entity) is { Find: { } find } && change.RecordId is { } record ? (await find(db, [record], cancel)).GetValueOrDefault(record) : null;
        var today = await Today(change, cancel);
        // What keys refer to is named as the entry names it; what it is today may be named there, too.
        var named = today is null ? [] : (await list.Entries([Like(change, today)], cancel))[0].Fields;
        var fields = entry.Fields.Select((f, i) => new FieldToday(f.Field, f.From, f.To, named.Count > i ? named[i].To : null, today is not null && today[i].ChangedSince)).ToList();
        return new(entry, about, fields, WhyNot(change, today));
    }

    /// <exception cref="BusinessRuleException">It cannot be taken back, or one of its fields was changed since.</exception>
    /// <exception cref="NotAllowedException">The reader may not change such records.</exception>
    public async Task Run(Guid id, CancellationToken cancel)
    {
        var change = await Seen(id, cancel);
        if (WhyNot(change, await Today(change, cancel)) is { } why) throw new BusinessRuleException("history.notTakenBack", why);
        var way = Way(change.Entity)!;
        if (!reader.May(way.Right)) throw new NotAllowedException(Words.Say("takeBack.notYours", words.Entity(change.Entity).Value));
        await way.Run(services, change.RecordId!.Value, Recorder.Read(change.Fields), cancel);
    }

    private TakesBack? Way(string entity) => ways.FirstOrDefault(way => way.Entity == entity);

    private async Task<Change> Seen(Guid id, CancellationToken cancel)
    {
        var change = await db.Changes.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel);
        return change is not null && Way(change.Entity) is not null && kinds.Any(kind => kind.Entity == change.Entity && reader.May(kind.Right)) ? change : throw new NotFoundException(Words.Say("takeBack.this"));
    }

    private string? WhyNot(Change change, IReadOnlyList<FieldToday>? today)
    {
        var fields = Recorder.Read(change.Fields);
        if (change.Action != "updated") return Words.Say("takeBack.onlyChanges");
        if (fields.Count == 0 || fields.Any(f => !Way(change.Entity)!.Fields.Contains(f.Field))) return Words.Say("takeBack.notThese");
        if (today is null) return Words.Say("takeBack.gone");
        return today.FirstOrDefault(f => f.ChangedSince) is { } other ? Words.Say("takeBack.changedSince", words.Field(change.Entity, other.Field).Value) : null;
    }

    /// <summary>What the change's fields are now; null when the record is gone.</summary>
    private async Task<IReadOnlyList<FieldToday>?> Today(Change change, CancellationToken cancel)
    {
        var type = db.Model.GetEntityTypes().First(t => Recorder.NameOf(t) == change.Entity);
        if (change.RecordId is not { } id || await db.FindAsync(type.ClrType, [id], cancel) is not { } record) return null;
        var entry = db.Entry(record);
        return [.. Recorder.Read(change.Fields).Select(f => Property(entry, f.Field) is { } property && Recorder.Text(property.CurrentValue) is var now
            ? new FieldToday(f.Field, f.From, f.To, now, now != f.To) : new FieldToday(f.Field, f.From, f.To, null, false))];
    }

    /// <summary>By its path in the history: Address.City. Null for what there no longer is.</summary>
    private static PropertyEntry? Property(EntityEntry entry, string path)
    {
        var parts = path.Split('.');
        if (parts.Length == 1) return entry.Metadata.FindProperty(path) is null ? null : entry.Property(path);
        return entry.Metadata.FindComplexProperty(parts[0])?.ComplexType.FindProperty(parts[1]) is null ? null : entry.ComplexProperty(parts[0]).Property(parts[1]);
    }

    private static Change Like(Change change, IReadOnlyList<FieldToday> today) => new()
    {
        At = change.At, ActorName = change.ActorName, Through = change.Through, Entity = change.Entity, Action = change.Action, RecordId = change.RecordId,
        Fields = Recorder.Json([.. today.Select(f => new FieldChange(f.Field, null, f.Today))]),
    };
}
