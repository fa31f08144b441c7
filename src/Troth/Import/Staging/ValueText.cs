using System.Globalization;
using Troth.Import.Contracts;

namespace Troth.Import.Staging;

/// <summary>Values as the history words them: days as yyyy-MM-dd, decimals without trailing zeros, flags as true and false.</summary>
internal static class ValueText
{
    public static string? Of(ImportColumn column, ImportRow row)
    {
        if (!row.Has(column)) return null;
        return column.Store switch
        {
            ColumnStore.Text when column.Kind == ColumnKind.Word => column.Words!.First(w => w.Value == row.Text(column)).Key,
            ColumnStore.Text => row.Text(column),
            ColumnStore.Id => row.Id(column)!.Value.ToString(),
            _ => Number(column, row.Number(column)),
        };
    }

    /// <summary>Puts a text made by <see cref="Of"/> back into a row.</summary>
    public static void Put(ImportColumn column, ImportRow row, string? text)
    {
        if (text is null) row.Clear(column);
        else if (column.Store == ColumnStore.Text) row.Set(column, column.Kind == ColumnKind.Word ? column.Words![text] : text);
        else if (column.Store == ColumnStore.Id) row.Set(column, Guid.Parse(text));
        else row.Set(column, Number(column, text));
    }

    private static string Number(ImportColumn column, long value) => column.Kind switch
    {
        ColumnKind.Day => string.Create(CultureInfo.InvariantCulture, $"{value / 10_000:0000}-{value / 100 % 100:00}-{value % 100:00}"),
        ColumnKind.Time => TimeSpan.FromSeconds(value).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture),
        ColumnKind.Flag => value != 0 ? "true" : "false",
        ColumnKind.Decimal or ColumnKind.Share => (value / (column.Decimals == 4 ? 10_000m : 1_000_000m)).ToString("0.############", CultureInfo.InvariantCulture),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static long Number(ImportColumn column, string text) => column.Kind switch
    {
        ColumnKind.Day => long.Parse(text.Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture),
        ColumnKind.Time => (long)TimeOnly.Parse(text, CultureInfo.InvariantCulture).ToTimeSpan().TotalSeconds,
        ColumnKind.Flag => text == "true" ? 1 : 0,
        ColumnKind.Decimal or ColumnKind.Share => (long)(decimal.Parse(text, CultureInfo.InvariantCulture) * (column.Decimals == 4 ? 10_000m : 1_000_000m)),
        _ => long.Parse(text, CultureInfo.InvariantCulture),
    };
}
