namespace Troth.Import.Reading;

/// <summary>The beginning of a file as text.</summary>
internal sealed class FileSample
{
    private const int Size = 1 << 18;

    public required string Name { get; init; }
    public required string Text { get; init; }
    public required CharacterSet CharacterSet { get; init; }

    /// <summary>The file ends where the sample ends.</summary>
    public required bool Whole { get; init; }

    public static FileSample Read(Stream bytes, string name, CharacterSet? declared)
    {
        using var source = new TextSource(bytes, name, declared);
        var text = new char[Size];
        var length = 0;
        var whole = false;
        while (length < Size - 1 && !whole)
        {
            var line = 1L + TextSource.LineBreaks(text.AsSpan(0, length));
            var added = source.Read(text.AsSpan(length), line);
            length += added;
            whole = added == 0;
        }
        if (text.AsSpan(0, length).Trim().IsEmpty && whole)
            throw new FileRefusedException(FileRefusedException.Empty, Words.Say("file.blank", name));
        return new FileSample { Name = name, Text = new string(text, 0, length), CharacterSet = source.CharacterSet, Whole = whole };
    }

    /// <summary>
    /// The sample's first rows under a delimiter. A row cut off by the end of the sample is left out. What refuses a file
    /// beyond repair, such as too many columns, is thrown.
    /// </summary>
    public List<SampleRow> Rows(char delimiter, ReadingLimits limits, int most)
    {
        using var scanner = RowScanner.Over(Text, Name, delimiter, limits);
        var rows = new List<SampleRow>();
        try
        {
            while (rows.Count < most && scanner.Next())
                rows.Add(SampleRow.Of(scanner));
        }
        catch (FileRefusedException cut) when (!Whole && cut.Code is FileRefusedException.QuoteNotClosed)
        {
            return rows; // the closing quote stands behind the end of the sample
        }
        if (!Whole && rows.Count is > 1 and var count && count < most)
            rows.RemoveAt(count - 1);
        return rows;
    }
}

/// <summary>A row of a sample.</summary>
internal sealed record SampleRow(string[] Cells, bool TextAfterQuote)
{
    public static SampleRow Of(RowScanner scanner)
    {
        var cells = new string[scanner.Count];
        for (var index = 0; index < cells.Length; index++)
            cells[index] = scanner.Cell(index).ToString();
        return new SampleRow(cells, scanner.TextAfterQuote >= 0);
    }
}
