using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Integrations.Outbox;

/// <summary>The outbox as a page and for programs.</summary>
internal static class OutboxRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/outbox", (HttpContext http, [AsParameters] OutboxFilter filter, string? after, string? before, CancellationToken cancel) =>
            Show(http.RequestServices, filter, ListPlace.From(after, before, null), null, cancel)).May(Right.FeedOrders).ExcludeFromDescription();
        app.MapGet("/outbox/export", (ListOutbox list, [AsParameters] OutboxFilter filter) => CsvAnswer.Of("outbox.csv", ListOutbox.Columns, cancel => list.Export(filter, cancel)))
            .May(Right.FeedOrders).ExcludeFromDescription();
        app.MapPost("/outbox/taken", async (HttpContext http, AnswerOutbox answer, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () =>
                {
                    var upTo = form.Whole("upTo");
                    form.Errors.ThrowIfAny();
                    return answer.Run(new(UpTo: upTo ?? 0), cancel);
                },
                done => Pages.SeeOther("/outbox", words.Count("outbox.taken.done", done.Taken)),
                refusal => Show(http.RequestServices, new(), new(), refusal, cancel));
        }).May(Right.FeedOrders).ExcludeFromDescription();
        app.MapPost("/outbox/{number:long}/again", (HttpContext http, AnswerOutbox answer, IStringLocalizer<Words> words, long number, CancellationToken cancel) => Pages.Submit(
            () => answer.Again(number, cancel), _ => Pages.SeeOther("/outbox", words["outbox.again.done", number]),
            refusal => Show(http.RequestServices, new(), new(), refusal, cancel))).May(Right.FeedOrders).ExcludeFromDescription();

        var api = app.MapGroup("/api/outbox").WithTags("Order system");
        api.MapGet("", (ListOutbox list, [AsParameters] OutboxFilter filter, string? after, string? before, int? limit, CancellationToken cancel) => list.Run(filter, ListPlace.From(after, before, limit), cancel))
            .May(Right.FeedOrders).WithSummary("Promised deliveries and every change of them, for the order system")
            .WithDescription("What waits, in the order it happened: numbers grow with the commits, so whoever has read up to one misses nothing before it. `after` is the last number read.");
        api.MapGet("export", (ListOutbox list, [AsParameters] OutboxFilter filter) => CsvAnswer.Of("outbox.csv", ListOutbox.Columns, cancel => list.Export(filter, cancel)))
            .May(Right.FeedOrders).WithSummary("The same as CSV, all of it");
        api.MapPut("answers", (AnswerOutbox answer, AnswerOutbox.Request request, CancellationToken cancel) => answer.Run(request, cancel))
            .May(Right.FeedOrders).WithSummary("Say which were taken in, and which were not and why")
            .WithDescription("Either `answers`, one for each entry, or `upTo`. Saying it again changes nothing. With `source`, an order is known by its `reference` to imports of that source.");
        api.MapPut("{number:long}/again", async (AnswerOutbox answer, long number, CancellationToken cancel) => TypedResults.Ok(new { number = await answer.Again(number, cancel) }))
            .May(Right.FeedOrders).WithSummary("Hand an entry out once more");
    }

    private static async Task<IResult> Show(IServiceProvider services, OutboxFilter filter, ListPlace place, Refusal? refusal, CancellationToken cancel)
    {
        var list = services.GetRequiredService<ListOutbox>();
        return Pages.Show<OutboxPage>(new { Entries = await list.Run(filter, place, cancel), Standing = await list.Standing(cancel), Filter = filter, Refusal = refusal },
            refusal?.Status ?? StatusCodes.Status200OK);
    }
}
