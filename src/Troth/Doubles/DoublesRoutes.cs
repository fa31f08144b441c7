using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Doubles;

/// <summary>The room's route table.</summary>
internal static class DoublesRoutes
{
    private const string Root = "/duplicates";

    public static void MapPages(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, (ReadDoubles read, [AsParameters] DoublesFilter filter, string? after, string? before, CancellationToken cancel) => Show(read, filter, after, before, null, null, null, cancel))
            .May(Right.EditAccounts).ExcludeFromDescription();
        app.MapGet(Root + "/export", ([AsParameters] DoublesFilter filter, ExportDoubles export) => Csv(filter, export)).May(Right.EditAccounts).ExcludeFromDescription();
        app.MapPost(Root + "/search", async (HttpContext http, DecideDoubles decide, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            await decide.Ask(cancel);
            return Pages.SeeOther(Pages.Local(form.Text("back")) ?? Root, words["search.asked"]);
        }).May(Right.EditAccounts).ExcludeFromDescription();
        app.MapPost(Root + "/{pair:guid}/decision", async (HttpContext http, TrothContext db, DecideDoubles decide, ReadDoubles read, IStringLocalizer<Words> words, Guid pair,
            [AsParameters] DoublesFilter filter, string? after, string? before, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            bool? same = form.Text("verdict") switch { "same" => true, "different" => false, _ => null };
            return await Pages.Submit(() => decide.Run(pair, new(same, form.Text("why")), cancel),
                done => Pages.SeeOther(Pages.Local(form.Text("back")) ?? Root, words[done.Same ? "decided.same" : "decided.different", done.First.Name, done.Second.Name]),
                refusal =>
                {
                    db.ChangeTracker.Clear();
                    return Show(read, filter, after, before, pair, form, refusal, cancel);
                });
        }).May(Right.EditAccounts).ExcludeFromDescription();
        app.MapPost(Root + "/decided/{decision:guid}/remove", async (DecideDoubles decide, IStringLocalizer<Words> words, Guid decision, CancellationToken cancel) =>
        {
            await decide.TakeBack(decision, cancel);
            return Pages.SeeOther(Root + "?show=decided", words["decided.back"]);
        }).May(Right.EditAccounts).ExcludeFromDescription();
    }

    public static void MapApi(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/duplicates").May(Right.EditAccounts).WithTags("Duplicates");
        api.MapGet("", (ReadDoubles read, [AsParameters] DoublesFilter filter, string? after, string? before, int? limit, CancellationToken cancel) => read.Run(filter, after, before, limit, cancel))
            .WithSummary("Likely duplicates among accounts or contacts, the strongest first, or what was decided of them");
        api.MapGet("export", ([AsParameters] DoublesFilter filter, ExportDoubles export) => Csv(filter, export)).WithSummary("The same as CSV, all rows");
        api.MapPost("search", async (DecideDoubles decide, CancellationToken cancel) =>
        {
            await decide.Ask(cancel);
            return TypedResults.Accepted("/api/duplicates");
        }).WithSummary("Ask for a new search; the list says when it is done");
        api.MapPut("{pair:guid}/decision", (DecideDoubles decide, Guid pair, DecideDoubles.Decision request, CancellationToken cancel) => decide.Run(pair, request, cancel))
            .WithSummary("Say of two records whether they are the same").WithDescription("Kept with who, when and why. Nothing is merged.");
        api.MapDelete("decided/{decision:guid}", async (DecideDoubles decide, Guid decision, CancellationToken cancel) =>
        {
            await decide.TakeBack(decision, cancel);
            return TypedResults.NoContent();
        }).WithSummary("Take a decision back: the next search may propose the two again");
    }

    private static async Task<IResult> Show(ReadDoubles read, DoublesFilter filter, string? after, string? before, Guid? refused, FormValues? typed, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<DoublesPage>(new { View = await read.Run(filter, after, before, null, cancel), Refused = refused, Typed = typed, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);

    private static IResult Csv(DoublesFilter filter, ExportDoubles export) => CsvAnswer.Of("duplicates.csv", ExportDoubles.Columns, cancel => export.Run(filter, cancel));
}
