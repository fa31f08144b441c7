using System.Globalization;
using System.Text;
using Troth.Platform.Lists;

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
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            using var csv = new CsvWriter(text);
            text.Write('\ufeff');
            csv.Row(columns);
            await foreach (var row in rows(cancel))
            {
                csv.Row(row);
                if (text.GetStringBuilder().Length >= FlushAfter) await Flush(text.GetStringBuilder(), response, cancel);
            }
            await Flush(text.GetStringBuilder(), response, cancel);
        }

        private static async Task Flush(StringBuilder text, HttpResponse response, CancellationToken cancel)
        {
            await response.WriteAsync(text.ToString(), Encoding.UTF8, cancel);
            text.Clear();
        }
    }
}
