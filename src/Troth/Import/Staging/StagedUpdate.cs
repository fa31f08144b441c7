using Troth.Import.Contracts;
using Troth.Import.Reporting;
using Troth.Import.Storing;
using Troth.Platform.History;

namespace Troth.Import.Staging;

/// <summary>A change to make when the import is published; no fields when only totals must be counted again.</summary>
internal sealed record StagedUpdate(ImportTable Table, Guid Id, Guid? PartOf, IReadOnlyList<FieldChange> Fields);

/// <summary>What a row tells, against what the database holds.</summary>
internal static class Difference
{
    /// <summary>Why a column of a record is not a feed's to change; null where it is.</summary>
    public static string? Stands(StoredRow stored, ImportColumn column) =>
        column.Once && stored.Values.Has(column) ? Words.Say("kept.once") : (stored is { BatchId: 0, SourceId: not 0 } ? stored.Values.Table.MadeHere?.Invoke(column) : null)
            ?? stored.Values.Table.Stands?.Invoke(stored.Values, column);

    /// <summary>
    /// The fields to change. Those that a person has changed, and those that stand for good, are left as they are and put down as kept.
    /// </summary>
    /// <param name="stored">The record as it stands.</param>
    /// <param name="told">What rows tell of it.</param>
    /// <param name="given">The columns they tell.</param>
    /// <param name="source">The source, for its extras.</param>
    /// <param name="kept">Takes what is left.</param>
    public static List<FieldChange> Of(StoredRow stored, ImportRow told, ulong given, string source, Action<KeptEdit> kept)
    {
        var table = stored.Values.Table;
        var byHand = stored.ByHand();
        var changes = new List<FieldChange>();
        foreach (var column in table.Columns)
        {
            if ((given & column.Bit) == 0 || !column.Stored || column.NeverEmpty && !told.Has(column)) continue;
            var from = ValueText.Of(column, stored.Values);
            var to = column == table.Extras ? ExtrasText.Merge(from, told.Text(column), source) : column == table.EndedOn ? null : ValueText.Of(column, told);
            if (string.Equals(from, to, StringComparison.Ordinal)) continue;
            var because = column == table.EndedOn ? null : Stands(stored, column);
            if (because is not null || byHand(column)) kept(Left(stored, column, from, to, because));
            else changes.Add(new FieldChange(column.Property, from, to));
        }
        return changes;
    }

    public static KeptEdit Left(StoredRow stored, ImportColumn column, string? from, string? to, string? because) =>
        new(stored.Values.Table.Entity, stored.Values.Text(stored.Values.Table.ExternalKey) ?? "", column.Field ?? column.Property, from, to)
        {
            Because = because,
        };
}
