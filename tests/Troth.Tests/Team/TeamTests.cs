using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Promises;
using Troth.Promises.Ledger;
using Troth.Tests.Accounts;
using Troth.Tests.Book;
using Troth.Tests.Harness;

namespace Troth.Tests.Team;

/// <summary>How sellers stand: the figures, who sees whose, what opens behind them, and who is put down as having looked.</summary>
public abstract class TeamTests(TestServer troth) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, BookScene> Scenes = new();
    private BookScene scene = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        troth.Clock.Set(Start);
        if (Scenes.TryGetValue(troth, out scene!)) return;
        scene = await troth.Database.Db(async db =>
        {
            var made = await BookScene.Make(db, troth.SellerId);
            var fifth = await BookScene.Account(db, "Fifth Forge", made.Seller, 1_025_000);
            await BookScene.Order(db, fifth, BookScene.AsOf.AddDays(-3), 45_000);
            await BookScene.Order(db, fifth, BookScene.AsOf.AddMonths(-15), 40_000);
            foreach (var (seller, kept, broken) in new[] { (made.Seller, 9, 3), (made.Colleague, 2, 1) })
                for (var i = 0; i < kept + broken; i++) await Promised(db, made.Solid, seller, new DateOnly(2025, 1, 10).AddDays(i), i < kept ? 0 : 4);
            await Promised(db, made.Solid, made.Seller, new DateOnly(2024, 5, 20), 9); // longer ago than twelve months
            await Promised(db, made.Solid, made.Seller, new DateOnly(2025, 6, 20), null);
            await db.SaveChangesAsync();
            return made;
        });
        Scenes[troth] = scene;
        await BookScene.Recompute(troth.Services);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task Promised(TrothContext db, Guid account, Guid seller, DateOnly due, int? late)
    {
        var promise = new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, PromiseOrigin.Quoted, "Brackets", account, new(due), due.AddDays(-20), new(due.AddDays(-20), default, default));
        promise.Between(seller, null);
        if (late is { } days) promise.Keep(due.AddDays(days), new(due.AddDays(days), default, default));
        else db.Entry(db.Add(promise).Entity).Property(p => p.AtRisk).CurrentValue = true;
        db.Add(promise);
    }

    private static async Task<JsonElement> Team(TestClient client, string query = "") => (await client.Json(HttpMethod.Get, "/api/team" + query)).Json;

    private static JsonElement Row(JsonElement team, string name) => team.GetProperty("sellers").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);

    private static List<string?> Names(JsonElement team) => [.. team.GetProperty("sellers").EnumerateArray().Select(s => s.GetProperty("name").GetString())];

    [Fact]
    public async Task A_figure_is_what_its_facts_add_up_to()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var row = Row(await Team(manager), "Sam Seller").GetProperty("figures");
        var book = (await manager.Json(HttpMethod.Get, $"/api/book?seller={scene.Seller}&limit=200")).Json.GetProperty("accounts").EnumerateArray().ToList();
        var known = book.Where(a => a.GetProperty("potential").ValueKind == JsonValueKind.Object).ToList();
        decimal Sum(string of) => known.Sum(a => a.GetProperty("potential").GetProperty(of).GetDecimal());
        var bought = known.Sum(a => a.GetProperty("purchases12m").GetDecimal());
        var share = row.GetProperty("penetration");
        Assert.Equal((6, 5), (row.GetProperty("accounts").GetInt32(), share.GetProperty("accounts").GetInt32()));
        Assert.Equal((6, 5), (book.Count, known.Count));
        Assert.Equal((double)(bought / Sum("value")), share.GetProperty("value").GetDouble(), 9);
        Assert.Equal((double)(bought / Sum("high")), share.GetProperty("low").GetDouble(), 9);
        Assert.Equal((double)(bought / Sum("low")), share.GetProperty("high").GetDouble(), 9);

        var growth = row.GetProperty("growth");
        Assert.Equal((6, 2), (growth.GetProperty("accounts").GetInt32(), growth.GetProperty("ranked").GetInt32()));
        Assert.InRange(growth.GetProperty("value").GetDouble(), growth.GetProperty("low").GetDouble(), growth.GetProperty("high").GetDouble());
        Assert.False(row.GetProperty("leaveAlone").GetBoolean());

        var word = row.GetProperty("word");
        Assert.Equal((12, 9), (word.GetProperty("made").GetInt32(), word.GetProperty("kept").GetInt32()));
        Assert.Equal(Wilson.Of(9, 12).Low, word.GetProperty("low").GetDouble(), 9);
        var few = Row(await Team(manager), "Olaf Other").GetProperty("figures").GetProperty("word");
        Assert.Equal((3, JsonValueKind.Null), (few.GetProperty("made").GetInt32(), few.GetProperty("share").ValueKind));

        // Each figure on the page opens the list that it counts.
        var page = await manager.Open("/team");
        var cells = page.Page.QuerySelectorAll(".team-table tbody tr").Single(tr => tr.TextContent.Contains("Sam Seller", StringComparison.Ordinal)).QuerySelectorAll("td a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains($"/book?seller={scene.Seller}", cells);
        var promises = cells.Single(c => c.StartsWith("/promises", StringComparison.Ordinal));
        Assert.Equal(12, (await manager.Get("/api" + promises)).Json.GetProperty("items").GetArrayLength());
        Assert.Contains("too few", page.Words("main")!, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("off", "seller", "Sam Seller", 0)]
    [InlineData("off", "manager", "", 1)]
    [InlineData("off", "manager of the team", "", 1)]
    [InlineData("off", "administrator", "", 1)]
    [InlineData("ownTeam", "seller", "Sam Seller", 0)]
    [InlineData("ownTeam", "manager", "Olaf Other,Sam Seller", 1)]
    [InlineData("ownTeam", "manager of the team", "Sam Seller", 1)]
    [InlineData("ownTeam", "manager of another team", "", 0)]
    [InlineData("ownTeam", "administrator", "Olaf Other,Sam Seller", 1)]
    [InlineData("named", "seller", "Olaf Other,Sam Seller", 1)]
    [InlineData("named", "manager of the team", "Olaf Other,Sam Seller", 1)]
    public async Task Single_sellers_follow_the_companys_setting(string setting, string who, string sees, int sums)
    {
        troth.Available();
        var client = await Client(who);
        await troth.SellersAreShown(setting);
        var team = await Team(client);
        Assert.Equal(sees, string.Join(',', Names(team).Order(StringComparer.Ordinal)));
        Assert.Equal(sums, team.GetProperty("sums").GetArrayLength());
        foreach (var (seller, name) in new[] { (scene.Seller, "Sam Seller"), (scene.Colleague, "Olaf Other") })
            foreach (var path in new[] { "/team", "/api/team" })
                Assert.Equal(sees.Contains(name, StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await client.Get($"{path}/{seller}/sheet")).Status);
        var csv = (await client.Get("/team/export")).Text;
        Assert.Equal(sees.Split(',', StringSplitOptions.RemoveEmptyEntries).Length, csv.Trim().Split("\r\n").Length - 1);
        // A sum of one seller would be that seller's figure.
        if (setting == "off" && sums > 0) Assert.Equal(JsonValueKind.Null, team.GetProperty("sums")[0].GetProperty("figures").ValueKind);
        await troth.SellersAreShown("ownTeam");
    }

    [Fact]
    public async Task A_seller_sees_the_same_as_the_manager_and_not_later()
    {
        troth.Available();
        var (seller, manager) = (troth.As(Role.Seller), troth.As(Role.Manager));
        var own = await seller.Get("/team");
        Assert.StartsWith("/team/S-", own.Location, StringComparison.Ordinal);
        string Figures(JsonElement sheet) => sheet.GetProperty("seller").GetProperty("figures").GetRawText() + sheet.GetProperty("goingWell").GetRawText()
            + sheet.GetProperty("sleeping").GetRawText() + sheet.GetProperty("questions").GetRawText() + sheet.GetProperty("atRisk").GetRawText();
        async Task<JsonElement> Sheet(TestClient client) => (await client.Json(HttpMethod.Get, $"/api/team/{scene.Seller}/sheet")).Json;
        var (mine, theirs) = (await Sheet(seller), await Sheet(manager));
        Assert.Equal((1, 0), (mine.GetProperty("questions").GetArrayLength(), theirs.GetProperty("questions").GetArrayLength())); // the seller's for 14 days
        Assert.Equal(1, mine.GetProperty("atRiskCount").GetInt32());
        Assert.Equal(["Claimed Castings", "Quiet Quarry"], theirs.GetProperty("sleeping").EnumerateArray().Select(a => a.GetProperty("name").GetString()).Order()); // questioned or not

        await troth.Database.Db(db => db.ClaimQuestions().Where(q => q.AccountId == scene.Claimed).ExecuteUpdateAsync(question => question
            .SetProperty(q => q.Answer, "They build a second hall.").SetProperty(q => q.AnsweredBy, "Sam Seller").SetProperty(q => q.AnsweredAt, Start.AddDays(3))));
        troth.Clock.Set(Start.AddDays(14));
        (seller, manager) = (troth.As(Role.Seller), troth.As(Role.Manager)); // who signed in two weeks ago is not any more
        (mine, theirs) = (await Sheet(seller), await Sheet(manager));
        Assert.Equal(Figures(mine), Figures(theirs));
        Assert.Equal((1, 1), (theirs.GetProperty("seller").GetProperty("figures").GetProperty("questions").GetProperty("open").GetInt32(),
            theirs.GetProperty("seller").GetProperty("figures").GetProperty("questions").GetProperty("answered").GetInt32()));
        Assert.Contains("They build a second hall.", (await manager.Open($"/team/{scene.Seller}/sheet")).Words("main")!, StringComparison.Ordinal);
        await troth.Database.Db(db => db.ClaimQuestions().Where(q => q.AccountId == scene.Claimed).ExecuteUpdateAsync(question => question
            .SetProperty(q => q.Answer, (string?)null).SetProperty(q => q.AnsweredAt, (DateTimeOffset?)null)));
    }

    [Fact]
    public async Task Who_looks_is_put_down_once_an_hour_and_the_seller_can_read_it()
    {
        troth.Available();
        var at = Start.AddDays(40);
        troth.Clock.Set(at);
        var manager = troth.As(await troth.Somebody("Lotte Looks", Role.Manager, null, scene.Team));
        async Task<int> Put() => await troth.Database.Db(db => db.Set<Troth.Promises.OurWord.WordLook>().CountAsync(l => l.Who == "Lotte Looks"));
        for (var i = 0; i < 3; i++)
        {
            await manager.Open("/team");
            await manager.Open($"/team/{scene.Seller}/sheet");
            await manager.Get("/team/export");
        }
        Assert.Equal(2, await Put());
        troth.Clock.Set(at.AddMinutes(61));
        await manager.Open($"/team/{scene.Seller}/sheet");
        Assert.Equal(3, await Put());
        await manager.Get($"/team/{scene.Colleague}/sheet"); // refused: nothing was seen
        Assert.Equal(3, await Put());

        var seller = troth.As(Role.Seller);
        Assert.Contains("Lotte Looks", (await seller.Open("/team")).Words("main")!, StringComparison.Ordinal);
        var looks = (await seller.Get("/api/word/looks")).Json.GetProperty("items").EnumerateArray().Where(l => l.GetProperty("who").GetString() == "Lotte Looks").Select(l => l.GetProperty("page").GetString());
        Assert.Equal(["sheet", "sheet", "team"], looks.Order());
        var colleague = troth.As(await troth.Somebody("Otto Outside", Role.Seller, scene.Colleague, null));
        Assert.DoesNotContain("Lotte Looks", (await colleague.Get("/api/word/looks")).Text, StringComparison.Ordinal); // of another team
        Assert.Equal(0, await troth.Database.Db(db => db.Set<Troth.Promises.OurWord.WordLook>().CountAsync(l => l.Who == "Seller Tester" && l.SellerId == scene.Seller)));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => troth.Database.Db(db => db.Set<Troth.Promises.OurWord.WordLook>().ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task The_setting_is_changed_with_a_reason_that_the_history_keeps()
    {
        troth.Available();
        var admin = troth.As(Role.Administrator);
        async Task<Answer> Put(string sellers, string? reason)
        {
            var now = (await admin.Get("/api/word/settings")).Json;
            return await admin.Json(HttpMethod.Put, "/api/word/settings", new { sellers, returnDays = now.GetProperty("returnDays").GetInt32(), version = now.GetProperty("version").GetInt32(), reason });
        }
        await troth.SellersAreShown("ownTeam");
        Assert.Equal(HttpStatusCode.BadRequest, (await Put("off", " ")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Put("off", "Asked for by the works council.")).Status);
        Assert.Contains("Asked for by the works council.", (await admin.Open("/word/settings")).Page.QuerySelector(".history")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Put("off", null)).Status); // nothing changes
        await troth.SellersAreShown("ownTeam");
    }

    [Fact]
    public async Task The_customer_safe_view_shows_nothing_about_people()
    {
        troth.Available();
        var manager = troth.As(await troth.Somebody("Sina Safe", Role.Manager, null, null));
        await manager.Open("/");
        manager.Cookies.Add(troth.Address, new Cookie("troth.safe", "on"));
        var page = await manager.Open("/team");
        Assert.DoesNotContain("Sam Seller", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll(".fig, .side a[href='/team']"));
        Assert.DoesNotContain("Sam Seller", (await manager.Open($"/team/{scene.Seller}/sheet")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Get($"/api/team/{scene.Seller}/sheet")).Status);
        Assert.Equal(0, (await Team(manager)).GetProperty("sellers").GetArrayLength());
        Assert.DoesNotContain("Sam Seller", (await manager.Get("/team/export")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_sellers_and_accounts_cost_no_more_queries()
    {
        troth.Available();
        var admin = troth.As(Role.Administrator);
        await admin.Open("/team"); // the look is put down once
        var (few, sheet) = (await admin.Open("/team"), await admin.Open($"/team/{scene.Seller}/sheet"));
        await troth.Database.Db(async db =>
        {
            for (var i = 0; i < 30; i++)
            {
                var seller = new Seller(await db.Take<Seller>(default), $"Zoe {i:00}");
                db.Add(seller);
                var account = await BookScene.Account(db, $"Zone {i:00}", seller.Id, 1_000_000);
                await BookScene.Order(db, account, BookScene.AsOf.AddDays(-i), 30_000);
            }
            return await db.SaveChangesAsync();
        });
        await BookScene.Recompute(troth.Services);
        var (many, again) = (await admin.Open("/team"), await admin.Open($"/team/{scene.Seller}/sheet"));
        Assert.Equal(25, many.Page.QuerySelectorAll(".team-table tbody tr").Length);
        var rest = await admin.Open(many.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(7, rest.Page.QuerySelectorAll(".team-table tbody tr").Length);
        Assert.Equal(few.Queries.Count, many.Queries.Count);
        Assert.InRange(many.Queries.Count, 5, 13);
        Assert.InRange(again.Queries.Count, 5, sheet.Queries.Count);
        Assert.InRange(sheet.Queries.Count, 5, 20);
        await troth.Database.Db(async db =>
        {
            await db.Orders().Where(o => db.Set<Account>().Any(a => a.Id == o.AccountId && a.Name.StartsWith("Zone "))).ExecuteDeleteAsync();
            await db.Set<Account>().Where(a => a.Name.StartsWith("Zone ")).ExecuteDeleteAsync();
            await db.Sellers.Where(s => s.Name.StartsWith("Zoe ")).ExecuteDeleteAsync();
            db.Add(new Troth.Book.Figures.BookChange { At = Start });
            await db.SaveChangesAsync();
        });
        await BookScene.Recompute(troth.Services);
    }

    [Theory]
    [InlineData("name", "Olaf Other"), InlineData("-name", "Sam Seller"), InlineData("-accounts", "Olaf Other"), InlineData("accounts", "Sam Seller"), InlineData("penetration", "Sam Seller")]
    public async Task The_list_is_sorted(string sort, string first)
    {
        troth.Available();
        Assert.Equal(first, Names(await Team(troth.As(Role.Administrator), $"?sort={sort}"))[0]);
        Assert.Equal(HttpStatusCode.BadRequest, (await troth.As(Role.Administrator).Get("/api/team?sort=height")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await troth.As(Role.Administrator).Get("/api/team?team=North")).Status);
    }

    [Theory]
    [InlineData("garbage"), InlineData("S-999999"), InlineData("S-")]
    public async Task What_is_no_place_in_the_list_is_refused(string after)
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var refused = await manager.Get($"/api/team?after={after}");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains($"“{after}” is no place in this list", refused.Json.GetProperty("errors").GetProperty("after")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.Get($"/team?after={after}")).Status);
        var first = (await Team(manager)).GetProperty("sellers")[0].GetProperty("number").GetString();
        Assert.DoesNotContain(first, (await Team(manager, $"?after={first}")).GetProperty("sellers").EnumerateArray().Select(s => s.GetProperty("number").GetString()));
    }

    private async Task<TestClient> Client(string who) => who switch
    {
        "seller" => troth.As(Role.Seller),
        "manager" => troth.As(Role.Manager),
        "administrator" => troth.As(Role.Administrator),
        "manager of the team" => troth.As(await troth.Somebody(who, Role.Manager, null, scene.Team)),
        _ => troth.As(await troth.Somebody(who, Role.Manager, null, Guid.CreateVersion7())),
    };
}

internal static class Questions
{
    internal static DbSet<Troth.Orders.Order> Orders(this TrothContext db) => db.Set<Troth.Orders.Order>();

    internal static DbSet<Troth.Book.Questions.ClaimQuestion> ClaimQuestions(this TrothContext db) => db.Set<Troth.Book.Questions.ClaimQuestion>();
}

public sealed class TeamOnSqlite(SqliteServer troth) : TeamTests(troth), IClassFixture<SqliteServer>;

public sealed class TeamOnPostgres(PostgresServer troth) : TeamTests(troth), IClassFixture<PostgresServer>;
