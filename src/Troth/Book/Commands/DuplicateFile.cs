using System.Text;
using System.Text.RegularExpressions;
using Troth.Evidence.Duplicates;
using Troth.Platform.Commands;

namespace Troth.Book.Commands;

/// <summary>A comma-separated file to look for duplicates in; what is wrong with it is said with its line and value.</summary>
internal sealed partial record DuplicateFile(
    IReadOnlyList<DuplicateField> Fields, IReadOnlyList<string?[]> Rows, IReadOnlyList<int> Lines, IReadOnlyList<string>? Groups)
{
    private const int MostRows = 2_000_000;

    /// <exception cref="FormatException">It cannot be read, or something in it is wrong.</exception>
    public static DuplicateFile Read(CommandHost host, string given, string? gold) => GivenFile.Read(host, given, path =>
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Of(Records(reader), gold);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new FormatException("it is not UTF-8; save it as CSV UTF-8.", wrong);
        }
    });

    private static DuplicateFile Of(IEnumerable<(int Line, List<string> Cells)> records, string? gold)
    {
        string[]? header = null;
        var (rows, lines) = (new List<string?[]>(), new List<int>());
        foreach (var (line, cells) in records)
        {
            if (header is null)
            {
                header = [.. cells];
                continue;
            }

            if (cells.Count != header.Length)
                throw new FormatException($"line {line} has {cells.Count} cells, beginning with “{Short(cells[0])}”; line 1 names {header.Length} columns. "
                    + "Put values that hold what stands between columns in double quotes.");
            if (rows.Count == MostRows) throw new FormatException($"line {line} is row {MostRows + 1}; give no more than {MostRows} at once.");
            rows.Add([.. cells]);
            lines.Add(line);
        }

        if (header is null) throw new FormatException("line 1 is not there; it has to name the columns.");
        var at = Array.FindIndex(header, name => string.Equals(name, gold, StringComparison.OrdinalIgnoreCase));
        if (gold is not null && at < 0) throw new FormatException($"there is no column “{gold}”; line 1 names {string.Join(", ", header)}.");
        DuplicateField[] fields = [.. header.Select((name, i) => new DuplicateField(name, i == at ? FieldKind.Ignored : FieldKindGuess.Of(name)))];
        if (Array.TrueForAll(fields, field => field.Kind is FieldKind.Ignored))
            throw new FormatException($"line 1 names {string.Join(", ", header.Select(Short))}, none of which tells what it is; "
                + "name columns name, address, city, phone and the like.");
        return new DuplicateFile(fields, rows, lines, at < 0 ? null : [.. rows.Select(row => Copy().Replace(row[at]!.Trim('\'', '"', ' '), ""))]);
    }

    /// <summary>Rows with the line they begin on. Quotes may stand after a blank; blanks around values are no part of them; empty lines are passed over.</summary>
    private static IEnumerable<(int Line, List<string> Cells)> Records(StreamReader reader)
    {
        var number = 0;
        char? separator = null;
        while (reader.ReadLine() is { } text)
        {
            var begun = ++number;
            if (string.IsNullOrWhiteSpace(text)) continue;
            while (text.Count(letter => letter == '"') % 2 != 0)
            {
                if (reader.ReadLine() is not { } next || number - begun > 200)
                    throw new FormatException($"line {begun} opens a double quote that is not closed: “{Short(text)}”. Close it, or write it twice.");
                text += $"\n{next}";
                number++;
            }

            yield return (begun, Cells(text, separator ??= Separator(text)));
        }
    }

    /// <summary>What stands between the columns' names: most often a comma, a semicolon, a tab or a bar.</summary>
    private static char Separator(string header) => ",;\t|".MaxBy(mark => header.Count(letter => letter == mark));

    private static List<string> Cells(string text, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (text[i] == '"') quoted = !quoted;
            else if (text[i] == separator && !quoted) Close();
            else cell.Append(text[i]);
        }

        Close();
        return cells;

        void Close()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    /// <summary>What tells a copy from its original in names of records.</summary>
    [GeneratedRegex("-(org|dup(-[0-9]+)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Copy();
}
