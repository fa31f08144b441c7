using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Troth.Book.Figures;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;
using Troth.Platform.Live;
using Troth.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Troth.Browser.Tests.Journeys;

/// <summary>What people come for, from the first click to the last.</summary>
[Collection(Journeys.Name)]
public sealed class JourneyTests(SampleServer troth, Chromium chromium)
{
    [Fact]
    public async Task The_sample_company_shows_who_to_sign_in_as()
    {
        await using var window = await troth.Open(chromium, null);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/book");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
        await page.Locator(".sample-person").First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/book$"));
        await Expect(page.Locator(".book-table")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_point_of_the_book_leads_to_its_account_and_the_facts()
    {
        await TheBookIsComputed();
        await using var window = await troth.Open(chromium, Role.Seller);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/book");
        var chart = page.Locator(".chart-canvas");
        await chart.Locator("canvas").WaitForAsync();
        await chart.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".chart [role=status]")).Not.ToBeEmptyAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/(book|accounts)/A-"));
    }

    /// <summary>Tells the tab, as another tab would, that the Book was computed anew, and waits until it has drawn it.</summary>
    private static async Task HearOfTheBook(IPage page)
    {
        await page.EvaluateAsync("""
            () => {
              window.drawn = 0
              document.addEventListener('turbo:frame-load', event => event.target.id === 'book' && window.drawn++)
              new BroadcastChannel('troth-live/live').postMessage('book')
            }
            """);
        await page.WaitForFunctionAsync("() => window.drawn > 0");
    }

    /// <summary>Nothing is left of which the server would tell by itself.</summary>
    private async Task TheBookIsComputed()
    {
        while (await troth.Services.GetRequiredService<RecomputeBook>().IfChanged(default)) { }
    }

