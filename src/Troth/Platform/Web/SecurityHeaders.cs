using System.Security.Cryptography;

namespace Troth.Platform.Web;

/// <summary>What every answer tells the browser it may do: only our own files, nobody's frame, nothing kept on disk.</summary>
public static class SecurityHeaders
{
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var reader = http.RequestServices.GetRequiredService<ReaderSettings>();
        reader.Nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Response.OnStarting(() =>
        {
            Write(http.Response.Headers, reader.Nonce);
            return Task.CompletedTask;
        });
        await next(http);
    });

    private static void Write(IHeaderDictionary headers, string nonce)
    {
        headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; " +
            "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        headers.Remove("blazor-enhanced-nav");
        // Pages hold personal data. Turbo keeps its back cache in the tab's memory, so going back stays instant without the disk's.
        if (headers.CacheControl.Count == 0 || headers.CacheControl == "no-cache, no-store")
            headers.CacheControl = "no-store";
    }
}
