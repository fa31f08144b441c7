using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

public abstract class BookPageTests(TestServer troth) : IAsyncLifetime
{
    private const string Naughty = "<script>alert(1)</script> \"'`=cmd|' /C calc'!A0 Ω≈ç√ 田中さん \u202E;--";
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, BookScene> Scenes = new();
    private BookScene scene = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        if (!Scenes.TryGetValue(troth, out scene!))
        {
            Scenes[troth] = scene = await troth.Database.Db(db => BookScene.Make(db, troth.SellerId));
            await troth.Database.Db(async db => { await Others(db); await db.SaveChangesAsync(); });
        }
        await BookScene.Recompute(troth.Services);
    }

    private async Task Others(TrothContext db)
    {
        await BookScene.Account(db, Naughty, scene.Colleague, 1_000_500);
        await BookScene.Account(db, "Nobody's Nuts", null, 1_000_700);
        var foreign = await BookScene.Account(db, "Foreign Forge", scene.Colleague, 1_000_900);
        await BookScene.Order(db, foreign, BookScene.AsOf.AddMonths(-4), 3_000);
        await BookScene.Order(db, foreign, BookScene.AsOf.AddMonths(-5), 1_000_000, "HUF");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Without_a_point_the_chart_says_what_is_missing()
    {
        troth.Available();
        var client = troth.As(Role.Administrator);
        Assert.NotNull((await client.Open("/book")).Page.QuerySelector(".chart"));
        var page = await client.Open("/book?kind=slipping"); // of which there are none
        Assert.Null(page.Page.QuerySelector(".chart"));
        Assert.StartsWith("Nothing to draw No account matches these filters.", page.Words(".book-top .empty-state")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("-name")]
    [InlineData("seller")]
    [InlineData("-seller")]
    [InlineData("-bought")]
    [InlineData("bought")]
    [InlineData("growth")]
    [InlineData("-potential")]
    [InlineData("potential")]
    [InlineData("-penetration")]
    [InlineData("penetration")]
    [InlineData("-ahead")]
    [InlineData("ahead")]
    [InlineData("-overdue")]
    [InlineData("overdue")]
    [InlineData("-claimed")]
    [InlineData("claimed")]
    public async Task Pages_of_the_list_are_the_whole_list_in_order_both_ways(string sort)
    {
        troth.Available();
        var client = troth.As(Role.Administrator);
        var whole = (await client.Json(HttpMethod.Get, $"/api/book?sort={sort}&limit=200")).Json.GetProperty("accounts").EnumerateArray().Select(Number).ToList();
        Assert.Equal(BookScene.Alike + 8, whole.Count);
        var forth = new List<string>();
        JsonElement page = default;
        for (string? after = ""; after is not null; after = page.GetProperty("after").GetString())
        {
            page = (await client.Json(HttpMethod.Get, $"/api/book?sort={sort}&limit=7&after={after}")).Json;
            forth.AddRange(page.GetProperty("accounts").EnumerateArray().Select(Number));
        }
        Assert.Equal(whole, forth);
        var back = page.GetProperty("accounts").EnumerateArray().Select(Number).ToList();
        while (page.GetProperty("before").GetString() is { } before)
        {
            page = (await client.Json(HttpMethod.Get, $"/api/book?sort={sort}&limit=7&before={before}")).Json;
            back.InsertRange(0, page.GetProperty("accounts").EnumerateArray().Select(Number));
        }
        Assert.Equal(whole, back);
    }

    [Theory]
    [InlineData("seller", "seller")]
    [InlineData("potential", "potential")]
    [InlineData("penetration", "penetration")]
    [InlineData("claimed", "claimed")]
    public async Task Accounts_without_the_figure_come_last_either_way(string sort, string figure)
    {
        troth.Available();
        foreach (var sign in new[] { "", "-" })
        {
            var accounts = (await troth.As(Role.Administrator).Json(HttpMethod.Get, $"/api/book?sort={sign}{sort}&limit=200")).Json.GetProperty("accounts").EnumerateArray().ToList();
            var known = accounts.Select(account => account.GetProperty(figure).ValueKind != JsonValueKind.Null).ToList();
            Assert.True(known[0]);
            Assert.False(known[^1]);
            Assert.Equal(known.OrderByDescending(k => k), known);
        }
    }

    [Fact]
    public async Task A_sum_that_lacks_a_rate_is_shown_with_what_it_lacks()
    {
        troth.Available();
        var client = troth.As(Role.Administrator);
        var account = (await client.Json(HttpMethod.Get, "/api/book?limit=200")).Json.GetProperty("accounts").EnumerateArray().Single(a => a.GetProperty("name").GetString() == "Foreign Forge");
        Assert.Equal((3_000m, "HUF", "noRate"), (account.GetProperty("purchases12m").GetDecimal(), account.GetProperty("missingRates")[0].GetString()!, account.GetProperty("whyCode").GetString()!));
        foreach (var address in new[] { $"/book?seller={scene.Colleague}&sort=bought", $"/book/{Number(account)}" })
            Assert.Contains("without HUF", (await client.Open(address)).Words("main")!, StringComparison.Ordinal);
        var line = (await client.Get("/book/export")).Text.Split("\r\n").Single(l => l.Contains("Foreign Forge", StringComparison.Ordinal));
        Assert.Contains(",EUR,3000,0,HUF,2,", line, StringComparison.Ordinal);
    }

    /// <summary>The seller stands with the name and the claim with the word: each sorts by its own link of one heading.</summary>
    [Fact]
    public async Task A_heading_of_two_things_sorts_by_either()
    {
        troth.Available();
        var page = await troth.As(Role.Administrator).Open("/book?sort=-seller");
        Assert.Equal("descending", page.Page.QuerySelector("th:has(#sort-seller)")!.GetAttribute("aria-sort"));
        Assert.Contains("sort=seller", page.Page.QuerySelector("#sort-seller")!.GetAttribute("href")!, StringComparison.Ordinal);
        Assert.Contains("sort=name", page.Page.QuerySelector("th:has(#sort-seller) #sort-name")!.GetAttribute("href")!, StringComparison.Ordinal);
        Assert.Contains("sort=-claimed", page.Page.QuerySelector("#sort-claimed")!.GetAttribute("href")!, StringComparison.Ordinal);
        Assert.Null((await troth.As(Role.Seller).Open("/book")).Page.QuerySelector("#sort-claimed")); // who may not see all claims
    }

    [Fact]
    public async Task Only_accounts_with_a_potential_are_said_to_be_drawn()
    {
        troth.Available();
        var generation = await troth.Database.Db(db => db.BookStates.Select(s => s.Generation).SingleAsync());
        var many = new BookTotal { Generation = generation, Kind = RelationshipKind.TooLittle, KindWithoutClaim = RelationshipKind.TooLittle, Accounts = 3_000 };
        await troth.Database.Db(db => { db.Add(many); return db.SaveChangesAsync(); });
        try
        {
            Assert.DoesNotContain("drawn by lot", (await troth.As(Role.Manager).Open("/book")).Words("main")!, StringComparison.Ordinal);
        }
        finally
        {
            await troth.Database.Db(db => db.BookTotals.Where(t => t.Id == many.Id).ExecuteDeleteAsync());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_threshold_that_nothing_or_everything_passes_is_refused(int threshold)
    {
        troth.Available();
        var client = troth.As(Role.Administrator);
        var company = (await client.Json(HttpMethod.Get, "/api/company")).Json;
        var answer = await client.Json(HttpMethod.Put, "/api/company", new
        {
            name = company.GetProperty("name").GetString(), baseCurrency = company.GetProperty("baseCurrency").GetString(), culture = company.GetProperty("culture").GetString(),
            timeZone = company.GetProperty("timeZone").GetString(), threshold, questionDays = 14, version = company.GetProperty("version").GetInt32(),
        });
        Assert.Equal(400, (int)answer.Status);
        Assert.Contains("give 1 to 99", answer.Text, StringComparison.Ordinal);
        Assert.Equal("99", (await client.Open("/company")).Page.QuerySelector("[name=Threshold]")!.GetAttribute("max"));
    }

    [Fact]
    public async Task The_page_takes_a_bounded_number_of_queries()
    {
        troth.Available();
        Assert.InRange((await troth.As(Role.Manager).Open("/book")).Queries.Count, 3, 9);
        Assert.InRange((await troth.As(Role.Seller).Open("/book?mine=true&sort=name&segment=Middle")).Queries.Count, 3, 9);
        var number = await troth.Database.Db(db => db.Accounts.Where(a => a.Id == scene.Claimed).Select(a => a.Number).SingleAsync());
        Assert.InRange((await troth.As(Role.Seller).Open($"/book/A-{number}")).Queries.Count, 3, 10);
    }

    [Fact]
    public async Task Names_are_shown_and_exported_as_they_are_and_run_nothing()
    {
        troth.Available();
        var client = troth.As(Role.Reader);
        var page = await client.Open($"/book?seller={scene.Colleague}&sort=name");
        Assert.Contains(page.Page.QuerySelectorAll(".book-table th[scope=row] a"), a => a.TextContent == Naughty);
        Assert.DoesNotContain(page.Page.QuerySelectorAll("main script"), s => s.TextContent.Contains("alert(1)", StringComparison.Ordinal));
        Assert.Contains(Naughty.Replace("\"", "\"\"", StringComparison.Ordinal), (await client.Get("/book/export")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_seller_who_is_asked_answers_and_the_answer_is_kept()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        var question = (await seller.Json(HttpMethod.Get, "/api/book/questions")).Json.EnumerateArray().Single(q => q.GetProperty("accountName").GetString() == "Claimed Castings");
        var (id, account) = (question.GetProperty("id").GetString(), question.GetProperty("account").GetString());
        Assert.Contains("Claimed Castings", (await seller.Open("/")).Words("main")!, StringComparison.Ordinal);

        Assert.Equal(403, (int)(await troth.As(Role.Manager).Json(HttpMethod.Put, $"/api/book/questions/{id}/answer", new { answer = "For her" })).Status);
        var page = await seller.Open($"/book/{account}");
        var empty = await seller.Submit(page, $"form[action*='{id}']", ("answer", "  "));
        Assert.Equal(422, (int)empty.Status);
        Assert.Contains("Say why you still invest", empty.Text, StringComparison.Ordinal);
        var said = await seller.Submit(page, $"form[action*='{id}']", ("answer", "They build a second hall <b>now</b>."));
        Assert.Equal((303, $"/book/{account}"), ((int)said.Status, said.Location));
        Assert.Contains("They build a second hall <b>now</b>.", (await seller.Open($"/book/{account}")).AllWords(".said"));
        var stale = await seller.Submit(page, $"form[action*='{id}']", ("answer", "Again, from the old page"));
        Assert.Equal(409, (int)stale.Status);
        Assert.DoesNotContain("Claimed Castings: why", (await seller.Open("/")).Words("main")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_addresses_are_told()
    {
        troth.Available();
        var client = troth.As(Role.Seller);
        foreach (var wrong in new[] { "sort=size", "kind=friend", "seller=me", "sort=claimed", "sort=bought&after=nowhere", "limit=0",
            // A place that no list gave: more than any column holds, no number, a NUL.
            $"sort=bought&after={Place("9999999999999999999999")}", $"sort=bought&after={Place("0.00001")}", $"sort=growth&after={Place("NaN")}", $"sort=name&after={Place("a\0")}",
            $"sort=claimed&mine=true&after={Place("3000000000")}" })
            Assert.Equal(400, (int)(await client.Json(HttpMethod.Get, $"/api/book?{wrong}")).Status);
        Assert.Equal(200, (int)(await client.Json(HttpMethod.Get, "/api/book?sort=claimed&mine=true")).Status);
        Assert.Equal(404, (int)(await client.Get("/book/A-999999")).Status);
    }

    private static string Place(string value) => $"k{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(value))}.1";

    private static string Number(JsonElement account) => account.GetProperty("number").GetString()!;
}

[Trait("Category", "Culture")]
public sealed class BookPageOnSqlite(SqliteServer troth) : BookPageTests(troth), IClassFixture<SqliteServer>;

public sealed class BookPageOnPostgres(PostgresServer troth) : BookPageTests(troth), IClassFixture<PostgresServer>;

public sealed class BookPaceTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2025-06-02T09:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(true, null, null, 0d, null, true)] // never computed
    [InlineData(false, null, null, 0d, null, false)] // nothing changed
    [InlineData(false, 1.5, 1.5, 0d, null, true)] // a second of quiet
    [InlineData(false, 5d, .2, 0d, null, false)] // in a burst
    [InlineData(false, 11d, .2, 0d, null, true)] // a burst that does not end
    [InlineData(false, 20d, 5d, 3d, 25d, false)] // rests ten times as long as it worked
    [InlineData(false, 20d, 5d, 3d, 31d, true)]
    public void The_job_waits_for_quiet_and_rests(bool never, double? oldest, double? newest, double took, double? endedAgo, bool due) => Assert.Equal(due, Troth.Book.Figures.BookPace.IsDue(
        new(never, Ago(oldest), Ago(newest), TimeSpan.FromSeconds(took)), Ago(endedAgo), Now));

    private static DateTimeOffset? Ago(double? seconds) => seconds is { } s ? Now.AddSeconds(-s) : null;
}
