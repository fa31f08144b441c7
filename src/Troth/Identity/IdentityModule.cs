using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Identity;

/// <summary>The door of this room: who signs in, and what they may do.</summary>
public static class IdentityModule
{
    public static IServiceCollection AddIdentityRoom(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<Reader>();
        services.AddScoped<IUserStore<User>, UserOnlyStore<User, TrothContext, Guid>>();
        services.AddIdentityCore<User>(options =>
        {
            options.Password.RequiredLength = 10;
            options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
            options.Password.RequiredUniqueChars = 4;
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            options.User.RequireUniqueEmail = true;
            options.User.AllowedUserNameCharacters = "";
        }).AddClaimsPrincipalFactory<ReaderClaims>().AddSignInManager().AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "troth";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "next";
            cookie.Events.OnRedirectToLogin = context => Refuse(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => Refuse(context, StatusCodes.Status403Forbidden);
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
        // A changed role or password reaches a signed-in reader within a minute.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddRights();
        return services;
    }

    /// <summary>Tells the history who acts.</summary>
    public static void UseActor(this WebApplication app) => app.Use((http, next) =>
    {
        var reader = http.RequestServices.GetRequiredService<Reader>();
        if (reader.SignedIn)
            http.RequestServices.GetRequiredService<Actor>().Is(reader.UserId, reader.Name, IsApi(http) ? "api" : "page");
        return next(http);
    });

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api");

    /// <summary>An API call gets the status; a page goes to the sign-in page, or says why not.</summary>
    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized && !IsApi(context.HttpContext)) context.Response.Redirect(context.RedirectUri);
        else context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
