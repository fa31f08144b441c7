using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Troth.Platform.Web;

/// <summary>How an endpoint answers with a page.</summary>
public static class Pages
{
    /// <summary>Renders a page with the given parameters: <c>Pages.Show&lt;AccountPage&gt;(new { Account = account })</c>.</summary>
    public static IResult Show<TPage>(object? parameters = null, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>The only answer to a form that succeeded. The flash, if any, stands on top of the next page.</summary>
    public static IResult SeeOther(string url, string? flash = null) => new SeeOtherResult(url, flash);

    /// <summary>
    /// Runs a form's use case. A refusal (bad input, a rule, a stale edit) renders the form again under 422 or 409;
    /// everything else goes its usual way.
    /// </summary>
    public static async Task<IResult> Submit<T>(Func<Task<T>> run, Func<T, IResult> done, Func<Refusal, Task<IResult>> refused)
    {
        try
        {
            return done(await run());
        }
        catch (Exception exception) when (Refusal.Of(exception) is { Status: 400 or 409 } refusal)
        {
            return await refused(refusal.Status == 400 ? refusal with { Status = StatusCodes.Status422UnprocessableEntity } : refusal);
        }
    }

    /// <inheritdoc cref="Submit{T}(Func{Task{T}}, Func{T, IResult}, Func{Refusal, Task{IResult}})"/>
    public static Task<IResult> Submit<T>(Func<Task<T>> run, Func<T, IResult> done, Func<Refusal, IResult> refused) =>
        Submit(run, done, refusal => Task.FromResult(refused(refusal)));

    /// <summary>The url when it stays on this site, else null: for "return to" parameters.</summary>
    public static string? Local(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : null;

    /// <summary>Whether a Turbo frame asked, and which.</summary>
    public static string? Frame(this HttpRequest request) =>
        request.Headers["Turbo-Frame"] is [{ Length: > 0 } frame] ? frame : null;

    /// <summary>Whether the answer to this request is JSON (by its path) rather than a page.</summary>
    public static bool WantsJson(this HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private sealed class SeeOtherResult(string url, string? flash) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (Local(url) is null)
                throw new InvalidOperationException($"A form leads only to this site, not to '{url}'.");
            if (flash is not null)
                Flash.Set(httpContext, flash);
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = url;
            return Task.CompletedTask;
        }
    }
}
