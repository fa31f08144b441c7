using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Troth.Platform.Web;

namespace Troth;

/// <summary>
/// Routes as the framework maps them, but what calls a handler is worked out when it is first asked for: for some hundred routes together it
/// takes a second of each start. What a route is described by, and whether its handler can be called, is still found at the start.
/// Being in our own namespace they come before the framework's of the same names.
/// </summary>
public static class LateRoutes
{
    private const string Route = nameof(Route);

    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder routes, [StringSyntax(Route)] string pattern, Delegate handler) => Map(routes, pattern, HttpMethods.Get, handler);

    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder routes, [StringSyntax(Route)] string pattern, Delegate handler) => Map(routes, pattern, HttpMethods.Post, handler);

    public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder routes, [StringSyntax(Route)] string pattern, Delegate handler) => Map(routes, pattern, HttpMethods.Put, handler);

    public static RouteHandlerBuilder MapPatch(this IEndpointRouteBuilder routes, [StringSyntax(Route)] string pattern, Delegate handler) => Map(routes, pattern, HttpMethods.Patch, handler);

    public static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder routes, [StringSyntax(Route)] string pattern, Delegate handler) => Map(routes, pattern, HttpMethods.Delete, handler);

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string pattern, string method, Delegate handler)
    {
        RequestDelegate? made = null;
        Func<RequestDelegate>? make = null;
        var route = routes.MapMethods(pattern, [method], http => (made ??= make!())(http)); // made twice where two ask at once; both are right
        route.Add(endpoint => make = Describe((RouteEndpointBuilder)endpoint, method, handler, routes.ServiceProvider));
        return new RouteHandlerBuilder([route]);
    }

    /// <summary>Tells what is known of a route, and how its handler is called when it comes to that.</summary>
    private static Func<RequestDelegate> Describe(RouteEndpointBuilder endpoint, string method, Delegate handler, IServiceProvider services)
    {
        // The framework would wrap the filters around what calls the handler, which then is never what they expect.
        var own = new RouteEndpointBuilder(null, endpoint.RoutePattern, endpoint.Order) { ApplicationServices = services };
        foreach (var known in endpoint.Metadata) own.Metadata.Add(known);
        var before = own.Metadata.Count;
        foreach (var filter in HandlerFilters.Of(handler.Method)) own.FilterFactories.Add(filter);
        var options = new RequestDelegateFactoryOptions
        {
            ServiceProvider = services, EndpointBuilder = own, RouteParameterNames = [.. endpoint.RoutePattern.Parameters.Select(p => p.Name)],
            ThrowOnBadRequest = services.GetRequiredService<IOptions<RouteHandlerOptions>>().Value.ThrowOnBadRequest,
            DisableInferBodyFromParameters = method == HttpMethods.Get || method == HttpMethods.Delete,
        };
        var inferred = RequestDelegateFactory.InferMetadata(handler.Method, options);
        endpoint.Metadata.Add(handler.Method);
        foreach (var found in own.Metadata.Skip(before)) endpoint.Metadata.Add(found);
        foreach (var attribute in handler.Method.GetCustomAttributes()) endpoint.Metadata.Add(attribute);
        endpoint.DisplayName = $"{method} {endpoint.RoutePattern.RawText}";
        return () => RequestDelegateFactory.Create(handler, options, inferred).RequestDelegate;
    }
}
