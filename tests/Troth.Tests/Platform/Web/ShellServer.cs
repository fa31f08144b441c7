using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Troth.Platform.Web;

namespace Troth.Tests.Platform.Web;

/// <summary>The shell alone on a real port, without rooms and database: everybody is Maria, who may do everything.</summary>
public class ShellServer : IAsyncLifetime
{
    private WebApplication? _app;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public HttpClient Http { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    /// <summary>Where the assets are; tests of the shell bring their own.</summary>
    protected virtual string WebRoot { get; } = Path.Combine(Harness.Setup.Folder, "wwwroot");

    protected virtual void Add(IServiceCollection services) { }

    protected virtual void Map(WebApplication app) { }

    public virtual async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { WebRootPath = WebRoot });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthorization();
        builder.Services.AddWeb();
        Add(builder.Services);
        _app = builder.Build();
        _app.UseWeb();
        _app.Use((http, next) =>
        {
            http.User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "Maria")], "test"));
            var reader = http.RequestServices.GetRequiredService<ReaderSettings>();
            (reader.Name, reader.Role, reader.Company, reader.SampleCompany) = ("Maria Keller", "seller", "Northwind Pumps", true);
            reader.May = right => right != "nobody";
            return next(http);
        });
        _app.UseAuthorization();
        _app.UseReader();
        _app.MapWeb().RequireAuthorization();
        Map(_app);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    /// <summary>A form token and the cookie that goes with it.</summary>
    public (string Token, string Cookie) Token()
    {
        using var scope = Services.CreateScope();
        var http = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "Maria")], "test")),
        };
        var tokens = scope.ServiceProvider.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return (tokens.RequestToken!, http.Response.Headers.SetCookie.ToString().Split(';')[0]);
    }
}
