using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Portal.Access;

/// <summary>
/// The customers' sign-in: a cookie of its own that names a session and nothing else. Each request looks the session up, so that it ends
/// the moment the invitation does.
/// </summary>
public static class PortalScheme
{
    public const string Name = "Troth.Portal", Policy = "Portal", Cookie = "troth.portal", Session = ClaimTypes.NameIdentifier;
    public static readonly TimeSpan SignedInFor = TimeSpan.FromDays(30);

    internal static void AddPortalScheme(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Name, cookie =>
        {
            cookie.Cookie.Name = Cookie;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.IsEssential = true;
            cookie.ExpireTimeSpan = SignedInFor;
            cookie.SlidingExpiration = false;
            cookie.LoginPath = PortalRoutes.SignInPath;
            cookie.ReturnUrlParameter = "next";
            WebModule.AnswerVisitors(cookie);
            cookie.Events.OnValidatePrincipal = Validate;
        });
        // Behind a proxy that decrypts, requests come in plain; what the company says of its address counts then.
        services.AddOptions<CookieAuthenticationOptions>(Name).Configure<TrothSettings>((cookie, settings) => cookie.Cookie.SecurePolicy =
            settings.Url?.Scheme == "https" ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Name).RequireAuthenticatedUser());
    }

    public static ClaimsPrincipal Of(Guid session) => new(new ClaimsIdentity([new Claim(Session, session.ToString("N"))], Name));

    /// <summary>One query; the reader is the customer from here on.</summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var cancel = context.HttpContext.RequestAborted;
        if (Guid.TryParse(context.Principal?.FindFirstValue(Session), out var id))
        {
            var (db, now) = (services.GetRequiredService<TrothContext>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
            var found = await (from session in db.PortalSessions.AsNoTracking()
                               join standing in db.StandingInvitations on session.InvitationId equals standing.InvitationId
                               where session.Id == id && session.EndedAt == null && session.EndsAt > now
                               select standing).FirstOrDefaultAsync(cancel);
            if (found is not null)
            {
                services.GetRequiredService<PortalReader>().SignIn(id, found);
                return;
            }
            // Not to be revived by an import that brings the contact back.
            await db.PortalSessions.Where(s => s.Id == id && s.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, (DateTimeOffset?)now), cancel);
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Name);
    }
}
