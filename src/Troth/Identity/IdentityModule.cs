using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Troth.Identity.Contracts;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Identity;

/// <summary>The door of this room: who signs in, and what they may do.</summary>
public static class IdentityModule
{
    /// <summary>How long a cookie lets in that is not used.</summary>
    public static readonly TimeSpan SignedInFor = TimeSpan.FromDays(14);

    public static IServiceCollection AddIdentityRoom(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<Reader>();
        services.AddSingleton<KnownCompany>();
        services.AddScoped(provider => new CurrentCompany(provider.GetRequiredService<TrothContext>(), provider.GetRequiredService<KnownCompany>()));
        services.AddScoped<SetUpCompany>();
        services.AddScoped<People>().AddScoped<ShowPerson>();
        services.AddScoped<Contracts.SampleSignIns>();
        services.AddScoped<OwnSettings>();
        services.AddScoped<EditCompany>();
        services.AddSingleton<SetUpCode>();
        services.AddSingleton(new LooseReference("users", "seller_id", "sellers", "user"));
        services.AddSingleton(new LooseReference("users", "team_id", "teams", "user"));
        services.AddSingleton(KindInHistory.Of<Company>(nameof(Right.Administer), typeof(Words)) with
        {
            Find = async (db, ids, cancel) => (await db.Companies.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(cancel))
                .ToDictionary(c => c.Id, c => new RecordInHistory(c.Name, "/company")),
        });
        services.AddSingleton(KindInHistory.Of<User>(nameof(Right.Administer), typeof(Words)) with
        {
            Find = async (db, ids, cancel) => (await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.Name }).ToListAsync(cancel))
                .ToDictionary(u => u.Id, u => new RecordInHistory(u.Name, $"/people/{u.Id}")),
        });
        services.AddSingleton(new ActorsInHistory(async (db, cancel) => [.. (await db.Users.AsNoTracking().Select(u => new { u.Id, u.Name }).ToListAsync(cancel))
            .OrderBy(u => u.Name, StringComparer.CurrentCultureIgnoreCase).Select(u => (u.Id, u.Name))]));
        services.AddSingleton<ChangedPeople>();
        services.AddSingleton<SignedOut>();
        services.AddSingleton(new MenuItem(MenuGroup.Company, Text.Of<Words>("people"), "/people", "users", nameof(Right.Administer), 80));
        services.AddSingleton(new MenuItem(MenuGroup.Company, Text.Of<Words>("company"), "/company", "building", nameof(Right.Administer), 90));
        services.AddSingleton(new MenuItem(MenuGroup.Company, Text.Of<Words>("settings"), "/settings", "settings", nameof(Right.OwnSettings), 99));
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
        }).AddErrorDescriber<IdentityRefusals>().AddClaimsPrincipalFactory<ReaderClaims>().AddSignInManager().AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "troth";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = SignedInFor;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "next";
            WebModule.AnswerVisitors(cookie);
            cookie.Events.OnValidatePrincipal = ChangedPeople.Validate;
            cookie.Events.OnSigningIn = context =>
            {
                SignedOut.NameSignIn(context.Properties);
                return Task.CompletedTask;
            };
        });
        services.AddRights();
        return services;
    }

    /// <summary>Tells the history who acts and the pages who reads; leads to set-up until there is a company.</summary>
    public static void UseIdentityRoom(this WebApplication app)
    {
        app.Services.GetRequiredService<ChangedPeople>(); // knows from its first moment on who is changed, so that moment is the start
        app.Use(async (http, next) =>
        {
            var company = await http.RequestServices.GetRequiredService<CurrentCompany>().Find(http.RequestAborted);
            var reader = http.RequestServices.GetRequiredService<Reader>();
            Greeting.Fill(http.RequestServices.GetRequiredService<ReaderSettings>(), reader, company, http.RequestServices);
            if (reader.SignedIn)
                http.RequestServices.GetRequiredService<Actor>().Is(reader.UserId, reader.Name, http.Request.WantsJson() ? "api" : "page");
            if (company is null && SetUpEndpoints.LeadsThere(http)) http.Response.Redirect("/set-up");
            else await next(http);
        });
    }

    public static void MapIdentityRoom(this WebApplication app)
    {
        app.MapSetUp();
        app.MapSignIn();
        app.MapSignInApi();
        app.MapOwnSettings();
        app.MapPeople();
        app.MapPeopleApi();
        app.MapCompany();
    }
}
