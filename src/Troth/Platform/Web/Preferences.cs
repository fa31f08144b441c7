namespace Troth.Platform.Web;

/// <summary>What a browser remembers by itself: the theme and the customer-safe view. No account is needed for either.</summary>
public static class Preferences
{
    private const string SafeView = "troth.safe";
    private const string Theme = "troth.theme";

    internal static void UsePreferences(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var reader = http.RequestServices.GetRequiredService<ReaderSettings>();
        reader.SafeView = http.Request.Cookies[SafeView] == "on";
        reader.Theme = http.Request.Cookies[Theme] is "light" or "dark" ? http.Request.Cookies[Theme]! : "auto";
        return next(http);
    });

    internal static void MapPreferences(this IEndpointRouteBuilder app)
    {
        app.MapPost("/preferences/safe-view", (HttpContext http, ReaderSettings reader) =>
        {
            Keep(http, SafeView, reader.SafeView ? null : "on");
            return Pages.SeeOther(Back(http));
        }).AllowAnonymous().ExcludeFromDescription();

        app.MapPost("/preferences/theme", async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            Keep(http, Theme, form["theme"] is [("light" or "dark") and var theme] ? theme : null);
            return Pages.SeeOther(Back(http));
        }).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Scripts may read these, so that a page brought back by the browser can tell that it is out of date.</summary>
    private static void Keep(HttpContext http, string cookie, string? value)
    {
        var options = new CookieOptions
        {
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/",
            MaxAge = TimeSpan.FromDays(400),
        };
        if (value is null)
            http.Response.Cookies.Delete(cookie, options);
        else
            http.Response.Cookies.Append(cookie, value, options);
    }

    /// <summary>The page of ours that the request came from.</summary>
    internal static string Back(HttpContext http) =>
        Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == http.Request.Host.Value
            ? Pages.Local(from.PathAndQuery) ?? "/"
            : "/";
}
