using System.Net;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Promises.Ledger;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Promises;

public abstract class WordTests(TestServer troth)
{
    private static readonly DateOnly First = new(2024, 1, 10);

    /// <summary>One promise a month, done so many days after its day.</summary>
    private Task<int> Promised(Account account, Guid? seller, params IEnumerable<int?> late) => troth.Database.Db(async db =>
    {
        var month = 0;
        foreach (var days in late)
        {
            var due = First.AddMonths(month++ / 5);
            var promise = new Promise(await db.Take<Promise>(default), PromiseKind.Document, PromiseOrigin.Told, "Drawing", account.Id, new(due), due.AddDays(-20), new(due.AddDays(-20), default, default));
            promise.Between(seller, null);
            if (days is { } done) promise.Keep(due.AddDays(done), new(due.AddDays(done), default, default));
            else promise.Withdraw(due, null);
            db.Add(promise);
        }
        return await db.SaveChangesAsync();
    });

    private async Task<System.Text.Json.JsonElement> Word(Role role, string query) => (await troth.As(role).Get($"/api/word?{query}")).Json;

    [Fact]
    public async Task Kept_of_made_leaves_out_what_was_given_back_and_opens_to_its_facts()
    {
        troth.Available();
        var account = await troth.Account("Counted");
        await Promised(account, null, 0, -2, 0, 0, 0, 0, 3, 0, null);
        var word = await Word(Role.Reader, $"account={account.Id}");
        var total = word.GetProperty("total");
        Assert.Equal((8, 7, 1), (total.GetProperty("made").GetInt32(), total.GetProperty("kept").GetInt32(), total.GetProperty("broken").GetInt32()));
        Assert.Equal(.875, total.GetProperty("share").GetDouble(), 9);
        Assert.Equal(Troth.Evidence.Wilson.Of(7, 8).Low, total.GetProperty("low").GetDouble(), 9);
        Assert.Equal((20, 20), (word.GetProperty("days").GetProperty("quoted").GetInt32(), word.GetProperty("days").GetProperty("realised").GetInt32()));
        Assert.Equal([3, 5], word.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("made").GetInt32()));
        var page = await troth.As(Role.Reader).Open($"/word?account={account.Id}");
        Assert.InRange(page.Queries.Count, 1, 12);
        var facts = await troth.As(Role.Reader).Get($"/api/promises?state=counted&account={account.Id}");
        Assert.Equal(8, facts.Json.GetProperty("items").GetArrayLength());
        Assert.Contains($"account={account.Id}", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_say_so()
    {
        troth.Available();
        var account = await troth.Account("Few");
        await Promised(account, null, 0, 0, 0);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Word(Role.Reader, $"account={account.Id}")).GetProperty("total").GetProperty("share").ValueKind);
        Assert.Contains("too few", (await troth.As(Role.Reader).Open($"/word?account={account.Id}")).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_word_that_gets_better_is_said_to_rise()
    {
        troth.Available();
        var account = await troth.Account("Rising");
        await Promised(account, null, [.. Enumerable.Range(0, 8).SelectMany(month => Enumerable.Range(0, 5).Select(i => (int?)(i * 2 <= month ? 0 : 1)))]);
        var trend = (await Word(Role.Reader, $"account={account.Id}&by=account")).GetProperty("trend");
        Assert.Equal(("rising", 8), (trend.GetProperty("direction").GetString(), trend.GetProperty("months").GetInt32()));
        Assert.True(trend.GetProperty("perYear").GetDouble() > 0);
    }

    [Fact]
    public async Task Single_sellers_follow_the_companys_setting_and_looking_is_put_down()
    {
        troth.Available();
        var account = await troth.Account("Of two sellers");
        var other = await troth.Seller("Olga Other");
        await Promised(account, troth.SellerId, 0, 0, 0, 0, 0);
        await Promised(account, other.Id, 1, 1, 1, 1, 1, 1);
        async Task<List<string?>> Seen(Role role) => [.. (await Word(role, $"by=seller&account={account.Id}")).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("name").GetString())];
        Assert.Equal(["Sam Seller"], await Seen(Role.Seller));
        Assert.Equal(["Olga Other", "Sam Seller"], await Seen(Role.Administrator));
        Assert.Empty(await Seen(Role.Reader));
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Seller).Get($"/api/word?seller={other.Id}")).Status);
        var looks = (await troth.As(Role.Seller).Get("/api/word/looks")).Json.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("who").GetString()).ToList();
        Assert.Contains("Administrator Tester", looks);
        Assert.DoesNotContain("Seller Tester", looks);

        var admin = troth.As(Role.Administrator);
        var settings = (await admin.Get("/api/word/settings")).Json;
        var changed = await admin.Json(HttpMethod.Put, "/api/word/settings", new { sellers = "named", returnDays = 30, version = settings.GetProperty("version").GetInt32() });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(["Olga Other", "Sam Seller"], await Seen(Role.Seller));
        Assert.Equal(HttpStatusCode.Conflict, (await admin.Json(HttpMethod.Put, "/api/word/settings", new { sellers = "off", returnDays = 30, version = 99 })).Status);
        var page = await admin.Open("/word/settings");
        Assert.Equal(422, (int)(await admin.Submit(page, "main form[method=post]", ("returnDays", "-3"))).Status);
        Assert.Equal(303, (int)(await admin.Submit(page, "main form[method=post]", ("sellers", "OwnTeam"), ("returnDays", "60"))).Status);
    }

    [Theory]
    [InlineData("by=product"), InlineData("by=vendor"), InlineData("by=workCenter"), InlineData("by=account&from=2024-02-01&to=2024-03-31")]
    public async Task Each_way_of_telling_apart_answers(string query)
    {
        troth.Available();
        Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Manager).Get($"/api/word?{query}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Manager).Get($"/word?{query}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await troth.As(Role.Manager).Get("/api/word?by=moon")).Status);
    }
}

public sealed class WordOnSqlite(SqliteServer troth) : WordTests(troth), IClassFixture<SqliteServer>;

public sealed class WordOnPostgres(PostgresServer troth) : WordTests(troth), IClassFixture<PostgresServer>;
