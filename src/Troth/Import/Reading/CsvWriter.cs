using System.Buffers;
using System.Text;

namespace Troth.Import.Reading;

/// <summary>
/// Writes delimited text after RFC 4180 so that it reads back exactly: UTF-8 with a byte order mark (spreadsheets need it), CRLF
/// between rows, cells quoted where they must be.
/// </summary>
/// <remarks>
/// Cells are data and stay what they are: nothing is put in front of a cell that begins with =, +, - or @, for then it would
/// come back changed. A file for people to open in a spreadsheet is made with <see cref="Defused"/>: there such cells get an
/// apostrophe, and it is not meant to be imported again.
/// </remarks>
public sealed class CsvWriter : IDisposable
{
    private readonly TextWriter _text;
    private readonly char _delimiter;
    private readonly SearchValues<char> _special;
    private readonly bool _defused;
    private int _cells;
    private bool _firstCellEmpty;

    /// <summary>Writes to a stream, which stays open.</summary>
    public CsvWriter(Stream stream, char delimiter = ',', bool byteOrderMark = true, bool defused = false)
        : this(new StreamWriter(stream, new UTF8Encoding(byteOrderMark, throwOnInvalidBytes: true), 1 << 16, leaveOpen: true), delimiter, defused)
    {
    }

    /// <summary>Writes to a text writer of any encoding, which is disposed of with this.</summary>
    public CsvWriter(TextWriter text, char delimiter = ',', bool defused = false)
    {
        (_text, _delimiter, _defused) = (text, delimiter, defused);
        _special = SearchValues.Create([delimiter, '"', '\r', '\n', '\ufeff']);
    }

    /// <summary>For reading in a spreadsheet rather than by a program: cells that it would run as formulas are made harmless.</summary>
    public static CsvWriter Defused(Stream stream, char delimiter = ',') => new(stream, delimiter, defused: true);

    public void Cell(ReadOnlySpan<char> cell)
    {
        if (_cells > 0)
            _text.Write(_delimiter);
        else
            _firstCellEmpty = cell.IsEmpty;
        _cells++;
        var harmless = !_defused || !IsFormula(cell);
        if (harmless && !NeedsQuotes(cell))
        {
            _text.Write(cell);
            return;
        }
        _text.Write(harmless ? "\"" : "\"'");
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

    private static bool IsFormula(ReadOnlySpan<char> cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !Cells.TryDecimal(cell, DecimalMark.Point, 18, out _, out _);

    public void Dispose() => _text.Dispose();
}
