using Troth.Import.Contracts;
using Troth.Import.Reading;
using Troth.Platform.Data;

namespace Troth.Import.Staging;

/// <summary>Finds the records that cells refer to: by the key in the same source, or by another field among all records.</summary>
internal sealed class References(Func<ImportColumn, ImportColumn?, FieldIndex> buildIndex)
{
    private readonly Dictionary<(ImportColumn By, ImportColumn? Also), FieldIndex> indexes = [];
    private readonly Dictionary<ImportTable, HashSet<string>> coming = [];

    /// <summary>Keys that a file will still bring: records may refer to others of their kind that stand below them.</summary>
    public void Expect(ImportTable table, HashSet<string> keys) => coming[table] = keys;

    public void ExpectNothing() => coming.Clear();

    public bool TryResolve(ImportColumn column, Known target, FeedField field, out Guid? id, out int record, out string reason)
    {
        (id, record) = (null, -1);
        if (!field.TryText(out var text, out reason)) return false;
        text = text.Trim();
        if (text.IsEmpty) return true;
        return field.By is null ? TryKey(column, target, text, out id, out record, out reason) : TryField(target, field, text, out id, out reason);
    }

    private bool TryKey(ImportColumn column, Known target, ReadOnlySpan<char> key, out Guid? id, out int record, out string reason)
    {
        (id, reason) = (null, "");
        record = target.Find(key);
        if (target.Exists(record) || column.Table == target.Table && coming.GetValueOrDefault(target.Table)?.Contains(key.ToString()) == true)
        {
            if (record < 0) record = target.Expect(key);
            id = target.Id(record);
            return true;
        }
        record = -1;
        reason = Words.Say("row.noReference", column.Field, target.Table.Entity, Cells.Quoted(key));
        return false;
    }

    private bool TryField(Known target, FeedField field, ReadOnlySpan<char> text, out Guid? id, out string reason)
    {
        id = null;
        ImportColumn Column(string name) => target.Table.Columns.Single(c => c.Field == name);
        var also = field.Also is { By: { } by } ? Column(by) : null;
        var place = (Column(field.By!), also);
        if (!indexes.TryGetValue(place, out var index)) indexes.Add(place, index = buildIndex(place.Item1, also));
        var found = index.Find(text);
        if (found.Count > 1 && field.Also is { } second)
        {
            var wanted = text.ToString();
            if (!second.TryText(out var settle, out reason)) return false;
            var key = NameKey.Of(settle.ToString());
            found = [.. found.Where(one => one.Also == key)];
            text = wanted;
        }
        reason = found.Count switch
        {
            1 => "",
            0 when field.Also is { } other => Words.Say("row.noneByBoth", field.Field.Name, target.Table.Entity, field.By, Cells.Quoted(text), other.By),
            0 => Words.Say("row.noneBy", field.Field.Name, target.Table.Entity, field.By, Cells.Quoted(text)),
            _ => Words.Say("row.several", field.Field.Name, found.Count, target.Table.Entity, field.By, Cells.Quoted(text)),
        };
        if (found.Count == 1) id = found[0].Id;
        return found.Count == 1;
    }

    /// <summary>A record was made or told more of: whoever is found by a field must find it from now on.</summary>
    public void Told(ImportTable table, Guid id, ImportRow row)
    {
        foreach (var ((by, also), index) in indexes)
            if (by.Table == table)
                index.Put(id, row.Text(by), also is null ? null : row.Text(also));
    }
}

/// <summary>All records of a table by one text field, compared without regard to case, accents and spacing.</summary>
internal sealed class FieldIndex
{
    private readonly Dictionary<string, List<(Guid Id, string? Also)>> byText = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> textOf = [];

    public IReadOnlyList<(Guid Id, string? Also)> Find(ReadOnlySpan<char> text) => byText.GetValueOrDefault(NameKey.Of(text.ToString())) ?? [];

    public void Put(Guid id, string? text, string? also)
    {
        if (textOf.Remove(id, out var before)) byText[before].RemoveAll(one => one.Id == id);
        if (text is null) return;
        var key = NameKey.Of(text);
        if (!byText.TryGetValue(key, out var all)) byText.Add(key, all = []);
        all.Add((id, also is null ? null : NameKey.Of(also)));
        textOf.Add(id, key);
    }
}
