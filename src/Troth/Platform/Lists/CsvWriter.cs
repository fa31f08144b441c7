using System.Buffers;
using System.Text;

namespace Troth.Platform.Lists;

/// <summary>
/// Writes delimited text after RFC 4180 so that it reads back exactly: UTF-8 with a byte order mark (spreadsheets need it), CRLF
/// between rows, cells quoted where they must be.
/// </summary>
/// <remarks>
/// Cells are data and stay what they are: nothing is put in front of a cell that begins with =, +, - or @, for then it would
/// come back changed.
/// </remarks>
public sealed class CsvWriter : IDisposable
{
    private readonly TextWriter _text;
    private readonly char _delimiter;
    private readonly SearchValues<char> _special;
    private int _cells;
    private bool _firstCellEmpty;

    /// <summary>Writes to a stream, which stays open.</summary>
    public CsvWriter(Stream stream, char delimiter = ',', bool byteOrderMark = true)
        : this(new StreamWriter(stream, new UTF8Encoding(byteOrderMark, throwOnInvalidBytes: true), 1 << 16, leaveOpen: true), delimiter)
    {
    }

    /// <summary>Writes to a text writer of any encoding, which is disposed of with this.</summary>
    public CsvWriter(TextWriter text, char delimiter = ',')
    {
        (_text, _delimiter) = (text, delimiter);
        _special = SearchValues.Create([delimiter, '"', '\r', '\n', '\ufeff']);
    }

    public void Cell(ReadOnlySpan<char> cell)
    {
        if (_cells > 0)
            _text.Write(_delimiter);
        else
            _firstCellEmpty = cell.IsEmpty;
        _cells++;
        if (!NeedsQuotes(cell))
        {
            _text.Write(cell);
            return;
        }
        _text.Write('"');
        for (var quote = cell.IndexOf('"'); quote >= 0; quote = cell.IndexOf('"'))
        {
            _text.Write(cell[..(quote + 1)]);
            _text.Write('"');
            cell = cell[(quote + 1)..];
        }
        _text.Write(cell);
        _text.Write('"');
    }

    public void EndRow()
    {
        // A line with nothing on it is no row to readers, so a row of one empty cell shows its quotes.
        if (_cells == 1 && _firstCellEmpty)
            _text.Write("\"\"");
        _text.Write("\r\n");
        _cells = 0;
    }

    public void Row(params IEnumerable<string?> cells)
    {
        foreach (var cell in cells)
            Cell(cell);
        EndRow();
    }

    // Blanks at the ends are quoted for readers that trim, and sep= so that it is not taken for a spreadsheet's instruction.
    private bool NeedsQuotes(ReadOnlySpan<char> cell) =>
        cell.ContainsAny(_special) || cell.Length > 0 && (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1]))
        || cell.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    public void Dispose() => _text.Dispose();
}
