using Troth.Import.Reading;

namespace Troth.Import.Staging;

/// <summary>
/// Cells of the current row that no field holds in full: a second name for a product, the time of a promised day. They stay with
/// the row's last record as extras.
/// </summary>
internal sealed class RowRest
{
    private readonly SortedDictionary<string, string> cells = new(StringComparer.Ordinal);

    public bool IsEmpty => cells.Count == 0;
    public IReadOnlyDictionary<string, string> Cells => cells;

    public void Keep(FeedRecord record, IEnumerable<int> columns)
    {
        foreach (var column in columns) cells[record.ColumnName(column)] = record.Cell(column).ToString();
    }

    public void Keep(string name, string value) => cells[name] = value;

    public void Clear()
    {
        if (cells.Count > 0) cells.Clear();
    }
}
