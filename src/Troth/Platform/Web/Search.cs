using Microsoft.Extensions.Localization;

namespace Troth.Platform.Web;

/// <summary>What the palette and the search page find: pages and actions by name, then what the rooms' texts hold.</summary>
public sealed class Search(
    ReaderSettings reader,
    IStringLocalizerFactory texts,
    IStringLocalizer<Words> words,
    IEnumerable<MenuItem> pages,
    IEnumerable<PaletteCommand> commands,
    IEnumerable<ISearchableText> rooms)
{
    private const int Shown = 12;

    public async Task<IReadOnlyList<Found>> Find(string? query, CancellationToken cancel)
    {
        var typed = (query ?? "").Trim();
        var found = new List<Found>();
        foreach (var page in pages.Where(page => Allowed(page.Right) && !(page.Judgement && reader.SafeView)).OrderBy(page => page.Group).ThenBy(page => page.Order))
            Add(found, typed, page.Label.In(texts), page.Href, page.Icon, words["search.page"]);
        foreach (var command in commands.Where(command => Allowed(command.Right) && !(command.Judgement && reader.SafeView)))
            Add(found, typed, command.Label.In(texts), command.Href, command.Icon, words["search.action"]);
        if (typed.Length > 1)
            // One after another: they share the request's database connection.
            foreach (var room in rooms)
                found.AddRange(await room.Find(typed, Shown, cancel));
        return [.. found.OrderByDescending(item => item.Score).Take(Shown)];
    }

    private bool Allowed(string? right) => reader.SignedIn && (right is null || reader.May(right));

    private static void Add(List<Found> found, string typed, string title, string href, string icon, string kind)
    {
        var at = title.IndexOf(typed, StringComparison.CurrentCultureIgnoreCase);
        if (at >= 0)
            found.Add(new(title, null, href, icon, kind, at == 0 ? 2 : 1));
    }
}

public static class SearchEndpoints
{
    /// <summary>One address, two readers: the palette asks for its frame, a person for a page.</summary>
    internal static void MapSearch(this IEndpointRouteBuilder app) =>
        app.MapGet("/search", async (string? q, Search search, HttpContext http) =>
                Pages.Show<SearchPage>(new { Query = q, Results = await search.Find(q, http.RequestAborted) }))
            .ExcludeFromDescription();

    /// <summary>The same for programs.</summary>
    internal static void MapSearchApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/search", (string? q, Search search, CancellationToken cancel) => search.Find(q, cancel)).WithTags("Search")
            .WithSummary("Pages, accounts and people whose name holds these words; the best first, at most twelve");
}
