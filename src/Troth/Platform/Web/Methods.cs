using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Troth.Platform.Commands;

namespace Troth.Platform.Web;

/// <summary>Ways of asking that no route has by itself: HEAD for what GET answers, and what is there but not by this method.</summary>
public static class Methods
{
    /// <summary>An answer to GET without its body. Comes before routes are chosen.</summary>
    public static void UseHead(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsHead(http.Request.Method) || IsLive(http)) // which never ends
        {
            await next(http);
            return;
        }
        var body = http.Response.Body;
        http.Response.Body = Stream.Null;
        http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
        }
        finally
        {
            // Before anything is sent: the server must know that no body follows.
            http.Request.Method = HttpMethods.Head;
            http.Response.Body = body;
        }
    });

    /// <summary>
    /// What no route takes: 405 with the methods that this reader may use there, else 404. To whom nothing there is open the address is as unknown
    /// as any other.
    /// </summary>
    /// <param name="app">All of its routes are looked at.</param>
    /// <param name="isOpen">Whether this reader may use a route.</param>
    public static RouteHandlerBuilder MapUnknown(this WebApplication app, Func<Endpoint, HttpContext, bool> isOpen) =>
        app.MapFallback("{*path}", (HttpContext http, EndpointDataSource routes, ParameterPolicyFactory policies) =>
        {
            var methods = routes.Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>() is not null && "/" + route.RoutePattern.RawText?.Trim('/') != LocalSocket.Route
                    && Matches(route, http, policies) && isOpen(route, http))
                .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (methods.Count == 0) return Results.NotFound();
            if (methods.Contains(HttpMethods.Get) && !IsLive(http)) methods.Add(HttpMethods.Head);
            http.Response.Headers.Allow = string.Join(", ", methods.Order(StringComparer.Ordinal));
            return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        });

    private static bool IsLive(HttpContext http) => http.Request.Path.Value?.TrimEnd('/') == Live.LiveEndpoint.Route;

    private static bool Matches(RouteEndpoint route, HttpContext http, ParameterPolicyFactory policies)
    {
        var values = new RouteValueDictionary();
        var template = new RouteTemplate(route.RoutePattern);
        if (!new TemplateMatcher(template, new RouteValueDictionary(route.RoutePattern.Defaults)).TryMatch(http.Request.Path, values)) return false;
        return route.RoutePattern.ParameterPolicies.All(parameter => parameter.Value.All(policy =>
            policies.Create(route.RoutePattern.GetParameter(parameter.Key), policy) is not IRouteConstraint rule
            || rule.Match(http, null, parameter.Key, values, RouteDirection.IncomingRequest)));
    }
}
