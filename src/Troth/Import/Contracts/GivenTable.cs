using Troth.Import.Reading;

namespace Troth.Import.Contracts;

/// <summary>
/// A table in a file that somebody names, read as imports read theirs: cells set apart by comma, semicolon, tab or bar, also packed and in any of
/// the usual character sets. Where none of these stands in it, cells are set apart by blanks.
/// </summary>
public static class GivenTable
{
    /// <summary>All rows with their lines in the file, a header's included. Reads the file anew each time, a row at a time.</summary>
    /// <exception cref="FormatException">The file holds no table that is read; the message says why.</exception>
    public static IEnumerable<(long Line, string[] Cells)> Rows(string path)
    {
        var shape = Reading(() => FileSniffer.Sniff(path)) with { Header = false };
        var blanks = shape.Columns.Count == 1;
        using var rows = Reading(() => RowReader.Open(path, shape));
        while (Reading(rows.Read))
        {
            var cells = rows.Texts();
            yield return (rows.Line, blanks ? cells[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : cells);
        }
    }

    private static T Reading<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (FileRefusedException refused)
        {
            throw new FormatException(refused.Message, refused);
        }
    }
}

/// <summary>A column of days in the order of year, month and day that all of them allow. Shown all values first, it then reads them.</summary>
public sealed class DayColumn
{
    private readonly DateEvidence evidence = new();
    private DateOrder? settled;

    /// <summary>Takes a value in; false when it is no day in any order.</summary>
    public bool Observe(string value) => evidence.Observe(value, 1);

    /// <summary>Settles the order; where the values leave it open, two readings of one of them.</summary>
    public (string Value, IReadOnlyList<string> Readings)? Doubt()
    {
        var (order, _, question) = evidence.Settle();
        settled = order ?? evidence.AnyBest;
        return question?.Examples is [var example, ..] ? (example.Value, [.. example.Readings.OfType<string>()]) : null;
    }

    /// <summary>The day, once settled; null when it does not fit the order of the others.</summary>
    public DateOnly? Day(string value) => DateReading.TryRead(value, out var date) ? date.Day(settled ?? DateOrder.Ymd) : null;
}

/// <summary>A column of amounts with the decimal mark that all of them allow. Shown all values first, it then reads them.</summary>
public sealed class AmountColumn
{
    private readonly NumberEvidence evidence = new();
    private DecimalMark settled = DecimalMark.Point;

    /// <summary>Takes a value in; false when it is no number.</summary>
    public bool Observe(string value) => !string.IsNullOrWhiteSpace(value) && evidence.Observe(value, 1);

    /// <summary>Settles the mark; where the values leave it open, two readings of one of them.</summary>
    public (string Value, IReadOnlyList<string> Readings)? Doubt()
    {
        var (mark, question) = evidence.Settle();
        settled = mark ?? DecimalMark.Point;
        return question?.Examples is [var example, ..] ? (example.Value, [.. example.Readings.OfType<string>()]) : null;
    }

    /// <summary>The amount, once settled; null when it is no number under the mark of the others.</summary>
    public decimal? Amount(string value) => NumberReading.TryRead(value, settled, out var number, out _) ? number.Value : null;
}
