using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Identity;

public abstract class SessionTests(TestServer troth)
{
    [Fact]
    public async Task Who_is_locked_is_signed_out_at_once_and_stays_out()
    {
        troth.Available();
        var user = await troth.Somebody("Locked Out", Role.Seller);
        var client = troth.As(user);
        var settings = await client.Open("/settings");

        Assert.Equal(303, (int)(await troth.As(Role.Administrator).Post($"/people/{user.Id}/lock", ("locked", "true"))).Status);
        var late = await client.Submit(settings, "form[action='/settings']", ("Culture", "de-DE"));
        Assert.StartsWith("/sign-in", late.Location, StringComparison.Ordinal);
        Assert.DoesNotContain(client.Cookies.GetAllCookies(), c => c is { Name: "troth", Expired: false });
        Assert.StartsWith("/sign-in", (await client.Get("/settings")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/sign-in")).Status);
    }

    /// <summary>As another process does it, of which this one hears only within a minute.</summary>
    [Fact]
    public async Task Who_is_locked_gets_no_new_cookie_by_saving_their_settings()
    {
        troth.Available();
        var user = await troth.Somebody("Locked Elsewhere", Role.Seller);
        var client = troth.As(user);
        var settings = await client.Open("/settings");
        await troth.Database.Db(async db =>
        {
            var locked = await db.Users.SingleAsync(u => u.Id == user.Id);
            (locked.LockoutEnd, locked.SecurityStamp, locked.ConcurrencyStamp) = (DateTimeOffset.MaxValue, "another", "another");
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.NotFound, (await client.Submit(settings, "form[action='/settings']", ("Culture", "de-DE"))).Status);
        troth.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.StartsWith("/sign-in", (await client.Get("/settings")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_twice_at_once_is_signing_out()
    {
        troth.Available();
        var (_, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        var page = await client.Open("/settings");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.Submit(page, "form[action='/sign-out']")));
        Assert.Contains(answers, answer => (int)answer.Status == 303);
        Assert.All(answers, answer => Assert.True((int)answer.Status is 303 or 400, $"{answer.Status}")); // 400: the form was another's by then
    }

    [Theory]
    [InlineData(0)]
    [InlineData(180)]
    public async Task A_copied_cookie_ends_with_the_sign_in_and_no_other_does(int secondsLater)
    {
        troth.Available();
        var (_, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        var (elsewhere, _) = await troth.SignsIn(email, password);
        await client.Submit(await client.Open("/settings"), "form[action='/settings']", ("Culture", "de-DE")); // a cookie made anew is of the same sign-in
        var copy = await Copy(client);
        await copy.Open("/settings");
        troth.Clock.Advance(TimeSpan.FromSeconds(90)); // it is renewed once more
        var page = await client.Open("/accounts");

        Assert.Equal(303, (int)(await client.Submit(page, "form[action='/sign-out']")).Status);
        troth.Clock.Advance(TimeSpan.FromSeconds(secondsLater)); // after which only the database knows
        Assert.Equal(HttpStatusCode.Unauthorized, (await copy.Get("/api/accounts")).Status);
        Assert.StartsWith("/sign-in", (await copy.Get("/settings")).Location, StringComparison.Ordinal);
        await elsewhere.Open("/settings");
        await (await troth.SignsIn(email, password)).Client.Open("/settings");
    }

    [Fact]
    public async Task What_was_signed_out_is_forgotten_when_no_cookie_of_it_could_be_valid()
    {
        troth.Available();
        var (_, email, password) = await troth.Person(Role.Reader);
        for (var times = 0; times < 3; times++)
        {
            var (client, _) = await troth.SignsIn(email, password);
            await client.Submit(await client.Open("/accounts"), "form[action='/sign-out']");
            troth.Clock.Advance(TimeSpan.FromDays(15));
        }
        Assert.Equal(1, await troth.Database.Db(db => db.EndedSignIns.CountAsync()));
    }

    [Fact]
    public async Task A_copied_cookie_ends_with_the_password()
    {
        troth.Available();
        var (_, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        var copy = await Copy(client);
        await copy.Open("/settings");
        Assert.Equal(303, (int)(await client.Submit(await client.Open("/settings"), "form[action='/settings/password']", ("Old", password), ("Password", "quite another one"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await copy.Get("/api/accounts")).Status);
        await client.Open("/settings");
    }

    [Fact]
    public async Task Signing_in_over_a_sign_in_ends_the_one_before()
    {
        troth.Available();
        var (_, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        var copy = await Copy(client);
        await copy.Open("/settings");
        Assert.Equal(HttpStatusCode.NoContent, (await client.Json(HttpMethod.Post, "/api/sign-in", new { email, password })).Status);
        await client.Open("/settings");
        Assert.Equal(HttpStatusCode.Unauthorized, (await copy.Get("/api/accounts")).Status);
    }

    [Fact]
    public async Task A_program_signs_in_and_out()
    {
        troth.Available();
        var (_, email, password) = await troth.Person(Role.Reader);
        var program = troth.Visitor();
        Assert.Contains("/api/sign-in", (await program.Get("/api/openapi.json")).Text, StringComparison.Ordinal);
        foreach (var wrong in new object[] { new { email, password = "not this one" }, new { email = (string?)null, password = (string?)null }, new { } })
        {
            var refused = await program.Json(HttpMethod.Post, "/api/sign-in", wrong);
            Assert.Equal((HttpStatusCode.Conflict, "signIn"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        }
        Assert.Equal(HttpStatusCode.NoContent, (await program.Json(HttpMethod.Post, "/api/sign-in", new { email, password })).Status);
        Assert.Equal(email, (await program.Get("/api/settings")).Json.GetProperty("email").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await program.Json(HttpMethod.Post, "/api/sign-out")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.Get("/api/settings")).Status);
    }

    [Fact]
    public async Task Ones_own_password_cannot_be_guessed_at_an_open_screen()
    {
        troth.Available();
        var (_, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Json(HttpMethod.Put, "/api/settings/password", new { old = (string?)null, password = (string?)null })).Status);
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal(HttpStatusCode.BadRequest, (await client.Json(HttpMethod.Put, "/api/settings/password", new { old = $"guess {guess}", password = "a long new password 1" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Json(HttpMethod.Put, "/api/settings/password", new { old = password, password = "a long new password 1" })).Status);
    }

    [Fact]
    public async Task Nobody_is_let_in_again_by_mistyping()
    {
        troth.Available();
        var user = await troth.Somebody("Locked By Program", Role.Seller);
        var admin = troth.As(Role.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await admin.Json(HttpMethod.Put, $"/api/people/{user.Id}/locked", new { locked = true })).Status);
        foreach (var body in new object[] { new { lock1 = true }, new { } })
            Assert.Equal(HttpStatusCode.BadRequest, (await admin.Json(HttpMethod.Put, $"/api/people/{user.Id}/locked", body)).Status);
        Assert.True((await admin.Get("/api/people")).Json.EnumerateArray().Single(p => p.GetProperty("id").GetGuid() == user.Id).GetProperty("locked").GetBoolean());
    }

    [Fact]
    public async Task A_copied_cookie_has_no_role_that_was_taken()
    {
        troth.Available();
        var (id, email, password) = await troth.Person(Role.Reader, Role.Manager);
        var (client, _) = await troth.SignsIn(email, password);
        var copy = await Copy(client);
        Assert.Equal(HttpStatusCode.OK, (await copy.Get("/import")).Status);
        Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Administrator).Json(HttpMethod.Put, $"/api/people/{id}", new { name = "Pat Person", email, roles = new[] { "reader" } })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await copy.Get("/import")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await Copy(client)).Get("/import")).Status);
    }

    private async Task<TestClient> Copy(TestClient client)
    {
        var copy = troth.Visitor();
        foreach (var cookie in await client.GetCookies()) copy.Cookies.Add(troth.Address, new Cookie(cookie.Name, cookie.Value));
        return copy;
    }

    [Fact]
    public async Task A_role_that_there_is_none_of_is_refused()
    {
        troth.Available();
        var user = await troth.Somebody("Odd Role", Role.Seller);
        var admin = troth.As(Role.Administrator);
        foreach (var roles in new object?[] { new[] { 99 }, null, Array.Empty<string>() })
        {
            var answer = await admin.Json(HttpMethod.Put, $"/api/people/{user.Id}", new { name = user.Name, email = user.Email, roles });
            Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Text);
        }
        Assert.Equal(422, (int)(await admin.Post("/people", ("Name", "Odd"), ("Email", "odd@test.example"), ("Roles", "99"))).Status);
        await troth.As(user).Open("/settings");
    }
}

public sealed class SessionOnSqlite(SqliteServer troth) : SessionTests(troth), IClassFixture<SqliteServer>;

public sealed class SessionOnPostgres(PostgresServer troth) : SessionTests(troth), IClassFixture<PostgresServer>;
