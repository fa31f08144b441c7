using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Promises.OurWord;

/// <summary>The routes of "How well we keep our word", pages and API.</summary>
internal static class WordPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/word", async (ReadWord read, [AsParameters] WordFilter filter, CancellationToken cancel) => Pages.Show<WordPage>(new { View = await read.Run(filter, cancel), Filter = filter }))
            .May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/word/looks", async (ListLooks list, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<LooksPage>(new { Looks = await list.Run(ListPlace.From(after, before, null), cancel) })).May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/word/settings", async (EditWordSettings edit, ListChanges changes, CancellationToken cancel) =>
            await Show(await edit.Find(cancel), changes, cancel)).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/word/settings", async (HttpContext http, EditWordSettings edit, ListChanges changes, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var input = new WordSettingsInput(Enum.TryParse<SellerFigures>(form["sellers"], out var sellers) ? sellers : null, form.Whole("returnDays") ?? -1, form.Version,
                form.Whole("riskHours") ?? -1, form.Whole("ownTimes") ?? -1, form.Whole("ownDays") ?? -1, form.Whole("ownOrders") ?? -1, form.Text("reason"));
            return await Pages.Submit(() => edit.Run(input, cancel), _ => Pages.SeeOther("/word/settings", words["settings.saved"]), refusal => Show(input, changes, cancel, refusal));
        }).May(Right.Administer).ExcludeFromDescription();

        var api = app.MapGroup("/api/word").WithTags("Promises");
        api.MapGet("", (ReadWord read, [AsParameters] WordFilter filter, CancellationToken cancel) => read.Run(filter, cancel)).May(Right.SeePromises)
            .WithSummary("How well we keep our word: in all, by month or by customer, seller, product, vendor or work center");
        api.MapGet("looks", (ListLooks list, string? after, string? before, int? limit, CancellationToken cancel) => list.Run(ListPlace.From(after, before, limit), cancel)).May(Right.SeePromises)
            .WithSummary("Who looked at sellers' figures, newest first");
        api.MapGet("settings", (EditWordSettings edit, CancellationToken cancel) => edit.Find(cancel)).May(Right.Administer).WithSummary("What the company has settled about promises");
        api.MapPut("settings", async (EditWordSettings edit, WordSettingsInput input, CancellationToken cancel) => WordSettingsInput.Of(await edit.Run(input, cancel)))
            .May(Right.Administer).WithSummary("Settle who sees sellers' figures, how long a return counts, and how much customers order by themselves");
    }

    private static async Task<IResult> Show(WordSettingsInput input, ListChanges changes, CancellationToken cancel, Refusal? refusal = null) => Pages.Show<WordSettingsPage>(
        new { Input = input, Refusal = refusal, Changes = await changes.Run(WordSettings.TheOne, new ListPlace(Limit: 20), cancel) }, refusal?.Status ?? StatusCodes.Status200OK);
}
