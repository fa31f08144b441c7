using System.Globalization;
using Troth.Import.Contracts;

namespace Troth.Import.Staging;

/// <summary>The key of records that are recognised by their own values, as one text.</summary>
internal static class NaturalKeys
{
    public static string Text(ImportTable table, ImportRow row) => string.Join('\u001f', table.NaturalKey.Select(column => column.Store switch
    {
        ColumnStore.Number => row.Has(column) ? row.Number(column).ToString(CultureInfo.InvariantCulture) : "",
        ColumnStore.Text => row.Text(column) ?? "",
        _ => row.Id(column)?.ToString("N") ?? "",
    }));
}
