using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Portal.Access;

namespace Troth.Tests.Harness;

/// <summary>One way into the program: a method, a pattern, and who is let in.</summary>
public sealed record Route(HttpMethod Method, string Pattern, Right? Right, bool OpenToAll, bool ForgeryChecked, PortalRoute? Portal = null)
{
    public bool Changes => Method != HttpMethod.Get && Method != HttpMethod.Head;

    /// <summary>Only customers get in, and none of our own people.</summary>
    public bool ForCustomers => Portal is { SignedIn: true };

    public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>An address that matches the pattern; there is nothing behind it.</summary>
    public string Address => Regex.Replace(Pattern, @"\{\*{0,2}([^}:?=]+)(:[^}]*)?[?=]?[^}]*\}", hole => hole.Groups[2].Value switch
    {
        ":guid" => "00000000-0000-0000-0000-0000000000aa",
        ":int" or ":long" => "999999",
        _ => "A-999999",
    });

    public override string ToString() => $"{Method} {Pattern}";
}

public static class Routes
{
    /// <summary>All routes of the running program.</summary>
    public static IReadOnlyList<Route> Of(TestServer troth) =>
        [.. from endpoint in troth.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            let metadata = endpoint.Metadata
            from method in metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
            select new Route(new HttpMethod(method), "/" + endpoint.RoutePattern.RawText!.Trim('/'), metadata.GetMetadata<RightNeeded>()?.Right,
                metadata.GetMetadata<IAllowAnonymous>() is not null, metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false }, metadata.GetMetadata<PortalRoute>())];
}
