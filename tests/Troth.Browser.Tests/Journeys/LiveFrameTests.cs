using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Troth.Book.Figures;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;
using static Microsoft.Playwright.Assertions;

namespace Troth.Browser.Tests.Journeys;

/// <summary>News that come while a part of a page is on its way, or while somebody has just begun with it.</summary>
[Collection(Journeys.Name)]
public sealed class LiveFrameTests(SampleServer troth, Chromium chromium)
{
    /// <summary>Tells the tab as another tab would, and waits until it has heard it: channels hear in the order in which they were opened.</summary>
    private static async Task Tell(IPage page, string topic) => await page.EvaluateAsync("""
        topic => new Promise(heard => {
          new BroadcastChannel('troth-live/live').onmessage = () => heard(0)
          new BroadcastChannel('troth-live/live').postMessage(topic)
        })
        """, topic);

    /// <summary>Holds the first answer to what a frame asks at such an address until it is let go.</summary>
    private static async Task<(Task Asked, TaskCompletionSource LetGo)> Hold(IPage page, Regex address)
    {
        var (asked, letGo, held) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await page.RouteAsync(address, async route =>
        {
            if (route.Request.Headers.ContainsKey("turbo-frame") && Interlocked.Increment(ref held) == 1)
            {
                asked.SetResult();
                await letGo.Task;
            }
            await route.ContinueAsync();
        });
        return (asked.Task.WaitAsync(TimeSpan.FromSeconds(30)), letGo);
    }

    [Fact]
    public async Task News_while_a_part_comes_for_the_first_time_does_not_keep_it_away()
    {
        await using var window = await troth.Open(chromium, Role.Scheduler);
        var page = await window.NewPageAsync();
        var (asked, letGo) = await Hold(page, new Regex("/schedule/decisions"));
        await page.GotoAsync("/schedule");
        await asked;
        await Tell(page, "schedule");
        letGo.SetResult();
        await page.WaitForSelectorAsync("#decisions[complete]", new() { State = WaitForSelectorState.Attached });
    }

    [Fact]
    public async Task Who_begins_to_type_while_news_are_fetched_goes_on_typing()
    {
        while (await troth.Services.GetRequiredService<RecomputeBook>().IfChanged(default)) { } // nothing is left of which the server would tell by itself
        await using var window = await troth.Open(chromium, Role.Seller);
        var page = await window.NewPageAsync();
        await page.GotoAsync($"/book/{await troth.Account()}");
        await page.EvaluateAsync("() => document.querySelector('turbo-frame#evidence').insertAdjacentHTML('afterbegin', '<input id=words aria-label=words>')");
        var (asked, letGo) = await Hold(page, new Regex("/book/A-"));
        await Tell(page, "book");
        await asked;
        await page.EvaluateAsync("() => { window.drawn = 0; document.addEventListener('turbo:frame-load', event => event.target.id === 'evidence' && window.drawn++) }");
        await page.FillAsync("#words", "not sent yet");
        letGo.SetResult();
        await page.WaitForFunctionAsync("() => window.drawn > 0");
        Assert.Equal("not sent yet", await page.InputValueAsync("#words"));
        // Taken back and left, it makes room for what came.
        await page.FillAsync("#words", "");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.WaitForSelectorAsync("#words", new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task An_answer_to_filters_that_were_changed_meanwhile_is_not_shown()
    {
        await using var window = await troth.Open(chromium, Role.Seller);
        var page = await window.NewPageAsync();
        var quote = await troth.Quote();
        await page.GotoAsync("/quotes");
        var row = page.Locator("#list").GetByText(quote);
        await Expect(row.First).ToBeVisibleAsync();
        var (asked, letGo) = await Hold(page, new Regex("/quotes$"));
        await Tell(page, "schedule");
        await asked;
        await page.Locator("select[name=state]").SelectOptionAsync("declined");
        await Expect(page).ToHaveURLAsync(new Regex("state=declined"));
        await Expect(row).ToHaveCountAsync(0);
        await page.EvaluateAsync("""
            () => document.addEventListener('turbo:before-fetch-response', event => event.target.id === 'list' && setTimeout(() =>
              requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => (window.answered = true))))))
            """);
        letGo.SetResult();
        await page.WaitForFunctionAsync("() => window.answered");
        await Expect(row).ToHaveCountAsync(0);
    }
}
