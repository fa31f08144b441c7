using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests;

/// <summary>Walks every route: with each role, with nobody signed in, and without the form token.</summary>
public abstract class RoutesTests(TestServer troth)
{
    /// <summary>Where anybody may go, signed in or not. Each line is a decision.</summary>
    private static readonly string[] Open =
    [
        "GET /assets/{name}", "GET /sign-in", "POST /sign-in", "POST /sign-out", "POST /api/sign-in", "POST /api/sign-out", "GET /api/openapi.json", "GET /set-up", "POST /set-up", "POST /preferences/safe-view", "POST /preferences/theme",
        "GET /{*path}", "POST /{*path}", "POST /local/command",
        "GET /floor/pair", "POST /floor/pair",
        "GET /portal/sign-in", "POST /portal/sign-in", "GET /portal/in/{secret}", "POST /portal/in/{secret}", "POST /portal/sign-out",
    ];

    /// <summary>What reads no cookie and so cannot be forged.</summary>
    private static readonly string[] Unguarded = ["POST /{*path}", "POST /local/command"];

    private IReadOnlyList<Route> All => field ??= Routes.Of(troth);

    [Fact]
    public void Every_route_says_who_may_go_there()
    {
        troth.Available();
        Assert.True(All.Count > 20, $"only {All.Count} routes were found");
        Same(Open, All.Where(r => r.OpenToAll));
        Same([], All.Where(r => !r.OpenToAll && r.Right is null && !r.ForCustomers));
        Same(Unguarded, All.Where(r => r.Changes && !r.ForgeryChecked));
    }

    [Fact]
    public async Task Nobody_gets_in_without_signing_in()
    {
        troth.Available();
        await Walk(All.Where(r => !r.OpenToAll), [(null, troth.Visitor())], (_, route, status, location) =>
            route.IsApi ? status == HttpStatusCode.Unauthorized : status == HttpStatusCode.Found && location!.StartsWith(route.ForCustomers ? "/portal/sign-in?" : "/sign-in?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_role_gets_in_exactly_where_its_rights_say()
    {
        troth.Available();
        var everybody = Enum.GetValues<Role>().Select(role => ((Role?)role, troth.As(role))).ToList();
        await Walk(All.Where(r => !r.OpenToAll && !r.ForCustomers && r.Pattern != "/live"), everybody, (role, route, status, location) =>
            route.Right is null || new[] { role!.Value }.May(route.Right.Value)
                ? status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && (int)status < 500 && location?.StartsWith("/sign-in", StringComparison.Ordinal) != true
                : status == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nothing_is_changed_without_the_form_token()
    {
        troth.Available();
        var refusal = troth.Services.GetRequiredService<IStringLocalizer<Troth.Platform.Web.Words>>()["error.forgery"].Value;
        var guarded = All.Where(r => r.Changes && r.ForgeryChecked && !r.ForCustomers).ToList(); // those for customers have tests of their own
        Assert.True(guarded.Count > 5);
        foreach (var route in guarded)
        {
            var role = Enum.GetValues<Role>().First(role => route.Right is null || new[] { role }.May(route.Right.Value));
            var answer = await troth.As(role).Send(new HttpRequestMessage(route.Method, route.Address)
            {
                Content = route.IsApi ? new StringContent("{}", new MediaTypeHeaderValue("application/json")) : new FormUrlEncodedContent([]),
            });
            Assert.True(answer.Status == HttpStatusCode.BadRequest && (route.IsApi ? answer.Json.GetProperty("code").GetString() == "forgery" : answer.Page.Body!.TextContent.Contains(refusal, StringComparison.Ordinal)),
                $"{route} answered {(int)answer.Status}: {answer.Text}");
        }
    }

    private static async Task Walk(
        IEnumerable<Route> routes, IReadOnlyList<(Role? Role, TestClient Client)> readers, Func<Role?, Route, HttpStatusCode, string?, bool> right)
    {
        var wrong = new List<string>();
        foreach (var route in routes)
            foreach (var (role, client) in readers)
            {
                var answer = route switch
                {
                    { Changes: false } => await client.Get(route.Address),
                    { IsApi: true } => await client.Json(route.Method, route.Address, new { }),
                    _ => await client.Post(route.Address),
                };
                if (!right(role, route, answer.Status, answer.Location)) wrong.Add($"{route} as {role?.ToString() ?? "nobody"}: {(int)answer.Status} {answer.Location}");
            }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static void Same(IEnumerable<string> listed, IEnumerable<Route> found)
    {
        var names = found.Select(r => r.ToString()).ToList();
        var wrong = string.Join('\n', names.Except(listed).Select(n => "not listed: " + n).Concat(listed.Except(names).Select(n => "no such route: " + n)));
        Assert.True(wrong.Length == 0, wrong);
    }
}

public sealed class RoutesOnSqlite(SqliteServer troth) : RoutesTests(troth), IClassFixture<SqliteServer>;

public sealed class RoutesOnPostgres(PostgresServer troth) : RoutesTests(troth), IClassFixture<PostgresServer>;
