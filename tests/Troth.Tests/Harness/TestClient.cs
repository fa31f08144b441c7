using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Troth.Identity;
using Troth.Portal.Access;

namespace Troth.Tests.Harness;

/// <summary>One browser: its cookies, its pages, its forms. Does not follow redirects unless asked to.</summary>
public sealed class TestClient
{
    private static int count;
    private readonly TestServer server;
    private readonly User? user;
    private readonly Guid? session;
    private readonly Lazy<Task<string?>> token;

    /// <param name="session">A customer's, on the customer's own page.</param>
    internal TestClient(TestServer server, User? user, Guid? session = null)
    {
        (this.server, this.user, this.session) = (server, user, session);
        token = new(GetReady);
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>A page that must open: anything but 200 fails the test with what the server said.</summary>
    public async Task<Answer> Open(string path)
    {
        var answer = await Get(path);
        for (var hops = 0; hops < 5 && (int)answer.Status is >= 301 and <= 303 or 307; hops++) answer = await Get(answer.Location!);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{path} answered {(int)answer.Status}: {answer.Text}");
        return answer;
    }

    public Task<Answer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Posts a form with its token.</summary>
    public async Task<Answer> Post(string path, params IEnumerable<(string Name, string Value)> fields)
    {
        var all = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).ToList();
        if (await token.Value is { } formToken && all.All(f => f.Key != "formToken")) all.Add(KeyValuePair.Create("formToken", formToken));
        return await Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(all) });
    }

    /// <summary>Posts a file as a form does.</summary>
    public Task<Answer> Upload(string path, string field, string file, byte[] content) => Upload(path, field, [(file, content)]);

    /// <summary>Posts several files at once.</summary>
    public async Task<Answer> Upload(string path, string field, IEnumerable<(string Name, byte[] Content)> files)
    {
        var form = new MultipartFormDataContent { { new StringContent((await token.Value)!), "formToken" } };
        foreach (var (name, content) in files) form.Add(new ByteArrayContent(content), field, name);
        return await Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = form });
    }

    /// <summary>Submits a form of a page as a browser would, with these fields filled in.</summary>
    public Task<Answer> Submit(Answer page, string form, params IEnumerable<(string Name, string Value)> fields)
    {
        var (method, action, content) = page.Form(form, fields);
        return Send(method == HttpMethod.Get
            ? new HttpRequestMessage(method, action + "?" + content.ReadAsStringAsync().GetAwaiter().GetResult())
            : new HttpRequestMessage(method, action) { Content = content });
    }

    /// <summary>An API call as a program makes it.</summary>
    public Task<Answer> Json(HttpMethod method, string path, object? body = null, (string Name, string Value)? header = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Troth", "test");
        if (header is { } one) request.Headers.Add(one.Name, one.Value);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: JsonSerializerOptions.Web);
        return Send(request);
    }

    public async Task<Answer> Send(HttpRequestMessage request)
    {
        await token.Value;
        var name = Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);
        request.Headers.Add(QueryLog.Header, name);
        server.Queries.Expect(name);
        if (Cookies.GetCookieHeader(server.Address) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
        using var response = await server.Http.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set) Cookies.SetCookies(server.Address, cookie);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new Answer(request, response.StatusCode, response.Headers.Location?.OriginalString, bytes, response, await server.Queries.Of(name));
    }

    /// <summary>The cookies of this browser, for another that is to be signed in as well.</summary>
    public async Task<IReadOnlyList<Cookie>> GetCookies()
    {
        await token.Value;
        return [.. Cookies.GetAllCookies().Cast<Cookie>()];
    }

    /// <summary>
    /// Puts the cookies in place that signing in and a first form would: the sign-in form itself has tests of its own. Returns the form token.
    /// </summary>
    private async Task<string?> GetReady()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var principal = new ClaimsPrincipal(new ClaimsIdentity());
        if (user is not null)
        {
            principal = await services.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(user);
            var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
            var now = server.Clock.GetUtcNow();
            var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan };
            SignedOut.NameSignIn(properties);
            var ticket = new AuthenticationTicket(principal, properties, IdentityConstants.ApplicationScheme);
            Cookies.Add(server.Address, new Cookie(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket)));
        }
        if (session is { } customer)
        {
            principal = PortalScheme.Of(customer);
            var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(PortalScheme.Name);
            var now = server.Clock.GetUtcNow();
            var ticket = new AuthenticationTicket(principal, new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan }, PortalScheme.Name);
            Cookies.Add(server.Address, new Cookie(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket)));
        }
        var context = new DefaultHttpContext { RequestServices = services, User = principal };
        var tokens = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        foreach (var cookie in context.Response.Headers.SetCookie) Cookies.SetCookies(server.Address, cookie!);
        return tokens.RequestToken;
    }
}
