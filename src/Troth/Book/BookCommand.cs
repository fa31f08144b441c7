using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Platform.Commands;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Book;

/// <summary>./troth book: the figures as they are. The operator at the machine sees the evidence; roles are for signed-in readers.</summary>
public static class BookCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Make(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Last day of the twelve months, yyyy-mm-dd; the newest imported order's when absent. "
                + "Claims count as now: those of the seller who looks after the account today.",
        };
        var command = new Command("book", "What each account bought, could buy, and is called on the evidence.") { json, asOf };
        command.SetAction((parsed, cancel) =>
        {
            DateOnly? day = null;
            if (parsed.GetValue(asOf) is { } text)
            {
                if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsedDay))
                {
                    host.Error.WriteLine($"--as-of is “{text}”; give a day as yyyy-mm-dd.");
                    return Task.FromResult(2);
                }
                day = parsedDay;
            }
            return host.Run(services => Run(services, host, day, parsed.GetValue(json), cancel));
        });
        return command;
    }

    private static async Task<int> Run(IServiceProvider services, CommandHost host, DateOnly? asOf, bool json, CancellationToken cancel)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var why = services.GetRequiredService<BookWhy>();
        var (state, rows) = await Rows(services, asOf, cancel);
        if (json) await WriteJson(host.Output, state.AsOf, rows, why, cancel);
        else await WriteTable(host.Output, state, rows, why, cancel);
        return 0;
    }

    /// <summary>The stored figures, brought up to date first; for another day they are computed and not kept.</summary>
    private static async Task<(BookState, IAsyncEnumerable<BookRow>)> Rows(IServiceProvider services, DateOnly? asOf, CancellationToken cancel)
    {
        var db = services.GetRequiredService<TrothContext>();
        if (asOf is { } day)
        {
            var input = await services.GetRequiredService<ReadBook>().Run(day, cancel);
            var then = new BookState { AsOf = day, Currency = input.Currency, Threshold = input.Threshold };
            return (then, ComputeBook.Run(input, 0, cancel).OrderBy(f => f.NameKey, StringComparer.Ordinal).ThenBy(f => f.Number)
                .Select(f => BookRow.Of(f, then, BookEyes.Operator)).ToAsyncEnumerable());
        }
        await services.GetRequiredService<RecomputeBook>().IfChanged(cancel);
        var state = await db.BookStates.AsNoTracking().SingleAsync(cancel);
        return (state, db.Shown(state.Generation, new BookFilter(), BookEyes.Operator).OrderBy(f => f.NameKey).ThenBy(f => f.Number).AsAsyncEnumerable()
            .Select(f => BookRow.Of(f, state, BookEyes.Operator)));
    }

    private static async Task WriteJson(TextWriter output, DateOnly? asOf, IAsyncEnumerable<BookRow> rows, BookWhy why, CancellationToken cancel)
    {
        await output.WriteAsync($"{{\"asOf\":{JsonSerializer.Serialize(asOf, Json)},\"accounts\":[");
        var first = true;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            await output.WriteAsync(first ? "\n" : ",\n");
            first = false;
            await output.WriteAsync(JsonSerializer.Serialize(new Printed(row.Label, row.Name, row.Seller, row.Bought, row.Potential, row.Penetration?.Value, row.Claim?.Step, row.Kind!.Value,
                why.Sentence(row)), Json));
        }
        await output.WriteLineAsync("\n]}");
    }

    private static async Task WriteTable(TextWriter output, BookState state, IAsyncEnumerable<BookRow> rows, BookWhy why, CancellationToken cancel)
    {
        await output.WriteLineAsync(state.AsOf is { } asOf ? FormattableString.Invariant($"Twelve months to {asOf:yyyy-MM-dd}, amounts in {state.Currency}") : "No orders yet.");
        await output.WriteLineAsync($"{"account",-14} {"name",-32} {"seller",-20} {"bought",14} {"could buy",14} {"share",6} {"cl",2} {"kind",-11} why");
        await foreach (var row in rows.WithCancellation(cancel))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{Cut(row.Label, 14),-14} {Cut(row.Name, 32),-32} {Cut(row.Seller ?? "", 20),-20} {row.Bought,14:N0} {row.Potential?.Value,14:N0} {row.Penetration?.Value,6:P0} {row.Claim?.Step,2} {BookWords.CodeOf(row.Kind!.Value),-11} {why.Sentence(row)}"));
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    /// <summary>One account in the command's fixed form.</summary>
    private sealed record Printed(
        string Account, string Name, string? Seller, decimal Purchases12m, PotentialFigure? Potential, double? Penetration, int? Claimed, RelationshipKind Kind, string Why);
}
