using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Troth.Browser.Tests.Gallery;

/// <summary>What scripts add to the server's pages.</summary>
public sealed class BehaviourTests(GalleryServer server, Chromium chromium) : IClassFixture<GalleryServer>, IClassFixture<Chromium>, IAsyncLifetime
{
    private IBrowserContext? _context;
    private IPage _page = null!;

    public async Task InitializeAsync()
    {
        _context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1366, Height = 860 } });
        _page = await _context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (_context is not null) await _context.DisposeAsync();
    }

    [Fact]
    public async Task A_refused_form_keeps_its_words_and_says_why_and_a_good_one_leads_on()
    {
        await Go("gallery/form");
        await _page.FillAsync("#field-note", "typed");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(_page.Locator("#field-name-error")).ToContainTextAsync("Say how the account is called.");
        await Expect(_page.Locator("#field-name")).ToHaveAttributeAsync("aria-describedby", "field-name-hint field-name-error");
        await _page.FillAsync("#field-name", "Northgate <b>");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(_page.Locator(".flash")).ToContainTextAsync("Saved Northgate <b>.");
    }

    [Fact]
    public async Task Unsaved_words_are_not_lost_without_a_question()
    {
        await Go("gallery/form");
        await _page.FillAsync("#field-name", "typed");
        await _page.Locator(".side-item", new() { HasText = "Results" }).ClickAsync();
        var question = _page.Locator("#confirm");
        await Expect(question).ToContainTextAsync("Leave without saving");
        await question.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(_page.Locator("#field-name")).ToHaveValueAsync("typed");
        await _page.Locator(".side-item", new() { HasText = "Results" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await _page.WaitForURLAsync("**/gallery/empty");
    }

    [Fact]
    public async Task What_cannot_be_undone_is_asked_about()
    {
        await Go("gallery/form");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await _page.Keyboard.PressAsync("Escape");
        await Expect(_page.Locator("#confirm")).ToBeHiddenAsync();
        await Expect(_page).ToHaveURLAsync($"{server.Address}gallery/form");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await _page.Locator("#confirm").GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await Expect(_page.Locator(".flash")).ToContainTextAsync("Taken back.");
    }

    [Fact]
    public async Task Files_are_sent_with_progress()
    {
        await Go("gallery/form");
        await _page.SetInputFilesAsync("#field-files",
        new FilePayload[]
        {
            new() { Name = "a.csv", MimeType = "text/csv", Buffer = new byte[3_000_000] }, new() { Name = "b.csv", MimeType = "text/csv", Buffer = new byte[10] },
        });
        await Expect(_page.Locator(".file-list")).ToContainTextAsync("a.csv, 3 MB");
        await Expect(_page.Locator(".file-list")).ToContainTextAsync("b.csv, 0.1 kB");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(_page.Locator(".flash")).ToContainTextAsync("2 files, 3000010 bytes.");
    }

    [Fact]
    public async Task The_palette_finds_and_goes_by_keyboard_alone()
    {
        await Go("gallery");
        await _page.Keyboard.PressAsync("/");
        await Expect(_page.Locator("[role=option]")).ToHaveCountAsync(3);
        await _page.Keyboard.TypeAsync("a");
        await Expect(_page.Locator("[role=option]")).ToHaveCountAsync(2);
        await _page.Keyboard.PressAsync("ArrowDown");
        var input = _page.Locator(".palette-input");
        await Expect(input).ToHaveAttributeAsync("aria-activedescendant", "palette-1");
        await _page.Keyboard.PressAsync("ArrowUp");
        await Expect(input).ToHaveAttributeAsync("aria-activedescendant", "palette-0");
        await _page.Keyboard.PressAsync("Enter");
        await _page.WaitForURLAsync("**/gallery/form");
        await _page.Keyboard.PressAsync("?");
        await Expect(_page.Locator("#key-list")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Typing_fast_and_pressing_enter_goes_to_what_was_typed()
    {
        await Go("gallery");
        await _page.Keyboard.PressAsync("Control+k");
        await Expect(_page.Locator(".palette-input")).ToBeFocusedAsync();
        await _page.Keyboard.TypeAsync("resul");
        await _page.Keyboard.PressAsync("Enter");
        await _page.WaitForURLAsync("**/gallery/empty");
    }

    [Fact]
    public async Task One_key_takes_every_judgement_out_of_every_tab()
    {
        var other = await _context!.NewPageAsync();
        await other.GotoAsync($"{server.Address}gallery");
        await Go("gallery/empty");
        await Go("gallery");
        await Expect(_page.GetByText("smoke screen").First).ToBeVisibleAsync();
        await PressForSafeView();
        await Expect(_page.GetByText("smoke screen")).ToHaveCountAsync(0);
        await Expect(other.Locator("html")).ToHaveAttributeAsync("data-safe-view", "on");
        await Expect(other.GetByText("smoke screen")).ToHaveCountAsync(0);
        await _page.GoBackAsync();
        await Expect(_page.Locator("html")).ToHaveAttributeAsync("data-safe-view", "on");
        await Expect(_page.GetByText("smoke screen")).ToHaveCountAsync(0);
        await Go("gallery");
        await PressForSafeView();
        await Expect(_page.GetByText("smoke screen").First).ToBeVisibleAsync();
        await Expect(other.GetByText("smoke screen").First).ToBeVisibleAsync();
    }

    // A key sent to a page that is about to be replaced is never answered, so the press waits for the page to stand still.
    private async Task PressForSafeView()
    {
        await _page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await _page.Keyboard.PressAsync("h").WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Single_keys_keep_quiet_in_fields_and_when_switched_off()
    {
        await Go("gallery/form");
        await _page.FocusAsync("#field-name");
        await _page.Keyboard.TypeAsync("h?/");
        await Expect(_page.Locator("#field-name")).ToHaveValueAsync("h?/");
        await _page.Locator("h1").ClickAsync();
        await _page.Keyboard.PressAsync("?");
        await _page.Locator("#key-list").GetByRole(AriaRole.Checkbox).UncheckAsync();
        await _page.Keyboard.PressAsync("Escape");
        await Expect(_page.Locator("#key-list")).ToBeHiddenAsync();
        Assert.Equal("off", await _page.EvaluateAsync<string?>("() => localStorage.getItem('troth.single-keys-off')"));
        await _page.Keyboard.PressAsync("?");
        await Expect(_page.Locator("#key-list")).ToBeHiddenAsync();
        await _page.Keyboard.PressAsync("Control+k");
        await Expect(_page.Locator("#palette")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_theme_is_kept()
    {
        await Go("gallery/empty");
        await _page.Locator(".user summary").ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Expect(_page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", "dark");
        await Go("gallery/form");
        await Expect(_page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", "dark");
    }

    [Fact]
    public async Task Signing_in_breaks_out_of_a_frame()
    {
        await Go("gallery/empty");
        await _page.GetByText("Look inside").ClickAsync();
        await _page.WaitForURLAsync("**/gallery/sign-in");
        await Expect(_page.Locator("h1")).ToHaveTextAsync("Sign in");
        await Expect(_page.Locator("turbo-frame")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_chart_is_walked_by_keyboard_and_has_its_table()
    {
        await Go("gallery");
        var chart = _page.Locator(".chart").Last;
        var canvas = chart.Locator(".chart-canvas");
        await canvas.Locator("canvas").WaitForAsync();
        await canvas.FocusAsync();
        await _page.Keyboard.PressAsync("ArrowRight");
        await Expect(chart.Locator("[role=status]")).ToContainTextAsync("could buy in 12 months");
        await chart.GetByRole(AriaRole.Button, new() { Name = "As table" }).ClickAsync();
        await Expect(chart.Locator(".chart-table")).ToBeVisibleAsync();
        await Expect(canvas).ToBeHiddenAsync();
        await chart.GetByRole(AriaRole.Button, new() { Name = "As chart" }).ClickAsync();
        await canvas.FocusAsync();
        await _page.Keyboard.PressAsync("Enter");
        await _page.WaitForURLAsync("**/gallery/empty");
    }

    [Fact]
    public async Task Without_a_script_the_pages_still_work()
    {
        await using var bare = await chromium.Browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await bare.NewPageAsync();
        await page.GotoAsync($"{server.Address}gallery");
        await Expect(page.Locator(".chart-table").Last).ToBeVisibleAsync();
        await page.Locator(".user summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Customer-safe view" }).ClickAsync();
        await Expect(page.GetByText("smoke screen")).ToHaveCountAsync(0);
        await page.GotoAsync($"{server.Address}gallery/form");
        await page.FillAsync("#field-name", "Northgate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".flash")).ToContainTextAsync("Saved Northgate.");
    }

    private Task<IResponse?> Go(string path) => _page.GotoAsync($"{server.Address}{path}");
}
