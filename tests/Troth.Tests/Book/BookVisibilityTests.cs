using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

/// <summary>
/// Who sees the word “smoke screen”, the claim and the question, on every way out of the Book: by role, by day and in the customer-safe view.
/// </summary>
public abstract class BookVisibilityTests(TestServer troth) : IAsyncLifetime
{
    private const string Account = "Claimed Castings";
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, BookScene> Scenes = new();
    private BookScene scene = null!;
    private long number;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        troth.Clock.Set(new DateTimeOffset(2025, 6, 2, 9, 0, 0, TimeSpan.Zero));
        if (!Scenes.TryGetValue(troth, out scene!)) Scenes[troth] = scene = await troth.Database.Db(db => BookScene.Make(db, troth.SellerId));
        await BookScene.Recompute(troth.Services);
        number = await troth.Database.Db(db => db.Accounts.Where(a => a.Name == Account).Select(a => a.Number).SingleAsync());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Who looks, after how many days, and what they see of the claimed account.</summary>
    [Theory]
    [InlineData("seller", 0, "word claim question")]
    [InlineData("seller", 30, "word claim question")]
    [InlineData("colleague", 30, "")]
    [InlineData("manager", 0, "claim")]
    [InlineData("manager", 13, "claim")]
    [InlineData("manager", 14, "word claim question")]
    [InlineData("manager of the team", 13, "claim")]
    [InlineData("manager of the team", 14, "word claim question")]
    [InlineData("manager of another team", 30, "")]
    [InlineData("administrator", 13, "claim")]
    [InlineData("administrator", 14, "word claim question")]
    [InlineData("scheduler", 30, "")]
    [InlineData("marketer", 30, "")]
    [InlineData("reader", 30, "")]
    [InlineData("reader who is its seller", 30, "")]
    public async Task Everybody_sees_what_they_may_and_no_more(string who, int days, string sees)
    {
        troth.Available();
        var client = await Client(who);
        troth.Clock.Set(new DateTimeOffset(2025, 6, 2, 9, 0, 0, TimeSpan.Zero).AddDays(days));
        bool word = sees.Contains("word", StringComparison.Ordinal), claim = sees.Contains("claim", StringComparison.Ordinal), question = sees.Contains("question", StringComparison.Ordinal);
        var kind = word ? "smokeScreen" : "sleeper";

        var list = await client.Json(HttpMethod.Get, "/api/book?limit=200");
        var row = list.Json.GetProperty("accounts").EnumerateArray().Single(a => a.GetProperty("name").GetString() == Account);
        Assert.Equal(kind, row.GetProperty("kind").GetString());
        Assert.StartsWith(kind, row.GetProperty("whyCode").GetString(), StringComparison.Ordinal);
        Assert.Equal(word, row.GetProperty("why").GetString()!.Contains("trusted adviser", StringComparison.Ordinal));
        Assert.Equal(claim ? 5 : (int?)null, row.GetProperty("claimed") is { ValueKind: JsonValueKind.Number } step ? step.GetInt32() : (int?)null);
        Assert.Equal(2000m, row.GetProperty("purchases12m").GetDecimal());

        // Counts, and filters by kind, look with the same eyes.
        var counts = list.Json.GetProperty("kinds").EnumerateArray().ToDictionary(k => k.GetProperty("kind").GetString()!, k => k.GetProperty("accounts").GetInt32());
        Assert.Equal(word ? 1 : 0, counts.GetValueOrDefault("smokeScreen"));
        Assert.Equal(word ? 1 : 2, counts["sleeper"]);
        if (who is "scheduler" or "marketer" or "reader" or "reader who is its seller") Assert.Equal(400, (int)(await client.Json(HttpMethod.Get, "/api/book?kind=smokeScreen")).Status);
        else Assert.Equal(word ? 1 : 0, (await client.Json(HttpMethod.Get, "/api/book?kind=smokeScreen")).Json.GetProperty("accounts").GetArrayLength());
        Assert.Equal(word ? 1 : 2, (await client.Json(HttpMethod.Get, "/api/book?kind=sleeper")).Json.GetProperty("accounts").GetArrayLength());

        var csv = (await client.Get("/book/export")).Text.Split("\r\n").Single(line => line.Contains(Account, StringComparison.Ordinal));
        Assert.Contains($",{kind},", csv, StringComparison.Ordinal);
        Assert.Equal(claim, csv.Contains(",5,2025-05-03,", StringComparison.Ordinal));
        Assert.Equal(word, csv.Contains("trusted adviser", StringComparison.Ordinal));

        var chart = (await client.Json(HttpMethod.Get, "/api/book/chart")).Json.GetProperty("series").EnumerateArray()
            .Single(s => s.GetProperty("names").EnumerateArray().Any(n => n.GetString() == Account));
        Assert.Equal(word ? "smoke screen?" : "sleeper", chart.GetProperty("name").GetString());

        var page = (await client.Open("/book?sort=bought")).Page.QuerySelectorAll(".book-table tbody tr").Single(tr => tr.TextContent.Contains(Account, StringComparison.Ordinal)).TextContent;
        Assert.Equal(word, page.Contains("smoke screen", StringComparison.Ordinal));
        Assert.Equal(claim, page.Contains("trusted adviser", StringComparison.Ordinal));

        foreach (var address in new[] { $"/book/A-{number}", $"/panels/account-head/book/{scene.Claimed}" })
        {
            var facts = (await client.Open(address)).Words("main") ?? "";
            Assert.Equal(word, facts.Contains("smoke screen", StringComparison.Ordinal));
            Assert.Equal(question, facts.Contains("yet bought", StringComparison.Ordinal));
        }
        Assert.Equal(question ? 1 : 0, (await client.Json(HttpMethod.Get, $"/api/book/A-{number}")).Json.GetProperty("questions").GetArrayLength());
        var questions = await client.Json(HttpMethod.Get, "/api/book/questions");
        if (who is "scheduler" or "marketer" or "reader" or "reader who is its seller") Assert.Equal(403, (int)questions.Status);
        else Assert.Equal(question ? 1 : 0, questions.Json.GetArrayLength());

        await NothingInTheSafeView(client);
    }

