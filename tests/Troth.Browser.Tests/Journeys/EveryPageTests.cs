using System.Text.Json;
using Microsoft.Playwright;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Browser.Tests.Journeys;

/// <summary>Looks at every page on a screen and a phone, light and dark.</summary>
[Collection(Journeys.Name)]
public sealed class EveryPageTests(SampleServer troth, NewServer fresh, Chromium chromium) : IClassFixture<NewServer>
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(Setup.Root, "src/Troth/Assets/node_modules/axe-core/axe.min.js"));

    [Fact]
    public void Every_page_is_listed()
    {
        var routes = Routes.Of(troth).Where(r => !r.Changes && !r.IsApi).Select(r => r.Pattern).Distinct().ToList();
        var listed = PageList.All.Select(p => p.Route).Concat(PageList.NoPages).Distinct().ToList();
        var wrong = string.Join('\n', routes.Except(listed).Select(r => "not listed: " + r).Concat(listed.Except(routes).Select(r => "no such route: " + r)));
        Assert.True(wrong.Length == 0, wrong);
    }

    [Theory]
    [InlineData(SampleServer.Screen, ColorScheme.Light)]
    [InlineData(SampleServer.Screen, ColorScheme.Dark)]
    [InlineData(SampleServer.Phone, ColorScheme.Light)]
    [InlineData(SampleServer.Phone, ColorScheme.Dark)]
    public async Task No_page_shuts_anybody_out(int width, ColorScheme scheme)
    {
        var wrong = new List<string>();
        foreach (var pages in PageList.All.GroupBy(p => (p.As, p.Customer)))
        {
            await using var window = await troth.OpenFor(pages.First(), chromium, width, scheme);
            window.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning") wrong.Add($"{message.Page?.Url}: {message.Text}");
            };
            window.WebError += (_, error) => wrong.Add($"{error.Page?.Url}: {error.Error}");
            foreach (var seen in pages)
            {
                var page = await seen.Show(troth, window);
                wrong.AddRange((await Violations(page)).Select(v => $"{seen.Route} at {width}, {scheme}: {v}"));
                if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over)
                    wrong.Add($"{seen.Route} at {width}, {scheme} is {over} pixels too wide");
                await page.CloseAsync();
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Set-up, as sent too soon, where there is no company; what is not there, and what one may not see.</summary>
    [Theory]
    [InlineData(SampleServer.Screen, ColorScheme.Light)]
    [InlineData(SampleServer.Screen, ColorScheme.Dark)]
    [InlineData(SampleServer.Phone, ColorScheme.Light)]
    [InlineData(SampleServer.Phone, ColorScheme.Dark)]
    public async Task Nor_does_set_up_or_an_error(int width, ColorScheme scheme)
    {
        var wrong = new List<string>();
        await using var first = await fresh.Open(chromium, null, width, scheme);
        var setUp = await first.NewPageAsync();
        await setUp.GotoAsync("/");
        Assert.EndsWith("/set-up", setUp.Url, StringComparison.Ordinal);
        await Look(setUp, "/set-up");
        await setUp.ClickAsync("form[action='/set-up'] button");
        await setUp.WaitForSelectorAsync(".is-invalid");
        await Look(setUp, "/set-up, refused");

        await using var window = await troth.Open(chromium, Role.Reader, width, scheme);
        foreach (var (path, status) in new[] { ("/no-such-page", 404), ("/company", 403) })
        {
            var page = await window.NewPageAsync();
            Assert.Equal(status, (await page.GotoAsync(path))!.Status);
            await Look(page, path);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task Look(IPage page, string what)
        {
            await page.WaitForSelectorAsync("main h1");
            wrong.AddRange((await Violations(page)).Select(v => $"{what} at {width}, {scheme}: {v}"));
            if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over)
                wrong.Add($"{what} at {width}, {scheme} is {over} pixels too wide");
        }
    }

    /// <summary>The check itself must be able to fail.</summary>
    [Fact]
    public async Task A_violation_is_seen()
    {
        await using var window = await troth.Open(chromium, null);
        var page = await PageList.All[0].Show(troth, window);
        await page.EvaluateAsync("() => { document.querySelector('main').append(Object.assign(document.createElement('img'), { src: '/x.png' })); }");
        Assert.Contains(await Violations(page), v => v.StartsWith("image-alt", StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string>> Violations(IPage page)
    {
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`))");
        return found.EnumerateArray().Select(v => v.GetString()!);
    }
}
