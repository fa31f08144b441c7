using System.Globalization;
using Troth.Import.Contracts;

namespace Troth.Import.Staging;

/// <summary>The key of records that are recognised by their own values, as one text.</summary>
internal static class NaturalKeys
{
    /// <summary>What a stored record is found by: its external key, or its own values.</summary>
    public static string? KeyOf(ImportRow row) => row.Table.NaturalKey.Count > 0 ? Text(row.Table, row) : row.Text(row.Table.ExternalKey);

    /// <summary>What a report calls a record of which no more than its row is at hand.</summary>
    public static string Shown(ImportRow row) => row.Text(row.Table.ExternalKey)
        ?? string.Join(' ', row.Table.NaturalKey.Where(column => column.Store != ColumnStore.Id).Select(column => ValueText.Of(column, row)));

    public static string Text(ImportTable table, ImportRow row) => string.Join('\u001f', table.NaturalKey.Select(column => column.Store switch
    {
        ColumnStore.Number => row.Has(column) ? row.Number(column).ToString(CultureInfo.InvariantCulture) : "",
        ColumnStore.Text => row.Text(column) ?? "",
        _ => row.Id(column)?.ToString("N") ?? "",
    }));
}
