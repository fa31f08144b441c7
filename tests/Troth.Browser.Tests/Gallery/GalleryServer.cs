using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Errors;
using Troth.Platform.Live;
using Troth.Platform.Web;
using Troth.Tests.Harness;
using Troth.Tests.Platform.Web;

namespace Troth.Browser.Tests.Gallery;

/// <summary>The shell around made-up pages: what a browser does with it needs no room and no database.</summary>
public sealed class GalleryServer : ShellServer
{
    private int _drawn;
    private int _listening;

    public LiveNews News => Services.GetRequiredService<LiveNews>();

    /// <summary>Counts up as a stream of news begins.</summary>
    public SemaphoreSlim Begun { get; } = new(0);

    /// <summary>How many streams of news are open.</summary>
    public int Listening => _listening;

    protected override string WebRoot => Path.Combine(Setup.Root, "src/Troth/wwwroot");

    protected override void Add(IServiceCollection services)
    {
        // The texts of a menu come from a room; here the shell's own stand in.
        (string Key, string Href, string Icon, MenuGroup Group)[] menu =
        [
            ("search.page", "/gallery", "sun", MenuGroup.Top), ("search.results", "/gallery/empty", "building", MenuGroup.Customers),
            ("search.action", "/gallery/form", "chart-dots", MenuGroup.Customers),
        ];
        foreach (var (key, href, icon, group) in menu)
            services.AddSingleton(new MenuItem(group, Text.Of<Words>(key), href, icon, null, 1, OnPhone: true));
        services.AddSingleton(new Panel("account", "note", Text.Of<Words>("search.page"), typeof(NotePanel), null, 1, Lazy: true));
    }

    protected override void Map(WebApplication app)
    {
        app.Use(async (http, next) =>
        {
            if (http.Request.Path != "/live")
            {
                await next(http);
                return;
            }
            Interlocked.Increment(ref _listening);
            http.Response.OnStarting(() => Task.FromResult(Begun.Release()));
            try
            {
                await next(http);
            }
            finally
            {
                Interlocked.Decrement(ref _listening);
            }
        });
        app.MapGet("/gallery", () => Pages.Show<GalleryPage>(new { Count = Interlocked.Increment(ref _drawn) }));
        app.MapGet("/gallery/empty", () => Pages.Show<EmptyPage>());
        app.MapGet("/gallery/form", () => Pages.Show<FormPage>());
        app.MapGet("/gallery/fails", IResult () => throw new InvalidOperationException("A bug."));
        app.MapPost("/gallery/form", async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync();
            return await Pages.Submit(
                () => string.IsNullOrWhiteSpace(form["name"]) ? throw new BadInputException("name", "Say how the account is called.") : Task.FromResult(form["name"].ToString()),
                name => Pages.SeeOther("/gallery", $"Saved {name}."),
                refused => Pages.Show<FormPage>(new { Name = form["name"].ToString(), Refusal = refused }, refused.Status));
        });
        app.MapPost("/gallery/delete", () => Pages.SeeOther("/gallery", "Taken back."));
        app.MapPost("/gallery/files", async (HttpContext http) =>
        {
            var files = (await http.Request.ReadFormAsync()).Files;
            return Pages.SeeOther("/gallery", $"{files.Count} files, {files.Sum(file => file.Length)} bytes.");
        });
        app.MapGet("/api/gallery/chart", Chart);
        app.MapGet("/api/gallery/bars", () => new ChartData("bars", new(null, Names: ["Jan", "Feb", "Mar"]), new(null, Currency: "EUR"),
            [new("bought", Tone.Accent, Y: [8200, 6900, 7100]), new("returned", Tone.Risk, Y: [200, 0, 900])]));
        app.MapGet("/gallery/expired", () => Results.Redirect("/gallery/sign-in"));
        app.MapGet("/gallery/sign-in", () => Pages.Show<SignInPage>());
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
}