    [Fact]
    public async Task Today_shows_managers_what_waits_and_answers_for_two_weeks()
    {
        troth.Available();
        async Task Shown(int day, bool expected)
        {
            troth.Clock.Set(new DateTimeOffset(2025, 6, 2, 9, 0, 0, TimeSpan.Zero).AddDays(day));
            Assert.Equal(expected, (await troth.As(Role.Manager).Open("/")).Words("main")!.Contains($"{Account}: ", StringComparison.Ordinal));
        }
        Task Answered(int? day) => troth.Database.Db(db => db.ClaimQuestions.Where(q => q.AccountId == scene.Claimed).ExecuteUpdateAsync(question => question
            .SetProperty(q => q.Answer, day == null ? null : "They build a second hall.")
            .SetProperty(q => q.AnsweredAt, day == null ? null : new DateTimeOffset(2025, 6, 2, 9, 0, 0, TimeSpan.Zero).AddDays(day.Value))));
        await Shown(13, false);
        await Shown(14, true);
        await Shown(90, true);
        await Answered(3);
        await Shown(13, false);
        await Shown(14, true);
        await Shown(27, true);
        await Shown(29, false);
        await Answered(40);
        await Shown(53, true);
        await Shown(55, false);
        await Answered(null);
    }

    private async Task NothingInTheSafeView(TestClient client)
    {
        client.Cookies.Add(troth.Address, new System.Net.Cookie("troth.safe", "on"));
        foreach (var address in new[] { "/book", "/book?kind=smokeScreen", "/book?sort=penetration", "/book?sort=claimed", $"/book/A-{number}", "/book/export" })
        {
            var text = (await client.Open(address)).Text;
            foreach (var word in new[] { "smoke", "sleeper", "asset<", "adviser", "Could buy", "peers", "Peer 01 Works\n" })
                if (address != "/book/export" || word != "Could buy") Assert.DoesNotContain(word, Rows(text, address), StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(404, (int)(await client.Get($"/book/A-{number}/peers")).Status);
        Assert.Equal(404, (int)(await client.Json(HttpMethod.Get, $"/api/book/A-{number}/peers")).Status);
        var answer = (await client.Json(HttpMethod.Get, $"/api/book/A-{number}")).Json;
        foreach (var hidden in new[] { "kind", "why", "whyCode", "claimed", "potential", "penetration", "growth", "growthRange", "peerGrowth", "peerGrowthRange" })
            Assert.Equal(JsonValueKind.Null, answer.GetProperty("figures").GetProperty(hidden).ValueKind);
        Assert.Equal(0, answer.GetProperty("questions").GetArrayLength());
        Assert.Equal(0, (await client.Json(HttpMethod.Get, "/api/book/chart")).Json.GetProperty("series").GetArrayLength());
        var byPenetration = (await client.Json(HttpMethod.Get, "/api/book?sort=-penetration")).Json;
        Assert.Equal("-bought", byPenetration.GetProperty("sort").GetString());
        Assert.Equal(0, byPenetration.GetProperty("kinds").GetArrayLength());
    }

    /// <summary>The CSV's first line names all columns, whoever reads it.</summary>
    private static string Rows(string text, string address) => address == "/book/export" ? text[text.IndexOf('\n', StringComparison.Ordinal)..] : text[text.IndexOf("<main", StringComparison.Ordinal)..]
        .Replace("kind=smokeScreen", "", StringComparison.Ordinal); // the reader's own address

    private async Task<TestClient> Client(string who) => who switch
    {
        "seller" => troth.As(Role.Seller),
        "manager" => troth.As(Role.Manager),
        "administrator" => troth.As(Role.Administrator),
        "scheduler" => troth.As(Role.Scheduler),
        "marketer" => troth.As(Role.Marketer),
        "reader" => troth.As(Role.Reader),
        "reader who is its seller" => troth.As(await troth.Somebody(who, Role.Reader, scene.Seller, null)),
        "colleague" => troth.As(await troth.Somebody(who, Role.Seller, scene.Colleague, null)),
        "manager of the team" => troth.As(await troth.Somebody(who, Role.Manager, null, scene.Team)),
        _ => troth.As(await troth.Somebody(who, Role.Manager, null, Guid.CreateVersion7())),
    };
}

public sealed class BookVisibilityOnSqlite(SqliteServer troth) : BookVisibilityTests(troth), IClassFixture<SqliteServer>;

public sealed class BookVisibilityOnPostgres(PostgresServer troth) : BookVisibilityTests(troth), IClassFixture<PostgresServer>;
