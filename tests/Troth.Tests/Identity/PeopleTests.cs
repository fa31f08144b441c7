using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Identity;

public abstract class PeopleTests(TestServer troth)
{
    [Fact]
    public async Task A_role_that_is_taken_or_given_holds_with_the_next_request()
    {
        troth.Available();
        var (id, email, password) = await troth.Person(Role.Administrator);
        var (client, _) = await troth.SignsIn(email, password);
        await client.Open("/company");

        var administrator = troth.As(Role.Administrator);
        var page = await administrator.Open($"/people/{id}");
        var saved = await administrator.Submit(page, "form.card", ("Roles", "Reader"));
        Assert.True(saved.Status == HttpStatusCode.SeeOther, saved.Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Get("/company")).Status);
        await client.Open("/accounts"); // and nobody had to sign in anew

        await administrator.Submit(await administrator.Open($"/people/{id}"), "form.card", ("Roles", "Reader"), ("Roles", "Administrator"));
        await client.Open("/company");
    }

    [Fact]
    public async Task Roles_locks_and_passwords_have_a_history()
    {
        troth.Available();
        var (id, _, _) = await troth.Person(Role.Reader);
        var administrator = troth.As(Role.Administrator);
        await administrator.Submit(await administrator.Open($"/people/{id}"), "form.card", ("Roles", "Seller"), ("Roles", "Manager"), ("SellerId", troth.SellerId.ToString()));
        await administrator.Post($"/people/{id}/lock", ("locked", "true"));
        await administrator.Post($"/people/{id}/password");
        Assert.Equal(
        [
            """Administrator Tester updated ["LockoutEnd: 9999-12-31T23:59:59.9999999+00:00 → "]""",
            """Administrator Tester updated ["PasswordHash:  → "]""",
            """Administrator Tester updated ["LockoutEnd:  → 9999-12-31T23:59:59.9999999+00:00"]""",
            $"""Administrator Tester updated ["Roles: reader → seller, manager","SellerId:  → {troth.SellerId}"]""",
            "Administrator Tester created []",
        ], await troth.History(id));

        var page = await administrator.Open($"/people/{id}");
        Assert.Equal(5, page.AllWords(".history-entry").Count);
        Assert.Equal(["changed", "for good", "seller, manager", "Sam Seller"], page.AllWords(".history ins"));
        Assert.Equal(["Kept out until", "Password", "Kept out until", "Roles", "Seller"], page.AllWords(".history-field > .why:first-child"));
    }

    [Fact]
    public async Task A_new_password_signs_out_who_had_the_old_one()
    {
        troth.Available();
        var (id, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        await client.Open("/accounts");
        var given = (await troth.As(Role.Administrator).Post($"/people/{id}/password")).Words("code")!;
        Assert.StartsWith("/sign-in", (await client.Get("/accounts")).Location!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await troth.SignsIn(email, password)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await troth.SignsIn(email, given)).Status);
    }

    [Fact]
    public async Task What_another_process_changed_holds_within_a_minute()
    {
        troth.Available();
        var (id, email, password) = await troth.Person(Role.Administrator);
        var (client, _) = await troth.SignsIn(email, password);
        await client.Open("/company");
        await troth.Database.Db(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == id)).Roles = [Role.Reader];
            await db.SaveChangesAsync();
        });
        troth.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Get("/company")).Status);
    }

    [Fact]
    public async Task Own_settings_are_nobodys_history()
    {
        troth.Available();
        var (id, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        await client.Submit(await client.Open("/settings"), "form[action='/settings']", ("Culture", "de-DE"));
        Assert.Single(await troth.History(id));
    }

    [Theory]
    [InlineData("name", "Name")]
    [InlineData("email", "Email")]
    public async Task What_does_not_fit_is_refused_at_its_field(string member, string field)
    {
        troth.Available();
        var administrator = troth.As(Role.Administrator);
        foreach (var wrong in new[] { new string('x', 300) + "@test.example", "a\0b@test.example" })
        {
            var answer = await administrator.Json(HttpMethod.Post, "/api/people",
                new { Name = member == "name" ? wrong : "Pat", Email = member == "email" ? wrong : $"{Guid.CreateVersion7():N}@test.example", Roles = new[] { "Reader" } });
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            // A text that cannot be read is refused as the request calls it.
            Assert.True(answer.Json.GetProperty("errors").EnumerateObject().Any(e => e.Name == field || e.Name == member), answer.Text);
        }
    }

    [Fact]
    public async Task A_company_name_that_does_not_fit_is_refused()
    {
        troth.Available();
        var administrator = troth.As(Role.Administrator);
        var company = (await administrator.Get("/api/company")).Json;
        foreach (var wrong in new[] { new string('x', Company.NameMax + 1), "a\0b" })
        {
            var body = JsonSerializer.Deserialize<Dictionary<string, object>>(company)!;
            body["name"] = wrong;
            Assert.Equal(HttpStatusCode.BadRequest, (await administrator.Json(HttpMethod.Put, "/api/company", body)).Status);
        }
    }
}

public sealed class PeopleOnSqlite(SqliteServer troth) : PeopleTests(troth), IClassFixture<SqliteServer>;

public sealed class PeopleOnPostgres(PostgresServer troth) : PeopleTests(troth), IClassFixture<PostgresServer>;
