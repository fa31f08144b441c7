using Microsoft.Playwright;
using Troth.Identity;

namespace Troth.Browser.Tests.Journeys;

/// <summary>A page as somebody sees it: its route, who looks, and an address of it in the sample company.</summary>
/// <param name="Ready">What has appeared when the page is all there.</param>
/// <param name="Picture">Its name in docs/guide/pictures; none: not pictured.</param>
public sealed record SeenPage(string Route, Role? As, Func<SampleServer, Task<string>> Address, string Ready = "main h1", string? Picture = null)
{
    public SeenPage(string Route, Role? As, string Address, string Ready = "main h1", string? Picture = null) : this(Route, As, _ => Task.FromResult(Address), Ready, Picture) { }

    public async Task<IPage> Show(SampleServer troth, IBrowserContext window)
    {
        var page = await window.NewPageAsync();
        var answer = await page.GotoAsync(await Address(troth));
        Assert.True(answer!.Ok, $"{Route} as {As}: {answer.Status}");
        await page.WaitForSelectorAsync(Ready);
        // Frames that load when seen are part of the page.
        foreach (var frame in await page.QuerySelectorAllAsync("turbo-frame[src][loading=lazy]"))
        {
            await frame.ScrollIntoViewIfNeededAsync();
            await frame.WaitForSelectorAsync("xpath=self::*[@complete]", new() { State = WaitForSelectorState.Attached });
        }
        await page.EvaluateAsync("() => { window.scrollTo(0, 0); return document.fonts.ready.then(() => true) }");
        return page;
    }
}

/// <summary>Every page there is; a test finds those that are missing here.</summary>
public static class PageList
{
    public static readonly SeenPage[] All =
    [
        new("/sign-in", null, "/sign-in"),
        new("/search", Role.Seller, "/search?q=a"),
        new("/settings", Role.Seller, "/settings"),
        new("/people", Role.Administrator, "/people"),
        new("/people/new", Role.Administrator, "/people/new"),
        new("/people/{id:guid}", Role.Administrator, troth => Task.FromResult($"/people/{troth.UserOf(Role.Seller).Id}")),
        new("/company", Role.Administrator, "/company"),
    ];

    /// <summary>What answers GET but is no page, or none of a company that is set up.</summary>
    public static readonly string[] NoPages = ["/set-up", "/accounts/export", "/assets/{name}", "/live", "/panels/{place}/{key}/{subject:guid}", "/{*path:nonfile}"];
}
