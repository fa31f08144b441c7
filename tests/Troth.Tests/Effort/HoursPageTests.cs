using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Effort;
using Troth.Identity;
using Troth.Tests.Book;
using Troth.Tests.Harness;

namespace Troth.Tests.Effort;

public abstract class HoursPageTests(TestServer troth) : IAsyncLifetime
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, BookScene> Scenes = new();
    private BookScene scene = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        if (!Scenes.TryGetValue(troth, out scene!)) Scenes[troth] = scene = await troth.Database.Db(db => BookScene.Make(db, troth.SellerId));
        await BookScene.Recompute(troth.Services);
        await troth.Database.Db(db => db.AccountEfforts.ExecuteDeleteAsync());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_seller_sees_where_the_next_hour_pays_and_that_hours_are_a_guess()
    {
        troth.Available();
        var page = await troth.As(Role.Seller).Open("/hours"); // leads to the seller's own

        Assert.Equal("Where should the next hour go?", page.Words("h1"));
        Assert.Contains("guess?", page.Words(".card-footer")!, StringComparison.Ordinal);
        Assert.Contains("Hours were said for 0 of 5 accounts", page.Words(".card-footer")!, StringComparison.Ordinal);
        Assert.Equal(["The best split is worth more a year", "Worth of today's split", "Worth of the best split", "One hour more a month"], page.AllWords(".fig-label"));
        Assert.Contains("Solid Steel", page.Words("table")!, StringComparison.Ordinal);
        Assert.Contains("Stranger & Sons", page.Words("[aria-labelledby=kept-title]")!, StringComparison.Ordinal); // nobody knows what it could buy
        Assert.InRange(page.Queries.Count, 1, 12);
    }

    [Fact]
    public async Task The_queries_do_not_grow_with_the_accounts()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        await manager.Open($"/hours/{scene.Colleague}");
        var many = (await manager.Open($"/hours/{scene.Colleague}")).Queries.Count; // sixty accounts
        var few = (await manager.Open($"/hours/{scene.Seller}")).Queries.Count;
        Assert.Equal(few, many);
        Assert.Equal(50, (await manager.Open($"/hours/{scene.Colleague}")).Page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(BookScene.Alike - 50, (await manager.Open($"/hours/{scene.Colleague}?from=50")).Page.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task What_a_seller_says_counts_and_stays_with_who_when_and_what_before()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        var number = await Number(scene.Solid);
        var page = await seller.Open($"/hours/accounts/{number}");
        Assert.NotNull(page.Page.QuerySelector("svg .curve-handle[data-field=ceiling]"));

        var saved = await seller.Submit(page, "main form", ("hours", "8"), ("ceiling", "90000"), ("leastVisits", "1"));
        Assert.Equal(303, (int)saved.Status);
        page = await seller.Open(saved.Location!);
        Assert.Contains("Judged by Seller Tester", page.Words("main")!, StringComparison.Ordinal);
        Assert.Equal(["ceiling", "half", "oneAndHalf", "without"], page.Page.QuerySelectorAll(".curve-handle").Select(h => h.GetAttribute("data-field")!).Order());

        saved = await seller.Submit(page, "main form", ("hours", "9"), ("oneAndHalf", "60000"));
        Assert.Equal(303, (int)saved.Status);
        var account = (await seller.Json(HttpMethod.Get, $"/api/hours/accounts/{number}")).Json;
        Assert.Equal((9m, 60_000m, 90_000m, "judged"), (account.GetProperty("hours").GetDecimal(), account.GetProperty("said").GetProperty("oneAndHalf").GetDecimal(),
            account.GetProperty("said").GetProperty("ceiling").GetDecimal(), account.GetProperty("from").GetString()!));

        var history = await seller.Open($"/accounts/{number}/history");
        Assert.Contains("Hours and curve", history.Words("main, body")!, StringComparison.Ordinal);
        Assert.Contains("hours a month", history.Words("main, body")!, StringComparison.Ordinal);

        var today = await seller.Open("/");
        Assert.Contains("Where the next hour pays", today.Words("main")!, StringComparison.Ordinal);
        var panel = await seller.Open($"/panels/account-side/hours/{scene.Solid}");
        Assert.Contains("a month", panel.Words("body")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visits_stand_for_hours()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        var number = await Number(scene.Quiet);
        var saved = await seller.Submit(await seller.Open($"/hours/accounts/{number}"), "main form", ("hours", ""), ("visits", "3"));
        Assert.Equal(303, (int)saved.Status);
        Assert.Equal(6, (await seller.Json(HttpMethod.Get, $"/api/hours/accounts/{number}")).Json.GetProperty("hours").GetDecimal()); // two hours each
    }

    [Theory]
    [InlineData("hours", "2.25", "halves")]
    [InlineData("hours", "-1", "halves")]
    [InlineData("oneAndHalf", "10", "more hours must buy more")]
    [InlineData("oneAndHalf", "99999999", "it could buy with all the time there is")]
    [InlineData("ceiling", "10", "more hours must buy more")]
    [InlineData("without", "999999", "less time must buy less")]
    [InlineData("mostVisits", "900", "give a number from 0 to 200")]
    public async Task What_cannot_be_is_told_at_its_field(string field, string value, string said)
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        var page = await seller.Open($"/hours/accounts/{await Number(scene.Solid)}");
        var refused = await seller.Submit(page, "main form", new[] { ("hours", "4") }.Where(f => f.Item1 != field).Append((field, value)));

        Assert.Equal(422, (int)refused.Status);
        Assert.Contains(said, refused.Words($"#field-{field}-error")!, StringComparison.Ordinal);
        Assert.Equal(value, refused.Page.QuerySelector($"#field-{field}")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_month_has_no_more_hours_than_it_has()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/hours/accounts/{await Number(scene.Quiet)}", new { hours = 740 })).Status);
        var refused = await seller.Json(HttpMethod.Put, $"/api/hours/accounts/{await Number(scene.Solid)}", new { hours = 5 });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("have 740 hours already", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/hours/accounts/{await Number(scene.Solid)}", new { hours = 4 })).Status);
    }

    [Fact]
    public async Task A_stale_edit_is_refused()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        var number = await Number(scene.Solid);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/hours/accounts/{number}", new { hours = 3, version = 0 })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await seller.Json(HttpMethod.Put, $"/api/hours/accounts/{number}", new { hours = 4, version = 0 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await seller.Json(HttpMethod.Put, $"/api/hours/accounts/{number}", new { hour = 4 })).Status);
    }

    [Fact]
    public async Task Sellers_see_their_own_managers_their_team_and_nobody_a_shared_screen()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        var theirs = await troth.Database.Db(db => db.Accounts.Where(a => a.SellerId == scene.Colleague).Select(a => a.Number).FirstAsync());
        foreach (var address in new[] { $"/hours/{scene.Colleague}", $"/hours/accounts/A-{theirs}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await seller.Get(address)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await seller.Get("/api" + address)).Status);
            Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Manager).Get(address)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await seller.Json(HttpMethod.Put, $"/api/hours/accounts/A-{theirs}", new { hours = 4 })).Status);
        var team = await troth.Database.Db(db => db.Sellers.Where(s => s.Id == scene.Seller).Select(s => s.TeamId).SingleAsync());
        var lead = troth.As(await troth.Somebody("Team Lead", Role.Manager, team: team));
        Assert.Equal(HttpStatusCode.OK, (await lead.Get($"/hours/{scene.Seller}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.Get($"/hours/{scene.Colleague}")).Status);
        Assert.Equal(["Sam Seller"], (await lead.Open("/hours")).AllWords(".list-group-item a"));

        await seller.Post("/preferences/safe-view");
        var safe = await seller.Get($"/hours/{scene.Seller}");
        Assert.Equal(HttpStatusCode.NotFound, safe.Status);
    }

    [Fact]
    public async Task Where_the_company_shows_no_single_sellers_each_sees_their_own_hours_and_nobody_anothers()
    {
        troth.Available();
        var (seller, number) = (troth.As(Role.Seller), await Number(scene.Solid));
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/hours/accounts/{number}", new { hours = 5 })).Status);
        Assert.Contains("Hours and curve", (await troth.As(Role.Manager).Open($"/accounts/{number}/history")).Text, StringComparison.Ordinal);
        await troth.SellersAreShown("off");
        try
        {
            foreach (var client in new[] { troth.As(Role.Manager), troth.As(Role.Administrator) })
            {
                foreach (var address in new[] { $"/hours/{scene.Seller}", $"/hours/accounts/{number}" })
                {
                    Assert.Equal(HttpStatusCode.Forbidden, (await client.Get(address)).Status);
                    Assert.Equal(HttpStatusCode.Forbidden, (await client.Get("/api" + address)).Status);
                }

                Assert.Equal(HttpStatusCode.Forbidden, (await client.Json(HttpMethod.Put, $"/api/hours/accounts/{number}", new { hours = 4 })).Status);
                Assert.Equal(0, (await client.Get("/api/hours")).Json.GetArrayLength());
                Assert.Contains("to nobody but that seller", (await client.Open("/hours")).Text, StringComparison.Ordinal);
                Assert.DoesNotContain("a month", (await client.Get($"/panels/account-side/hours/{scene.Solid}")).Text, StringComparison.Ordinal);
                Assert.DoesNotContain("Hours and curve", (await client.Open($"/accounts/{number}/history")).Text, StringComparison.Ordinal);
            }

            foreach (var address in new[] { $"/hours/{scene.Seller}", $"/hours/accounts/{number}" }) Assert.Equal(HttpStatusCode.OK, (await seller.Get(address)).Status);
            Assert.Contains("Hours and curve", (await seller.Open($"/accounts/{number}/history")).Text, StringComparison.Ordinal);
        }
        finally
        {
            await troth.SellersAreShown("ownTeam");
        }
    }

    [Fact]
    public async Task What_the_seller_before_said_of_their_time_is_not_the_next_one_s()
    {
        troth.Available();
        var number = await Number(scene.Quiet);
        await troth.Database.Db(db => db.AccountEfforts.ExecuteDeleteAsync());
        Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Seller).Json(HttpMethod.Put, $"/api/hours/accounts/{number}", new { hours = 6 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await troth.As(Role.Seller).Json(HttpMethod.Put, $"/api/hours/accounts/{number}", new { hours = 5.0000000000000000000000000001m })).Status);
        await troth.Database.Db(db => db.AccountEfforts.ExecuteUpdateAsync(set => set.SetProperty(e => e.SellerId, scene.Colleague)));
        var said = (await troth.As(Role.Seller).Get($"/api/hours/accounts/{number}")).Json;
        Assert.DoesNotContain("\"hours\":6", said.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("", (await troth.As(Role.Seller).Open($"/hours/accounts/{number}")).Page.QuerySelector("[name=hours]")!.GetAttribute("value") ?? "");
        await troth.Database.Db(db => db.AccountEfforts.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Hours_said_at_once_stay_within_a_month_together()
    {
        troth.Available();
        string[] numbers = [await Number(scene.Solid), await Number(scene.Claimed), await Number(scene.Quiet), await Number(scene.Gone), await Number(scene.Stranger)];
        var seller = troth.As(Role.Seller);
        for (var i = 0; i < 5; i++)
        {
            await troth.Database.Db(db => db.AccountEfforts.ExecuteDeleteAsync());
            var answers = await Task.WhenAll(numbers.Select(number => seller.Json(HttpMethod.Put, $"/api/hours/accounts/{number}", new { hours = 240 })));
            Assert.Equal((3, 2), (answers.Count(a => a.Status == HttpStatusCode.OK), answers.Count(a => a.Status == HttpStatusCode.BadRequest)));
            Assert.Equal(720, (await troth.Database.Db(db => db.AccountEfforts.Select(e => e.Hours!.Value).ToListAsync())).Sum());
        }
    }

    [Fact]
    public async Task Assumptions_are_the_administrators_and_change_what_is_reckoned()
    {
        troth.Available();
        var admin = troth.As(Role.Administrator);
        var page = await admin.Open("/hours/settings");
        var saved = await admin.Submit(page, "main form", ("hoursPerMonth", "30"));
        Assert.Equal(303, (int)saved.Status);
        Assert.Equal(30, (await admin.Json(HttpMethod.Get, "/api/hours/settings")).Json.GetProperty("hoursPerMonth").GetDecimal());
        var hours = (await admin.Json(HttpMethod.Get, $"/api/hours/{scene.Colleague}")).Json;
        Assert.Equal(30, hours.GetProperty("accounts").EnumerateArray().Sum(a => a.GetProperty("hours").GetDecimal()));
        var refused = await admin.Submit(await admin.Open("/hours/settings"), "main form", ("stays", "120"));
        Assert.Equal(422, (int)refused.Status);
        Assert.Contains("from 0 to 95", refused.Words("#field-stays-error")!, StringComparison.Ordinal);
        Assert.Equal(303, (int)(await admin.Submit(await admin.Open("/hours/settings"), "main form", ("hoursPerMonth", "60"))).Status);
    }

    [Fact]
    public async Task The_same_figures_stand_in_the_api()
    {
        troth.Available();
        var hours = (await troth.As(Role.Seller).Json(HttpMethod.Get, $"/api/hours/{scene.Seller}")).Json;
        Assert.True(hours.GetProperty("feasible").GetBoolean());
        var (today, best, more) = (hours.GetProperty("today"), hours.GetProperty("best"), hours.GetProperty("difference"));
        Assert.Equal(best.GetProperty("value").GetDouble() - today.GetProperty("value").GetDouble(), more.GetProperty("value").GetDouble(), .05);
        Assert.True(more.GetProperty("low").GetDouble() <= more.GetProperty("value").GetDouble() && more.GetProperty("high").GetDouble() >= more.GetProperty("value").GetDouble());
        Assert.Equal(5, hours.GetProperty("accounts").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, hours.GetProperty("accounts").EnumerateArray().Single(a => a.GetProperty("name").GetString() == "Stranger & Sons").GetProperty("curve").ValueKind);
    }

    private Task<string> Number(Guid account) => troth.Database.Db(async db => $"A-{await db.Accounts.Where(a => a.Id == account).Select(a => a.Number).SingleAsync()}");
}

public sealed class HoursPageOnSqlite(SqliteServer troth) : HoursPageTests(troth), IClassFixture<SqliteServer>;

public sealed class HoursPageOnPostgres(PostgresServer troth) : HoursPageTests(troth), IClassFixture<PostgresServer>;
