using System.Globalization;

namespace Troth.Schedule.Describing;

/// <summary>Changeovers that take another time than usual, a line each: <c>black &gt; white 45</c>.</summary>
public static class ChangeoverText
{
    public readonly record struct Line(string From, string To, int Minutes);

    /// <summary>The lines that can be read, and the first that cannot.</summary>
    public static (IReadOnlyList<Line> Lines, string? Wrong) Read(string? text)
    {
        var lines = new List<Line>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (arrow, space) = (line.IndexOf('>', StringComparison.Ordinal), line.LastIndexOf(' '));
            if (arrow < 1 || space < arrow || !int.TryParse(line[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) return (lines, line);
            var (from, to) = (line[..arrow].Trim(), line[(arrow + 1)..space].Trim());
            if (from.Length == 0 || to.Length == 0) return (lines, line);
            lines.Add(new(from, to, minutes));
        }
        return (lines, null);
    }
}
