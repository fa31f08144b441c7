using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Troth.Identity;

/// <summary>
/// Whom an administrator changed while they may be signed in. Their next request reads them anew, so that a role that was taken, or a lock,
/// holds at once; other processes on the same database look within a minute.
/// </summary>
public sealed class ChangedPeople(TimeProvider time)
{
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> changed = new();

    public void Note(User user) => changed[user.Id] = time.GetUtcNow();

    /// <summary>In place of Identity's own check, which signs out of schemes that are not here, and so fails.</summary>
    public static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (services.GetRequiredService<ChangedPeople>().Trusts(context.Principal, context.Properties.IssuedUtc)) return;
        var signIn = services.GetRequiredService<SignInManager<User>>();
        if (await signIn.ValidateSecurityStampAsync(context.Principal) is { } user)
        {
            context.ReplacePrincipal(await signIn.CreateUserPrincipalAsync(user));
            context.ShouldRenew = true;
            return;
        }
        context.RejectPrincipal();
        await signIn.SignOutAsync();
    }

    private bool Trusts(ClaimsPrincipal? principal, DateTimeOffset? issued) => issued + Trusted > time.GetUtcNow()
        && Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) && !(changed.TryGetValue(id, out var at) && issued <= at);
}
