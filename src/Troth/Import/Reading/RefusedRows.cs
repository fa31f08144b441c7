using Troth.Platform.Lists;

namespace Troth.Import.Reading;

/// <summary>
/// The refused rows of one file as a file like it: same columns, cells as they stood, and two columns behind: the reason
/// and the line of the original. Corrected, it can be imported again by the same recipe, so it is
/// separated as the original is; a feed that finds the two columns at the end leaves them behind.
/// </summary>
public sealed class RefusedRows : IDisposable
{
    public const string ReasonColumn = "reason", LineColumn = "refused line";

    private readonly CsvWriter _csv;

    public RefusedRows(Stream stream, IReadOnlyList<string> columns, char delimiter = ',')
    {
        _csv = new CsvWriter(stream, delimiter);
        _csv.Row(columns.Concat([ReasonColumn, LineColumn]));
        Columns = columns.Count;
    }

    private int Columns { get; }

    public long Count { get; private set; }

    public void Add(long line, string reason, IReadOnlyList<string> cells)
    {
        for (var index = 0; index < Columns; index++)
            _csv.Cell(index < cells.Count ? cells[index] : "");
        // Cells beyond the header would shift the columns; they are told with the reason instead of lost.
        var beyond = cells.Count > Columns ? " " + Words.Say("row.beyond", string.Join(" | ", cells.Skip(Columns))) : "";
        _csv.Cell(reason + beyond);
        _csv.Cell(line.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _csv.EndRow();
        Count++;
    }

    public void Dispose() => _csv.Dispose();
}
