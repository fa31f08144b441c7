using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book;
using Troth.Identity;
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
            await troth.Database.Db(async db => { await BookScene.Account(db, Naughty, scene.Colleague, 1_000_500); await db.SaveChangesAsync(); });
        }
        await BookScene.Recompute(troth.Services);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("name")]
    [InlineData("-name")]
    [InlineData("seller")]
    [InlineData("-bought")]
    [InlineData("bought")]
    [InlineData("growth")]
    [InlineData("-potential")]
    [InlineData("potential")]
    [InlineData("-penetration")]
    [InlineData("penetration")]
    [InlineData("-claimed")]
    public async Task Pages_of_the_list_are_the_whole_list_in_order_both_ways(string sort)
    {
        troth.Available();
        var client = troth.As(Role.Administrator);
        var whole = (await client.Json(HttpMethod.Get, $"/api/book?sort={sort}&limit=200")).Json.GetProperty("accounts").EnumerateArray().Select(Number).ToList();
        Assert.Equal(BookScene.Alike + 6, whole.Count);
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
        foreach (var wrong in new[] { "sort=size", "kind=friend", "seller=me", "sort=claimed", "sort=bought&after=nowhere", "limit=0" })
            Assert.Equal(400, (int)(await client.Json(HttpMethod.Get, $"/api/book?{wrong}")).Status);
        Assert.Equal(200, (int)(await client.Json(HttpMethod.Get, "/api/book?sort=claimed&mine=true")).Status);
        Assert.Equal(404, (int)(await client.Get("/book/A-999999")).Status);
    }

    private static string Number(JsonElement account) => account.GetProperty("number").GetString()!;
}

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
