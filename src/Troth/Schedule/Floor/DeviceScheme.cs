using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Schedule.Floor;

/// <summary>Marks a route that paired tablets may use, besides our people with the right; a test walks them all.</summary>
public sealed record FloorRoute;

/// <summary>
/// A tablet's own sign-in: a cookie that names its pairing and nothing else, looked up with each request, so that it ends the moment the tablet is shut
/// out. It opens the floor's routes and no others, and by itself only shows what is to be done.
/// </summary>
public static class DeviceScheme
{
    public const string Name = "Troth.Floor", Policy = "Floor", Cookie = "troth.floor", Device = "floor.device", Pairing = "floor.pairing";

    /// <summary>Browsers keep no cookie longer; it is renewed as it is used.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    internal static void AddDeviceScheme(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Name, cookie =>
        {
            cookie.Cookie.Name = Cookie;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.IsEssential = true;
            cookie.ExpireTimeSpan = KeptFor;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/floor/pair";
            cookie.Events.OnRedirectToLogin = context =>
            {
                // Our own people are led to their sign-in; a tablet that was shut out is told what to do.
                if (context.Request.Cookies.ContainsKey(Cookie) && !context.Request.WantsJson()) context.Response.Redirect("/floor/pair");
                return Task.CompletedTask;
            };
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
            cookie.Events.OnValidatePrincipal = Validate;
        });
        services.AddOptions<CookieAuthenticationOptions>(Name).Configure<TrothSettings>((cookie, settings) => cookie.Cookie.SecurePolicy =
            settings.Url?.Scheme == "https" ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme, Name).RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.HasClaim(c => c.Type == Device) || new Reader(context.User).May(Right.ReportFloor)));
    }

    /// <summary>Tablets and our people with the right; nobody else.</summary>
    public static TBuilder ForFloor<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(Policy).WithMetadata(new RightNeeded(Right.ReportFloor), new FloorRoute());

    public static ClaimsPrincipal Of(FloorDevice device) =>
        new(new ClaimsIdentity([new Claim(Device, device.Id.ToString("N")), new Claim(Pairing, device.PairingId!.Value.ToString("N"))], Name));

    /// <summary>Comes after authorization: on the floor's routes a paired tablet is who reads, whoever of ours is signed in at it as well.</summary>
    public static void UseFloor(this WebApplication app) => app.Use(async (http, next) =>
    {
        var floor = http.RequestServices.GetRequiredService<FloorReader>();
        if (http.GetEndpoint()?.Metadata.GetMetadata<FloorRoute>() is not null && floor.Device is { } device)
        {
            var settings = http.RequestServices.GetRequiredService<ReaderSettings>();
            var company = await http.RequestServices.GetRequiredService<CurrentCompany>().Find(http.RequestAborted);
            (settings.Name, settings.Role, settings.May, settings.SafeView, settings.Home) = (null, null, _ => false, false, "/floor");
            settings.Reads(company?.Culture, floor.TimeZone ?? company?.TimeZone);
            http.RequestServices.GetRequiredService<Actor>().Is(null, device.Name, http.Request.WantsJson() ? "api" : "page", device.Id);
        }
        await next(http);
    });

    /// <summary>One query; the tablet is who reads from here on.</summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (Guid.TryParse(context.Principal?.FindFirstValue(Device), out var id) && Guid.TryParse(context.Principal?.FindFirstValue(Pairing), out var pairing))
        {
            var db = services.GetRequiredService<TrothContext>();
            var found = await (from device in db.FloorDevices.AsNoTracking()
                               where device.Id == id && device.PairingId == pairing && device.RevokedAt == null
                               select new { Device = device, Zone = db.Set<Describing.Plant>().Where(p => p.Id == device.PlantId).Select(p => p.TimeZone).FirstOrDefault() })
                .FirstOrDefaultAsync(context.HttpContext.RequestAborted);
            if (found is not null)
            {
                services.GetRequiredService<FloorReader>().Is(found.Device, found.Zone);
                return;
            }
        }
        context.RejectPrincipal();
    }
}

/// <summary>Who is at the floor's page: a paired tablet, or one of our people.</summary>
public sealed class FloorReader(Reader reader)
{
    public FloorDevice? Device { get; private set; }
    public string? TimeZone { get; private set; }

    internal void Is(FloorDevice device, string? zone) => (Device, TimeZone) = (device, zone);

    public Teller Teller => Device is { } device ? new(device.Name, DeviceId: device.Id, Centers: device.Centers) : new(reader.Name, reader.UserId);
}
