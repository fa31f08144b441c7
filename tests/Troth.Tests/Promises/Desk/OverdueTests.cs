using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Promises;
using Troth.Promises.Ledger;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk;

/// <summary>A promise whose day is over does not go away; time passes here, so each test has a server of its own.</summary>
public abstract class OverdueTests(TestServer troth)
{
    private readonly TestClient seller = troth.Database.MissingBecause is null ? troth.As(Role.Seller) : null!;

    [Fact]
    public async Task What_is_overdue_counts_though_the_customer_gives_up_waiting()
    {
        troth.Available();
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            var account = new Account(940, "Waits Ltd");
            account.LookedAfterBy(troth.SellerId);
            db.AddRange(account, new Account(941, "Waits for a drawing"));
            await db.SaveChangesAsync();
        });
        var (soon, late) = (await Promised(2), await Promised(3));
        var drawing = await seller.Json(HttpMethod.Post, "/api/promises", new { kind = "document", what = "Drawing", account = "A-941",
            dueOn = late.Promise.DueOn });
        var label = drawing.Json.GetProperty("promise").GetProperty("number").GetString();
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/shop-orders/{soon.Order}/cancelled", new { whom = "Ms Alt", channel = "phone" })).Status);
        Assert.Equal(0, (await Word()).Made);
        troth.Clock.Set(new(late.Promise.DueOn.AddDays(2), new(9, 0), TimeSpan.Zero));
        Assert.Equal((1, 0), await Word());
        var gone = await seller.Json(HttpMethod.Put, $"/api/shop-orders/{late.Order}/cancelled", new { text = "They bought elsewhere", whom = "Ms Alt", channel = "phone" });
        Assert.True(gone.Status == HttpStatusCode.OK, gone.Text);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/promises/{label}/withdrawn",
            new { text = "No use any more" })).Status);
        Assert.Equal((1, 1), await Word());
        Assert.Equal("broken", (await seller.Get($"/api/promises/{label}")).Json.GetProperty("promise").GetProperty("state").GetString());
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Id == late.Promise.Id));
        Assert.Equal((PromiseState.Broken, late.Promise.DueOn.AddDays(2), "They bought elsewhere"), (promise.State, promise.WithdrawnOn,
            promise.CauseText));
        Assert.Equal(ShopOrderState.Cancelled, (await troth.Database.Db(db =>
            db.ShopOrders.AsNoTracking().SingleAsync(o => o.Id == promise.ShopOrder))).State);
        Assert.Contains("when its first moment had passed", (await seller.Open($"/promises/{promise.Label}")).Text, StringComparison.Ordinal);
    }

    /// <summary>Of deliveries, whatever else was promised.</summary>
    private async Task<(int Made, int Broken)> Word()
    {
        var account = await troth.Database.Db(db => db.Accounts.Where(a => a.Number == 940).Select(a => a.Id).SingleAsync());
        var total = (await seller.Get($"/api/word?account={account}")).Json.GetProperty("total");
        return (total.GetProperty("made").GetInt32(), total.GetProperty("broken").GetInt32());
    }

    private async Task<(Promise Promise, string Order)> Promised(int quantity)
    {
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-940", lines = new[] { new { product = Bracket,
            quantity } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var quote = made.Json.GetProperty("label").GetString();
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{quote}/confirmed", new { })).Status);
        var order = (await seller.Get($"/api/quotes/{quote}")).Json.GetProperty("lines")[0].GetProperty("shopOrder").GetString()!;
        var id = (await seller.Get($"/api/quotes/{quote}")).Json.GetProperty("order").GetGuid();
        return (await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.OrderId == id)), order);
    }
}

public sealed class OverdueOnSqlite(SqliteServer troth) : OverdueTests(troth), IClassFixture<SqliteServer>;

public sealed class OverdueOnPostgres(PostgresServer troth) : OverdueTests(troth), IClassFixture<PostgresServer>;
