using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Accounts;

public abstract class AccountReachTests(TestServer troth) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        await troth.Database.Db(async db =>
        {
            if (await db.Accounts.AnyAsync(a => a.Number == 910)) return;
            db.Add(new Account(910, "Reach Ltd"));
            await db.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Zone_and_days_on_the_way_are_kept_by_form_and_api_and_told_in_the_history()
    {
        troth.Available();
        var manager = troth.As(Role.Administrator);
        var saved = await manager.Submit(await manager.Open("/accounts/A-910/about"), "main form", ("timeZone", "Asia/Tokyo"), ("transitDays", "6"));
        Assert.Equal(303, (int)saved.Status);
        var answer = (await manager.Get("/api/accounts/A-910")).Json;
        Assert.Equal(("Asia/Tokyo", 6), (answer.GetProperty("timeZone").GetString(), answer.GetProperty("transitDays").GetInt32()));
        Assert.Contains("Asia/Tokyo", (await manager.Open("/accounts/A-910")).Text, StringComparison.Ordinal);
        var id = answer.GetProperty("id").GetGuid();
        Assert.Contains("Days on the way", (await manager.Open("/accounts/A-910/history")).Text, StringComparison.Ordinal);
        Assert.Equal(6, await troth.Database.Db(db => db.Accounts.Where(a => a.Id == id).Select(a => a.TransitDays).SingleAsync()));
    }

    [Fact]
    public async Task The_days_on_which_they_receive_are_kept_by_form_and_api()
    {
        troth.Available();
        var manager = troth.As(Role.Administrator);
        async Task<string?> Kept() => (await manager.Get("/api/accounts/A-910")).Json.GetProperty("receivesOn").GetString();
        async Task<int> Version() => (await manager.Get("/api/accounts/A-910")).Json.GetProperty("version").GetInt32();
        Assert.Equal(303, (int)(await manager.Submit(await manager.Open("/accounts/A-910/about"), "main form", ("receivesOn", "Sat,Mon"))).Status);
        Assert.Equal("Mon Sat", await Kept());
        Assert.Contains("Mon, Sat", (await manager.Open("/accounts/A-910")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await manager.Json(HttpMethod.Patch, "/api/accounts/A-910", new { receivesOn = "Sun-Thu", version = await Version() })).Status);
        Assert.Equal("Mon Tue Wed Thu Sun", await Kept());
        Assert.Contains("receivesOn", (await manager.Get("/accounts/export")).Text, StringComparison.Ordinal);
        await manager.Json(HttpMethod.Patch, "/api/accounts/A-910", new { receivesOn = (string?)null, version = await Version() });
        Assert.Null(await Kept());
    }

    [Fact]
    public async Task What_decides_promised_days_is_given_once_by_a_seller_and_changed_by_others()
    {
        troth.Available();
        var account = await troth.Account("Far away");
        async Task<Answer> Patch(TestClient who, object change)
        {
            var fields = System.Text.Json.JsonSerializer.SerializeToNode(change)!.AsObject();
            fields["version"] = (await who.Get($"/api/accounts/{account.Label}")).Json.GetProperty("version").GetInt32();
            return await who.Json(HttpMethod.Patch, $"/api/accounts/{account.Label}", fields);
        }
        var seller = troth.As(Role.Seller);
        var given = await Patch(seller, new { transitDays = 4, timeZone = "Asia/Tokyo", receivesOn = "Mon" });
        Assert.True(given.Status == HttpStatusCode.OK, given.Text);
        foreach (var change in new object[] { new { transitDays = 0 }, new { transitDays = (int?)null }, new { timeZone = "Europe/Vienna" }, new { receivesOn = "Mon-Sat" } })
        {
            var refused = await Patch(seller, change);
            Assert.Equal((HttpStatusCode.Forbidden, "notAllowed"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        }
        Assert.Equal(HttpStatusCode.OK, (await Patch(seller, new { phone = "+43 1 234" })).Status);
        var page = await seller.Submit(await seller.Open($"/accounts/{account.Label}/about"), "main form", ("transitDays", "1"));
        Assert.Equal(403, (int)page.Status);
        Assert.Equal(HttpStatusCode.OK, (await Patch(troth.As(Role.Manager), new { transitDays = 2 })).Status);
        Assert.Equal(HttpStatusCode.OK, (await Patch(troth.As(Role.Administrator), new { timeZone = "Europe/Vienna" })).Status);
    }

    [Theory]
    [InlineData("receivesOn", "someday")]
    [InlineData("timeZone", "Mars/Base")]
    [InlineData("transitDays", 121)]
    [InlineData("transitDays", -1)]
    public async Task What_cannot_be_is_named(string field, object value)
    {
        troth.Available();
        var manager = troth.As(Role.Administrator);
        var version = (await manager.Get("/api/accounts/A-910")).Json.GetProperty("version").GetInt32();
        var answer = await manager.Json(HttpMethod.Patch, "/api/accounts/A-910", new Dictionary<string, object> { [field] = value, ["version"] = version });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(field, answer.Text, StringComparison.OrdinalIgnoreCase);
    }
}

public sealed class AccountReachOnSqlite(SqliteServer troth) : AccountReachTests(troth), IClassFixture<SqliteServer>;

public sealed class AccountReachOnPostgres(PostgresServer troth) : AccountReachTests(troth), IClassFixture<PostgresServer>;
