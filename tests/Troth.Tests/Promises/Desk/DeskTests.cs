using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises;
using Troth.Promises.Ledger;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk;

public abstract class DeskTests(TestServer troth) : IAsyncLifetime
{
    private TestClient seller = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        seller = troth.As(Role.Seller);
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

    private async Task<JsonElement> Quote(int quantity, string? key = null)
    {
        var answer = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-901", lines = new[] { new { product = Bracket, quantity } } },
            key is null ? null : ("Idempotency-Key", key));
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (await seller.Get($"/api/quotes/{answer.Json.GetProperty("label").GetString()}")).Json;
    }

    [Fact]
    public async Task A_date_is_asked_held_confirmed_shipped_and_counted_as_kept()
    {
        troth.Available();
        var asked = await seller.Get($"/api/dates?product={Bracket}&quantity=40");
        Assert.True(asked.Status == HttpStatusCode.OK, asked.Text);
        var on = asked.Json.GetProperty("on").GetString();
        Assert.Contains("PRESS", asked.Json.GetProperty("why").GetString(), StringComparison.Ordinal);
        var quote = await Quote(40);
        var line = quote.GetProperty("lines")[0];
        Assert.Equal(on, line.GetProperty("promisedOn").GetString());
        var confirmed = await seller.Json(HttpMethod.Put, $"/api/quotes/{quote.GetProperty("label")}/confirmed", new { });
        Assert.True(confirmed.Status == HttpStatusCode.OK, confirmed.Text);
        var order = confirmed.Json.GetProperty("order").GetGuid();
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.OrderId == order));
        Assert.Equal((PromiseState.Open, PromiseOrigin.Quoted, on, 40m, "40 × Bracket"),
            (promise.State, promise.Origin, promise.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), promise.Quantity, promise.What));
        var saved = await troth.Database.Db(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == order));
        Assert.Equal((500m, "EUR", (SalesChannel?)null), (saved.Sold, saved.Currency, saved.Channel));

        var shopOrder = line.GetProperty("shopOrder").GetString();
        var scheduler = troth.As(Role.Scheduler);
        Task<Answer> Ship(int pieces, string? why = null) => scheduler.Json(HttpMethod.Post, $"/api/shop-orders/{shopOrder}/shipments",
            new { pieces, why });
        var notMade = await Ship(15);
        Assert.Equal((HttpStatusCode.Conflict, "shipment.notMade"), (notMade.Status, notMade.Json.GetProperty("code").GetString()));
        Assert.Contains("0 of 15 are made", notMade.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Ship(15, "They came back from the fair")).Status);
        Assert.True((await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Id == promise.Id))).IsOpen);
        Assert.Contains("They came back from the fair", (await scheduler.Get($"/api/schedule/orders/{shopOrder}/changes")).Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await Ship(26, "From the fair too")).Status);
        var made = await scheduler.Json(HttpMethod.Post, $"/api/plants/{Plant.TheFirst}/reports",
            new[] { new { key = "made-1", what = "finish", center = "PRESS", order = shopOrder, pieces = 25,
                at = troth.Clock.GetUtcNow() } });
        Assert.True(made.Json[0].GetProperty("outcome").GetString() == "accepted", made.Text);
        Assert.Equal(HttpStatusCode.OK, (await Ship(25)).Status);
        Assert.Equal(PromiseState.Kept, (await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Id == promise.Id))).State);
        Assert.Equal(ShopOrderState.Shipped, (await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => o.OrderId == order))).State);
    }

    [Fact]
    public async Task A_call_repeated_with_its_key_counts_once()
    {
        troth.Available();
        var first = await Quote(5, "key-1");
        Assert.Equal(first.GetProperty("id").GetGuid(), (await Quote(5, "key-1")).GetProperty("id").GetGuid());
        var other = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-901", lines = new[] { new { product = Bracket, quantity = 6 } } }, ("Idempotency-Key", "key-1"));
        Assert.Equal((HttpStatusCode.Conflict, "keyUsed"), (other.Status, other.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_is_declined_is_free_again_and_cannot_be_confirmed()
    {
        troth.Available();
        var quote = await Quote(200);
        var held = (await seller.Get($"/api/dates?product={Bracket}&quantity=200")).Json.GetProperty("on").GetString();
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{quote.GetProperty("label")}/declined", new { })).Status);
        Assert.Equal(quote.GetProperty("lines")[0].GetProperty("promisedOn").GetString(), (await seller.Get($"/api/dates?product={Bracket}&quantity=200")).Json.GetProperty("on").GetString());
        Assert.NotEqual(held, quote.GetProperty("lines")[0].GetProperty("promisedOn").GetString());
        var late = await seller.Json(HttpMethod.Put, $"/api/quotes/{quote.GetProperty("label")}/confirmed", new { });
        Assert.Equal((HttpStatusCode.Conflict, "quote.ended"), (late.Status, late.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_date_is_answered_from_memory_alone()
    {
        troth.Available();
        var queries = new List<int>();
        for (var i = 0; i < 8; i++) queries.Add((await seller.Get($"/api/dates?product={Bracket}&quantity=1")).Queries.Count);
        Assert.Contains(0, queries); // the company is looked at once a second
    }

    [Theory]
    [InlineData("quantity=0", "quantity")]
    [InlineData("quantity=2000000", "quantity")]
    [InlineData("quantity=1&timeZone=Mars/Base", "timeZone")]
    [InlineData("quantity=1&confidence=100", "confidence")]
    [InlineData("quantity=1&transitDays=-1", "transitDays")]
    public async Task A_value_out_of_range_is_named(string query, string field)
    {
        troth.Available();
        var answer = await seller.Get($"/api/dates?product={Bracket}&{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Text);
    }
}

public sealed class DeskOnSqlite(SqliteServer troth) : DeskTests(troth), IClassFixture<SqliteServer>;

public sealed class DeskOnPostgres(PostgresServer troth) : DeskTests(troth), IClassFixture<PostgresServer>;
