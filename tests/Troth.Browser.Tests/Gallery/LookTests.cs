using System.Text.Json;
using Microsoft.Playwright;
using Troth.Tests.Harness;

namespace Troth.Browser.Tests.Gallery;

/// <summary>Every component, on a screen and a phone, light and dark: nothing the content policy blocks, nothing axe objects to.</summary>
public sealed class LookTests(GalleryServer server, Chromium chromium) : IClassFixture<GalleryServer>, IClassFixture<Chromium>
{
    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("TROTH_PICTURES");

    [Theory]
    [InlineData(1366, ColorScheme.Light)]
    [InlineData(1366, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Components_are_accessible_and_within_the_content_policy(int width, ColorScheme scheme)
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 860 }, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        foreach (var path in new[] { "gallery", "gallery/form", "gallery/empty", "search?q=a" })
        {
            await page.GotoAsync($"{server.Address}{path}");
            if (path == "gallery")
            {
                await Assertions.Expect(page.Locator(".chart-canvas canvas")).ToHaveCountAsync(2);
                await page.Locator("#panel-account-note").ScrollIntoViewIfNeededAsync();
                await page.WaitForSelectorAsync("#panel-account-note .card-body");
            }
            await Picture(page, $"{path.Split('?')[0].Replace('/', '-')}-{width}-{scheme}");
            await NoViolations(page, $"{path} at {width}, {scheme}");
        }
        await page.Keyboard.PressAsync("Control+k");
        await page.WaitForSelectorAsync("[role=option][aria-selected=true]");
        await Picture(page, $"palette-{width}-{scheme}", wholePage: false);
        await NoViolations(page, $"palette at {width}, {scheme}");
        await page.Keyboard.PressAsync("Escape");
        if (width < 768)
        {
            await page.Locator("[popovertarget=side]").ClickAsync();
            await page.Locator(".user summary").ClickAsync();
            await Picture(page, $"menu-{width}-{scheme}", wholePage: false);
            await NoViolations(page, $"menu at {width}, {scheme}");
        }
        Assert.Empty(complaints);
    }

    private static async Task Picture(IPage page, string name, bool wholePage = true)
    {
        if (s_pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, name + ".png"), FullPage = wholePage });
    }

    private static async Task NoViolations(IPage page, string where)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(Setup.Root, "src/Troth/Assets/node_modules/axe-core/axe.min.js")));
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.map(v => ({ id: v.id, nodes: v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary) }))");
        Assert.True(found.GetArrayLength() == 0, $"{where}: {found}");
    }
}
