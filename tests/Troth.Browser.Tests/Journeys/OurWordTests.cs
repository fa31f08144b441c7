using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Troth.Accounts;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Portal;
using Troth.Promises;
using Troth.Promises.Ledger;
using Troth.Schedule.Describing;
using Troth.Schedule.Floor;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;

namespace Troth.Browser.Tests.Journeys;

/// <summary>
/// One promise from end to end, by the five who have to do with it: a shift more, a quote held and confirmed, a stop, the seller who sees it at once
/// and says so, the customer who reads it, another day agreed on before the first is due, and what the ledger makes of it.
/// </summary>
public abstract class OurWordJourney(SqliteServer troth, Chromium chromium)
{
    private const string Customer = "Halas Kft.";
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private readonly List<IBrowserContext> windows = [];
    private Invitation invitation = null!;

    protected virtual Task Picture(IPage page, string name) => Task.CompletedTask;

    protected async Task Walk()
    {
        troth.Available();
        _ = chromium.Browser;
        await troth.Open();
        var code = await Prepare();
        try
        {
            await AddAShift();
            var seller = await Window(troth.As(Role.Seller));
            var promise = await Promise(seller);
            var taken = await StopThePress(code, seller);
            Assert.True(taken <= Soon, $"The seller's open page showed the danger {taken.TotalSeconds:0.0} s after the stop was taken in.");
            await Tell(seller, promise);
            await CustomerReads();
            await Renegotiate(seller, promise);
        }
        finally
        {
            foreach (var window in windows) await window.CloseAsync();
        }
    }

    private async Task<string> Prepare()
    {
        await troth.Database.Db(async db =>
        {
            var (account, contact) = (new Account(901, Customer), new Contact(901, "Eszter", "Halas") { Email = "eszter@halas.example" });
            account.LookedAfterBy(troth.SellerId);
            invitation = new()
            {
                AccountId = account.Id, ContactId = contact.Id, Email = contact.Email, EmailKey = contact.Email, InvitedAt = troth.Clock.GetUtcNow(), InvitedBy = "Sam Seller",
            };
            db.AddRange(account, contact, new ContactRole { AccountId = account.Id, ContactId = contact.Id });
            await db.SaveChangesAsync();
            db.Add(invitation);
            await db.SaveChangesAsync();
        });
        await using var scope = troth.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<KeepOperators>().Add(new("Anna Kiss", "4711", Plant: Plant.TheFirst), default);
        return (await scope.ServiceProvider.GetRequiredService<KeepTablets>().Add(new("Tablet at the press", [DescribedShop.Press], Plant.TheFirst), default)).Code;
    }

    /// <summary>The scheduler describes a second shift, sees what it does to the plan, and takes it in.</summary>
    private async Task AddAShift()
    {
        var page = await Window(troth.As(Role.Scheduler));
        await page.GotoAsync($"/schedule/calendars/{DescribedShop.Week}");
        for (var day = 0; day < 5; day++)
        {
            var times = page.Locator(".week-grid tbody tr").Nth(day).Locator("input[type=time]");
            await times.Nth(2).FillAsync("14:00");
            await times.Nth(3).FillAsync("22:00");
        }
        await Picture(page, "second-shift");
        await page.Locator("form:has(.week-grid) button.btn-primary").ClickAsync();
        await page.WaitForSelectorAsync(".flash");
        await page.GotoAsync("/schedule/shop/take");
        await page.WaitForSelectorAsync("form[action='/schedule/shop/take'] button");
        await Picture(page, "taken-into-the-plan");
        await page.ClickAsync("form[action='/schedule/shop/take'] button");
        await page.WaitForURLAsync(url => !url.EndsWith("/take", StringComparison.Ordinal));
    }

