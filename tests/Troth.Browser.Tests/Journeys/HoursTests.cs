using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Troth.Browser.Tests.Gallery;
using Troth.Effort;
using Troth.Identity;

namespace Troth.Browser.Tests.Journeys;

/// <summary>A seller argues with a curve: by pointer, by keys, and what is kept is what was shown.</summary>
[Collection(Journeys.Name)]
public sealed class HoursTests(SampleServer troth, Chromium chromium)
{
    [Fact]
    public async Task A_point_follows_the_pointer_and_the_arrow_keys_and_is_kept()
    {
        await using var window = await troth.Open(chromium, Role.Seller);
        var (page, account) = (await window.NewPageAsync(), await troth.Account());
        await page.GotoAsync($"/hours/accounts/{account}");
        var before = await page.Locator("#field-hours").InputValueAsync();
        try
        {
            await page.FillAsync("#field-hours", "6");
            await Save(page);
            await page.WaitForSelectorAsync(".curve-handle[data-field=without][role=slider]");

            var handle = page.Locator(".curve-handle[data-field=ceiling][role=slider]");
            // Hovering scrolls it into view and waits until nothing covers or moves it: a place measured before that is no longer its place.
            await handle.HoverAsync();
            var start = (await handle.BoundingBoxAsync())!;
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(start.X + start.Width / 2, start.Y + start.Height / 2 - 8, new() { Steps = 4 });
            await page.Mouse.UpAsync();
            await Assertions.Expect(page.Locator("#field-ceiling")).Not.ToHaveValueAsync("");
            var dragged = await Amount(page);
            Assert.True(dragged > 0, "dragging writes into the field");

            await handle.PressAsync("ArrowDown");
            Assert.True(await Amount(page) < dragged, "a key moves it");
            await handle.PressAsync("End");
            var most = await Amount(page);
            Assert.Equal(await handle.GetAttributeAsync("aria-valuenow"), most.ToString(CultureInfo.InvariantCulture));
            await page.FillAsync("#field-ceiling", (most / 2).ToString(CultureInfo.InvariantCulture));
            Assert.Equal(await handle.GetAttributeAsync("aria-valuenow"), (most / 2).ToString(CultureInfo.InvariantCulture));

            await page.FillAsync("#field-ceiling", most.ToString(CultureInfo.InvariantCulture));
            await Save(page);
            Assert.Equal(most, await troth.Database.Db(db => db.AccountEfforts.Select(e => e.Ceiling).SingleAsync(c => c != null)));
        }
        finally
        {
            await troth.Database.Db(db => db.AccountEfforts.ExecuteDeleteAsync());
        }

        Assert.Equal("", before);
    }

    // The page after saving is this page again: only the version it carries tells that the answer has come.
    private static async Task Save(IPage page)
    {
        var version = page.Locator("main input[name=version]");
        var before = await version.InputValueAsync();
        await page.ClickAsync("main form .btn-primary");
        await Assertions.Expect(version).Not.ToHaveValueAsync(before);
    }

    private static async Task<long> Amount(IPage page) => long.Parse(await page.Locator("#field-ceiling").InputValueAsync(), CultureInfo.InvariantCulture);
}
