namespace Troth.Import.Reading;

/// <summary>How a file's text is laid out as rows and cells: all a <see cref="RowReader"/> needs beside the bytes.</summary>
public sealed record FileShape
{
    public required char Delimiter { get; init; }

    public CharacterSet CharacterSet { get; init; }

    /// <summary>Whether the first row names the columns; null when the file does not tell, so that a person must be asked.</summary>
    public bool? Header { get; init; }

    /// <summary>The columns' names, unique, in order; made up ("Column 1") where the file has none.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The first line is a spreadsheet's <c>sep=;</c> and holds no data.</summary>
    public bool SeparatorLine { get; init; }

    /// <summary>The delimiter in words, for messages and pages.</summary>
    public static string DelimiterName(char delimiter) => delimiter switch
    {
        ',' => Words.Say("delimiter.comma"),
        ';' => Words.Say("delimiter.semicolon"),
        '\t' => Words.Say("delimiter.tab"),
        '|' => Words.Say("delimiter.pipe"),
        _ => $"'{delimiter}'",
    };

    /// <summary>Names for a row of header cells: empty ones are numbered, repeated ones get a suffix, so that no column is lost.</summary>
    public static IReadOnlyList<string> UniqueNames(IReadOnlyList<string> cells)
    {
        var names = new List<string>(cells.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < cells.Count; index++)
        {
            var name = cells[index].Trim();
            if (name.Length == 0)
                name = FormattableString.Invariant($"Column {index + 1}");
            var unique = name;
            for (var copy = 2; !seen.Add(unique); copy++)
                unique = FormattableString.Invariant($"{name} ({copy})");
            names.Add(unique);
        }
        return names;
    }
}
