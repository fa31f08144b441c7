using Microsoft.Playwright;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Browser.Tests.Journeys;

/// <summary>The real program with its sample company, and real browsers that look at it.</summary>
public sealed class SampleServer() : TestServer(new SqliteDatabase())
{
    public const int Screen = 1366, Phone = 390;

    /// <summary>A browser window where a user of this role has signed in; null: nobody has.</summary>
    public async Task<IBrowserContext> Open(Chromium chromium, Role? role, int width = Screen, ColorScheme scheme = ColorScheme.Light)
    {
        var window = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(), ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, Locale = "en-GB", TimezoneId = "Europe/Berlin",
            ViewportSize = new() { Width = width, Height = width == Phone ? 844 : 860 }, DeviceScaleFactor = width == Phone ? 2 : 1,
        });
        var client = role is { } known ? As(known) : Visitor();
        await window.AddCookiesAsync((await client.GetCookies()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = Address.ToString() }));
        return window;
    }
}
