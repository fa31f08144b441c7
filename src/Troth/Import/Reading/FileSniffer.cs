namespace Troth.Import.Reading;

/// <summary>Finds out how a file is laid out from its beginning, taking as given what is already known.</summary>
public static class FileSniffer
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];
    private const int SampleRows = 1_000;

    /// <summary>The file's layout. <paramref name="known"/> is what a recipe says of it.</summary>
    /// <exception cref="FileRefusedException">The file holds no table that we read.</exception>
    public static FileShape Sniff(string path, KnownLayout? known = null, ReadingLimits? limits = null) =>
        Sniff(SourceFile.Open(path, limits), Path.GetFileName(path), known, limits);

    /// <summary>The same over unpacked bytes; the stream is disposed of.</summary>
    public static FileShape Sniff(Stream bytes, string name, KnownLayout? known = null, ReadingLimits? limits = null)
    {
        known ??= KnownLayout.Nothing;
        limits ??= ReadingLimits.Default;
        var sample = FileSample.Read(bytes, name, known.CharacterSet);
        var separator = SeparatorLine(sample.Text);
        var separatorLine = separator is not null && (known.Delimiter is null || known.Delimiter == separator);
        var delimiter = known.Delimiter ?? separator ?? DelimiterOf(sample, limits);
        var rows = sample.Rows(delimiter, limits, SampleRows);
        if (separatorLine)
            rows.RemoveAt(0);
        var header = known.Header ?? (known.Columns is not null && known.Columns.Count == rows[0].Cells.Length && known.Columns.SequenceEqual(rows[0].Cells)
            ? true : HeaderSniffer.HasHeader(rows));
        return new FileShape
        {
            Delimiter = delimiter,
            CharacterSet = sample.CharacterSet,
            Header = header,
            SeparatorLine = separatorLine,
            Columns = known.Columns ?? (header is false
                ? FileShape.UniqueNames([.. Enumerable.Repeat("", rows[0].Cells.Length)])
                : FileShape.UniqueNames(rows[0].Cells)),
        };
    }

    // Spreadsheets write and honour a first line "sep=;".
    private static char? SeparatorLine(string text) =>
        text.Length > 5 && text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text[5] is '\r' or '\n' && Delimiters.Contains(text[4])
            ? text[4] : null;

    private static char DelimiterOf(FileSample sample, ReadingLimits limits)
    {
        var best = (Delimiter: ',', Score: 0.0);
        FileRefusedException? refused = null;
        foreach (var delimiter in Delimiters)
        {
            try
            {
                var score = Score(sample.Rows(delimiter, limits, SampleRows));
                if (score > best.Score)
                    best = (delimiter, score);
            }
            catch (FileRefusedException wrong)
            {
                // The delimiter that gets furthest knows best what is wrong: too many columns rather than one endless cell.
                if (refused is null || wrong.Code is FileRefusedException.TooManyColumns)
                    refused = wrong;
            }
        }
        return best.Score == 0 && refused is not null ? throw refused : best.Delimiter;
    }

    /// <summary>
    /// How table-like the rows are: the share of rows with the usual number of cells, less those with misplaced quotes; among
    /// equals the share of cells that are clean values (1,5;2,5 makes numbers only with the semicolon), then more columns.
    /// </summary>
    private static double Score(List<SampleRow> rows)
    {
        if (rows.Count == 0)
            return 0;
        var usual = rows.GroupBy(row => row.Cells.Length).MaxBy(group => (group.Count(), group.Key))!.Key;
        if (usual < 2 || rows[0].Cells.Length < 2)
            return 0;
        var regular = rows.Count(row => row.Cells.Length == usual && !row.TextAfterQuote) / (double)rows.Count;
        if (regular < 0.5)
            return 0;
        var cells = rows.Take(200).SelectMany(row => row.Cells).Where(cell => cell.Length > 0).ToList();
        var clean = cells.Count == 0 ? 0 : cells.Count(IsClean) / (double)cells.Count;
        return Math.Round(regular, 2) + clean / 100 + Math.Min(usual, 100) / 1_000_000.0;
    }

    private static bool IsClean(string cell) =>
        new NumberEvidence().Observe(cell, 1) || new DateEvidence().Observe(cell, 1) || !cell.AsSpan().ContainsAny(Delimiters);
}

/// <summary>What a recipe says of a file's layout; null where it says nothing.</summary>
public sealed record KnownLayout(char? Delimiter = null, CharacterSet? CharacterSet = null, bool? Header = null, IReadOnlyList<string>? Columns = null)
{
    public static KnownLayout Nothing { get; } = new();

    public static KnownLayout Of(RecipeFile file) => new(file.Delimiter, file.CharacterSet, file.Header, file.Columns);

    public static KnownLayout Of(RecipeLookup file) => new(file.Delimiter, file.CharacterSet, file.Header, file.FileColumns);
}
