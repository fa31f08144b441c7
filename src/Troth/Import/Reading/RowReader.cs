using System.Runtime.CompilerServices;

namespace Troth.Import.Reading;

/// <summary>What is wrong with the shape of a row; its cells are still readable.</summary>
public enum RowFault
{
    None,
    TooFewCells,
    TooManyCells,

    /// <summary>A cell begins with a quote but has text after the closing one; it is given as it stands in the file.</summary>
    TextAfterQuote,
}

/// <summary>
/// Reads a delimited file row by row without allocating: RFC 4180 with any line ending, quoted line breaks, doubled quotes,
/// quotes kept inside unquoted cells. No cell is altered or trimmed. Lines that hold nothing at all are skipped and counted.
/// Not for several threads. Memory: about twice the longest row.
/// </summary>
public sealed class RowReader : IDisposable
{
    private readonly Stream _bytes;
    private readonly RowScanner _scanner;
    private readonly StringPool _pool = new();
    private readonly int _expected;

    /// <summary>Opens a file of known shape; the header row, if any, is passed over.</summary>
    /// <exception cref="FileRefusedException">Now or on any later <see cref="Read"/>.</exception>
    public static RowReader Open(string path, FileShape shape, ReadingLimits? limits = null) =>
        new(SourceFile.Open(path, limits), Path.GetFileName(path), shape, limits);

    /// <summary>The same over unpacked bytes; <paramref name="name"/> is used in messages. The reader owns the stream.</summary>
    public RowReader(Stream bytes, string name, FileShape shape, ReadingLimits? limits = null)
    {
        _bytes = bytes;
        Name = name;
        Shape = shape;
        _expected = shape.Columns.Count;
        _scanner = new RowScanner(new TextSource(bytes, name, shape.CharacterSet), name, shape.Delimiter, limits ?? ReadingLimits.Default);
        try
        {
            if (shape.SeparatorLine)
                _scanner.Next();
            if (shape.Header is true)
                PassHeader();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Name { get; }

    public FileShape Shape { get; }

    public IReadOnlyList<string> Columns => Shape.Columns;

    /// <summary>Rows handed out so far, faulty ones included.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of the file taken in so far, packed ones where it is packed.</summary>
    public long BytesRead => _bytes is GuardedGzip packed ? packed.PackedPosition : _bytes.Position;

    /// <summary>Lines without anything on them, skipped so far.</summary>
    public long BlankLines => _scanner.BlankLines;

    /// <summary>The physical line of the file on which the current row starts, from 1.</summary>
    public long Line => _scanner.Line;

    /// <summary>Cells the current row really has; <see cref="this[int]"/> answers an empty cell beyond them.</summary>
    public int CellCount => _scanner.Count;

    public RowFault Fault { get; private set; }

    /// <summary>Moves to the next row; false at the end of the file.</summary>
    public bool Read()
    {
        if (!_scanner.Next())
            return false;
        Rows++;
        Fault = _scanner.TextAfterQuote >= 0 ? RowFault.TextAfterQuote
            : _scanner.Count == _expected ? RowFault.None
            : _scanner.Count < _expected ? RowFault.TooFewCells : RowFault.TooManyCells;
        return true;
    }

    /// <summary>The cell's characters as they stand in the file, unquoted; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _scanner.Cell(index);
    }

    /// <summary>The cell as a string; values met lately are not allocated again.</summary>
    public string Text(int index) => _pool.Get(_scanner.Cell(index));

    /// <summary>All cells of the row, also those beyond the header, as strings.</summary>
    public string[] Texts()
    {
        var cells = new string[_scanner.Count];
        for (var index = 0; index < cells.Length; index++)
            cells[index] = Text(index);
        return cells;
    }

    /// <summary>The fault in words, with the line; empty when there is none.</summary>
    public string FaultMessage => Fault switch
    {
        RowFault.None => "",
        RowFault.TextAfterQuote => Words.SayPlainly("row.afterQuote", Line, ColumnName(_scanner.TextAfterQuote)),
        _ => Words.SayPlainly("row.line", Line)
            + Words.SayPlainly("row.cells", CellCount, _expected, FileShape.DelimiterName(Shape.Delimiter)),
    };

    private string ColumnName(int index) =>
        index < Columns.Count ? Columns[index] : (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void PassHeader()
    {
        if (_scanner.Next() && _scanner.Count != _expected)
            throw new FileRefusedException(FileRefusedException.ColumnsDiffer,
                Words.SayPlainly("file.headerColumns", Name, Line, _scanner.Count, _expected));
    }

    public void Dispose() => _scanner.Dispose();
}
