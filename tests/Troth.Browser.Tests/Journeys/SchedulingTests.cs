using Microsoft.Playwright;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;

namespace Troth.Browser.Tests.Journeys;

/// <summary>A scheduler walks the plan by keys and drags in it; nothing is done before what it does was seen.</summary>
[Collection(Journeys.Name)]
public sealed class SchedulingTests(SampleServer troth, Chromium chromium)
{
    [Fact]
    public async Task The_plan_is_walked_by_keys_dragged_and_read_as_a_table()
    {
        await using var window = await troth.Open(chromium, Role.Scheduler);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/schedule?days=28");
        var bars = page.Locator(".gantt-bar");
        await bars.First.WaitForAsync();
        await page.WaitForSelectorAsync(".gantt-bar[tabindex='0']", new() { State = WaitForSelectorState.Attached });
        await page.WaitForSelectorAsync("#decisions[complete]", new() { State = WaitForSelectorState.Attached }); // what stands above the plan is there, and moves it no more

        // By keys: one stop for Tab, arrows from there, the bar told in words, Enter opens it.
        await page.Locator(".gantt-bar[tabindex='0']").FocusAsync();
        var first = await Focused(page);
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEqual(first, await Focused(page));
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal(first, await Focused(page));
        await page.Keyboard.PressAsync("ArrowDown");
        var below = await Focused(page);
        Assert.NotEqual(first, below);
        Assert.Equal(below, await page.Locator(".gantt-told").TextContentAsync());
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/schedule/orders/W-*/operations/**");
        await page.GoBackAsync();

        // By mouse: two days to the right, onto the page that says what that would do. The plan is as it was.
        await page.WaitForSelectorAsync(".gantt-bar[tabindex='0']", new() { State = WaitForSelectorState.Attached });
        await page.WaitForSelectorAsync("#decisions[complete]", new() { State = WaitForSelectorState.Attached });
        var movable = page.Locator(".gantt-bar[data-movable]").Last;
        var order = (await movable.GetAttributeAsync("aria-label"))!.Split(',')[0];
        var wide = (await page.Locator("svg.gantt").BoundingBoxAsync())!.Width;
        await movable.HoverAsync(new() { Position = new() { X = 3, Y = 10 } });
        var box = (await movable.BoundingBoxAsync())!;
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 3 + wide / 14, box.Y + 10, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync("**/operations/**start=**");
        Assert.StartsWith(order, await page.Locator("h1").TextContentAsync(), StringComparison.Ordinal);
        await page.Locator("#consequences").WaitForAsync();

        // As a table: the same operations.
        await page.GotoAsync("/schedule?days=28");
        await bars.First.WaitForAsync();
        var drawn = await bars.CountAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "As table" }).ClickAsync();
        await page.WaitForURLAsync("**view=table**");
        await page.Locator("#plan tbody th a").First.WaitForAsync();
        Assert.Equal(drawn, await page.Locator("#plan .table-stack tbody tr").CountAsync());
    }

    private static Task<string?> Focused(IPage page) => page.EvaluateAsync<string?>("() => document.activeElement.getAttribute('aria-label')");
}
