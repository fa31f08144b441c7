using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Tests.Platform.Web;

public sealed class PageServer : ShellServer
{
    protected override void Add(IServiceCollection services)
    {
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("search.title"), "/search", "search", null, 1));
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("signOut"), "/secret", "search", "nobody", 2));
        services.AddSingleton(new PaletteCommand(Text.Of<Words>("signOut"), "/secret-action", "search", "nobody"));
    }

    protected override void Map(WebApplication app)
    {
        app.MapGet("/done", () => Pages.SeeOther("/search", "Saved “Ünï” & more."));
        app.MapGet("/away", () => Pages.SeeOther("https://elsewhere.example"));
    }
}

public sealed class PagesTests(PageServer server) : IClassFixture<PageServer>
{
    [Theory]
    [InlineData("/accounts?q=1", true)]
    [InlineData("/", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/a\r\nSet-Cookie: x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_addresses_of_this_site_are_returned_to(string? url, bool local) => Assert.Equal(local ? url : null, Pages.Local(url));

    [Fact]
    public async Task A_success_is_303_and_says_its_sentence_once()
    {
        var done = await server.Http.GetAsync("/done");
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal("/search", done.Headers.Location!.OriginalString);
        var cookie = done.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        var ahead = await Get("/search", ("Cookie", cookie), ("X-Sec-Purpose", "prefetch"));
        Assert.DoesNotContain("Saved", await ahead.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(ahead.Headers.GetValues("Set-Cookie"), c => c.StartsWith("troth.flash", StringComparison.Ordinal));

        var next = await Get("/search", ("Cookie", cookie));
        Assert.Contains("Saved “Ünï” & more.", WebUtility.HtmlDecode(await next.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Contains(next.Headers.GetValues("Set-Cookie"), c => c.StartsWith("troth.flash=;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_never_leads_to_another_site() => Assert.Equal(HttpStatusCode.InternalServerError, (await server.Http.GetAsync("/away")).StatusCode);

    [Fact]
    public async Task Menu_palette_and_search_leave_out_what_the_reader_may_not()
    {
        var html = await server.Http.GetStringOf("/search?q=");
        Assert.Contains("href=\"/search\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/secret", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_palette_gets_its_frame_and_no_page_around_it()
    {
        var answer = await Get("/search?q=sea", ("Turbo-Frame", "palette-results"));
        var html = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("<turbo-frame id=\"palette-results\">", html.Trim(), StringComparison.Ordinal);
        Assert.Contains("role=\"option\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_says_that_the_company_is_made_up()
    {
        foreach (var path in new[] { "/search", "/nowhere" })
            Assert.Contains("made up", await server.Http.GetStringOf(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_refusals_come_back_to_the_form()
    {
        var bad = await Submit(() => throw new BadInputException("name", "No name."));
        Assert.Equal((422, "No name."), (bad.Status, bad.For("Name").Single()));
        Assert.Equal((409, "x"), await Submit(() => throw new BusinessRuleException("x", "y")) is var rule ? (rule.Status, rule.Code) : default);
        Assert.Equal("stale", (await Submit(() => throw new StaleEditException())).Code);
        await Assert.ThrowsAsync<NotFoundException>(() => Submit(() => throw new NotFoundException("It")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Submit(() => throw new InvalidOperationException()));

        static async Task<Refusal> Submit(Func<Task<int>> run)
        {
            Refusal? seen = null;
            await Pages.Submit(run, _ => Results.Ok(), refusal =>
            {
                seen = refusal;
                return Results.Empty;
            });
            return seen!;
        }
    }

    private async Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await server.Http.SendAsync(request);
    }
}
