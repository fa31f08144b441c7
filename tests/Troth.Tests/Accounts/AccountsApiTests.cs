using System.Net;
using System.Text.Json;
using Troth.Accounts;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Accounts;

public abstract class AccountsApiTests(TestServer troth)
{
    [Fact]
    public async Task An_account_is_added_read_changed_and_its_history_says_who()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var parent = await troth.Account("Holding of Added");
        var made = await manager.Json(HttpMethod.Post, "/api/accounts", new
        {
            name = "Added Ltd", parent = parent.Label, employees = 140, revenue = 1234.5678m, revenueCurrency = "EUR", domains = new[] { "Added.Example" },
            tags = new[] { "press", "tier 1" }, address = new { city = "Leeds", country = "United Kingdom" },
        });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var id = made.Json.GetProperty("id").GetGuid();
        Assert.Equal($"/api/accounts/{id}", made.Location);
        Assert.Equal(1234.5678m, made.Json.GetProperty("revenue").GetDecimal());
        Assert.Equal("added.example", made.Json.GetProperty("domains")[0].GetString());
        Assert.Equal(parent.Label, made.Json.GetProperty("parent").GetProperty("number").GetString());
        Assert.Equal("Leeds", made.Json.GetProperty("address").GetProperty("city").GetString());

        var changed = await manager.Json(HttpMethod.Patch, $"/api/accounts/{id}", new { employees = 150, address = new { city = "York" }, version = 1 });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(2, changed.Json.GetProperty("version").GetInt32());
        Assert.Equal("Added Ltd", changed.Json.GetProperty("name").GetString());
        Assert.Equal("United Kingdom", changed.Json.GetProperty("address").GetProperty("country").GetString());

