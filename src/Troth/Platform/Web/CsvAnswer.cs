using System.Text;

namespace Troth.Platform.Web;

/// <summary>A list as a CSV download (RFC 4180, UTF-8 with a byte order mark so that spreadsheets see it), row by row in bounded memory.</summary>
public static class CsvAnswer
{
    private const int FlushAfter = 32 * 1024;

    public static IResult Of(string fileName, IReadOnlyList<string> columns, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<string?>>> rows) =>
        new Download(fileName, columns, rows);

    private sealed class Download(string fileName, IReadOnlyList<string> columns, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<string?>>> rows) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, cancel) = (httpContext.Response, httpContext.RequestAborted);
            response.ContentType = "text/csv; charset=utf-8";
            response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
            var text = new StringBuilder("\ufeff");
            Line(text, columns);
            await foreach (var row in rows(cancel))
            {
                Line(text, row);
                if (text.Length < FlushAfter) continue;
                await response.WriteAsync(text.ToString(), Encoding.UTF8, cancel);
                text.Clear();
            }
            await response.WriteAsync(text.ToString(), Encoding.UTF8, cancel);
        }
    }

    internal static void Line(StringBuilder text, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) text.Append(',');
            Cell(text, cells[i] ?? "");
        }
        text.Append("\r\n");
    }

    /// <summary>Cells are written as they are: what a spreadsheet might take for a formula is the customer's own text, and must come back unchanged.</summary>
    private static void Cell(StringBuilder text, string cell)
    {
        var plain = cell.AsSpan().IndexOfAny(",\"\r\n") < 0 && (cell.Length == 0 || (cell[0] != ' ' && cell[^1] != ' '));
        if (plain) text.Append(cell);
        else text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
