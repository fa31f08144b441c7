using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Integrations.Outbox;
using Troth.Orders;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Integrations;

public abstract class OutboxTests(TestServer troth) : IAsyncLifetime
{
    private TestClient seller = null!, scheduler = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        (seller, scheduler) = (troth.As(Role.Seller), troth.As(Role.Scheduler));
        if (await troth.Database.Db(db => db.Accounts.AnyAsync(a => a.Number == 901))) return;
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            var account = new Account(901, "Halas Kft.");
            account.LookedAfterBy(troth.SellerId);
            db.Add(account);
            await db.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_empty_answer_in_the_list_is_refused_by_its_place()
    {
        troth.Available();
        var answer = await scheduler.Json(HttpMethod.Put, "/api/outbox/answers", new { answers = new object?[] { null } });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("answers", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promise_and_every_change_of_it_leave_in_the_order_they_happened()
    {
        troth.Available();
        var (quote, order, shopOrder) = await Promised(40);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/shop-orders/{shopOrder}/quantity", new { quantity = 30 })).Status);
        Assert.Equal(HttpStatusCode.OK, (await scheduler.Json(HttpMethod.Post, $"/api/shop-orders/{shopOrder}/shipments",
            new { pieces = 10, why = "From the fair" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/shop-orders/{shopOrder}/cancelled", new { })).Status);
        var page = await scheduler.Get($"/api/outbox?order={order}");
        Assert.True(page.Status == HttpStatusCode.OK, page.Text);
        var all = page.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["promised", "changed", "shipped", "cancelled"], all.Select(e => e.GetProperty("kind").GetString()));
        Assert.Equal([40, 30, 30, 30], all.Select(e => e.GetProperty("quantity").GetInt32()));
        Assert.Equal([0, 0, 10, 10], all.Select(e => e.GetProperty("shipped").GetInt32()));
        Assert.Equal(40, all[1].GetProperty("wasQuantity").GetInt32());
        Assert.True(all.Zip(all.Skip(1)).All(p => p.First.GetProperty("number").GetInt64() < p.Second.GetProperty("number").GetInt64()));
        Assert.Equal(("Halas Kft.", "A-901", shopOrder, "waiting", quote.GetProperty("lines")[0].GetProperty("promisedOn").GetString(), 1),
            (all[0].GetProperty("accountName").GetString(), all[0].GetProperty("account").GetString(), all[0].GetProperty("shopOrder").GetString(), all[0].GetProperty("state").GetString(),
                all[0].GetProperty("promisedOn").GetString(), all[0].GetProperty("line").GetInt32()));
        var csv = (await scheduler.Get($"/api/outbox/export?order={order}&state=all")).Text.Split("\r\n");
        Assert.Equal("\ufeff" + string.Join(',', ListOutbox.Columns), csv[0]);
        Assert.Equal(4, csv.Count(l => l.Contains("Halas Kft.", StringComparison.Ordinal)));
        var after = all[1].GetProperty("number").GetInt64();
        Assert.Equal(2, (await scheduler.Get($"/api/outbox?order={order}&after={after}")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_hold_and_what_was_refused_leave_nothing()
    {
        troth.Available();
        var before = await troth.Database.Db(db => db.Outbox.CountAsync());
        var held = await Held(20);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{held}/declined", new { })).Status);
        var (_, _, shopOrder) = await Promised(5);
        Assert.Equal(HttpStatusCode.Conflict, (await scheduler.Json(HttpMethod.Post, $"/api/shop-orders/{shopOrder}/shipments", new { pieces = 6 })).Status);
        Assert.Equal(before + 1, await troth.Database.Db(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task Answers_count_once_and_give_an_order_its_name_there()
    {
        troth.Available();
        var (_, order, _) = await Promised(3);
        var (_, other, _) = await Promised(4);
        var (number, second) = (await NumberOf(order), await NumberOf(other));
        var answer = new { source = "erp", answers = new object[] { new { number, taken = true, reference = $"SO-{number}" }, new { number = second, taken = false, message = "Credit is blocked" }, new { number = 999_999, taken = true } } };
        for (var i = 0; i < 2; i++)
        {
            var said = await scheduler.Json(HttpMethod.Put, "/api/outbox/answers", answer);
            Assert.True(said.Status == HttpStatusCode.OK, said.Text);
            Assert.Equal((1, 1, 999_999), (said.Json.GetProperty("taken").GetInt32(), said.Json.GetProperty("refused").GetInt32(), said.Json.GetProperty("unknown")[0].GetInt64()));
        }
        var known = await troth.Database.Db(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == order));
        var source = await troth.Database.Db(db => db.ImportSources.AsNoTracking().SingleAsync(s => s.Name == "erp"));
        Assert.Equal(($"SO-{number}", source.Id), (known.ExternalKey, known.SourceId));
        var refused = Assert.Single((await scheduler.Get($"/api/outbox?state=refused&order={other}")).Json.GetProperty("items").EnumerateArray().ToList());
        Assert.Equal("Credit is blocked", refused.GetProperty("message").GetString());
        Assert.Contains("refused", (await scheduler.Open("/")).Text, StringComparison.Ordinal);

        var again = await scheduler.Post($"/outbox/{second}/again");
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        // Another order has that key, as one that its own feed brought before it answered: the answers beside it count all the same.
        var (_, third, _) = await Promised(6);
        var last = await NumberOf(third);
        var answers = new[] { new { number = second, taken = true, reference = $"SO-{number}" }, new { number = last, taken = true, reference = $"SO-{last}" } };
        for (var i = 0; i < 2; i++)
        {
            var taken = await scheduler.Json(HttpMethod.Put, "/api/outbox/answers", new { source = "erp", answers });
            Assert.True(taken.Status == HttpStatusCode.OK, taken.Text);
            var clash = Assert.Single(taken.Json.GetProperty("clashing").EnumerateArray().ToList());
            Assert.Equal((second, $"SO-{number}"), (clash.GetProperty("number").GetInt64(), clash.GetProperty("reference").GetString()));
            Assert.Contains(known.Label, clash.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
        Task<string?> Key(Guid of) => troth.Database.Db(db => db.Orders.Where(o => o.Id == of).Select(o => o.ExternalKey).SingleAsync());
        Assert.Equal((null, $"SO-{last}"), (await Key(other), await Key(third)));
        var both = await troth.Database.Db(db => db.Outbox.AsNoTracking().Where(e => e.Number == second || e.Number == last).ToListAsync());
        Assert.All(both, e => Assert.Equal("Taken", e.State.ToString()));
        Assert.Contains("stands here a second time", (await scheduler.Open($"/outbox?state=taken&order={other}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await scheduler.Json(HttpMethod.Put, "/api/outbox/answers", new { upTo = last })).Status);
    }

    [Theory]
    [InlineData("""{}""", "answers")]
    [InlineData("""{"answers":[]}""", "answers")]
    [InlineData("""{"upTo":0}""", "upTo")]
    [InlineData("""{"upTo":5,"source":"erp"}""", "source")]
    [InlineData("""{"answers":[{"number":1,"taken":false}]}""", "message")]
    [InlineData("""{"answers":[{"number":1,"taken":true},{"number":1,"taken":true}]}""", "answers")]
    public async Task A_wrong_answer_is_named(string body, string field)
    {
        troth.Available();
        var said = await scheduler.Json(HttpMethod.Put, "/api/outbox/answers", JsonDocument.Parse(body).RootElement);
        Assert.Equal(HttpStatusCode.BadRequest, said.Status);
        Assert.True(said.Json.GetProperty("errors").TryGetProperty(field, out _), said.Text);
    }

    [Fact]
    public async Task The_page_shows_what_waits_in_few_queries_and_takes_an_answer_by_hand()
    {
        troth.Available();
        var (_, order, _) = await Promised(7);
        var page = await scheduler.Open($"/outbox?order={order}");
        Assert.Contains("Halas Kft.", page.Text, StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 1, 12);
        Assert.Equal(HttpStatusCode.SeeOther, (await scheduler.Submit(page, "form[action='/outbox/taken']")).Status);
        Assert.Contains("Nothing waits", (await scheduler.Open("/outbox")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.Get("/api/outbox")).Status);
        var wrong = await scheduler.Get("/api/outbox?state=lost");
        Assert.Equal((HttpStatusCode.BadRequest, true), (wrong.Status, wrong.Text.Contains("lost", StringComparison.Ordinal)));
    }

    /// <summary>Two turns at once: whoever has read up to a number never finds a smaller one later.</summary>
    [Fact]
    public async Task Numbers_come_in_the_order_of_commits()
    {
        troth.Available();
        var labels = new List<string>();
        for (var i = 0; i < 12; i++) labels.Add(await Held(1));
        var reading = true;
        var seen = new HashSet<long>();
        var late = new List<long>();
        var reader = Task.Run(async () =>
        {
            long highest = 0;
            while (Volatile.Read(ref reading))
            {
                var numbers = await troth.Database.Db(db => db.Outbox.AsNoTracking().Select(e => e.Number).ToListAsync());
                late.AddRange(numbers.Where(n => n < highest && !seen.Contains(n)));
                seen.UnionWith(numbers);
                highest = Math.Max(highest, numbers.DefaultIfEmpty().Max());
            }
        });
        await Task.WhenAll(labels.Select(label => seller.Json(HttpMethod.Put, $"/api/quotes/{label}/confirmed", new { })));
        Volatile.Write(ref reading, false);
        await reader;
        Assert.Empty(late);
    }

    private async Task<long> NumberOf(Guid order) => await troth.Database.Db(db => db.Outbox.Where(e => e.OrderId == order).Select(e => e.Number).SingleAsync());

    private async Task<string> Held(int quantity)
    {
        var answer = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-901", lines = new[] { new { product = Bracket, quantity } } });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json.GetProperty("label").GetString()!;
    }

    private async Task<(JsonElement Quote, Guid Order, string ShopOrder)> Promised(int quantity)
    {
        var label = await Held(quantity);
        var confirmed = await seller.Json(HttpMethod.Put, $"/api/quotes/{label}/confirmed", new { });
        Assert.True(confirmed.Status == HttpStatusCode.OK, confirmed.Text);
        var quote = (await seller.Get($"/api/quotes/{label}")).Json;
        return (quote, confirmed.Json.GetProperty("order").GetGuid(), quote.GetProperty("lines")[0].GetProperty("shopOrder").GetString()!);
    }
}

public sealed class OutboxOnSqlite(SqliteServer troth) : OutboxTests(troth), IClassFixture<SqliteServer>;

public sealed class OutboxOnPostgres(PostgresServer troth) : OutboxTests(troth), IClassFixture<PostgresServer>;
