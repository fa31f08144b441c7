using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Portal.Access;

/// <summary>Marks a route of the customer's page; a test walks them all.</summary>
/// <param name="SignedIn">Only a customer who is signed in gets in.</param>
public sealed record PortalRoute(bool SignedIn);

public static class PortalRoutes
{
    public const string Root = "/portal", SignInPath = Root + "/sign-in", LivePath = Root + "/live";

    /// <summary>Only for customers who are signed in; the sign-in of our own people counts for nothing here.</summary>
    public static TBuilder ForCustomers<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(PortalScheme.Policy).WithMetadata(new PortalRoute(SignedIn: true));

    /// <summary>For customers before they are signed in.</summary>
    public static TBuilder ForInvited<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new AllowAnonymousAttribute(), new PortalRoute(SignedIn: false));

    /// <summary>
    /// Comes after authorization: on the customer's page the reader is the customer, and nothing of one of ours who is signed in at the
    /// same browser, neither name nor rights nor settings, goes into it or into the history.
    /// </summary>
    public static void UsePortal(this WebApplication app) => app.Use(async (http, next) =>
    {
        var route = http.GetEndpoint()?.Metadata.GetMetadata<PortalRoute>();
        if (route is not null || http.Request.Path.StartsWithSegments(Root))
        {
            if (route is not { SignedIn: true }) http.User = (await http.AuthenticateAsync(PortalScheme.Name)).Principal
                ?? new ClaimsPrincipal(new ClaimsIdentity());
            var reader = http.RequestServices.GetRequiredService<PortalReader>();
            var settings = http.RequestServices.GetRequiredService<ReaderSettings>();
            var company = await http.RequestServices.GetRequiredService<CurrentCompany>().Find(http.RequestAborted);
            (settings.Name, settings.Role, settings.May, settings.SafeView) = (null, null, _ => false, false);
            (settings.Home, settings.Live) = (Root, LivePath);
            settings.Reads(reader.Culture ?? company?.Culture, reader.TimeZone ?? company?.TimeZone);
            http.RequestServices.GetRequiredService<Actor>().Is(null, reader.SignedIn ? reader.Name : Actor.Itself, "portal", reader.SignedIn ? reader.ContactId : null);
        }
        await next(http);
    });
}
