using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Portal;
using Troth.Portal.Access;
using Troth.Tests.Harness;

namespace Troth.Tests.Portal;

/// <summary>Walks every route of the customer's page with what belongs to another company, with what is guessed, and with no or the wrong
/// sign-in.</summary>
public abstract class PortalRoutesTests(TestServer troth)
{
    private IReadOnlyList<Route> All => field ??= [.. Routes.Of(troth).Where(r => r.Portal is not null)];

    private IEnumerable<Route> Own => All.Where(r => r.ForCustomers && r.Pattern != "/portal/live");

    [Fact]
    public void All_routes_below_the_customers_page_are_the_customers()
    {
        troth.Available();
        Assert.True(All.Count > 15, $"only {All.Count} routes were found");
        var wrong = Routes.Of(troth).Where(r => (r.Pattern + "/").StartsWith("/portal/", StringComparison.Ordinal) || (r.Pattern + "/")
            .StartsWith("/api/portal/", StringComparison.Ordinal))
            .Where(r => r.Portal is null || r.Right is not null);
        Assert.Empty(wrong);
        Assert.All(All, r => Assert.NotEqual(r.OpenToAll, r.ForCustomers));
    }

    [Fact]
    public async Task Nothing_of_another_company_is_reached()
    {
        troth.Available();
        var (mine, other) = (await troth.Customer("Willow"), await troth.Customer("Zinnia"));
        var (words, customer) = (await Words(other), await troth.As(mine.Invitation));
        string[] theirs = [other.Order.Label, other.Order.Id.ToString(), other.Account.Label, other.Account.Id.ToString(),
            other.Contact.Label, words.Id.ToString(), "O-1", "O-999999"];
        var seen = 0;
        foreach (var route in Own)
            foreach (var value in route.Pattern.Contains('{', StringComparison.Ordinal) ? theirs : [""])
            {
                var path = Fill(route.Pattern, value);
                foreach (var address in route.Changes ? [path] : new[] { path, $"{path}?order={value}",
                    $"{path}?account={other.Account.Label}&accountId={other.Account.Id}&subject={other.Account.Id}" })
                {
                    var answer = await Ask(customer, route, address, ("order", other.Order.Label), ("account", other.Account.Label),
                        ("text", "about your order"));
                    Assert.False(answer.Text.Contains("Zinnia", StringComparison.OrdinalIgnoreCase),
                        $"{route} at {address} tells of another company: {answer.Text}");
                    if (value.Length > 0 && value != "O-1" && route.Pattern.Contains('{', StringComparison.Ordinal))
                        Assert.True(answer.Status == HttpStatusCode.NotFound, $"{route} at {address} answered {(int)answer.Status}");
                    seen++;
                }
            }
        Assert.True(seen > 30, $"only {seen} addresses were tried");
        // The same addresses with one's own order answer, so that a walk that finds nothing anywhere cannot pass.
        Assert.Contains("Willow-PO", (await customer.Open($"/portal/orders/{mine.Order.Label}")).Text, StringComparison.Ordinal);
        Assert.Contains("Willow says thanks", (await customer.Open("/portal")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await customer.Get($"/portal/thanks?order={other.Order.Label}")).Status);
        Assert.Equal(1, await troth.Database.Db(db => db.CustomerWords.CountAsync(w => w.AccountId == other.Account.Id)));
        Assert.False(await troth.Database.Db(db => db.CustomerWords.AnyAsync(w => w.AccountId == mine.Account.Id
            && w.OrderId == other.Order.Id)));
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_customers_sign_in()
    {
        troth.Available();
        var customer = await troth.Customer("Yarrow");
        var ended = await troth.As(customer.Invitation);
        await ended.Post("/portal/sign-out");
        var expired = await troth.As(customer.Invitation);
        await expired.GetCookies();
        await troth.Database.Db(db => db.PortalSessions.Where(s => s.InvitationId == customer.Invitation.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndsAt, troth.Clock.GetUtcNow().AddSeconds(-1))));
        var altered = troth.Visitor();
        await altered.GetCookies();
        var good = (await (await troth.As(customer.Invitation)).GetCookies()).Single(c => c.Name == PortalScheme.Cookie).Value;
        altered.Cookies.Add(troth.Address, new Cookie(PortalScheme.Cookie, good[..^4] + (good[^4] == 'A' ? 'B' : 'A') + good[^3..]));
        var unknown = new TestClient(troth, null, Guid.CreateVersion7());
        List<(string Who, TestClient Client)> visitors = [("nobody", troth.Visitor()), ("signed out", ended), ("expired", expired),
            ("altered", altered), ("no such session", unknown)];
        visitors.AddRange(Enum.GetValues<Role>().Select(role => (role.ToString(), troth.As(role))));
        foreach (var route in All.Where(r => r.ForCustomers))
            foreach (var (who, client) in visitors)
            {
                var answer = await Ask(client, route, Fill(route.Pattern, customer.Order.Label), ("text", "hello"));
                Assert.True(route.IsApi ? answer.Status == HttpStatusCode.Unauthorized
                    : answer.Status == HttpStatusCode.Found && answer.Location!.StartsWith("/portal/sign-in", StringComparison.Ordinal),
                        $"{route} as {who}: {(int)answer.Status} {answer.Location}");
                Assert.DoesNotContain("Yarrow", answer.Text, StringComparison.OrdinalIgnoreCase);
            }
    }

