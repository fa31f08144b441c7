using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Troth.Platform.Errors;
using Troth.Platform.Live;
using Troth.Platform.Web;

namespace Troth.Browser.Tests.Gallery;

/// <summary>The shell alone, around made-up pages, on a real port: what a browser does with it needs no database.</summary>
public sealed class GalleryServer : IAsyncLifetime
{
    private WebApplication? _app;
    private int _drawn;

    public string Address { get; private set; } = "";

    public LiveNews News => _app!.Services.GetRequiredService<LiveNews>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { WebRootPath = Path.Combine(Root(), "src/Troth/wwwroot") });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable("TROTH_GALLERY_PORT") ?? "0", System.Globalization.CultureInfo.InvariantCulture)));
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthorization();
        services.AddWeb();
        // The texts of a menu come from a room; here the shell's own stand in.
        (string Key, string Href, string Icon, MenuGroup Group)[] menu =
        [
            ("search.page", "/gallery", "sun", MenuGroup.Top), ("search.results", "/gallery/empty", "building", MenuGroup.Customers),
            ("search.action", "/gallery/form", "chart-dots", MenuGroup.Customers),
        ];
        foreach (var (key, href, icon, group) in menu)
            services.AddSingleton(new MenuItem(group, Text.Of<Words>(key), href, icon, null, 1, OnPhone: true));
        services.AddSingleton(new Panel("account", "note", Text.Of<Words>("search.page"), typeof(NotePanel), null, 1, Lazy: true));

        _app = builder.Build();
        _app.UseWeb();
        _app.Use((http, next) =>
        {
            http.User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "Maria")], "test"));
            var reader = http.RequestServices.GetRequiredService<ReaderSettings>();
            (reader.Name, reader.Role, reader.Company, reader.SampleCompany, reader.May) = ("Maria Keller", "seller", "Northwind Pumps", true, _ => true);
            return next(http);
        });
        _app.UseAuthorization();
        _app.UseReader();
        _app.MapWeb();
        _app.MapGet("/gallery", () => Pages.Show<GalleryPage>(new { Count = Interlocked.Increment(ref _drawn) }));
        _app.MapGet("/gallery/empty", () => Pages.Show<EmptyPage>());
        _app.MapGet("/gallery/form", () => Pages.Show<FormPage>());
        _app.MapGet("/gallery/fails", IResult () => throw new InvalidOperationException("A bug."));
        _app.MapPost("/gallery/form", async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync();
            return await Pages.Submit(
                () => string.IsNullOrWhiteSpace(form["name"]) ? throw new BadInputException("name", "Say how the account is called.") : Task.FromResult(form["name"].ToString()),
                name => Pages.SeeOther("/gallery", $"Saved {name}."),
                refused => Pages.Show<FormPage>(new { Name = form["name"].ToString(), Refusal = refused }, refused.Status));
        });
        _app.MapPost("/gallery/delete", () => Pages.SeeOther("/gallery", "Taken back."));
        _app.MapPost("/gallery/files", async (HttpContext http) =>
        {
            var files = (await http.Request.ReadFormAsync()).Files;
            return Pages.SeeOther("/gallery", $"{files.Count} files, {files.Sum(file => file.Length)} bytes.");
        });
        _app.MapGet("/api/gallery/chart", Chart);
        await _app.StartAsync();
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private static ChartData Chart()
    {
        var random = new Random(7);
        ChartSeries Series(string name, Tone tone, double share) => new(name, tone,
            X: [.. Enumerable.Range(0, 90).Select(_ => Math.Exp(8 + random.NextDouble() * 4.6))], Y: [.. Enumerable.Range(0, 90).Select(i => i % 30 == 0 ? 0 : Math.Exp(7 + random.NextDouble() * 4) * share)],
            Names: [.. Enumerable.Range(0, 90).Select(i => $"{name} <b>{i}</b>")], Hrefs: [.. Enumerable.Range(0, 90).Select(_ => "/gallery/empty")]);
        return new("scatter", new("could buy in 12 months", Log: true, Currency: "EUR"), new("bought", Log: true, Currency: "EUR"),
            [Series("asset", Tone.Kept, 2), Series("sleeper", Tone.Accent, .5), Series("smoke screen?", Tone.Risk, .2), Series("cold", Tone.None, .05)], Diagonal: true);
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Troth.slnx"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