    /// <summary>The seller asks while typing, holds what is answered, and confirms it.</summary>
    private async Task<string> Promise(IPage page)
    {
        await page.GotoAsync("/desk");
        await page.FillAsync("#account", Customer);
        await page.FillAsync("#product-1", "Bracket");
        await page.Locator("#quantity-1").PressSequentiallyAsync("40");
        var hold = page.Locator("#desk-answer form[action='/desk'] button.btn-primary");
        await hold.WaitForAsync();
        await page.WaitForSelectorAsync("#desk-reasons[complete]");
        await Picture(page, "asked");
        await hold.ClickAsync();
        await page.WaitForURLAsync("**/quotes/Q-*");
        await Picture(page, "held");
        await page.ClickAsync("form[action$='/confirmed'] button");
        await page.Locator("#confirm").GetByRole(AriaRole.Button).Last.ClickAsync();
        await page.WaitForSelectorAsync("form[action$='/confirmed']", new() { State = WaitForSelectorState.Detached });
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync());
        await page.GotoAsync($"/promises/{promise.Label}");
        await page.WaitForSelectorAsync("main h1");
        await Picture(page, "promised");
        Assert.Equal(0, await page.Locator(".danger-card").CountAsync());
        return promise.Label;
    }

    /// <summary>At the press: it stands. How long it takes from then until the seller's open page says so.</summary>
    private async Task<TimeSpan> StopThePress(string code, IPage seller)
    {
        var page = await Window(troth.Visitor(), 768, 1024);
        await page.GotoAsync("/floor/pair");
        await page.FillAsync("#field-code", code);
        await page.ClickAsync("form button");
        await page.Locator(".floor-job").First.ClickAsync();
        await page.ClickAsync("[data-floor-target=start]");
        await page.FillAsync("#floor-pin", "4711");
        await page.ClickAsync("[data-floor-target=send]");
        await page.WaitForSelectorAsync("[data-floor-target=running]:not([hidden])");
        await page.ClickAsync("[data-floor-target=stop]");
        await page.SelectOptionAsync("#floor-reason", "breakdown");
        await page.FillAsync("#floor-number", "7200");
        await Picture(page, "stopped");
        // From the moment the server has taken it in; when the tablet comes to send it is another matter.
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("[data-floor-target=send]"), answer => answer.Ok && answer.Request.PostData?.Contains("breakdown", StringComparison.Ordinal) == true);
        var before = Stopwatch.GetTimestamp();
        await seller.WaitForSelectorAsync(".danger-card");
        var taken = Stopwatch.GetElapsedTime(before);
        await Picture(seller, "in-danger");
        return taken;
    }

    private async Task Tell(IPage page, string promise)
    {
        await page.GotoAsync($"/promises/{promise}?act=message");
        Assert.Contains("a machine that your order needs has stopped", await page.InputValueAsync("textarea[name=text]"), StringComparison.Ordinal);
        await Picture(page, "message");
        await Send(page, "form:has(textarea[name=text]) button.btn-primary", promise);
    }

    /// <summary>The customer sees that it is in danger: the promised day, never where the plan wobbles.</summary>
    private async Task CustomerReads()
    {
        var page = await Window(await troth.As(invitation), SampleServer.Phone, 844);
        await page.GotoAsync("/portal");
        await page.WaitForSelectorAsync("#portal-orders .own-order");
        Assert.Contains("at risk", await page.InnerTextAsync("#portal-orders"), StringComparison.OrdinalIgnoreCase);
        await Picture(page, "customer");
    }

    private async Task Renegotiate(IPage page, string label)
    {
        await page.GotoAsync($"/promises/{label}?act=renegotiation");
        await page.FillAsync("input[name=whom]", "Eszter Halas");
        await page.FillAsync("textarea[name=said]", "That still fits. Thank you for saying so in time.");
        await Picture(page, "renegotiation");
        await Send(page, "form[action$='/renegotiation'] button.btn-primary", label);
        await Picture(page, "renegotiated");
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync());
        Assert.True(promise.DueOn > promise.FirstDueOn && promise.Notice > 0 && promise.IsOpen, $"{promise.State}, {promise.FirstDueOn} → {promise.DueOn}, told {promise.Notice} before");
        var (first, now) = (promise.FirstDueOn.ToString("d MMM yyyy", English), promise.DueOn.ToString("d MMM yyyy", English));
        var said = await page.InnerTextAsync("main");
        Assert.Contains($"Due {first}; now {now}", said, StringComparison.Ordinal);
        Assert.Contains($"from {first} to {now} · agreed", said, StringComparison.Ordinal);

        await page.GotoAsync("/promises?state=open");
        Assert.Contains(label, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync("/accounts/A-901");
        foreach (var frame in await page.QuerySelectorAllAsync("turbo-frame[src][loading=lazy]")) await frame.ScrollIntoViewIfNeededAsync();
        await page.Locator($"a[href='/promises/{label}']").First.WaitForAsync();
        await Picture(page, "account-says-so");
        Assert.Contains(promise.DueOn.ToString("d MMM", English), await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private static async Task Send(IPage page, string button, string promise)
    {
        await page.Locator(button).ClickAsync();
        try
        {
            await page.WaitForURLAsync($"**/promises/{promise}");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Not sent. {page.Url} says: {await page.InnerTextAsync("main")}");
        }
    }

    private async Task<IPage> Window(TestClient client, int width = SampleServer.Screen, int height = 860)
    {
        var window = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = troth.Address.ToString(), ReducedMotion = ReducedMotion.Reduce, Locale = "en-GB", TimezoneId = "Europe/Budapest", ViewportSize = new() { Width = width, Height = height },
        });
        windows.Add(window);
        await window.AddCookiesAsync((await client.GetCookies()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = troth.Address.ToString() }));
        return await window.NewPageAsync();
    }
}

public sealed class OurWordTests(SqliteServer troth, Chromium chromium) : OurWordJourney(troth, chromium), IClassFixture<SqliteServer>, IClassFixture<Chromium>
{
    [Fact]
    public Task A_promise_is_made_endangered_told_and_renegotiated_and_everybody_can_see_so() => Walk();
}

/// <summary>The same, pictured for the guide: ./test --pictures.</summary>
[Trait("Category", "Picture")]
public sealed class OurWordPictures(SqliteServer troth, Chromium chromium) : OurWordJourney(troth, chromium), IClassFixture<SqliteServer>, IClassFixture<Chromium>
{
    private int step;

    [Fact]
    public Task The_journey_of_a_promise_is_pictured() => Walk();

    protected override Task Picture(IPage page, string name) => page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Setup.Root, "docs/guide/pictures", $"journey-{++step:00}-{name}.png"), Animations = ScreenshotAnimations.Disabled,
    });
}