    [Fact]
    public async Task A_customer_gets_in_nowhere_else()
    {
        troth.Available();
        var customer = await troth.Customer("Vetch");
        var browser = await troth.As(customer.Invitation);
        var wrong = new List<string>();
        foreach (var route in Routes.Of(troth).Where(r => r.Portal is null && !r.OpenToAll))
            foreach (var address in new[] { route.Address, route.Address.Replace("A-999999", customer.Account.Label,
                StringComparison.Ordinal) }.Distinct())
            {
                var answer = await Ask(browser, route, address);
                if (route.IsApi ? answer.Status != HttpStatusCode.Unauthorized : answer.Status != HttpStatusCode.Found
                    || !answer.Location!.StartsWith("/sign-in?", StringComparison.Ordinal))
                    wrong.Add($"{route}: {(int)answer.Status} {answer.Location}");
                if (answer.Text.Contains("Vetch", StringComparison.Ordinal)) wrong.Add($"{route} tells of an account");
            }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Links_that_were_used_altered_or_guessed_open_nothing()
    {
        troth.Available();
        var customer = await troth.Customer("Teasel");
        var link = await troth.NewLink(customer);
        var secret = link.Split('/')[^1];
        Assert.Equal(303, (int)(await troth.Visitor().Post(link)).Status);
        string[] wrong = [secret, secret[..^1] + (secret[^1] == 'A' ? 'E' : 'A'), secret.ToLowerInvariant() + "a", secret[..20],
            PortalSecret.New(), "x", "..%2f..", Uri.EscapeDataString("' OR 1=1 --"), PortalSecret.Hash(secret)];
        foreach (var route in All.Where(r => r.Pattern.Contains("{secret}", StringComparison.Ordinal)))
            foreach (var one in wrong)
            {
                var answer = await Ask(troth.Visitor(), route, Fill(route.Pattern, one));
                Assert.True(answer.Status == HttpStatusCode.NotFound, $"{route} with {one}: {(int)answer.Status}");
                Assert.DoesNotContain("Teasel", answer.Text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(PortalScheme.Cookie + "=CfDJ", answer.Header("Set-Cookie") ?? "", StringComparison.Ordinal);
            }
    }

    [Fact]
    public async Task Nothing_is_changed_without_the_form_token()
    {
        troth.Available();
        var customer = await troth.As((await troth.Customer("Sorrel")).Invitation);
        var refusal = troth.Services.GetRequiredService<IStringLocalizer<Troth.Platform.Web.Words>>()["error.forgery"].Value;
        foreach (var route in All.Where(r => r.Changes))
        {
            var answer = await customer.Send(new HttpRequestMessage(route.Method, Fill(route.Pattern, "x"))
            {
                Content = route.IsApi ? new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"))
                    : new FormUrlEncodedContent([]),
            });
            Assert.True(answer.Status == HttpStatusCode.BadRequest && (route.IsApi
                || answer.Page.Body!.TextContent.Contains(refusal, StringComparison.Ordinal)), $"{route} answered {(int)answer.Status}");
        }
    }

    [Fact]
    public async Task Who_of_ours_is_signed_in_at_the_same_browser_is_nowhere_on_the_customers_page()
    {
        troth.Available();
        var customer = await troth.Customer("Rowan");
        var browser = await troth.As(customer.Invitation);
        await browser.GetCookies();
        foreach (var cookie in await troth.As(Role.Administrator).GetCookies())
            if (cookie.Name == "troth") browser.Cookies.Add(troth.Address, new Cookie(cookie.Name, cookie.Value));
        var page = await browser.Open("/portal/thanks");
        Assert.DoesNotContain("Administrator Tester", page.Text, StringComparison.Ordinal);
        Assert.Equal(303, (int)(await browser.Submit(page, "main form", ("text", "Well done"))).Status);
        var word = await troth.Database.Db(db => db.CustomerWords.SingleAsync(w => w.AccountId == customer.Account.Id
            && w.Text == "Well done"));
        var change = await troth.Database.Db(db => db.Changes.SingleAsync(c => c.RecordId == word.Id));
        Assert.Equal((null, "Kim Rowan", "portal"), (change.ActorId, change.ActorName, change.Through));
    }

    private static string Fill(string pattern, string value) => System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]*\}",
        Uri.EscapeDataString(Uri.UnescapeDataString(value)));

    private static Task<Answer> Ask(TestClient client, Route route, string address, params (string, string)[] fields) => route switch
    {
        { Changes: false } => client.Get(address),
        { IsApi: true } => client.Json(route.Method, address, fields.ToDictionary(f => f.Item1, f => f.Item2)
            .Where(f => f.Key is "order" or "text").ToDictionary()),
        _ => client.Post(address, fields),
    };

    private Task<CustomerWord> Words(Customer of) => troth.Database.Db(db =>
        db.CustomerWords.FirstAsync(w => w.AccountId == of.Account.Id));
}

public sealed class PortalRoutesOnSqlite(SqliteServer troth) : PortalRoutesTests(troth), IClassFixture<SqliteServer>;

public sealed class PortalRoutesOnPostgres(PostgresServer troth) : PortalRoutesTests(troth), IClassFixture<PostgresServer>;
