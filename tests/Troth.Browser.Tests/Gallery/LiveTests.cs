using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Troth.Browser.Tests.Gallery;

public sealed class LiveTests(GalleryServer server, Chromium chromium) : IClassFixture<GalleryServer>, IClassFixture<Chromium>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Eight_tabs_share_one_stream_all_hear_the_news_and_the_lead_passes_on()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var tabs = new List<IPage>();
        for (var i = 0; i < 8; i++)
        {
            tabs.Add(await context.NewPageAsync());
            await tabs[i].GotoAsync($"{server.Address}gallery", new() { Timeout = 20_000 });
        }
        Assert.True(await server.Begun.WaitAsync(Patience), "Nobody listens.");
        var before = await Drawn(tabs);
        server.News.Publish("ticker");
        await HaveDrawnAnew(tabs, before);
        Assert.Equal(1, server.Listening);

        before = await Drawn(tabs);
        await tabs[0].CloseAsync();
        Assert.True(await server.Begun.WaitAsync(Patience), "Nobody took the lead.");
        // The new leader may have missed some, so everybody looks again.
        await HaveDrawnAnew(tabs[1..], before[1..]);
        before = await Drawn(tabs[1..]);
        server.News.Publish("ticker");
        await HaveDrawnAnew(tabs[1..], before);
        Assert.Equal(1, server.Listening);
    }

    private static async Task<string[]> Drawn(IEnumerable<IPage> tabs) => await Task.WhenAll(tabs.Select(tab => tab.InnerTextAsync("#drawn")));

    private static async Task HaveDrawnAnew(List<IPage> tabs, string[] before)
    {
        for (var i = 0; i < tabs.Count; i++)
        {
            await tabs[i].BringToFrontAsync();
            await Expect(tabs[i].Locator("#drawn")).Not.ToHaveTextAsync(before[i]);
        }
    }
}
