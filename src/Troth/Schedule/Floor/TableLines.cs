using System.Text;

namespace Troth.Schedule.Floor;

/// <summary>A small table as people paste or send it: parted by commas, semicolons or tabs, whichever its first line has.</summary>
internal static class TableLines
{
    /// <summary>Each line with its number. Cells may stand in quotes; a quote within them is doubled, and a line may break there.</summary>
    public static List<(int Number, string Raw, List<string> Cells)> Of(string text)
    {
        text = text.TrimStart('\uFEFF');
        var first = text.AsSpan(0, text.IndexOfAny(['\r', '\n']) is >= 0 and var end ? end : text.Length);
        var parting = first.Contains(';') ? ';' : first.Contains('\t') ? '\t' : ',';
        var lines = new List<(int, string, List<string>)>();
        var (cells, cell, quoted, number, begun, from) = (new List<string>(), new StringBuilder(), false, 1, 1, 0);
        void End(int until)
        {
            cells.Add(cell.ToString());
            if (cells.Count > 1 || cells[0].Length > 0) lines.Add((begun, text[from..until], cells));
            (cells, begun) = ([], number + 1);
            cell.Clear();
        }
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c == '\n') number++;
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0) quoted = true;
            else if (c == parting)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (c == '\n')
            {
                End(i > 0 && text[i - 1] == '\r' ? i - 1 : i);
                (number, from) = (number + 1, i + 1);
            }
            else if (c != '\r') cell.Append(c);
        }
        End(text.Length);
        return lines;
    }
}
