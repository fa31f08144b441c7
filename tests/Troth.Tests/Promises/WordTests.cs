using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
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
            var promise = new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, PromiseOrigin.Quoted, "Brackets", account.Id, new(due), due.AddDays(-20), new(due.AddDays(-20), default, default));
            promise.Between(seller, null);
            if (days is { } done) promise.Keep(due.AddDays(done), new(due.AddDays(done), default, default));
            else promise.Withdraw(due, new(due, TimeOnly.MinValue, TimeSpan.Zero), null);
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
    public async Task What_people_say_they_kept_is_counted_apart_from_deliveries()
    {
        troth.Available();
        var account = await troth.Account("Smiled at");
        await Promised(account, troth.SellerId, 0, 0, 0, 0, 3);
        var seller = troth.As(Role.Seller);
        for (var i = 0; i < 3; i++)
        {
            var made = await seller.Json(HttpMethod.Post, "/api/promises", new { kind = "other", what = "smile", account = account.Label, dueOn = "2099-12-31" });
            await seller.Json(HttpMethod.Put, $"/api/promises/{made.Json.GetProperty("promise").GetProperty("number").GetString()}/kept");
        }
        var word = await Word(Role.Reader, $"account={account.Id}");
        (int, int) Counts(string of) => (word.GetProperty(of).GetProperty("made").GetInt32(), word.GetProperty(of).GetProperty("kept").GetInt32());
        Assert.Equal((5, 4), Counts("total"));
        Assert.Equal((3, 3), Counts("others"));
        Assert.Equal([5], word.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("made").GetInt32()));
        Assert.Equal([5], (await Word(Role.Administrator, $"by=seller&account={account.Id}")).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("made").GetInt32()));
        async Task<int> Listed(string query) => (await seller.Get($"/api/promises?state=counted&account={account.Id}&{query}")).Json.GetProperty("items").GetArrayLength();
        Assert.Equal((5, 3), (await Listed("kind=delivery"), await Listed("kind=rest")));
        var page = await seller.Open($"/word?account={account.Id}");
        Assert.Contains("by the word of who made them: 3 of 3 kept.", page.Words("main")!, StringComparison.Ordinal);
        Assert.Contains("4 of 5 deliveries", (await seller.Open($"/panels/account-main/word/{account.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_is_of_slips_that_somebody_could_tell_of_and_the_list_holds_as_many()
    {
        troth.Available();
        var account = await troth.Account("Slipping");
        await Promised(account, null, 0, 4, 4, 4, 4, 4);
        await troth.Database.Db(async db =>
        {
            async Task<Promise> Of(PromiseOrigin origin)
            {
                var promise = new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, origin, "Brackets", account.Id, new(First), First.AddDays(-9), new(First.AddDays(-9), default, default));
                db.Add(promise);
                return promise;
            }
            var back = await Of(PromiseOrigin.Quoted); // on time, and came back: broken, and did not slip
            back.Keep(First, new(First, default, default));
            back.Reopen(First.AddDays(3), PromiseCause.Defect, null, 60);
            (await Of(PromiseOrigin.Inherited)).Keep(First.AddDays(2), new(First.AddDays(2), default, default)); // nobody could put down that they were told
            var told = await Of(PromiseOrigin.Inherited);
            told.Tell(new(First.AddDays(-6), default, default), new(First.AddDays(2)), PromiseAnswer.Agreed, PromiseChannel.Phone, "Sam", "Ms Alt", null);
            told.Keep(First.AddDays(2), new(First.AddDays(2), default, default));
            await Of(PromiseOrigin.Quoted); // open and overdue: it has not ended
            return await db.SaveChangesAsync();
        });
        var days = (await Word(Role.Reader, $"account={account.Id}")).GetProperty("days");
        Assert.Equal((6, 0), (days.GetProperty("slips").GetInt32(), days.GetProperty("notice").GetInt32()));
        var page = await troth.As(Role.Reader).Open($"/word?account={account.Id}");
        Assert.Contains("state=slipped", page.Text, StringComparison.Ordinal);
        Assert.Equal(6, (await troth.As(Role.Reader).Get($"/api/promises?state=slipped&kind=delivery&account={account.Id}")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Overdue_is_what_is_past_the_day_that_holds()
    {
        troth.Available();
        var account = await troth.Account("Later agreed");
        var today = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime);
        await troth.Database.Db(async db =>
        {
            for (var i = 0; i < 2; i++)
            {
                var promise = new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, PromiseOrigin.Quoted, "Brackets", account.Id, new(today.AddDays(-3)), today.AddDays(-30), troth.Clock.GetUtcNow().AddDays(-30));
                if (i == 0) promise.Tell(troth.Clock.GetUtcNow().AddDays(-5), new(today.AddDays(7)), PromiseAnswer.Agreed, PromiseChannel.Phone, "Sam", "Ms Alt", null);
                db.Add(promise);
            }
            return await db.SaveChangesAsync();
        });
        var total = (await Word(Role.Reader, $"account={account.Id}")).GetProperty("total");
        Assert.Equal((2, 0, 1, 1), (total.GetProperty("made").GetInt32(), total.GetProperty("broken").GetInt32(), total.GetProperty("renegotiated").GetInt32(), total.GetProperty("overdue").GetInt32()));
        async Task<int> Listed(string state) => (await troth.As(Role.Reader).Get($"/api/promises?state={state}&account={account.Id}")).Json.GetProperty("items").GetArrayLength();
        Assert.Equal((1, 1, 2), (await Listed("overdue"), await Listed("renegotiated"), await Listed("counted")));
    }

    [Theory]
    [InlineData("{}", "sellers", "returnDays", "version"), InlineData("""{"sellers":9,"returnDays":30,"version":0}"""), InlineData("""{"sellers":"off","returnDays":0,"version":0}""", "returnDays")]
    public async Task Settings_are_not_guessed(string body, params string[] fields)
    {
        troth.Available();
        var admin = troth.As(Role.Administrator);
        var before = (await admin.Get("/api/word/settings")).Text;
        var refused = await admin.Json(HttpMethod.Put, "/api/word/settings", System.Text.Json.Nodes.JsonNode.Parse(body)!);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        foreach (var field in fields) Assert.Contains($"\"{field}\":[", refused.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, (await admin.Get("/api/word/settings")).Text);
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
    public async Task Medians_have_their_interval_or_are_too_few()
    {
        troth.Available();
        var (few, many) = (await troth.Account("Five of a kind"), await troth.Account("Seven of a kind"));
        await Promised(few, null, 1, 2, 3, 4, 5);
        await Promised(many, null, 1, 2, 3, 4, 5, 6, 7);
        var days = (await Word(Role.Reader, $"account={few.Id}")).GetProperty("days");
        Assert.All(["quoted", "realised", "quotedBetween", "notice"], field => Assert.Equal(System.Text.Json.JsonValueKind.Null, days.GetProperty(field).ValueKind));
        Assert.Equal(5, days.GetProperty("timed").GetInt32());
        days = (await Word(Role.Reader, $"account={many.Id}")).GetProperty("days");
        Assert.Equal((24, 21, 27), (days.GetProperty("realised").GetInt32(), days.GetProperty("realisedBetween").GetProperty("low").GetInt32(),
            days.GetProperty("realisedBetween").GetProperty("high").GetInt32()));
        Assert.Contains("medians of 7 deliveries, between 20 and 20 days and between 21 and 27 days at 95 %",
            (await troth.As(Role.Reader).Open($"/word?account={many.Id}")).Words("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_that_has_not_ended_is_told_as_such_and_is_in_no_trend()
    {
        troth.Available();
        var account = await troth.Account("This month");
        var today = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime);
        await Promised(account, null, 0, 0, 0, 0, 0);
        await troth.Database.Db(async db =>
        {
            for (var i = 0; i < 12; i++) // half this month, half of them for next month and done already
            {
                var promise = new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, PromiseOrigin.Quoted, "Brackets", account.Id,
                    new(i < 6 ? today : today.AddMonths(1)), today.AddDays(-30), troth.Clock.GetUtcNow().AddDays(-30));
                promise.Keep(today, troth.Clock.GetUtcNow());
                db.Add(promise);
            }
            return await db.SaveChangesAsync();
        });
        var word = await Word(Role.Reader, $"account={account.Id}");
        Assert.Equal([(6, true, false), (6, true, false), (5, false, true)], word.GetProperty("rows").EnumerateArray().Select(r => (r.GetProperty("made").GetInt32(),
            r.GetProperty("running").GetBoolean(), r.GetProperty("share").ValueKind == System.Text.Json.JsonValueKind.Number)));
        Assert.Equal(1, word.GetProperty("trend").GetProperty("months").GetInt32());
        Assert.Contains("so far 6 of 6: the month has not ended", (await troth.As(Role.Reader).Open($"/word?account={account.Id}")).Words("main table"), StringComparison.Ordinal);
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
    public async Task What_tells_a_withheld_figure_does_not_say_whose_it_is()
    {
        troth.Available();
        var account = await troth.Account("Of one who is withheld");
        var other = await troth.Seller("Willa Withheld");
        await Promised(account, other.Id, 0, 2, null);
        await Promised(account, troth.SellerId, 0);
        var today = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime);
        await troth.Database.Db(async db =>
        {
            foreach (var due in new[] { today.AddDays(-3), today.AddDays(9) })
            {
                var made = today.AddDays(-30);
                var promise = new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, PromiseOrigin.Quoted, "Brackets", account.Id, new(due), made, new(made, default, default));
                promise.Between(other.Id, null);
                db.Add(promise);
            }
            return await db.SaveChangesAsync();
        });
        async Task<List<(string State, string? Seller)>> Listed(Role role, string more = "") => [.. (await troth.As(role).Get($"/api/promises?account={account.Id}{more}")).Json.GetProperty("items")
            .EnumerateArray().Select(p => (p.GetProperty("state").GetString()!, p.TryGetProperty("seller", out var name) ? name.GetString() : null))];
        Assert.Equal([("open", "Willa Withheld"), ("open", null), ("kept", null), ("kept", "Sam Seller"), ("broken", null), ("withdrawn", null)],
            (await Listed(Role.Seller)).OrderBy(p => p.State switch { "open" => 0, "kept" => 1, "broken" => 2, _ => 3 }).ThenBy(p => p switch { ("open", not null) => 0, ("kept", not null) => 2, _ => 1 }));
        Assert.Equal(5, (await Listed(Role.Administrator)).Count(p => p.Seller == "Willa Withheld"));
        Assert.DoesNotContain(other.Id.ToString(), (await troth.As(Role.Seller).Get($"/api/promises?state=counted&account={account.Id}")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Single(await Listed(Role.Seller, $"&seller={other.Id}&state=open"));
        Assert.Empty(await Listed(Role.Seller, $"&seller={other.Id}&state=open&to={today.AddDays(-1):yyyy-MM-dd}"));
        Assert.Equal(2, (await Listed(Role.Administrator, $"&seller={other.Id}&state=open")).Count);
        foreach (var path in new[] { "/promises/export", "/api/promises/export" })
        {
            async Task<int> Named(Role role, string more) => (await troth.As(role).Get($"{path}?account={account.Id}{more}")).Text.Split("Willa Withheld").Length - 1;
            Assert.Equal((0, 1, 5), (await Named(Role.Seller, "&state=counted"), await Named(Role.Seller, ""), await Named(Role.Administrator, "")));
        }
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

        // The ledger does not tell by its counts what is withheld as a figure, page, file or API alike; what is still to be done it lists.
        foreach (var path in new[] { "/api/promises?", "/promises?", "/promises/export?", "/api/promises/export?" })
            foreach (var state in new[] { "kept", "counted", "broken", "" })
            {
                var refused = await troth.As(Role.Seller).Get($"{path}seller={other.Id}&state={state}");
                Assert.True(refused.Status == HttpStatusCode.Forbidden, $"{path}{state}: {refused.Status}");
                if (!path.Contains("export", StringComparison.Ordinal)) Assert.Contains("figures are not for you", refused.Text, StringComparison.Ordinal);
            }
        Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Seller).Get($"/api/promises?seller={other.Id}&state=open")).Status);
        Assert.Equal(5, (await troth.As(Role.Seller).Get($"/api/promises?seller={troth.SellerId}&state=kept&account={account.Id}")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(6, (await troth.As(Role.Administrator).Get($"/api/promises?seller={other.Id}&state=broken&account={account.Id}")).Json.GetProperty("items").GetArrayLength());

        var admin = troth.As(Role.Administrator);
        var settings = (await admin.Get("/api/word/settings")).Json;
        var changed = await admin.Json(HttpMethod.Put, "/api/word/settings", new { sellers = "named", reason = "Asked for.", returnDays = 30, version = settings.GetProperty("version").GetInt32() });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(["Olga Other", "Sam Seller"], await Seen(Role.Seller));
        Assert.Equal(HttpStatusCode.Conflict, (await admin.Json(HttpMethod.Put, "/api/word/settings", new { sellers = "off", returnDays = 30, version = 99 })).Status);
        var page = await admin.Open("/word/settings");
        Assert.Equal(422, (int)(await admin.Submit(page, "main form[method=post]", ("returnDays", "-3"))).Status);
        Assert.Equal(303, (int)(await admin.Submit(page, "main form[method=post]", ("sellers", "OwnTeam"), ("reason", "As it was."), ("returnDays", "60"))).Status);
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

public sealed partial class WordOnSqlite(SqliteServer troth) : WordTests(troth), IClassFixture<SqliteServer>
{
    private readonly SqliteServer server = troth;

    [GeneratedRegex("@\\w+")]
    private static partial Regex Parameters { get; }

    /// <summary>With millions of promises a page that reads the records takes seconds: what is asked of all of them stands in an index.</summary>
    [Theory]
    [InlineData("month"), InlineData("account"), InlineData("seller"), InlineData("product"), InlineData("vendor"), InlineData("workCenter")]
    public async Task The_page_of_the_whole_company_reads_no_record(string by)
    {
        await server.Database.Db(async db =>
        {
            if (!await db.Set<Troth.Schedule.Describing.Plant>().AnyAsync()) db.Add(new Troth.Schedule.Describing.Plant { Name = "Works", TimeZone = "Europe/Vienna", GoLiveOn = new(2024, 2, 1) });
            return await db.SaveChangesAsync();
        });
        var page = await server.As(Role.Administrator).Open($"/word?by={by}");
        var walks = await server.Database.Db(async db =>
        {
            var found = new List<string>();
            await db.Database.OpenConnectionAsync();
            foreach (var sql in page.Queries.Where(q => q.Contains("promises", StringComparison.Ordinal)))
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = "EXPLAIN QUERY PLAN " + sql;
                foreach (var name in Parameters.Matches(sql).Select(m => m.Value).Distinct()) command.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter(name, (object)0));
                await using var rows = await command.ExecuteReaderAsync();
                while (await rows.ReadAsync()) found.Add(rows.GetString(3));
            }
            return found;
        });
        var ours = walks.Where(step => step.Contains(" promises", StringComparison.Ordinal) || step.Contains(" p ", StringComparison.Ordinal)).ToList();
        Assert.InRange(ours.Count, 5, 12);
        Assert.All(ours, step => Assert.Contains("COVERING INDEX", step, StringComparison.Ordinal));
    }
}

public sealed class WordOnPostgres(PostgresServer troth) : WordTests(troth), IClassFixture<PostgresServer>;
