using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Troth.Book.Figures;
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
        // Each tab marks what it shows now; news from the server makes it fetch that part anew, without the mark.
        foreach (var path in new[] { "/book", "/book", "/book", "/book", $"/book/{account}", $"/book/{account}", $"/book/{account}", "/book" })
            tabs.Add(await Marked(window, path));
        troth.Services.GetRequiredService<LiveNews>().Publish("book");
        foreach (var tab in tabs)
        {
            await tab.BringToFrontAsync();
            await tab.WaitForSelectorAsync("[data-seen]", new() { State = WaitForSelectorState.Detached, Timeout = 20_000 });
        }
    }

    /// <summary>The first tab leads: it hears the news before it tells the second, so what the second has done the first would have begun.</summary>
    [Theory]
    [InlineData("book")]
    [InlineData(LiveNews.All)]
    public async Task What_is_typed_and_not_sent_stays_until_it_is_taken_back(string news)
    {
        while (await troth.Services.GetRequiredService<RecomputeBook>().IfChanged(default)) { } // nothing is left of which the server would tell by itself
        await using var window = await troth.Open(chromium, Role.Seller);
        var (typing, other) = (await Marked(window, $"/book/{await troth.Account()}"), await Marked(window, "/book"));
        await typing.BringToFrontAsync();
        await typing.EvaluateAsync("() => document.querySelector('turbo-frame#evidence').insertAdjacentHTML('afterbegin', '<input id=words aria-label=words>')");
        await typing.FillAsync("#words", "not sent yet");
        await typing.EvaluateAsync("() => document.activeElement.blur()");
        await Hears(other, news);
        Assert.NotNull(await typing.QuerySelectorAsync("[data-seen]"));
        await typing.BringToFrontAsync();
        Assert.Equal("not sent yet", await typing.InputValueAsync("#words"));
        await typing.FillAsync("#words", "");
        await typing.EvaluateAsync("() => document.activeElement.blur()");
        await typing.WaitForSelectorAsync("[data-seen]", new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task A_form_that_was_opened_is_not_taken_away_by_news()
    {
        await using var window = await troth.Open(chromium, Role.Seller);
        var form = await window.NewPageAsync();
        await form.GotoAsync($"/quotes/{await troth.Quote()}?act=held");
        await form.WaitForSelectorAsync("turbo-frame#quote #field-hours");
        await Hears(await Marked(window, "/book"), LiveNews.All);
        Assert.NotNull(await form.QuerySelectorAsync("turbo-frame#quote:not([src]) #field-hours"));
    }

    private static async Task<IPage> Marked(IBrowserContext window, string path)
    {
        var tab = await window.NewPageAsync();
        await tab.GotoAsync(path);
        await tab.WaitForSelectorAsync("main h1");
        await tab.EvaluateAsync("() => document.querySelector('turbo-frame#book, turbo-frame#evidence').firstElementChild.setAttribute('data-seen', '')");
        return tab;
    }

    private async Task Hears(IPage tab, string news)
    {
        await tab.BringToFrontAsync();
        troth.Services.GetRequiredService<LiveNews>().Publish(news);
        await tab.WaitForSelectorAsync("[data-seen]", new() { State = WaitForSelectorState.Detached });
    }
}
