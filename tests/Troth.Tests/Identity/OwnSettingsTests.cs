using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Identity;

public abstract class OwnSettingsTests(TestServer troth)
{
    [Theory]
    [InlineData("de-DE", "Pacific/Kiritimati", "1.234.567", "1.234,50")]
    [InlineData("en-US", "Pacific/Pago_Pago", "1,234,567", "1,234.50")]
    public async Task Ones_own_culture_and_zone_hold_at_once_and_for_oneself_alone(string culture, string zone, string number, string money)
    {
        troth.Available();
        var account = await troth.Account("Counted " + culture, a => a.SizeIs(1_234_567, null, null, null));
        await troth.Order(account, new DateOnly(2025, 3, 1), 1234.5m);
        await troth.Database.Db(async db =>
        {
            (await db.Set<Troth.Accounts.Account>().SingleAsync(a => a.Id == account.Id)).Phone = "1";
            await db.SaveChangesAsync();
        });
        var at = await troth.Database.Db(db => db.Changes.Where(c => c.RecordId == account.Id && c.Action == "updated").Select(c => c.At).SingleAsync());
        var (_, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        var (_, before) = await Reads(client, account.Label);

        Assert.Equal(HttpStatusCode.SeeOther, (await client.Submit(await client.Open("/settings"), "form[action='/settings']", ("Culture", culture), ("TimeZone", zone))).Status);
        var (page, moment) = await Reads(client, account.Label);
        Assert.Contains(number, page, StringComparison.Ordinal);
        Assert.Contains(money, (await client.Open("/orders?account=" + account.Label)).Words("main")!, StringComparison.Ordinal);
        Assert.NotEqual(before, moment);
        var there = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.Contains(Plain(there.ToString("t", CultureInfo.GetCultureInfo(culture))), moment, StringComparison.Ordinal);
        Assert.Equal(before, (await Reads(troth.As(Role.Reader), account.Label)).Moment);

        await client.Submit(await client.Open("/settings"), "form[action='/settings']", ("Culture", ""), ("TimeZone", ""));
        Assert.Equal(before, (await Reads(client, account.Label)).Moment);
    }

    [Theory]
    [InlineData("Culture", "tlh-KX")]
    [InlineData("TimeZone", "Mars/Olympus")]
    public async Task What_no_machine_knows_is_refused(string field, string value)
    {
        troth.Available();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await troth.As(Role.Marketer).Post("/settings", (field, value))).Status);
    }

    [Fact]
    public async Task A_program_sets_them_too()
    {
        troth.Available();
        var (_, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        var (elsewhere, _) = await troth.SignsIn(email, password);
        var set = await client.Json(HttpMethod.Put, "/api/settings", new { Culture = "de-DE" });
        Assert.Equal((email, "de-DE"), (set.Json.GetProperty("email").GetString(), set.Json.GetProperty("culture").GetString()));
        Assert.Equal(set.Text, (await client.Get("/api/settings")).Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Json(HttpMethod.Put, "/api/settings", new { Culture = "tlh-KX" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Json(HttpMethod.Put, "/api/settings/password", new { Old = "no", Password = "a long new password 1" })).Status);
        Assert.Equal(HttpStatusCode.NoContent,
            (await client.Json(HttpMethod.Put, "/api/settings/password", new { Old = password, Password = "a long new password 1" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/api/settings")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await elsewhere.Get("/api/settings")).Status);
    }

    /// <summary>An account's page, and when its history says it was changed.</summary>
    private static async Task<(string Page, string Moment)> Reads(TestClient client, string account) =>
        (Plain((await client.Open($"/accounts/{account}")).Words("main")!), Plain((await client.Open($"/accounts/{account}/history")).Words(".history time")!));

    private static string Plain(string text) => text.Replace('\u202f', ' ').Replace('\u00a0', ' ');
}

[Trait("Category", "Culture")]
public sealed class OwnSettingsOnSqlite(SqliteServer troth) : OwnSettingsTests(troth), IClassFixture<SqliteServer>;

public sealed class OwnSettingsOnPostgres(PostgresServer troth) : OwnSettingsTests(troth), IClassFixture<PostgresServer>;
