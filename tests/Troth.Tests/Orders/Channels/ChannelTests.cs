using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Orders;
using Troth.Orders.Channels;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Orders.Channels;

/// <summary>
/// One company with orders counted by hand. Bolts: six lines of 10, one of 60, so the median is 10. Alpha orders at six dates in May and
/// June 2026,
/// Beta once, Gamma's order has a discount; each account's first order is extraordinary.
/// </summary>
public abstract class ChannelTests(TestServer troth) : IAsyncLifetime
{
    private static readonly SemaphoreSlim One = new(1);
    private static readonly DateOnly May = new(2026, 5, 4), June = new(2026, 6, 1);

    private Scene scene = null!;

    private sealed record Scene(Account Alpha, Account Beta, Account Gamma, Guid Team, Dictionary<string, Order> Orders);

    private static readonly Dictionary<TestServer, Scene> Scenes = [];

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        await One.WaitAsync();
        try
        {
            if (!Scenes.TryGetValue(troth, out var known)) Scenes[troth] = known = await Make();
            scene = known;
        }
        finally
        {
            One.Release();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<Scene> Make()
    {
        var orders = new Dictionary<string, Order>();
        var (team, bolt, rod) = (new Troth.Accounts.Team("North"), Guid.CreateVersion7(), Guid.CreateVersion7());
        var accounts = new List<Account>();
        await troth.Database.Db(async db =>
        {
            db.Add(team);
            foreach (var (id, name, price) in new[] { (bolt, "Bolt", (decimal?)2), (rod, "Rod", null) })
                db.Add(new Product { Id = id, Code = name, Name = name, NameKey = NameKey.Of(name), ListPrice = price, Currency = "EUR" });
            (await db.Sellers.FirstAsync(s => s.Id == troth.SellerId)).TeamId = team.Id;
            foreach (var name in new[] { "Alpha", "Beta", "Gamma" })
            {
                var account = new Account(await db.Take<Account>(default), name) { Segment = name == "Beta" ? "small" : "large" };
                db.Add(account);
                accounts.Add(account);
            }
            async Task Order(string name, Account account, DateOnly on, SalesChannel? channel, Guid product, decimal quantity,
                decimal price = 2, decimal discount = 0, int earlier = 0)
            {
                var amount = quantity * price * (1 - discount);
                var order = new Order
                {
                    Number = await db.Take<Order>(default), AccountId = account.Id, SellerId = troth.SellerId, OrderedOn = on,
                        Currency = "EUR", Channel = channel, Sold = amount, LineCount = 1,
                    BatchId = on < June ? 1 : 0, // history came by import, and what followed was taken here
                };
                db.Add(order);
                db.Add(new OrderLine
                {
                    OrderId = order.Id, LineNo = 1, ProductId = product, Kind = LineKind.Sale, Quantity = quantity, UnitPrice = price,
                        Discount = discount, Amount = amount,
                    RequestedOn = on.AddDays(10 - earlier), PromisedOn = on.AddDays(10),
                });
                orders[name] = order;
            }
            var (alpha, beta, gamma) = (accounts[0], accounts[1], accounts[2]);
            await Order("first", alpha, May, SalesChannel.InsideSales, bolt, 10);
            await Order("portal", alpha, May.AddDays(1), SalesChannel.Portal, bolt, 10);
            await Order("phone", alpha, May.AddDays(2), SalesChannel.CustomerService, bolt, 10);
            await Order("unsaid", alpha, June, null, bolt, 10);
            await Order("field", alpha, June.AddDays(1), SalesChannel.Field, bolt, 10);
            await Order("many", alpha, June.AddDays(2), SalesChannel.Field, bolt, 60);
            await Order("rods", alpha, June.AddDays(3), SalesChannel.Field, rod, 1, 30_000);
            await Order("betaFirst", beta, June.AddDays(4), SalesChannel.InsideSales, bolt, 10);
            await Order("gammaFirst", gamma, May.AddDays(3), SalesChannel.InsideSales, rod, 1, 5);
            await Order("gammaCheap", gamma, June.AddDays(5), SalesChannel.InsideSales, rod, 1, 5, .2m);
            await Order("gammaSoon", gamma, June.AddDays(6), SalesChannel.InsideSales, rod, 1, 5, earlier: 3);
            await db.SaveChangesAsync();
        });
        return new(accounts[0], accounts[1], accounts[2], team.Id, orders);
    }

    private async Task Sorted() => await troth.Services.GetRequiredService<SortOrders>().IfChanged(default);

    private async Task<string[]> Rules(string order)
    {
        var json = (await troth.As(Role.Reader).Get($"/api/orders/{scene.Orders[order].Id}")).Json;
        return [.. json.GetProperty("rules").EnumerateArray().Select(r => r.GetString()!)];
    }

    [Fact]
    public async Task Each_rule_that_is_on_catches_what_it_says_and_nothing_else()
    {
        troth.Available();
        await Sorted();
        Assert.Equal(["first"], await Rules("first"));
        Assert.Empty(await Rules("portal"));
        Assert.Empty(await Rules("phone"));
        Assert.Equal(["quantity"], await Rules("many"));
        Assert.Equal(["amount"], await Rules("rods")); // new and without a list price, but those rules are off
        Assert.Equal(["first"], await Rules("betaFirst"));
        Assert.Equal(["discount"], await Rules("gammaCheap"));
        Assert.Equal(["earlier"], await Rules("gammaSoon"));
        var page = await troth.As(Role.Reader).Open($"/orders/{scene.Orders["many"].Label}");
        Assert.Contains("Field", page.Words("#order-channel")!, StringComparison.Ordinal);
        Assert.Contains("far more than is usual", page.Words("#order-channel")!, StringComparison.Ordinal);
        Assert.Null(page.Page.QuerySelector("#order-channel form"));
    }

    [Fact]
    public async Task The_sums_are_those_counted_by_hand_and_lead_to_their_orders()
    {
        troth.Available();
        await Sorted();
        var reader = troth.As(Role.Reader);
        var total = (await reader.Get("/api/channels")).Json.GetProperty("total");
        Assert.Equal((11, 4), (total.GetProperty("orders").GetInt32(), total.GetProperty("ordinary").GetInt32()));
        var months = (await reader.Get($"/api/channels?team={scene.Team}&segment=large&months=24")).Json.GetProperty("months")
            .EnumerateArray().ToList();
        Assert.Equal(24, months.Count);
        Assert.Equal("2026-06-01", months[0].GetProperty("month").GetString());
        Assert.Equal((6, 2), (months[0].GetProperty("orders").GetInt32(), months[0].GetProperty("ordinary")
            .GetInt32())); // Beta's is not among them
        Assert.Equal((4, 2), (months[1].GetProperty("orders").GetInt32(), months[1].GetProperty("ordinary").GetInt32()));
        Assert.Equal([1, 1, 0, 0, 0], months[1].GetProperty("channels").EnumerateArray().Select(c => c.GetProperty("ordinary").GetInt32()));
        Assert.Equal([0, 0, 0, 1, 1], months[0].GetProperty("channels").EnumerateArray().Select(c => c.GetProperty("ordinary").GetInt32()));
        Assert.Equal(JsonValue.Null, Kind(total.GetProperty("channels")[0].GetProperty("share"))); // four are too few
        var page = await reader.Open("/channels");
        var href = page.Page.QuerySelectorAll("table.table-stack tbody tr")[0].QuerySelector("a.fig")!.GetAttribute("href")!;
        Assert.Equal("/orders?ordinary=true&channel=field&from=2026-06-01&to=2026-06-30", href);
        Assert.Equal([scene.Orders["field"].Label], (await reader.Open(href)).AllWords("tbody th a"));
        Assert.InRange(page.Queries.Count, 1, 10);
    }

    [Fact]
    public async Task Accounts_that_order_by_people_what_they_could_order_themselves_are_listed_with_what_it_costs()
    {
        troth.Available();
        await Sorted();
        var rows = (await troth.As(Role.Seller).Get("/api/channels/accounts")).Json.GetProperty("items").EnumerateArray().ToList();
        var alpha = Assert.Single(rows);
        Assert.Equal(scene.Alpha.Label, alpha.GetProperty("account").GetString());
        Assert.Equal((3, 1, 1.0m, 0), (alpha.GetProperty("byPeople").GetInt32(), alpha.GetProperty("inPortal").GetInt32(),
            alpha.GetProperty("hours").GetDecimal(), alpha.GetProperty("invited").GetInt32()));
        var page = await troth.As(Role.Seller).Open("/channels/accounts");
        Assert.NotNull(page.Page.QuerySelector($"a[href='/accounts/{scene.Alpha.Label}/invitations']"));
        var orders = await troth.As(Role.Seller).Open(page.Page.QuerySelector("tbody td a")!.GetAttribute("href")!);
        Assert.Equal(3, orders.AllWords("tbody th a").Count);
        Assert.InRange(page.Queries.Count, 1, 10);
        Assert.Null((await troth.As(Role.Reader).Open("/channels/accounts")).Page.QuerySelector("tbody a.btn"));
    }

    [Fact]
    public async Task Rules_say_what_they_would_catch_before_they_are_saved_and_only_some_may_save()
    {
        troth.Available();
        await Sorted();
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Seller).Get("/channels/rules")).Status);
        var manager = troth.As(Role.Manager);
        var page = await manager.Open("/channels/rules");
        Assert.Contains("7 of 11 orders", page.Words("form.narrow [role=status]")!, StringComparison.Ordinal);
        var looked = await manager.Submit(page, "form.narrow", ("look", "true"), ("newOn", "true"), ("quantityTimes", "100"));
        Assert.Equal(303, (int)looked.Status);
        var seen = await manager.Open(looked.Location!);
        Assert.Contains("6 of 11 orders", seen.Words("form.narrow [role=status]")!,
            StringComparison.Ordinal); // "many" no longer; the rods were caught already
        Assert.Equal(0, await troth.Database.Db(db => db.SortingRules.CountAsync()));
        var counted = (await manager.Json(HttpMethod.Post, "/api/channels/rules/look", Input(unlisted: true))).Json;
        Assert.Equal(4, counted.GetProperty("caught").GetProperty("unlisted").GetInt32());
        Assert.Equal(4, counted.GetProperty("caught").GetProperty("new").GetInt32()); // three first orders and the rods
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.Json(HttpMethod.Post, "/api/channels/rules/look",
            Input(discount: 1.5m))).Status);
    }

    [Fact]
    public async Task A_corrected_channel_stands_in_the_history_and_in_the_sums()
    {
        troth.Available();
        await Sorted();
        var order = await Another(scene.Beta, June.AddDays(20));
        await Sorted();
        var seller = troth.As(Role.Seller);
        var page = await seller.Open($"/orders/{order.Label}");
        Assert.Equal(400, (int)(await seller.Submit(page, "#order-channel form", ("channel", "99"))).Status);
        Assert.Equal(303, (int)(await seller.Submit(page, "#order-channel form", ("channel", "customerService"))).Status);
        await Sorted(); // or the server has by itself
        Assert.Equal(SalesChannel.CustomerService, await troth.Database.Db(db => db.OrderSorts.Where(s => s.OrderId == order.Id)
            .Select(s => s.Channel).SingleAsync()));
        Assert.Contains("Channel", (await seller.Open($"/orders/{order.Label}/history")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await seller.Json(HttpMethod.Put, $"/api/orders/{order.Label}/channel",
            new { channel = "field", version = 1 })).Status);
        // It goes again: what the other tests count by hand stands as it was.
        await troth.Database.Db(async db =>
        {
            db.RemoveRange(await db.OrderLines.Where(l => l.OrderId == order.Id).ToListAsync());
            db.Remove(await db.Orders.SingleAsync(o => o.Id == order.Id));
            await db.SaveChangesAsync();
        });
        await Sorted(); // or the server has by itself
        Assert.False(await troth.Database.Db(db => db.OrderSorts.AnyAsync(s => s.OrderId == order.Id)));
    }

    private async Task<Order> Another(Account account, DateOnly on)
    {
        Order? made = null;
        await troth.Database.Db(async db =>
        {
            made = new Order { Number = await db.Take<Order>(default), AccountId = account.Id, OrderedOn = on, Currency = "EUR", Sold = 5,
                LineCount = 1 };
            db.Add(made);
            db.Add(new OrderLine { OrderId = made.Id, LineNo = 1, Kind = LineKind.Sale, Quantity = 1, UnitPrice = 5, Amount = 5 });
            await db.SaveChangesAsync();
        });
        return made!;
    }

    private static object Input(bool unlisted = false, decimal discount = .1m) => new
    {
        amountOn = true, amountOver = 25_000, firstOn = true, newOn = false, discountOn = true, discountOver = discount, quantityOn = true,
            quantityTimes = 5,
        earlierOn = true, earlierDays = 0, unlistedOn = unlisted, minutes = 20, version = 1,
    };

    private enum JsonValue { Null, Other }

    private static JsonValue Kind(System.Text.Json.JsonElement value) => value.ValueKind == System.Text.Json.JsonValueKind.Null
        ? JsonValue.Null : JsonValue.Other;
}

public sealed class ChannelOnSqlite(SqliteServer troth) : ChannelTests(troth), IClassFixture<SqliteServer>;

public sealed class ChannelOnPostgres(PostgresServer troth) : ChannelTests(troth), IClassFixture<PostgresServer>;
