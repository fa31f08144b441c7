using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.History;

/// <summary>A single change taken back: exactly, once, by whoever may make it, and never over what somebody did since.</summary>
public abstract class TakeBackTests(TestServer troth)
{
    private async Task<Guid> Last(Guid record) => await troth.Database.Db(db =>
        db.Changes.AsNoTracking().Where(c => c.RecordId == record).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Select(c => c.Id).FirstAsync());

    private static async Task<JsonElement> Account(TestClient client, string label) => (await client.Get($"/api/accounts/{label}")).Json;

    private static async Task Patched(TestClient client, string address, object change)
    {
        var answer = await client.Json(HttpMethod.Patch, address, change);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    [Fact]
    public async Task All_fields_of_an_account_become_what_they_were_and_the_history_tells_both()
    {
        troth.Available();
        var (account, parent) = (await troth.Account("Taken Back Ltd"), await troth.Account("Parent of Taken Back"));
        var seller = troth.As(Role.Seller);
        var before = new
        {
            segment = "Press", industry = "Print", employees = 140, revenue = 1234.5678m, revenueCurrency = "EUR", foundedYear = 1950, website = "https://before.example", domains = new[] { "a.example", "b.example" },
            phone = "+43 1 1", tags = new[] { "one", "two words" }, status = "new", address = new { city = "Wörgl", country = "AT" }, shippingAddress = new { street = "Gate 4" }, timeZone = "Europe/Vienna", transitDays = 2, version = 1,
        };
        await Patched(seller, $"/api/accounts/{account.Label}", before);
        var first = await Account(seller, account.Label);
        await Patched(seller, $"/api/accounts/{account.Label}", new
        {
            name = "Other Ltd", parent = parent.Label, segment = "Else", industry = (string?)null, employees = 150, revenue = (decimal?)null, revenueCurrency = (string?)null, foundedYear = 1951, website = (string?)null,
            domains = new[] { "c.example" }, phone = "2", tags = Array.Empty<string>(), status = "old", address = new { city = "York" }, shippingAddress = new { street = (string?)null, city = "Leeds" }, version = 2,
        });
        var change = await Last(account.Id);
        var view = (await seller.Get($"/api/changes/{change}")).Json;
        Assert.Equal(JsonValueKind.Null, view.GetProperty("refused").ValueKind);
        var page = await seller.Open($"/history/{change}");
        var back = await seller.Submit(page, $"form[action='/history/{change}/taken-back']");
        Assert.Equal(HttpStatusCode.SeeOther, back.Status);
        var now = await Account(seller, account.Label);
        foreach (var field in first.EnumerateObject().Where(f => f.Name != "version")) Assert.Equal(field.Value.GetRawText(), now.GetProperty(field.Name).GetRawText());
        Assert.Equal(4, now.GetProperty("version").GetInt32());
        var history = (await seller.Get($"/api/accounts/{account.Label}/changes")).Json.GetProperty("items");
        Assert.Equal(["updated", "updated", "updated", "created"], history.EnumerateArray().Select(c => c.GetProperty("action").GetString()!));
        // And the way back has a way back.
        Assert.Equal(HttpStatusCode.NoContent, (await seller.Json(HttpMethod.Put, $"/api/changes/{await Last(account.Id)}/taken-back")).Status);
        Assert.Equal("Other Ltd", (await Account(seller, account.Label)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_was_changed_since_stays_and_the_refusal_names_it()
    {
        troth.Available();
        var account = await troth.Account("Changed Since Ltd");
        var seller = troth.As(Role.Seller);
        await Patched(seller, $"/api/accounts/{account.Label}", new { phone = "1", status = "new", version = 1 });
        var change = await Last(account.Id);
        await Patched(seller, $"/api/accounts/{account.Label}", new { phone = "2", version = 2 });
        var refused = await seller.Json(HttpMethod.Put, $"/api/changes/{change}/taken-back");
        Assert.Equal((HttpStatusCode.Conflict, "history.notTakenBack"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        Assert.Contains("Phone", refused.Text, StringComparison.Ordinal);
        var page = await seller.Post($"/history/{change}/taken-back");
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("Phone", page.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2", (await Account(seller, account.Label)).GetProperty("phone").GetString());
        // Taken back once, it is changed since.
        var last = await Last(account.Id);
        Assert.Equal(HttpStatusCode.NoContent, (await seller.Json(HttpMethod.Put, $"/api/changes/{last}/taken-back")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await seller.Json(HttpMethod.Put, $"/api/changes/{last}/taken-back")).Status);
    }

    [Fact]
    public async Task Of_two_at_once_one_takes_it_back_and_the_other_is_told()
    {
        troth.Available();
        var account = await troth.Account("Twice Ltd");
        var seller = troth.As(Role.Seller);
        await Patched(seller, $"/api/accounts/{account.Label}", new { phone = "1", version = 1 });
        var change = await Last(account.Id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => seller.Json(HttpMethod.Put, $"/api/changes/{change}/taken-back")));
        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.NoContent));
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.Conflict));
        Assert.Equal(3, (await Account(seller, account.Label)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Who_may_not_change_a_record_takes_nothing_of_it_back()
    {
        troth.Available();
        var account = await troth.Account("Not Yours Ltd");
        await Patched(troth.As(Role.Manager), $"/api/accounts/{account.Label}", new { phone = "1", version = 1 });
        var change = await Last(account.Id);
        var reader = troth.As(Role.Reader);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.Json(HttpMethod.Put, $"/api/changes/{change}/taken-back")).Status);
        Assert.Equal("1", (await Account(reader, account.Label)).GetProperty("phone").GetString());
        // Given to a seller, it is taken back only by who gives accounts.
        var given = await troth.As(Role.Administrator).Json(HttpMethod.Put, $"/api/accounts/{account.Label}/seller", new { seller = troth.SellerId, version = 2 });
        Assert.True(given.Status == HttpStatusCode.OK, given.Text);
        var move = await Last(account.Id);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Seller).Json(HttpMethod.Put, $"/api/changes/{move}/taken-back")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await troth.As(Role.Manager).Json(HttpMethod.Put, $"/api/changes/{move}/taken-back")).Status);
        Assert.Equal(JsonValueKind.Null, (await Account(reader, account.Label)).GetProperty("seller").ValueKind);
        // A person's rights are no business of this page, nor is there a change of that id.
        var person = await troth.Database.Db(db => db.Changes.AsNoTracking().Where(c => c.Entity == "user").Select(c => c.Id).FirstAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await troth.As(Role.Administrator).Get($"/api/changes/{person}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await troth.As(Role.Administrator).Get($"/history/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    public async Task People_and_sellers_get_their_fields_back_too()
    {
        troth.Available();
        var admin = troth.As(Role.Administrator);
        var made = await admin.Json(HttpMethod.Post, "/api/contacts", new { account = (await troth.Account("Employer Ltd")).Label, contact = new { firstName = "Ada", lastName = "Byron", email = "ada@before.example", phone = "1" } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var contact = made.Json.GetProperty("id").GetGuid();
        var before = (await admin.Get($"/api/contacts/{contact}")).Json;
        await Patched(admin, $"/api/contacts/{contact}", new { firstName = "Augusta", lastName = "King", email = (string?)null, title = "Countess", version = before.GetProperty("version").GetInt32() });
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Json(HttpMethod.Put, $"/api/changes/{await Last(contact)}/taken-back")).Status);
        var after = (await admin.Get($"/api/contacts/{contact}")).Json;
        foreach (var field in new[] { "name", "firstName", "lastName", "email", "title", "phone" }) Assert.Equal(before.GetProperty(field).GetRawText(), after.GetProperty(field).GetRawText());

        var added = await admin.Json(HttpMethod.Post, "/api/sellers", new { name = "Sara Before", title = "Rep", team = "North" });
        var label = added.Json.GetProperty("number").GetString();
        var id = added.Json.GetProperty("id").GetGuid();
        var changed = await admin.Json(HttpMethod.Put, $"/api/sellers/{label}", new { name = "Sara After", title = (string?)null, team = "South", active = false, version = 1 });
        Assert.True(changed.Status == HttpStatusCode.OK, changed.Text);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Json(HttpMethod.Put, $"/api/changes/{await Last(id)}/taken-back")).Status);
        var seller = await troth.Database.Db(db => db.Set<Troth.Accounts.Seller>().AsNoTracking().SingleAsync(s => s.Id == id));
        var team = await troth.Database.Db(db => db.Set<Troth.Accounts.Team>().AsNoTracking().Where(t => t.Id == seller.TeamId).Select(t => t.Name).SingleAsync());
        Assert.Equal(("Sara Before", "Rep", "North", true), (seller.Name, seller.Title, team, seller.Active));
    }

    [Fact]
    public async Task What_was_added_is_not_taken_back_here_and_the_page_says_where()
    {
        troth.Available();
        var account = await troth.Account("Added By Hand Ltd");
        var created = await Last(account.Id);
        Assert.Equal(HttpStatusCode.Conflict, (await troth.As(Role.Manager).Json(HttpMethod.Put, $"/api/changes/{created}/taken-back")).Status);
        var page = await troth.As(Role.Manager).Open($"/history/{created}");
        Assert.Empty(page.Page.QuerySelectorAll("form[action$='/taken-back']"));
        Assert.DoesNotContain($"/history/{created}", (await troth.As(Role.Manager).Open($"/accounts/{account.Label}/history")).Text, StringComparison.Ordinal);
    }
}

public sealed class TakeBackOnSqlite(SqliteServer troth) : TakeBackTests(troth), IClassFixture<SqliteServer>;

public sealed class TakeBackOnPostgres(PostgresServer troth) : TakeBackTests(troth), IClassFixture<PostgresServer>;
