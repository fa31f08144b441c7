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
