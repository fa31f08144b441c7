using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Orders;
using Troth.Portal;
using Troth.Promises;
using Troth.Promises.Desk;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Portal;

/// <summary>One invited contact cannot fill the factory: what goes beyond the limits waits for the seller, and holds nothing.</summary>
public abstract class OwnLimitsTests(TestServer troth) : IAsyncLifetime
{
    private TestClient customer = null!;
    private Account account = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        if (!await troth.Database.Db(db => db.Products.AnyAsync(p => p.Id == Bracket))) await troth.Open();
        var one = await troth.Customer("Own");
        (account, customer) = (one.Account, await troth.As(one.Invitation));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>They ordered so many brackets some months ago.</summary>
    private Task Had(params int[] quantities) => troth.Database.Db(async db =>
    {
        foreach (var quantity in quantities)
        {
            var order = new Order
            {
                Number = await Troth.Platform.Data.Numbers.Take<Order>(db, default), AccountId = account.Id, Currency = "USD", Sold = 100, LineCount = 1,
                OrderedOn = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime).AddDays(-90),
            };
            db.Add(order);
            db.Add(new OrderLine { OrderId = order.Id, LineNo = 1, ProductId = Bracket, Quantity = quantity, UnitPrice = 20, Discount = 0.25m, Amount = 15 * quantity });
        }
        await db.SaveChangesAsync();
    });

    private async Task<(DateOnly On, decimal? Price, string? Currency)> Shown(int quantity)
    {
        var date = (await customer.Get($"/api/portal/reorder?product={Bracket}&quantity={quantity}")).Json;
        var price = date.GetProperty("item").GetProperty("price");
        return (DateOnly.Parse(date.GetProperty("on").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
            price.ValueKind == System.Text.Json.JsonValueKind.Null ? null : price.GetDecimal(), date.GetProperty("item").GetProperty("currency").GetString());
    }

    private async Task<Answer> Order(int quantity, string? key = null)
    {
        var (on, price, currency) = await Shown(quantity);
        return await customer.Json(HttpMethod.Post, "/api/portal/reorder", new { product = Bracket, quantity, on, price, currency }, key is null ? null : ("Idempotency-Key", key));
    }

    private static string? Request(Answer placed)
    {
        Assert.True(placed.Status == HttpStatusCode.Created, placed.Text);
        return placed.Json.GetProperty("request").GetString();
    }

    private Task<int> Held() => troth.Database.Db(db => db.ShopOrders.CountAsync(o => o.AccountId == account.Id && o.State != ShopOrderState.Cancelled));

    [Fact]
    public async Task More_than_they_usually_order_waits_for_the_seller_and_holds_nothing()
    {
        troth.Available();
        await Had(4, 6, 5);
        Assert.Null(Request(await Order(15)));
        Assert.Equal(1, await Held());
        Assert.Contains("Order for", (await customer.Open($"/portal/reorder?product={Bracket}&quantity=2")).Words("#reorder-date"), StringComparison.Ordinal);
        // Said before, not after: it asks, and the day is no promise.
        var page = await customer.Open($"/portal/reorder?product={Bracket}&quantity=16");
        Assert.Contains("Possible today for 16 ×", page.Words("#reorder-date"), StringComparison.Ordinal);
        Assert.Contains("Not yet a promise It is more than is usually ordered", page.Words("#reorder-date"), StringComparison.Ordinal);
        Assert.StartsWith("Ask for 16 by", page.Page.QuerySelector("#reorder-date form button")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Order for", page.Words("#reorder-date"), StringComparison.Ordinal);
        var asked = await customer.Submit(page, "#reorder-date form");
        Assert.StartsWith("/portal/quotes/Q-", asked.Location, StringComparison.Ordinal);
        Assert.Equal(asked.Location, (await customer.Submit(page, "#reorder-date form")).Location); // a click too many
        Assert.Equal(1, await Held());
        var label = asked.Location!.Split('/')[^1];
        Assert.Contains("Nothing is held or promised yet", (await customer.Open(asked.Location)).Words("main"), StringComparison.Ordinal);
        Assert.Contains(label, (await customer.Open("/portal")).Words("main"), StringComparison.Ordinal);
        var seller = troth.As(Role.Seller);
        Assert.Contains("asks for more than is confirmed by itself", (await seller.Open("/")).Words("main"), StringComparison.Ordinal);
        var told = await seller.Open($"/quotes/{label}");
        Assert.Contains("they usually order 5", told.Words("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Held until", told.Words("main"), StringComparison.Ordinal);
        var read = (await seller.Get($"/api/quotes/{label}")).Json;
        Assert.Equal(("requested", System.Text.Json.JsonValueKind.Null), (read.GetProperty("state").GetString(), read.GetProperty("heldUntil").ValueKind));
        Assert.Equal("quote.requested", (await seller.Json(HttpMethod.Put, $"/api/quotes/{label}/confirmed")).Json.GetProperty("code").GetString());
        Assert.Contains(label, (await seller.Get("/api/quotes?state=requested")).Text, StringComparison.Ordinal);
        var held = await seller.Json(HttpMethod.Put, $"/api/quotes/{label}/again");
        Assert.True(held.Status == HttpStatusCode.OK, held.Text);
        Assert.Equal(2, await Held());
        Assert.Equal("requested", (await customer.Get($"/api/portal/quotes/{label}")).Json.GetProperty("state").GetString()); // until it is sent
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{label}/sent", new { })).Status);
        var shown = (await customer.Get($"/api/portal/quotes/{label}")).Json.GetProperty("shown").GetString();
        Assert.Equal(HttpStatusCode.OK, (await customer.Json(HttpMethod.Put, $"/api/portal/quotes/{label}/accepted", new { shown })).Status);
    }

    /// <summary>In a company whose sellers do not sign in, whoever runs it answers: Today says so.</summary>
    [Fact]
    public async Task What_nobody_who_signs_in_looks_after_waits_on_the_administrators_Today()
    {
        troth.Available();
        // What other tests asked for would fill the list.
        await troth.Database.Db(db => db.Quotes.Where(q => q.RequestedAt != null).ExecuteUpdateAsync(set => set.SetProperty(q => q.RequestedAt, (DateTimeOffset?)null)));
        await Had(4, 6, 5);
        var page = await customer.Open($"/portal/reorder?product={Bracket}&quantity=40");
        var label = (await customer.Submit(page, "#reorder-date form")).Location!.Split('/')[^1];
        await customer.Submit(await customer.Open("/portal/let-down"), "main form", ("text", "Nobody calls us back"));
        async Task<(bool Request, bool Words)> On(Role role) => (await troth.As(role).Open("/")).Words("main") is { } today
            ? (today.Contains(label, StringComparison.Ordinal), today.Contains($"{account.Name}: you let us down", StringComparison.Ordinal)) : default;
        Assert.Equal((true, true), await On(Role.Seller));
        Assert.Equal((false, false), await On(Role.Administrator));
        Assert.Equal((false, false), await On(Role.Manager));
        async Task Lock(DateTimeOffset? until) => await troth.Database.Db(db =>
            db.Users.Where(u => u.SellerId == troth.SellerId).ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, until)));
        await Lock(DateTimeOffset.MaxValue);
        try
        {
            Assert.Equal((true, true), await On(Role.Administrator));
            Assert.Equal((true, true), await On(Role.Manager));
            Assert.Equal((true, false), await On(Role.Scheduler)); // who does not answer on the customer's page
        }
        finally
        {
            await Lock(null);
        }
        await troth.Database.Db(async db =>
        {
            (await db.Accounts.SingleAsync(a => a.Id == account.Id)).LookedAfterBy(null);
            await db.Quotes.Where(q => q.AccountId == account.Id).ExecuteUpdateAsync(set => set.SetProperty(q => q.SellerId, (Guid?)null));
            await db.SaveChangesAsync();
        });
        Assert.Equal((true, true), await On(Role.Administrator));
    }

    [Fact]
    public async Task What_was_shown_as_a_request_stays_one()
    {
        troth.Available();
        await Had(9, 9);
        async Task<string?> Asked(int quantity) =>
            (await customer.Get($"/api/portal/reorder?product={Bracket}&quantity={quantity}")).Json.GetProperty("asRequest").GetString();
        Assert.NotNull(await Asked(28));
        Assert.Null(await Asked(5));
        var (on, price, currency) = await Shown(5);
        var asked = Request(await customer.Json(HttpMethod.Post, "/api/portal/reorder", new { product = Bracket, quantity = 5, on, price, currency, asks = true }));
        Assert.NotNull(asked);
        Assert.Equal(0, await Held());
        Assert.Contains("by now it could be confirmed without you", (await troth.As(Role.Seller).Open($"/quotes/{asked}")).Words("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_do_not_pass_together_what_neither_may_pass_alone()
    {
        troth.Available();
        // A day of the press is 80 brackets, and three days go by themselves: of four orders of a day each, three.
        await Had(70, 70, 70);
        var (day, price, currency) = await Shown(70);
        var placed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => customer.Json(HttpMethod.Post, "/api/portal/reorder", new { product = Bracket, quantity = 70, on = day.AddDays(35), price, currency })));
        Assert.Equal(3, placed.Count(p => Request(p) is null));
        Assert.Equal(3, await Held());
        var seller = troth.As(Role.Seller);
        var label = Request(placed.First(p => Request(p) is not null));
        Assert.Contains("days of ", (await seller.Open($"/quotes/{label}")).Words("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_of_a_day_are_counted_and_so_are_requests_that_wait()
    {
        troth.Available();
        var admin = troth.As(Role.Administrator);
        async Task Settle(int orders)
        {
            var now = (await admin.Get("/api/word/settings")).Json;
            var settled = await admin.Json(HttpMethod.Put, "/api/word/settings",
                new { sellers = now.GetProperty("sellers").GetString(), returnDays = now.GetProperty("returnDays").GetInt32(), version = now.GetProperty("version").GetInt32(), ownOrders = orders });
            Assert.True(settled.Status == HttpStatusCode.OK, settled.Text);
        }
        try
        {
            await Settle(0);
            var none = Request(await Order(1));
            Assert.Contains("No order that customers place", (await troth.As(Role.Seller).Open($"/quotes/{none}")).Words("main"), StringComparison.Ordinal);
            await troth.Database.Db(db => db.Quotes.Where(q => q.AccountId == account.Id).ExecuteDeleteAsync());
            await Settle(2);
            Assert.Null(Request(await Order(1)));
            Assert.Null(Request(await Order(1)));
            Assert.NotNull(Request(await Order(1)));
            for (var more = 1; more < OwnLimits.MostRequests; more++) Assert.NotNull(Request(await Order(1)));
            Assert.Equal("quote.tooManyRequests", (await Order(1)).Json.GetProperty("code").GetString());
        }
        finally
        {
            await Settle(10);
        }
        var version = (await admin.Get("/api/word/settings")).Json.GetProperty("version").GetInt32();
        var wrong = await admin.Json(HttpMethod.Put, "/api/word/settings", new { sellers = "ownTeam", returnDays = 30, version, ownTimes = 0 });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
    }

    [Fact]
    public async Task A_price_is_what_they_pay_in_their_currency_or_none()
    {
        troth.Available();
        var none = await customer.Open($"/portal/reorder?product={Bracket}&quantity=2");
        Assert.Contains("Your price is confirmed with the order", none.Words("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("12.5", none.Words("main"), StringComparison.Ordinal);
        var item = (await customer.Get($"/api/portal/reorder?product={Bracket}&quantity=2")).Json.GetProperty("item");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, item.GetProperty("price").ValueKind);
        await Had(5);
        item = (await customer.Get($"/api/portal/reorder?product={Bracket}&quantity=2")).Json.GetProperty("item");
        Assert.Equal((15m, "USD"), (item.GetProperty("price").GetDecimal(), item.GetProperty("currency").GetString()));
        Assert.Null(Request(await Order(2)));
        var line = await troth.Database.Db(db => (from quote in db.Quotes join l in db.QuoteLines on quote.Id equals l.QuoteId where quote.AccountId == account.Id
                                                  select new { quote.Currency, l.UnitPrice, l.Discount }).SingleAsync());
        Assert.Equal(("USD", 20m, 0.25m), (line.Currency, line.UnitPrice, line.Discount));
    }

    [Fact]
    public async Task Nothing_is_ordered_at_another_price_than_was_shown()
    {
        troth.Available();
        await Had(5);
        var page = await customer.Open($"/portal/reorder?product={Bracket}&quantity=2");
        var (on, before, currency) = await Shown(2);
        Task Paid(decimal each, int days) => troth.Database.Db(async db =>
        {
            var order = new Order
            {
                Number = await Troth.Platform.Data.Numbers.Take<Order>(db, default), AccountId = account.Id, Currency = "USD", Sold = 100, LineCount = 1,
                OrderedOn = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime).AddDays(-days),
            };
            db.Add(order);
            db.Add(new OrderLine { OrderId = order.Id, LineNo = 1, ProductId = Bracket, Quantity = 5, UnitPrice = each, Amount = 5 * each });
            await db.SaveChangesAsync();
        });
        await Paid(0.0042m, 30);
        var late = await customer.Submit(page, "#reorder-date form");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("from 15 USD to 0.0042 USD", late.Words("main"), StringComparison.Ordinal);
        Assert.Contains("$0.0042 each", late.Words("#reorder-date"), StringComparison.Ordinal);
        foreach (var (price, money) in new (decimal?, string?)[] { (before, currency), (null, null), (0.0042m, "EUR") })
        {
            var refused = await customer.Json(HttpMethod.Post, "/api/portal/reorder", new { product = Bracket, quantity = 2, on, price, currency = money });
            Assert.Equal((HttpStatusCode.Conflict, "priceChanged"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        }
        Assert.Equal(0, await Held());
        var placed = await customer.Submit(late, "#reorder-date form");
        Assert.True(placed.Status == HttpStatusCode.SeeOther, placed.Text);
        await Paid(7, 0); // a click too many is the same order, whatever the price is since
        Assert.Equal(placed.Location, (await customer.Submit(late, "#reorder-date form")).Location);
        Assert.Equal(1, await Held());
    }

    [Fact]
    public async Task Of_an_even_number_of_orders_the_lower_of_the_two_in_the_middle_is_usual()
    {
        troth.Available();
        await Had(4, 10);
        Assert.Null(Request(await Order(12)));
        Assert.NotNull(Request(await Order(13)));
    }

    [Fact]
    public async Task What_one_of_us_holds_does_not_count_as_the_customers_own()
    {
        troth.Available();
        var made = await troth.As(Role.Seller).Json(HttpMethod.Post, "/api/quotes", new { account = account.Label, channel = "portal", lines = new[] { new { product = Bracket, quantity = 2 } } });
        Assert.Equal(HttpStatusCode.BadRequest, made.Status);
        Assert.Contains("“portal”", made.Json.GetProperty("errors").GetProperty("channel")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_looks_after_is_seen_by_managers_and_schedulers_and_again_once_its_hold_has_ended_unsent()
    {
        troth.Available();
        await troth.Database.Db(async db =>
        {
            (await db.Accounts.SingleAsync(a => a.Id == account.Id)).LookedAfterBy(null);
            await db.SaveChangesAsync();
        });
        await Had(4);
        var label = Request(await Order(13))!;
        var (seller, manager, scheduler) = (troth.As(Role.Seller), troth.As(Role.Manager), troth.As(Role.Scheduler));
        foreach (var one in new[] { manager, scheduler }) Assert.Contains($"{label}: 13", (await one.Open("/")).Words("main"), StringComparison.Ordinal);
        Assert.DoesNotContain($"{label}: 13", (await seller.Open("/")).Words("main"), StringComparison.Ordinal);
        Assert.Contains(label, (await manager.Get("/api/quotes?state=open")).Text, StringComparison.Ordinal);
        var held = await scheduler.Json(HttpMethod.Put, $"/api/quotes/{label}/again");
        Assert.True(held.Status == HttpStatusCode.OK, held.Text);
        Assert.DoesNotContain($"{label}: 13", (await manager.Open("/")).Words("main"), StringComparison.Ordinal);
        var past = troth.Clock.GetUtcNow().AddMinutes(-1);
        await troth.Database.Db(db => db.Quotes.Where(q => q.AccountId == account.Id).ExecuteUpdateAsync(set => set.SetProperty(q => q.HeldUntil, past)));
        Assert.Contains("it was never sent", (await manager.Open("/")).Words("main"), StringComparison.Ordinal);
        Assert.Equal("requested", (await customer.Get($"/api/portal/quotes/{label}")).Json.GetProperty("state").GetString());
        // Whoever looks after the account since sees it too.
        await troth.Database.Db(async db =>
        {
            (await db.Accounts.SingleAsync(a => a.Id == account.Id)).LookedAfterBy(troth.SellerId);
            await db.SaveChangesAsync();
        });
        Assert.Contains($"{label}: 13", (await seller.Open("/")).Words("main"), StringComparison.Ordinal);
        Assert.DoesNotContain($"{label}: 13", (await manager.Open("/")).Words("main"), StringComparison.Ordinal);
        // A day that was never sent is not told afterwards.
        var withdrawn = await scheduler.Json(HttpMethod.Put, $"/api/quotes/{label}/withdrawn");
        Assert.True(withdrawn.Status == HttpStatusCode.OK, withdrawn.Text);
        var told = (await customer.Get($"/api/portal/quotes/{label}")).Json;
        Assert.Equal(("withdrawn", System.Text.Json.JsonValueKind.Null), (told.GetProperty("state").GetString(), told.GetProperty("lines")[0].GetProperty("promisedOn").ValueKind));
    }

    [Fact]
    public async Task What_is_asked_with_each_key_typed_goes_through_no_list()
    {
        troth.Available();
        await Had(5);
        var all = await customer.Open($"/portal/reorder?product={Bracket}&quantity=3");
        var typed = await customer.Send(new HttpRequestMessage(HttpMethod.Get, $"/portal/reorder?product={Bracket}&quantity=3") { Headers = { { "Turbo-Frame", "reorder-date" } } });
        Assert.StartsWith("<turbo-frame id=\"reorder-date\"", typed.Text.Trim(), StringComparison.Ordinal);
        Assert.Contains("Order for", typed.Text, StringComparison.Ordinal);
        Assert.True(typed.Queries.Count < all.Queries.Count, $"{typed.Queries.Count} of {all.Queries.Count}");
    }
}

public sealed class OwnLimitsOnSqlite(SqliteServer troth) : OwnLimitsTests(troth), IClassFixture<SqliteServer>;

public sealed class OwnLimitsOnPostgres(PostgresServer troth) : OwnLimitsTests(troth), IClassFixture<PostgresServer>;
