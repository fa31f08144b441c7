using System.Text.Json;
using Microsoft.Playwright;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Browser.Tests.Journeys;

/// <summary>Looks at every page on a screen and a phone, light and dark: opened once for each width, since what the dark changes is colours.</summary>
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

    private const int AtOnce = 8;

    /// <summary>Some pages of one who looks at a time: a hundred in one test, beside others on two cores, are taken for a test that hangs.</summary>
    public static TheoryData<int, Role?, bool, int> Some()
    {
        var some = new TheoryData<int, Role?, bool, int>();
        foreach (var who in PageList.All.GroupBy(p => (p.As, p.Customer)))
            for (var from = 0; from < who.Count(); from += AtOnce)
                foreach (var width in new[] { SampleServer.Screen, SampleServer.Phone })
                    some.Add(width, who.Key.As, who.Key.Customer, from);
        return some;
    }

    [Theory]
    [MemberData(nameof(Some))]
    public async Task No_page_shuts_anybody_out(int width, Role? who, bool customer, int from)
    {
        var wrong = new List<string>();
        var pages = PageList.All.Where(p => (p.As, p.Customer) == (who, customer)).Skip(from).Take(AtOnce).ToList();
        await using var window = await troth.OpenFor(pages[0], chromium, width, ColorScheme.Light);
        window.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") wrong.Add($"{message.Page?.Url}: {message.Text}");
        };
        window.WebError += (_, error) => wrong.Add($"{error.Page?.Url}: {error.Error}");
        foreach (var seen in pages)
        {
            var page = await seen.Show(troth, window);
            wrong.AddRange((await Faults(page)).Select(fault => $"{seen.Route} at {width}{fault}"));
            await page.CloseAsync();
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Set-up, as sent too soon, where there is no company; what is not there, and what one may not see.</summary>
    [Theory]
    [InlineData(SampleServer.Screen)]
    [InlineData(SampleServer.Phone)]
    public async Task Nor_does_set_up_or_an_error(int width)
    {
        var wrong = new List<string>();
        await using var first = await fresh.Open(chromium, null, width, ColorScheme.Light);
        var setUp = await first.NewPageAsync();
        await setUp.GotoAsync("/");
        Assert.EndsWith("/set-up", setUp.Url, StringComparison.Ordinal);
        await Look(setUp, "/set-up");
        await setUp.ClickAsync("form[action='/set-up'] button");
        await setUp.WaitForSelectorAsync(".is-invalid");
        await Look(setUp, "/set-up, refused");

        await using var window = await troth.Open(chromium, Role.Reader, width, ColorScheme.Light);
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
            wrong.AddRange((await Faults(page)).Select(fault => $"{what} at {width}{fault}"));
        }
    }

    /// <summary>The check itself must be able to fail.</summary>
    [Fact]
    public async Task A_violation_is_seen()
    {
        await using var window = await troth.Open(chromium, null);
        var page = await PageList.All[0].Show(troth, window);
        await page.EvaluateAsync("""
            () => {
              document.querySelector('main').append(Object.assign(document.createElement('img'), { src: '/x.png' }))
              const said = document.querySelector('main').appendChild(Object.assign(document.createElement('p'), { textContent: 'Dark on dark' }))
              said.style.cssText = 'color: #333; background: var(--bs-body-bg)'
            }
            """);
        var faults = await Faults(page);
        Assert.Contains(faults, f => f.StartsWith(": image-alt", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith(", dark: color-contrast", StringComparison.Ordinal));
        Assert.DoesNotContain(faults, f => f.StartsWith(": color-contrast", StringComparison.Ordinal));
    }

    /// <summary>All there is to object to in the light; and what the dark changes, which is colours.</summary>
    private static async Task<List<string>> Faults(IPage page)
    {
        var faults = (await Violations(page)).Select(v => $": {v}").ToList();
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over)
            faults.Add($" is {over} pixels too wide");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.bsTheme === 'dark'");
        faults.AddRange((await Violations(page, "color-contrast")).Select(v => $", dark: {v}"));
        return faults;
    }

    private static async Task<IEnumerable<string>> Violations(IPage page, params string[] only)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<JsonElement>("""
            async only => (await axe.run({ resultTypes: ['violations'], ...(only.length ? { runOnly: only } : {}) }))
              .violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`))
            """, only);
        return found.EnumerateArray().Select(v => v.GetString()!);
    }
}
