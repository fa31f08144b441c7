using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Troth.Tests.Platform.Web;

public sealed class ChangingServer : ShellServer
{
    protected override void Map(WebApplication app)
    {
        foreach (var path in new[] { "/thing", "/api/thing" })
            app.MapMethods(path, ["POST", "PUT", "PATCH", "DELETE"], () => "changed");
        app.MapPost("/form", ([FromForm] string name) => name);
        app.MapPost("/open", () => "changed").DisableAntiforgery();
    }
}

public sealed class ForgeryGuardTests(ChangingServer server) : IClassFixture<ChangingServer>
{
    public static TheoryData<string, string> Changes
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE" })
                foreach (var path in new[] { "/thing", "/api/thing" })
                    all.Add(method, path);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Without_a_token_nothing_changes(string method, string path)
    {
        var (_, cookie) = server.Token();
        var answer = await Send(method, path, null, ("Cookie", cookie));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        if (path.StartsWith("/api", StringComparison.Ordinal))
            Assert.Equal("forgery", JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
        else
            Assert.Contains("This form has gone stale", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_token_in_a_header_will_do(string method, string path)
    {
        var (token, cookie) = server.Token();
        Assert.Equal("changed", await (await Send(method, path, null, ("Cookie", cookie), ("X-Form-Token", token))).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_token_in_the_form_will_do()
    {
        var (token, cookie) = server.Token();
        using var form = new FormUrlEncodedContent([new("name", "Ann"), new("formToken", token)]);
        Assert.Equal("Ann", await (await Send("POST", "/form", form, ("Cookie", cookie))).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_header_of_programs_opens_the_api_and_no_page()
    {
        Assert.Equal(HttpStatusCode.OK, (await Send("POST", "/api/thing", null, ("X-Troth", "1"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send("POST", "/thing", null, ("X-Troth", "1"))).StatusCode);
    }

    [Fact]
    public async Task An_endpoint_may_opt_out() => Assert.Equal(HttpStatusCode.OK, (await Send("POST", "/open", null)).StatusCode);

    private async Task<HttpResponseMessage> Send(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await server.Http.SendAsync(request);
    }
}
