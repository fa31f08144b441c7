using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Troth.Platform.Data;

namespace Troth.Identity;

/// <summary>
/// Who was changed while they may be signed in. Their next request reads them anew, so that a role that was taken, a lock, or a new password
/// holds at once; other processes on the same database look within a minute, and one that has just started knows nobody and reads everybody.
/// </summary>
public sealed class ChangedPeople(TimeProvider time)
{
    internal static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);

    /// <summary>Cookies tell whole seconds.</summary>
    private readonly DateTimeOffset started = time.GetUtcNow().AddSeconds(-1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> changed = new();

    public void Note(User user) => changed[user.Id] = time.GetUtcNow();

    /// <summary>In place of Identity's own check, which signs out of schemes that are not here, and so fails.</summary>
    public static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var ended = !SignedOut.HasName(context.Properties) || services.GetRequiredService<SignedOut>().Lately(context.Properties);
        if (!ended && services.GetRequiredService<ChangedPeople>().Trusts(context.Principal, context.Properties.IssuedUtc)) return;
        var signIn = services.GetRequiredService<SignInManager<User>>();
        if (!ended && !await SignedOut.Ever(context.Properties, services.GetRequiredService<TrothContext>(), context.HttpContext.RequestAborted)
            && await signIn.ValidateSecurityStampAsync(context.Principal) is { } user)
        {
            context.ReplacePrincipal(await signIn.CreateUserPrincipalAsync(user));
            context.ShouldRenew = true;
            return;
        }
        context.RejectPrincipal();
        await signIn.SignOutAsync();
    }

    private bool Trusts(ClaimsPrincipal? principal, DateTimeOffset? issued) => issued + Trusted > time.GetUtcNow() && issued >= started
        && Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) && !(changed.TryGetValue(id, out var at) && issued <= at);
}
