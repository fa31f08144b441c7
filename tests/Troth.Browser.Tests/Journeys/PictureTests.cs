using Microsoft.Playwright;
using Troth.Browser.Tests.Gallery;
using Troth.Tests.Harness;

namespace Troth.Browser.Tests.Journeys;

/// <summary>Draws the pictures of the guide and the README anew: ./test --pictures.</summary>
[Collection(Journeys.Name)]
[Trait("Category", "Picture")]
public sealed class PictureTests(SampleServer troth, Chromium chromium)
{
    private static readonly string Folder = Path.Combine(Setup.Root, "docs/guide/pictures");

    [Theory]
    [InlineData(SampleServer.Screen, ColorScheme.Light)]
    [InlineData(SampleServer.Phone, ColorScheme.Light)]
    [InlineData(SampleServer.Screen, ColorScheme.Dark)]
    public async Task Pages_are_pictured(int width, ColorScheme scheme)
    {
        Directory.CreateDirectory(Folder);
        var pictured = PageList.All.Where(p => p.Picture is not null).ToList();
        Assert.True(pictured.Count >= 15);
        foreach (var seen in pictured)
        {
            await using var window = await troth.OpenFor(seen, chromium, width, scheme);
            var page = await seen.Show(troth, window);
            if (await page.Locator(".chart-canvas").CountAsync() > 0) await page.WaitForSelectorAsync(".chart-canvas canvas");
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{seen.Picture}-{width}{(scheme == ColorScheme.Dark ? "-dark" : "")}.png"), Animations = ScreenshotAnimations.Disabled });
        }
    }
}
