using System.ComponentModel;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Book.WhiteSpace;

/// <summary>The routes of what similar accounts buy and one does not.</summary>
internal static class WhiteSpaceRoutes
{
    private static readonly string[] Columns =
        ["account", "number", "name", "seller", "family", "currency", "peersBuying", "peers", "share", "shareLow", "shareHigh", "typical", "typicalLow", "typicalHigh", "expected",
         "expectedLow", "expectedHigh"];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/book/white-space", async ([AsParameters] GapFilter filter, ListGaps list, ListBook book, BookChoices choices, ReaderSettings reader, CancellationToken cancel) =>
            reader.SafeView ? Results.LocalRedirect("/book") : Pages.Show<WhiteSpacePage>(new
            {
                Listing = await list.Run(filter, cancel), Filter = filter, Choices = await choices.Run(await book.State(cancel) is var (state, _) ? state : null, cancel),
            })).May(Right.SeeBook).ExcludeFromDescription();
        app.MapGet("/book/white-space/export", ([AsParameters] GapFilter filter, ListGaps list) => Csv(filter, list)).May(Right.SeeBook).ExcludeFromDescription();
        app.MapGet("/book/{account}/white-space", async (string account, string? family, GapFacts facts, ReaderSettings reader, CancellationToken cancel) =>
            reader.SafeView ? Results.LocalRedirect($"/book/{Uri.EscapeDataString(account)}") : Pages.Show<GapPage>(new { Evidence = await facts.Run(account, family, cancel) }))
            .May(Right.SeeBook).ExcludeFromDescription();

        var api = app.MapGroup("/api/book").WithTags("Book");
        api.MapGet("white-space", ([AsParameters] GapFilter filter, [Description("Rows, 1 to 200.")] int? limit, ListGaps list, CancellationToken cancel) =>
            list.Run(filter, cancel, ListPlace.From(null, null, limit).Limit)).May(Right.SeeBook).WithSummary("Families of products that accounts do not buy though similar ones do, the largest expected first");
        api.MapGet("white-space/export", ([AsParameters] GapFilter filter, ListGaps list) => Csv(filter, list)).May(Right.SeeBook).WithSummary("The same as CSV, all rows");
        api.MapGet("{account}/white-space", async (string account, ListGaps list, BookFacts facts, CancellationToken cancel) => await list.Of(await facts.Find(account, cancel), cancel))
            .May(Right.SeeBook).WithSummary("What similar accounts buy that this one does not");
        api.MapGet("{account}/white-space/facts", (string account, [Description("Which family.")] string? family, GapFacts facts, CancellationToken cancel) => facts.Run(account, family, cancel))
            .May(Right.SeeBook).WithSummary("The peers behind one family, with what they bought of it and in which orders");
    }

    private static IResult Csv(GapFilter filter, ListGaps list) => CsvAnswer.Of("white-space.csv", Columns, cancel => Rows(filter, list, cancel));

    private static async IAsyncEnumerable<IReadOnlyList<string?>> Rows(
        GapFilter filter, ListGaps list, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var currency = (await list.Run(filter, cancel, 1)).Currency;
        await foreach (var row in list.All(filter, cancel))
            yield return
            [
                row.Label, FormattableString.Invariant($"A-{row.Number}"), row.Name, row.Seller, row.Family, currency, Recorder.Text(row.Buying), Recorder.Text(row.Peers),
                Share(row.Share), Share(row.ShareLow), Share(row.ShareHigh), Recorder.Text(row.Typical), Recorder.Text(row.TypicalLow), Recorder.Text(row.TypicalHigh),
                Recorder.Text(row.Expected), Recorder.Text(row.ExpectedLow), Recorder.Text(row.ExpectedHigh),
            ];
    }

    private static string Share(double share) => share.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
}
