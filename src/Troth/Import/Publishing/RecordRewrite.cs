using Troth.Import.Contracts;
using Troth.Import.Staging;
using Troth.Import.Storing;
using Troth.Platform.History;

namespace Troth.Import.Publishing;

/// <summary>Changes fields of a record, each only if it still is as expected.</summary>
internal sealed class RecordRewrite(ImportDatabase database) : IDisposable
{
    private readonly StoredRecords stored = new(database, 0);
    private readonly RowUpdates updates = new(database);

    /// <summary>
    /// Sets each field from its first to its second value. A field that is neither as expected, or that a person has edited, or that stands
    /// for
    /// good by now, is left.
    /// </summary>
    /// <param name="table">The record's table.</param>
    /// <param name="id">The record.</param>
    /// <param name="whole">For parts, the whole they belong to.</param>
    /// <param name="fields">What to change.</param>
    /// <param name="back">They get back what they were before an import: also what records are told but once.</param>
    /// <returns>The fields that were changed, those that were left with what they are, and whether there is such a record.</returns>
    public (List<FieldChange> Changed, List<(FieldChange Wanted, string? Is)> Left, StoredRow? Record) Apply(
        ImportTable table, Guid id, Guid? whole, IReadOnlyList<FieldChange> fields, bool back = false)
    {
        var (changed, left) = (new List<FieldChange>(), new List<(FieldChange, string?)>());
        if (Find(table, id, whole) is not { } record) return (changed, left, null);
        var edited = (record.HandEdited ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var before = new RowBlock(table).Add();
        before.Take(record.Values);
        ulong columns = 0;
        foreach (var field in fields)
        {
            var column = table.Columns.Single(c => c.Property == field.Field);
            var now = ValueText.Of(column, record.Values);
            var stands = back ? table.Stands?.Invoke(before, column) : Difference.Stands(record with { Values = before }, column);
            if ((stands is not null && (column != table.EndedOn || field.To is not null))
                || edited.Contains(field.Field) || !string.Equals(now, field.From, StringComparison.Ordinal))
            {
                left.Add((field, now));
                continue;
            }
            ValueText.Put(column, record.Values, field.To);
            columns |= column.Bit;
            changed.Add(field);
        }
        if (columns == 0) return (changed, left, record);
        table.Derive?.Invoke(record.Values);
        foreach (var column in table.Columns)
            if (column.Stored && !record.Values.Same(column, before)) columns |= column.Bit;
        updates.Set(record.Values, id, columns, asChange: true);
        return (changed, left, record);
    }

    private StoredRow? Find(ImportTable table, Guid id, Guid? whole)
    {
        if (table.Whole is null)
        {
            foreach (var row in stored.Load(table, [id])) return row;
            return null;
        }
        foreach (var row in stored.WholeParts(table, whole!.Value))
            if (row.Values.Id(table.Id) == id) return row;
        return null;
    }

    public void Dispose() => updates.Dispose();
}
