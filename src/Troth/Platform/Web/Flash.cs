namespace Troth.Platform.Web;

/// <summary>One sentence carried over a redirect to the next page, in a cookie that is read once.</summary>
public static class Flash
{
    private const string Cookie = "troth.flash";

    public static void Set(HttpContext http, string sentence) =>
        http.Response.Cookies.Append(Cookie, Uri.EscapeDataString(sentence), Options(http));

    /// <summary>A page fetched ahead of a click must not use up what the next real page should say.</summary>
    internal static string? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } sentence || http.Request.Headers["X-Sec-Purpose"] == "prefetch")
            return null;
        http.Response.Cookies.Delete(Cookie, Options(http));
        return Uri.UnescapeDataString(sentence);
    }

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = "/",
        MaxAge = TimeSpan.FromMinutes(1),
    };
}
