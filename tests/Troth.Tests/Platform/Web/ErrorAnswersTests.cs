using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Troth.Platform.Errors;

namespace Troth.Tests.Platform.Web;

public sealed class FailingServer : ShellServer
{
    protected override void Map(WebApplication app)
    {
        foreach (var prefix in new[] { "", "/api" })
        {
            app.MapGet(prefix + "/fails/{how}", IResult (string how) => throw how switch
            {
                "rule" => new BusinessRuleException("claims.tooSoon", "A claim needs a week."),
                "missing" => new NotFoundException("Account A-7"),
                "stale" => new StaleEditException(),
                "bad" => new BadInputException("name", "Say how it is called."),
                _ => new InvalidOperationException("the secret of the house"),
            });
            app.MapGet(prefix + "/number/{number}", (int number) => number);
            app.MapGet(prefix + "/forbidden", () => Results.StatusCode(StatusCodes.Status403Forbidden));
        }
    }
}

public sealed class ErrorAnswersTests(FailingServer server) : IClassFixture<FailingServer>
{
    [Theory]
    [InlineData("/fails/rule", 409, "claims.tooSoon", "A claim needs a week.")]
    [InlineData("/fails/missing", 404, "notFound", "Account A-7 was not found")]
    [InlineData("/fails/stale", 409, "stale", "Somebody else changed this")]
    [InlineData("/fails/bad", 400, "badInput", "Some fields need attention.")]
    [InlineData("/fails/bug", 500, "bug", "Something broke on our side")]
    [InlineData("/number/many", 400, "badRequest", "many")]
    [InlineData("/forbidden", 403, "notAllowed", "Your role does not allow this")]
    [InlineData("/nowhere", 404, "notFound", "nothing at this address")]
    public async Task Each_failure_has_its_status_code_and_words_as_problem_and_as_page(string path, int status, string code, string words)
    {
        var api = await server.Http.GetAsync("/api" + path);
        var problem = JsonDocument.Parse(await api.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(status, (int)api.StatusCode);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType!.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", problem.GetProperty("traceId").GetString());

        var page = await server.Http.GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal(status, (int)page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("<!DOCTYPE html>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_errors_come_by_field()
    {
        var problem = JsonDocument.Parse(await server.Http.GetStringOf("/api/fails/bad")).RootElement;
        Assert.Equal("Say how it is called.", problem.GetProperty("errors").GetProperty("name")[0].GetString());
    }

    [Theory]
    [InlineData("/fails/bug")]
    [InlineData("/api/fails/bug")]
    public async Task A_bug_tells_its_trace_and_nothing_of_its_inside(string path)
    {
        var text = await server.Http.GetStringOf(path);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Contains("race", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_gets_the_failure_in_its_own_frame()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fails/rule");
        request.Headers.Add("Turbo-Frame", "orders");
        var answer = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("<turbo-frame id=\"orders\">", html.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
    }
}

internal static class Reading
{
    /// <summary>The body whatever the status.</summary>
    public static async Task<string> GetStringOf(this HttpClient http, string path) => await (await http.GetAsync(path)).Content.ReadAsStringAsync();
}
