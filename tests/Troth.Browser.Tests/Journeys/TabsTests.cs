using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;
using Troth.Platform.Live;

namespace Troth.Browser.Tests.Journeys;

/// <summary>A browser opens six connections to one host, and each tab wants to hear the news.</summary>
[Collection(Journeys.Name)]
public sealed class TabsTests(SampleServer troth, Chromium chromium)
{
    [Fact]
    public async Task Eight_tabs_load_and_stay_live()
    {
        await using var window = await troth.Open(chromium, Role.Seller);
        var account = await troth.Account();
        var tabs = new List<IPage>();
        foreach (var path in new[] { "/book", "/book", "/book", "/book", $"/book/{account}", $"/book/{account}", $"/book/{account}", "/book" })
        {
            tabs.Add(await window.NewPageAsync());
            await tabs[^1].GotoAsync(path, new() { Timeout = 20_000 });
            await tabs[^1].WaitForSelectorAsync("main h1");
        }
        // Each tab marks what it shows now; news from the server makes it fetch that part anew, without the mark.
        foreach (var tab in tabs) await tab.EvaluateAsync("() => document.querySelector('turbo-frame#book, turbo-frame#evidence').firstElementChild.setAttribute('data-seen', '')");
        troth.Services.GetRequiredService<LiveNews>().Publish("book");
        foreach (var tab in tabs)
        {
            await tab.BringToFrontAsync();
            await tab.WaitForSelectorAsync("[data-seen]", new() { State = WaitForSelectorState.Detached, Timeout = 20_000 });
        }
    }
}
