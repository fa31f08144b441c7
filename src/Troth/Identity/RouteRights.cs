using Microsoft.AspNetCore.Authorization;

namespace Troth.Identity;

/// <summary>The right a route asks for; a test walks all routes and finds one on each that is not open to everybody.</summary>
public sealed record RightNeeded(Right Right);

public static class RouteRights
{
    /// <summary>Only readers with this right get in.</summary>
    public static TBuilder May<TBuilder>(this TBuilder route, Right right) where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(right.ToString()).WithMetadata(new RightNeeded(right));

    /// <summary>Whether the reader of this request may use a route.</summary>
    public static bool IsOpen(Endpoint route, HttpContext http) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || (route.Metadata.GetMetadata<RightNeeded>() is { Right: var right } && new Reader(http.User).May(right));

    /// <summary>One policy per right; a route that declares nothing lets nobody in.</summary>
    public static void AddRights(this IServiceCollection services)
    {
        var authorization = services.AddAuthorizationBuilder();
        foreach (var right in Enum.GetValues<Right>())
            authorization.AddPolicy(right.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => new Reader(context.User).May(right)));
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build());
    }
}
