using System.Globalization;
using Troth.Platform.Errors;
using Troth.Schedule.Floor;

namespace Troth.Schedule.GoLive;

/// <summary>Work in progress as somebody pastes it from another system or a sheet: a first line with names of columns, then an operation a line.</summary>
internal static class WorkTable
{
    public const int Most = 5_000;
    private static readonly string[] Known = ["order", "line", "operation", "pieces"];

    /// <exception cref="BadInputException">A column or a cell cannot be read; the line and its value are named, and nothing is told.</exception>
    public static IReadOnlyList<TellWork.Work> Read(string? text)
    {
        var lines = TableLines.Of(text ?? "");
        if (lines.Count < 2) throw Bad(Words.Say("work.empty"));
        if (lines.Count - 1 > Most) throw Bad(Words.Say("work.tooMany", lines.Count - 1, Most));
        var names = lines[0].Cells.Select(c => c.Trim().ToLowerInvariant()).ToList();
        if (names.Find(n => !Known.Contains(n)) is { } strange) throw Bad(Words.Say("work.strange", strange));
        if (names.Distinct().Count() < names.Count || !names.Contains("order") || !names.Contains("operation")) throw Bad(Words.Say("work.columns"));
        return [.. lines.Skip(1).Select(line => One(names, line.Number, line.Cells))];
    }

    private static TellWork.Work One(List<string> names, int number, List<string> cells)
    {
        if (cells.Count > names.Count) throw Bad(Words.Say("work.cells", number, cells.Count, names.Count));
        string? Cell(string name) => names.IndexOf(name) is >= 0 and var at && at < cells.Count && cells[at].Trim() is { Length: > 0 } value ? value : null;
        int? Whole(string name) => Cell(name) is not { } value ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : throw Bad(Words.Say("work.number", number, name, value));
        return new(Cell("order"), Whole("line"), Cell("operation"), Whole("pieces")) { Row = number };
    }

    private static BadInputException Bad(string because) => new("work", because);
}
