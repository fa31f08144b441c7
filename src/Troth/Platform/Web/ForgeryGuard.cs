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

    public static void UseForgeryGuard(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (Changes(http.Request.Method)
            && http.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false }
            && !(http.Request.WantsJson() && http.Request.Headers.ContainsKey(ProgramHeader))
            && !await Meant(http))
        {
            await http.RequestServices.GetRequiredService<ErrorAnswers>().WriteForged(http);
            return;
        }
        await next(http);
    });

    private static async Task<bool> Meant(HttpContext http)
    {
        try
        {
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException unread)
        {
            // Not a wrong token, which is no exception: the form itself.
            throw unread.InnerException as BadHttpRequestException
                ?? new BadHttpRequestException("The form cannot be read: it is cut short, too long, or holds a character (NUL) that means nothing here.", unread);
        }
    }

    private static bool Changes(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);
}
