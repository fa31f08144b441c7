using System.Runtime.CompilerServices;

namespace Troth.Import.Reading;

/// <summary>Finds rows and cells in a window of characters that slides over the file; offsets are relative to the row's start.</summary>
internal sealed class RowScanner(TextSource? source, string name, char delimiter, ReadingLimits limits) : IDisposable
{
    private char[] _text = new char[1 << 16];
    private int _row;   // where the current row starts
    private int _at;    // where scanning goes on
    private int _end;   // end of what was read
    private bool _ended;
    private bool _afterReturn; // the last row ended with CR: a LF that follows belongs to it
    private long _nextLine = 1;
    private int _lineCountedTo; // offset in the row up to which _nextLine is right
    private int[] _starts = new int[Math.Min(64, limits.MaxColumns)];
    private int[] _lengths = new int[Math.Min(64, limits.MaxColumns)];

    /// <summary>Scans a copy of text that is already in memory.</summary>
    public static RowScanner Over(ReadOnlySpan<char> text, string name, char delimiter, ReadingLimits limits) =>
        new(null, name, delimiter, limits) { _text = text.ToArray(), _end = text.Length, _ended = true };

    public long Line { get; private set; }
    public long BlankLines { get; private set; }
    public int Count { get; private set; }

    /// <summary>The first cell with text after its closing quote, or -1.</summary>
    public int TextAfterQuote { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<char> Cell(int index) =>
        (uint)index < (uint)Count ? _text.AsSpan(_row + _starts[index], _lengths[index]) : [];

    /// <summary>Moves to the next row that holds anything; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a first import should not wait for the runtime to notice the loop
    public bool Next()
    {
        while (true)
        {
            _row = _at;
            if (_at == _end && !Refill())
                return Finish();
            if (_afterReturn)
            {
                _afterReturn = false;
                if (_text[_at] == '\n')
                {
                    _at++;
                    continue;
                }
            }
            Line = _nextLine;
            _lineCountedTo = 0;
            Count = 0;
            TextAfterQuote = -1;
            ReadCells();
            if (Count > 1 || _lengths[0] > 0 || _starts[0] > 0)
                return true;
            BlankLines++;
        }
    }

    private bool Finish()
    {
        Count = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadCells()
    {
        while (true)
        {
            if (_at == _end && !Refill())
            {
                Add(_at - _row, 0); // the file ends right after a delimiter
                return;
            }
            var more = _text[_at] == '"' ? ReadQuoted() : ReadPlain();
            if (!more)
                return;
        }
    }

    /// <summary>True when a delimiter ended the cell, so that another follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadPlain(int startOfCell = -1)
    {
        var start = startOfCell >= 0 ? startOfCell : _at - _row;
        while (true)
        {
            var found = _text.AsSpan(_at, _end - _at).IndexOfAny(delimiter, '\n', '\r');
            if (found >= 0)
            {
                _at += found;
                Add(start, _at - _row - start);
                return EndCell();
            }
            _at = _end;
            RefuseIfLong(start, Line);
            if (!Refill())
            {
                Add(start, _at - _row - start);
                return false;
            }
        }
    }

    private bool ReadQuoted()
    {
        var start = _at - _row;
        var openedOn = _nextLine;
        var doubled = false;
        _at++;
        while (true)
        {
            var found = _text.AsSpan(_at, _end - _at).IndexOf('"');
            if (found < 0)
            {
                _at = _end;
                RefuseIfLong(start, openedOn);
                if (!Refill())
                    throw NotClosed(openedOn);
                continue;
            }
            _at += found + 1;
            if (_at == _end && !Refill())
            {
                Close(start, doubled);
                return false;
            }
            if (_text[_at] == '"')
            {
                doubled = true;
                _at++;
                continue;
            }
            if (_text[_at] != delimiter && _text[_at] is not ('\n' or '\r'))
                return KeepAsItStands(start);
            Close(start, doubled);
            return EndCell();
        }
    }

    /// <summary>Adds the quoted cell that ends before <see cref="_at"/>.</summary>
    private void Close(int start, bool doubled)
    {
        var inside = _text.AsSpan(_row + start + 1, _at - _row - start - 2);
        CountLines(inside);
        Add(start + 1, doubled ? HalveQuotes(inside) : inside.Length);
    }

    /// <summary>Text follows the closing quote: the cell is taken literally, quotes and all, and the row says so.</summary>
    private bool KeepAsItStands(int start)
    {
        if (TextAfterQuote < 0)
            TextAfterQuote = Count;
        CountLines(_text.AsSpan(_row + start, _at - _row - start));
        return ReadPlain(start);
    }

    private static int HalveQuotes(Span<char> inside)
    {
        var to = inside.IndexOf('"') + 1;
        for (var from = to + 1; from < inside.Length; to++, from++)
        {
            inside[to] = inside[from];
            if (inside[from] == '"')
                from++;
        }
        return to;
    }

    private void CountLines(ReadOnlySpan<char> inside)
    {
        for (var found = inside.IndexOfAny('\n', '\r'); found >= 0; found = inside.IndexOfAny('\n', '\r'))
        {
            _nextLine++;
            inside = inside[(found + (inside[found] == '\r' && found + 1 < inside.Length && inside[found + 1] == '\n' ? 2 : 1))..];
        }
        _lineCountedTo = _at - _row;
    }

    private bool EndCell()
    {
        var ended = _text[_at++];
        if (ended == delimiter)
            return true;
        _nextLine++;
        _afterReturn = ended == '\r';
        return false;
    }

    private void Add(int start, int length)
    {
        if (length > limits.MaxCell)
            throw TooLong(Line);
        if (Count == _starts.Length)
        {
            if (Count >= limits.MaxColumns)
                throw new FileRefusedException(FileRefusedException.TooManyColumns,
                    Words.SayPlainly("file.columns", name, Line, limits.MaxColumns));
            Array.Resize(ref _starts, Math.Min(Count * 2, limits.MaxColumns));
            Array.Resize(ref _lengths, _starts.Length);
        }
        _starts[Count] = start;
        _lengths[Count++] = length;
    }

    private void RefuseIfLong(int start, long line)
    {
        if (_end - _row - start > limits.MaxCell + 2L)
            throw _text[_row + start] == '"' ? NotClosed(line) : TooLong(line);
    }

    private FileRefusedException NotClosed(long line) =>
        new(FileRefusedException.QuoteNotClosed, Words.SayPlainly("file.quote", name, line, Count + 1));

    private FileRefusedException TooLong(long line) =>
        new(FileRefusedException.CellTooLarge, Words.SayPlainly("file.cell", name, line, Count + 1, limits.MaxCell));

    /// <summary>Moves the row to the front and reads on behind it; false at the end of the file.</summary>
    private bool Refill()
    {
        if (_ended)
            return false;
        var kept = _end - _row;
        if (kept > limits.MaxRow)
            throw new FileRefusedException(FileRefusedException.RowTooLarge, Words.SayPlainly("file.row", name, Line, limits.MaxRow));
        if (kept > _text.Length / 2)
        {
            var larger = new char[_text.Length * 2];
            _text.AsSpan(_row, kept).CopyTo(larger);
            _text = larger;
        }
        else
        {
            _text.AsSpan(_row, kept).CopyTo(_text);
        }
        _at -= _row;
        _row = 0;
        _end = kept;
        var line = _nextLine + (kept <= _lineCountedTo ? 0 : TextSource.LineBreaks(_text.AsSpan(_lineCountedTo, kept - _lineCountedTo)));
        var added = source!.Read(_text.AsSpan(_end), line);
        _end += added;
        _ended = added == 0;
        return added > 0;
    }

    public void Dispose() => source?.Dispose();
}
