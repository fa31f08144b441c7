using Microsoft.Extensions.Localization;
using Troth.Platform.Data;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Platform.History;

/// <summary>The company's history: what was changed anywhere, on one page.</summary>
public static class HistoryModule
{
    /// <param name="right">The right that opens the page.</param>
    public static IServiceCollection AddHistory(this IServiceCollection services, string right)
    {
        services.AddScoped<ReadHistory>().AddScoped<KindWords>().AddScoped<TakeBackChange>();
        services.AddSingleton(new MenuItem(MenuGroup.Company, Text.Of<Words>("history"), "/history", "history", right, 92, Judgement: true));
        return services;
    }

    /// <summary>Returns its routes: the caller says by which right.</summary>
    public static RouteGroupBuilder MapHistory(this WebApplication app)
    {
        var history = app.MapGroup("");
        history.MapGet("/history", async (ReadHistory read, TrothContext db, IEnumerable<ActorsInHistory> actors, [AsParameters] HistoryFilter filter, string? after, string? before, CancellationToken cancel) =>
        {
            var view = await read.Run(filter, ListPlace.From(after, before, null), cancel);
            var people = new List<(string, string)>();
            foreach (var some in actors) people.AddRange((await some.Find(db, cancel)).Select(one => (one.Id.ToString(), one.Name)));
            return Pages.Show<HistoryPage>(new
            {
                View = view, Filter = filter, Seen = (IReadOnlyList<string>)[.. read.Seen.Select(kind => kind.Entity)], Actors = (IReadOnlyList<(string, string)>)people,
                Numbers = (Func<string, IReadOnlyList<string>>)read.Numbers,
            });
        }).ExcludeFromDescription();
        history.MapGet("/api/changes", async (ReadHistory read, [AsParameters] HistoryFilter filter, string? after, string? before, int? limit, CancellationToken cancel) =>
        {
            var view = await read.Run(filter, ListPlace.From(after, before, limit), cancel);
            return new HistoryAnswer(view.Lines.Items, view.Lines.After, view.Lines.Before, view.Since);
        }).WithTags("History")
            .WithSummary("What was changed anywhere in the company, newest first")
            .WithDescription("Kinds of records that the caller may see; what depends on whose account it is stands in that account's own history. `since` tells the first day looked at where q was given and no day.");
        return history;
    }

    /// <summary>A single change, and the way back. Returns its routes: the caller says by which right; what may be changed is asked beyond that.</summary>
    public static RouteGroupBuilder MapTakingBack(this WebApplication app)
    {
        var changes = app.MapGroup("");
        changes.MapGet("/history/{change:guid}", (TakeBackChange back, ReadHistory read, Guid change, CancellationToken cancel) => Show(back, read, change, null, cancel)).ExcludeFromDescription();
        changes.MapPost("/history/{change:guid}/taken-back", (TakeBackChange back, ReadHistory read, IStringLocalizer<Words> words, Guid change, CancellationToken cancel) => Pages.Submit(
            async () =>
            {
                var view = await back.Find(change, cancel);
                await back.Run(change, cancel);
                return view;
            },
            view => Pages.SeeOther(view.About?.Href ?? "/", words["takeBack.done"]),
            refusal => Show(back, read, change, refusal, cancel))).ExcludeFromDescription();
        changes.MapGet("/api/changes/{change:guid}", (TakeBackChange back, Guid change, CancellationToken cancel) => back.Find(change, cancel)).WithTags("History")
            .WithSummary("A single change beside what its fields are today, and why it cannot be taken back, if it cannot");
        changes.MapPut("/api/changes/{change:guid}/taken-back", async (TakeBackChange back, Guid change, CancellationToken cancel) =>
        {
            await back.Run(change, cancel);
            return TypedResults.NoContent();
        }).WithTags("History").WithSummary("Take a single change back")
            .WithDescription("As if the earlier values were sent by hand: by the same rights and rules, and with an entry of its own. 409 with code `history.notTakenBack` when one of its fields was changed since.");
        return changes;
    }

    private static async Task<IResult> Show(TakeBackChange back, ReadHistory read, Guid change, Refusal? refusal, CancellationToken cancel)
    {
        var view = await back.Find(change, cancel);
        return Pages.Show<ChangePage>(new { View = view, Numbers = read.Numbers(view.Change.Entity), Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
