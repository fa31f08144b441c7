using System.Globalization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Troth.Platform.Live;

namespace Troth.Platform.Web;

/// <summary>The shell: pages, errors, headers, assets, search, live news. Rooms add to it by registration and never the other way.</summary>
public static class WebModule
{
    /// <summary>An import of some hundred files has a form with a field for each column.</summary>
    private const int MostFields = 20_000;

    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddLocalization();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "troth.form";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.FormFieldName = "formToken";
            options.HeaderName = "X-Form-Token";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = MostFields;
            options.MultipartBodyLengthLimit = long.MaxValue; // the limit on a request's size holds, which a route may raise
        });
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddScoped<ReaderSettings>();
        services.AddScoped<Formats>();
        services.AddScoped<Search>();
        services.AddSingleton<AssetFiles>();
        services.AddSingleton<UnreadableBodies>();
        services.AddSingleton<ErrorAnswers>();
        services.AddSingleton<IExceptionHandler>(provider => provider.GetRequiredService<ErrorAnswers>());
        services.AddSingleton<LiveNews>();
        services.AddApiDocument();
        return services;
    }

    /// <summary>The outer part: headers, errors, preferences. Comes before signing in.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseHead();
        app.UseRouting();
        app.UseSecurityHeaders();
        app.UsePreferences();
        UnreadableBodies.Keep(app);
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context =>
            app.Services.GetRequiredService<ErrorAnswers>().Write(context.HttpContext, context.HttpContext.Response.StatusCode));
        // No database keeps this character, so nothing is found by it; PostgreSQL would take it for an error of ours.
        app.Use((http, next) => http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
            ? throw new BadHttpRequestException(Words.Say("address.nul")) : next(http));
    }

    /// <summary>The inner part, once it is known who reads: their language and numbers, and the proof that a change was meant.</summary>
    public static void UseReader(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            CultureInfo.CurrentCulture = http.RequestServices.GetRequiredService<ReaderSettings>().Culture;
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
            return next(http);
        });
        app.UseForgeryGuard();
        app.UseAntiforgery();
    }

    /// <summary>Maps what is open to everybody, and returns what is for people signed in: the caller says by which right.</summary>
    public static RouteGroupBuilder MapWeb(this WebApplication app)
    {
        app.Services.GetRequiredService<AssetFiles>().Map(app);
        app.MapPreferences();
        var signedIn = app.MapGroup("");
        signedIn.MapSearch();
        signedIn.MapSearchApi();
        signedIn.MapPanels();
        signedIn.MapLive();
        return signedIn;
    }

    /// <summary>
    /// Where an unknown or unentitled visitor goes: the API gets a status, a page leads to signing in and back. A frame comes back to the
    /// page it stands in.
    /// </summary>
    public static void AnswerVisitors(CookieAuthenticationOptions options)
    {
        options.Events.OnRedirectToLogin = context =>
        {
            var request = context.Request;
            if (request.WantsJson())
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }
            var wanted = request.Frame() is not null || !HttpMethods.IsGet(request.Method)
                ? Preferences.Back(context.HttpContext)
                : request.PathBase + request.Path + request.QueryString;
            context.Response.Redirect($"{options.LoginPath}?{options.ReturnUrlParameter}={Uri.EscapeDataString(wanted)}");
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