    [Fact]
    public async Task The_chart_becomes_a_table_and_back_and_nothing_hides_at_the_side_of_a_phone()
    {
        await TheBookIsComputed();
        await using var window = await troth.Open(chromium, Role.Manager, SampleServer.Phone);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/book");
        await page.Locator(".chart-canvas canvas").WaitForAsync();
        var button = page.Locator(".chart-table-button");
        await Expect(button).ToHaveAccessibleNameAsync("As table");
        await button.ClickAsync();
        await Expect(button).ToHaveAccessibleNameAsync("As chart");
        await Expect(page.Locator(".chart-table table")).ToBeVisibleAsync();
        await HearOfTheBook(page);
        await Expect(button).ToHaveAccessibleNameAsync("As chart");
        await button.ClickAsync();
        await Expect(button).ToHaveAccessibleNameAsync("As table");
        await Expect(page.Locator(".chart-canvas canvas")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => { const all = document.querySelector('.filters'); return all.scrollWidth <= all.clientWidth }"));
        await page.EvaluateAsync("() => document.getElementById('key-list').showModal()");
        Assert.Equal(1, await page.EvaluateAsync<int>("() => new Set([...document.querySelectorAll('.key-list kbd')].map(key => Math.round(key.offsetHeight))).size"));
    }

    [Fact]
    public async Task A_table_in_place_of_the_chart_stays_when_two_pieces_of_news_come_right_after_each_other()
    {
        await TheBookIsComputed();
        await using var window = await troth.Open(chromium, Role.Manager);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/book");
        await page.Locator(".chart-canvas canvas").WaitForAsync();
        var button = page.Locator(".chart-table-button");
        await button.ClickAsync();
        await Expect(button).ToHaveAccessibleNameAsync("As chart");
        // The second is asked for while the first is being drawn, and comes when that is done.
        var asked = 0;
        await page.RouteAsync(new Regex("/book"), async route =>
        {
            if (route.Request.Headers.ContainsKey("turbo-frame") && Interlocked.Increment(ref asked) == 2)
                await page.WaitForFunctionAsync("() => window.drawn >= 1");
            await route.ContinueAsync();
        });
        await page.EvaluateAsync("""
            () => {
              const news = () => new BroadcastChannel('troth-live/live').postMessage('book')
              window.drawn = 0
              document.addEventListener('turbo:frame-load', event => event.target.id === 'book' && window.drawn++)
              document.addEventListener('turbo:before-frame-render', news, { once: true })
              news()
            }
            """);
        await page.WaitForFunctionAsync("() => window.drawn >= 2");
        await Expect(button).ToHaveAccessibleNameAsync("As chart");
        await Expect(page.Locator(".chart-table table")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(SampleServer.Screen, 260)]
    [InlineData(SampleServer.Phone, 220)]
    public async Task The_list_of_the_book_fits_its_frame_in_short_rows(int width, int tall)
    {
        await using var window = await troth.Open(chromium, Role.Manager, width);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/book");
        await page.Locator(".book-table tbody tr").First.WaitForAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => { const frame = document.querySelector('.book-table').parentElement; return frame.scrollWidth - frame.clientWidth }"));
        var rows = await page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('.book-table tbody tr')].map(row => Math.round(row.offsetHeight))");
        Assert.InRange(rows.Average(), 60, tall);
    }

    [Fact]
    public async Task Sorting_and_filtering_the_book_keep_its_picture_and_can_be_undone()
    {
        await TheBookIsComputed();
        await using var window = await troth.Open(chromium, Role.Manager);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/book");
        var drawn = page.Locator(".chart-canvas canvas");
        await drawn.WaitForAsync();
        await page.Locator("#sort-name").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("sort=name"));
        await Expect(page.Locator("#sort-name")).ToBeFocusedAsync();
        await Expect(drawn).ToBeVisibleAsync();
        await page.Locator("select[name=kind]").SelectOptionAsync("cold");
        await Expect(page).ToHaveURLAsync(new Regex("kind=cold"));
        await Expect(drawn).ToBeVisibleAsync();
        await Expect(page.Locator(".chart-table-button")).ToBeVisibleAsync();
        await Expect(page.Locator(".filters button.btn")).ToBeHiddenAsync();
        // News fetches the list anew and changes it where it stands: twice, for the first time it is only filled.
        for (var news = 0; news < 2; news++)
        {
            await page.EvaluateAsync("() => document.querySelector('.chart-table').setAttribute('data-seen', '')");
            troth.Services.GetRequiredService<LiveNews>().Publish("book");
            await page.WaitForSelectorAsync("[data-seen]", new() { State = WaitForSelectorState.Detached });
            await Expect(drawn).ToBeVisibleAsync();
        }
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(new Regex("sort=name$"));
        await Expect(drawn).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/book$"));
        await Expect(drawn).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_seller_says_how_relationships_are_and_the_next_comes_up()
    {
        await using var window = await troth.Open(chromium, Role.Seller);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/claims");
        var account = page.Locator("#claim-account");
        var first = await account.InnerTextAsync();
        await page.Locator("button.claim-step[value='3']").ClickAsync();
        await Expect(account).Not.ToHaveTextAsync(first);
    }

    [Fact]
    public async Task One_key_hides_every_judgement()
    {
        await using var window = await troth.Open(chromium, Role.Manager);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/book");
        await page.Locator(".chart-canvas canvas").WaitForAsync();
        await page.Keyboard.DownAsync("h").WaitAsync(TimeSpan.FromSeconds(30)); // the answer to letting it go may never come: the page is gone by then
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-safe-view", "on");
        await Expect(page.Locator(".chart-canvas")).ToHaveCountAsync(0);
        var shown = await page.ContentAsync();
        Assert.DoesNotContain("smoke screen", shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("sleeper", shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("enetration", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_dropped_looked_over_and_imported()
    {
        await using var window = await troth.Open(chromium, Role.Administrator);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/import");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload
        {
            Name = "accounts.csv", MimeType = "text/csv",
            Buffer = "key,name,city,country\nJ1,Journey Works Ørsted,Aarhus,DK\nJ2,\"Journey, Sons & Co\",Leeds,GB\n"u8.ToArray(),
        });
        await page.Locator("main form[enctype] button.btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/import/drafts/*");
        await page.FillAsync("[name=source]", "journey");
        await page.Locator("button[name=then][value=preview]").ClickAsync();
        await page.Locator("#preview form button.btn-primary").ClickAsync();
        await page.WaitForURLAsync(new Regex("/import/\\d+$"));
        await Expect(page.Locator("#run table").First).ToBeVisibleAsync();
        await Expect(page.Locator("#run form[action$='/revert'] button")).ToBeVisibleAsync();
        await Expect(page.Locator("#run a[href='/book']")).ToBeVisibleAsync();
        await page.GotoAsync("/search?q=Journey");
        await Expect(page.Locator("main")).ToContainTextAsync("Journey Works Ørsted");
    }

    /// <summary>Follows every link of every page once, as the one who sees it.</summary>
    [Fact]
    public async Task Every_link_leads_somewhere()
    {
        var wrong = new List<string>();
        var followed = new HashSet<string>();
        foreach (var seen in PageList.All)
        {
            var reader = seen.As is { } role ? troth.As(role) : troth.Visitor();
            var page = await reader.Get(await seen.Address(troth));
            var links = page.Page.QuerySelectorAll("a[href^='/'], turbo-frame[src^='/'], link[href^='/'], script[src^='/']")
                .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Select(l => l.Split('#')[0]).Where(l => followed.Add($"{seen.As} {l}"));
            foreach (var link in links)
                if ((int)(await reader.Get(link)).Status is >= 400 and var status)
                    wrong.Add($"{seen.Route} as {seen.As} links to {link}: {status}");
        }
        Assert.True(followed.Count > 50);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
