using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;
using Troth.Schedule.Floor;
using Troth.Scheduling.Plans;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Floor;

namespace Troth.Browser.Tests.Journeys;

/// <summary>A day at a tablet: paired, signed in by PIN, started, cut off, finished, and back again.</summary>
public sealed class FloorTests(SqliteServer troth, Chromium chromium) : IClassFixture<SqliteServer>, IClassFixture<Chromium>
{
    private const int Wide = 768, High = 1024;

    [Theory]
    [InlineData(Wide, High, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Reports_wait_out_a_lost_connection_and_a_page_opened_anew(int width, int height, ColorScheme scheme)
    {
        troth.Available();
        troth.Clock.Set(FloorShop.Tuesday);
        var shop = await FloorShop.Open(troth.Services);
        var (first, second) = (await shop.Order(5), await shop.Order(6));
        var code = await shop.Do(async scope =>
        {
            await scope.GetRequiredService<KeepOperators>().Add(new("Anna Kiss", "4711", Plant: shop.Plant), default);
            return await scope.GetRequiredService<KeepTablets>().Add(new("Tablet", [shop.Saw], shop.Plant), default);
        });
        await using var window = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = troth.Address.ToString(), ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, Locale = "en-GB", TimezoneId = "Europe/Budapest",
            ViewportSize = new() { Width = width, Height = height }, HasTouch = true,
        });
        var errors = new List<string>();
        window.WebError += (_, error) => errors.Add(error.Error);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/floor/pair");
        await page.FillAsync("#field-code", code.Code);
        await page.ClickAsync("form button");
        await page.WaitForSelectorAsync(".floor-job");
        Assert.Equal("Saw", await page.InnerTextAsync("h1"));
        await Picture(page, width, scheme, "ready");

        // The first report asks who it is; the wrong PIN is told.
        await page.Locator(".floor-job", new() { HasText = first }).ClickAsync();
        await page.ClickAsync("[data-floor-target=start]");
        await page.FillAsync("#floor-pin", "0000");
        await page.ClickAsync("[data-floor-target=send]");
        await page.WaitForSelectorAsync("[data-floor-target=sheetError]:not([hidden])");
        await Picture(page, width, scheme, "pin");
        await page.FillAsync("#floor-pin", "4711");
        await page.ClickAsync("[data-floor-target=send]");
        await page.Locator("[data-floor-target=running]", new() { HasText = first }).WaitForAsync();
        await State(page, "All sent.");
        Assert.Equal(OperationState.Started, shop.Operation(first).State);
        Assert.Equal("Anna Kiss", await page.InnerTextAsync("[data-floor-target=who]"));

        // Cut off: what is pressed is shown at once and waits.
        await window.SetOfflineAsync(true);
        await page.ClickAsync("[data-floor-target=finish]");
        await page.FillAsync("#floor-number", "4");
        await page.ClickAsync("[data-floor-target=send]");
        await page.ClickAsync("[data-floor-target=start]");
        await page.Locator("[data-floor-target=running]", new() { HasText = second }).WaitForAsync();
        await page.ClickAsync("[data-floor-target=stop]");
        await page.SelectOptionAsync("#floor-reason", "breakdown");
        await page.ClickAsync("[data-floor-target=send]");
        await page.WaitForSelectorAsync(".floor-standing");
        await State(page, "No connection. 3 reports waiting");
        await Picture(page, width, scheme, "offline");
        Assert.Equal(OperationState.Started, shop.Operation(first).State);

        // Somebody else finishes the first meanwhile, so that one of the three will be refused.
        await shop.Tell(shop.Say("finish", first) with { Pieces = 5 });
        // The browser cannot open the page without a connection, but what waits outlives it.
        await page.CloseAsync();
        await window.SetOfflineAsync(false);
        page = await window.NewPageAsync();
        await page.GotoAsync("/floor");
        await page.WaitForSelectorAsync("[data-floor-target=refusedBox]:not([hidden])");
        await State(page, "All sent.");
        Assert.Contains("reported done already", await page.InnerTextAsync("[data-floor-target=refused]"), StringComparison.Ordinal);
        await page.Locator("[data-floor-target=running]", new() { HasText = second }).WaitForAsync();
        await page.WaitForSelectorAsync(".floor-standing");
        await Picture(page, width, scheme, "refused");
        Assert.Equal(OperationState.Started, shop.Operation(second).State);
        Assert.Single(shop.Plan.Plan.MachineStops);
        Assert.Equal([(ReportKind.Start, true), (ReportKind.Finish, false), (ReportKind.Start, true), (ReportKind.Stop, true)],
            (await shop.Kept()).Where(k => k.DeviceId is not null).OrderBy(k => k.At).Select(k => (k.What, k.Counts)));
        await page.ClickAsync("[data-floor-target=refusedBox] button");
        await page.WaitForSelectorAsync("[data-floor-target=refusedBox]", new() { State = WaitForSelectorState.Hidden });

        Assert.Empty(await Violations(page));
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0);
        foreach (var button in await page.QuerySelectorAllAsync(".floor-acts button"))
            Assert.True((await button.BoundingBoxAsync())!.Height >= 60);
        Assert.Empty(errors);
    }

    private static Task<IJSHandle> State(IPage page, string text) =>
        page.WaitForFunctionAsync("text => document.querySelector('[data-floor-target=state]').textContent.trim() === text", text);

    private static async Task<IReadOnlyList<string>> Violations(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(Setup.Root, "src/Troth/Assets/node_modules/axe-core/axe.min.js")));
        return await page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`))");
    }

    /// <summary>For whoever wants to look: TROTH_PICTURES names a folder.</summary>
    private static async Task Picture(IPage page, int width, ColorScheme scheme, string name)
    {
        if (Environment.GetEnvironmentVariable("TROTH_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"floor-{name}-{width}-{scheme}.png".ToLowerInvariant()) });
    }
}
