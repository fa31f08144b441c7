using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Troth.Platform.Web;

/// <summary>
/// The last word on every request that failed: under /api a problem with a stable code, elsewhere a page (or, inside a frame, a
/// note in that frame). A bug is logged with the trace id that the person sees.
/// </summary>
public sealed class ErrorAnswers(IStringLocalizer<Words> words, UnreadableBodies bodies, ILogger<ErrorAnswers> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        var refusal = Refusal.Of(await bodies.Explain(httpContext, exception));
        if (refusal is null)
            log.LogError(exception, "{Method} {Path} failed, trace {Trace}", httpContext.Request.Method, httpContext.Request.Path, Trace(httpContext));
        await Write(httpContext, refusal ?? Plain(StatusCodes.Status500InternalServerError));
        return true;
    }

    /// <summary>For answers that carry a status and nothing else: no such page, not allowed, wrong method.</summary>
    public Task Write(HttpContext http, int status) => Write(http, Plain(status));

    /// <summary>A form without its token: usually a page left open while somebody else signed in.</summary>
    public Task WriteForged(HttpContext http) =>
        Write(http, new Refusal(StatusCodes.Status400BadRequest, "forgery", words[http.Request.WantsJson() ? "error.forgery.api" : "error.forgery"], new Dictionary<string, string[]>()));

    private Refusal Plain(int status)
    {
        var known = words[$"error.{status}"];
        return new(status, Code(status), known.ResourceNotFound ? words["error.other", status] : known, new Dictionary<string, string[]>());
    }

    private static string Code(int status) => status switch
    {
        400 => "badRequest",
        401 => "signInFirst",
        403 => "notAllowed",
        404 => "notFound",
        405 => "wrongMethod",
        413 => "tooLarge",
        415 => "wrongType",
        429 => "tooMany",
        500 => "bug",
        _ => "status" + status,
    };

    private static async Task Write(HttpContext http, Refusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        if (http.Request.WantsJson())
        {
            // Not Results.Problem: that would put an id of its own in place of the one we log.
            var problem = new ProblemDetails { Title = ReasonPhrases.GetReasonPhrase(refusal.Status), Status = refusal.Status, Detail = refusal.Message };
            problem.Extensions["code"] = refusal.Code;
            problem.Extensions["traceId"] = Trace(http);
            if (refusal.Errors.Count > 0)
                problem.Extensions["errors"] = refusal.Errors;
            await Results.Json(problem, contentType: "application/problem+json", statusCode: refusal.Status).ExecuteAsync(http);
            return;
        }
        // A page may already have been half rendered in this scope, and its renderer cannot start again: use a fresh one.
        var outer = http.RequestServices;
        await using var scope = outer.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ReaderSettings>().CopyFrom(outer.GetRequiredService<ReaderSettings>());
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await Pages.Show<ErrorPage>(new { Refusal = refusal, Trace = Trace(http) }, refusal.Status).ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = outer;
        }
    }

    private static string Trace(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}