        var history = (await manager.Get($"/api/accounts/{id}/changes")).Json.GetProperty("items");
        Assert.Equal(["updated", "created"], history.EnumerateArray().Select(c => c.GetProperty("action").GetString()!));
        Assert.Equal("Manager Tester", history[0].GetProperty("who").GetString());
        Assert.Equal("api", history[0].GetProperty("through").GetString());
        var fields = history[0].GetProperty("fields").EnumerateArray().Select(f => (f.GetProperty("field").GetString(), f.GetProperty("from").GetString(), f.GetProperty("to").GetString()));
        Assert.Equal([("Employees", "140", "150"), ("Address.City", "Leeds", "York")], fields);
    }

    [Fact]
    public async Task A_stale_edit_is_refused_and_changes_nothing()
    {
        troth.Available();
        var account = await troth.Account("Stale Ltd");
        var seller = troth.As(Role.Seller);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Patch, $"/api/accounts/{account.Label}", new { phone = "1", version = 1 })).Status);
        var second = await seller.Json(HttpMethod.Patch, $"/api/accounts/{account.Label}", new { phone = "2", version = 1 });
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Equal("stale", second.Json.GetProperty("code").GetString());
        Assert.Equal("1", (await seller.Get($"/api/accounts/{account.Label}")).Json.GetProperty("phone").GetString());
    }

    [Fact]
    public async Task Everything_wrong_is_told_at_once_at_its_field()
    {
        troth.Available();
        var answer = await troth.As(Role.Seller).Json(HttpMethod.Post, "/api/accounts", new
        {
            name = "", employees = -1, industry = new string('x', Account.WordMax + 1), domains = new[] { "http://no/" }, address = new { city = new string('x', Account.TextMax + 1) },
        });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var errors = answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name.ToLowerInvariant()).Order();
        Assert.Equal(["address.city", "domains", "employees", "industry", "name"], errors);
    }

    [Theory]
    [InlineData("""{"nmae":"x"}""")]
    [InlineData("""{"employees":"many"}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"name":""")]
    public async Task A_change_of_the_wrong_shape_is_refused(string body)
    {
        troth.Available();
        var account = await troth.Account("Shape Ltd");
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/accounts/{account.Id}") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Troth", "1");
        Assert.Equal(HttpStatusCode.BadRequest, (await troth.As(Role.Administrator).Send(request)).Status);
    }

    [Theory]
    [InlineData("""{"revenue":0.12345,"revenueCurrency":"EUR"}""", "Revenue")]
    [InlineData("""{"revenue":92233720368547758,"revenueCurrency":"EUR"}""", "Revenue")]
    [InlineData("""{"revenue":79228162514264337593543950335,"revenueCurrency":"EUR"}""", "Revenue")]
    [InlineData("""{"name":null}""", "Name")]
    [InlineData("""{"name":"a\ud800b"}""", "")]
    [InlineData("""{"address":null,"shippingAddress":null,"tags":null,"domains":null}""", null)]
    [InlineData("""{"tags":[null],"domains":[null]}""", null)]
    public async Task What_cannot_be_kept_is_refused_and_null_empties(string body, string? refused)
    {
        troth.Available();
        var account = await troth.Account("Nulls Ltd", a => a.FiledUnder(["press"]));
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/accounts/{account.Id}") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Troth", "1");
        var answer = await troth.As(Role.Administrator).Send(request);
        Assert.True(answer.Status == (refused is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest), answer.Text);
        if (refused is not null) Assert.Contains(answer.Json.GetProperty("errors").EnumerateObject(), e => e.Name.Equals(refused, StringComparison.OrdinalIgnoreCase));
        else Assert.Empty(answer.Json.GetProperty("tags").EnumerateArray());
    }

    [Fact]
    public async Task A_character_that_no_database_keeps_is_refused()
    {
        troth.Available();
        var client = troth.As(Role.Seller);
        foreach (var body in new object[] { new { name = "a\0b" }, new { name = "ab", segment = "\0" }, new { name = "ab", address = new { city = "x\0" } } })
            Assert.Equal(HttpStatusCode.BadRequest, (await client.Json(HttpMethod.Post, "/api/accounts", body)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Get("/api/accounts?q=a%00")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Get("/accounts?q=a%00")).Status);
    }

    [Fact]
    public async Task An_account_cannot_come_under_itself()
    {
        troth.Available();
        var top = await troth.Account("Top");
        var middle = await troth.Account("Middle", a => a.BelongsTo(top.Id));
        var bottom = await troth.Account("Bottom", a => a.BelongsTo(middle.Id));
        var answer = await troth.As(Role.Administrator).Json(HttpMethod.Patch, $"/api/accounts/{top.Id}", new { parent = bottom.Label });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty("parent", out _));
    }

    [Fact]
    public async Task A_parent_is_found_by_a_name_that_only_one_has()
    {
        troth.Available();
        var (one, two) = (await troth.Account("Twin Parent"), await troth.Account("Twin Parent"));
        var only = await troth.Account("Only Párent");
        var child = await troth.Account("Child of names");
        var client = troth.As(Role.Administrator);
        var ambiguous = await client.Json(HttpMethod.Patch, $"/api/accounts/{child.Id}", new { parent = "twin parent" });
        Assert.Contains(one.Label, ambiguous.Text, StringComparison.Ordinal);
        Assert.Contains(two.Label, ambiguous.Text, StringComparison.Ordinal);
        var found = await client.Json(HttpMethod.Patch, $"/api/accounts/{child.Id}", new { parent = "ONLY PARENT" });
        Assert.Equal(only.Label, found.Json.GetProperty("parent").GetProperty("number").GetString());
    }

    [Theory]
    [InlineData(Role.Seller, HttpStatusCode.Forbidden)]
    [InlineData(Role.Marketer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Manager, HttpStatusCode.OK)]
    [InlineData(Role.Administrator, HttpStatusCode.OK)]
    public async Task Only_those_who_manage_say_who_looks_after_an_account(Role role, HttpStatusCode expected)
    {
        troth.Available();
        var account = await troth.Account("Assigned " + role);
        var seller = await troth.Seller("Taker " + role);
        var answer = await troth.As(role).Json(HttpMethod.Put, $"/api/accounts/{account.Id}/seller", new { seller = seller.Label, version = 1 });
        Assert.Equal(expected, answer.Status);
        if (expected == HttpStatusCode.OK) Assert.Equal(seller.Name, answer.Json.GetProperty("seller").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("ours", "ours too", 200)]
    [InlineData("nobody", "ours", 200)]
    [InlineData("ours", "nobody", 200)]
    [InlineData("ours", "theirs", 403)]
    [InlineData("nobody", "theirs", 403)]
    [InlineData("theirs", "ours", 403)]
    [InlineData("theirs", "nobody", 403)]
    [InlineData("ours", "without a team", 403)]
    public async Task A_teams_manager_moves_accounts_among_its_sellers(string from, string to, int expected)
    {
        troth.Available();
        var name = $"{from} to {to}";
        var (north, south) = (await troth.Team("North " + name), await troth.Team("South " + name));
        var sellers = new Dictionary<string, Seller>();
        foreach (var (who, team) in new[] { ("ours", north), ("ours too", north), ("theirs", south), ("without a team", null) })
            sellers[who] = await troth.Seller($"{who}, {name}", team?.Id);
        var account = await troth.Account("Moved " + name, a => a.LookedAfterBy(sellers.GetValueOrDefault(from)?.Id));
        var manager = troth.As(new User
        {
            Id = troth.UserOf(Role.Manager).Id, Name = "Team's manager", UserName = "x", Roles = [Role.Manager], TeamId = north.Id, SecurityStamp = troth.UserOf(Role.Manager).SecurityStamp,
        });
        var offered = (await manager.Open($"/accounts/{account.Label}/seller")).Page.QuerySelectorAll("select[name=seller] option").Select(o => o.GetAttribute("value")).ToList();
        Assert.Contains(sellers["ours"].Label, offered);
        Assert.DoesNotContain(sellers["without a team"].Label, offered);
        Assert.Equal(from != "theirs", (await manager.Open($"/accounts/{account.Label}")).Page.QuerySelector($"a[href='/accounts/{account.Label}/seller']") is not null);

        var label = sellers.GetValueOrDefault(to)?.Label;
        Assert.Equal(expected == 200 ? 303 : 403, (int)(await manager.Post($"/accounts/{account.Label}/seller", ("seller", label ?? ""), ("version", "1"))).Status);
        var answer = await manager.Json(HttpMethod.Put, $"/api/accounts/{account.Id}/seller", new { seller = label, version = expected == 200 ? 2 : 1 });
        Assert.Equal(expected, (int)answer.Status);
        if (expected == 403) Assert.Contains("administrator", answer.Text, StringComparison.Ordinal);

        // Nor by a file, which would take any account from any team.
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.Get("/import")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.Upload("/api/imports", "files", "moves.csv", "key,seller\n1,S-1\n"u8.ToArray())).Status);
    }

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Scheduler)]
    public async Task Readers_and_schedulers_read_and_do_not_write(Role role)
    {
        troth.Available();
        var account = await troth.Account("Read only " + role);
        var client = troth.As(role);
        Assert.Equal(HttpStatusCode.OK, (await client.Get($"/api/accounts/{account.Id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Json(HttpMethod.Patch, $"/api/accounts/{account.Id}", new { name = "x" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Json(HttpMethod.Post, "/api/accounts", new { name = "x" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Json(HttpMethod.Post, "/api/contacts", new { contact = new { name = "x" } })).Status);
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        troth.Available();
        var client = troth.As(Role.Reader);
        foreach (var path in new[] { "/api/accounts/A-999999", "/api/accounts/nonsense", $"/api/accounts/{Guid.CreateVersion7()}", "/api/contacts/C-999999", "/api/orders/O-999999" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.Get(path)).Status);
    }

    [Fact]
    public async Task A_person_who_is_known_is_not_added_twice_by_accident()
    {
        troth.Available();
        var (first, second) = (await troth.Account("Person's first"), await troth.Account("Person's second"));
        var client = troth.As(Role.Seller);
        var made = await client.Json(HttpMethod.Post, "/api/contacts", new { contact = new { firstName = "Ian", lastName = "Moss", email = "ian@moss.example" }, account = first.Label, role = "Buyer" });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var number = made.Json.GetProperty("number").GetString();
        var again = await client.Json(HttpMethod.Post, "/api/contacts", new { contact = new { name = "IAN  MOSS" }, account = second.Label });
        Assert.Equal((HttpStatusCode.Conflict, "contact.known"), (again.Status, again.Json.GetProperty("code").GetString()));
        var placed = await client.Json(HttpMethod.Put, $"/api/contacts/{number}/accounts/{second.Label}", new { role = "Adviser" });
        Assert.Equal(2, placed.Json.GetProperty("at").GetArrayLength());
        var other = await client.Json(HttpMethod.Post, "/api/contacts", new { contact = new { name = "Ian Moss" }, account = second.Label, evenSo = true });
        Assert.Equal(HttpStatusCode.Created, other.Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.Json(HttpMethod.Delete, $"/api/contacts/{number}/accounts/{first.Label}")).Status);
        Assert.Single((await client.Get($"/api/contacts/{number}")).Json.GetProperty("at").EnumerateArray());
        var history = (await client.Get($"/api/accounts/{first.Label}/changes")).Json.GetProperty("items");
        var removed = history.EnumerateArray().Single(c => c.GetProperty("action").GetString() == "removed");
        Assert.Contains("Ian Moss", removed.GetProperty("fields").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_names_every_api_route()
    {
        troth.Available();
        var document = (await troth.As(Role.Reader).Get("/api/openapi.json")).Json;
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        foreach (var path in new[] { "/api/accounts", "/api/accounts/{account}", "/api/accounts/{account}/claims", "/api/contacts", "/api/orders/{order}", "/api/products", "/api/rates" })
            Assert.Contains(path, paths);
        Assert.DoesNotContain(paths, p => !p.StartsWith("/api/", StringComparison.Ordinal));
        Assert.Contains("after", document.GetProperty("paths").GetProperty("/api/accounts").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.NotEqual(default, document.GetProperty("components").GetProperty("schemas").GetProperty(nameof(AccountInput)).GetProperty("properties").GetProperty("name"));
    }
}

public sealed class AccountsApiOnSqlite(SqliteServer troth) : AccountsApiTests(troth), IClassFixture<SqliteServer>;

public sealed class AccountsApiOnPostgres(PostgresServer troth) : AccountsApiTests(troth), IClassFixture<PostgresServer>;
