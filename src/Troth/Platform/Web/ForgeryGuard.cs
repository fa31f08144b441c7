using Microsoft.AspNetCore.Antiforgery;

namespace Troth.Platform.Web;

/// <summary>
/// Refuses every request that changes something unless it proves it comes from one of our pages (the form token) or from a program
/// (the X-Troth header, which no other site can make a browser send without our consent). An endpoint opts out with
/// <c>.DisableAntiforgery()</c>, which is right only where no cookie is read.
/// </summary>
public static class ForgeryGuard
{
    public const string ProgramHeader = "X-Troth";

    /// <summary>What an IOException carries that is not from the operating system (COR_E_IO).</summary>
    private const int Plain = unchecked((int)0x80131620);

    public static void UseForgeryGuard(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (Changes(http.Request.Method)
            && http.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false }
            && await FormRead(http)
            && !(http.Request.WantsJson() && http.Request.Headers.ContainsKey(ProgramHeader))
            && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            await http.RequestServices.GetRequiredService<ErrorAnswers>().WriteForged(http);
            return;
        }
        await next(http);
    });

    /// <summary>
    /// Reads the form before anybody else does, so that one that cannot be read is refused here, once. A full disk under a large upload is
    /// not the sender's mistake and passes as what it is; a body over the limit brings its own status.
    /// </summary>
    private static async Task<bool> FormRead(HttpContext http)
    {
        try
        {
            if (!http.Request.HasFormContentType) return true;
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            // What is sent in parts is not looked at for it by who reads it.
            if (form.Any(field => field.Key.Contains('\0', StringComparison.Ordinal) || field.Value.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true)))
                throw new BadHttpRequestException(Words.Say("form.unreadable"));
            return true;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException { HResult: Plain } and not BadHttpRequestException)
        {
            throw new BadHttpRequestException(Words.Say("form.unreadable"), unreadable);
        }
    }

    private static bool Changes(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);
}
