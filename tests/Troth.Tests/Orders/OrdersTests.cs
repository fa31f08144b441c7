using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Orders;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Orders;

public abstract class OrdersTests(TestServer troth)
{
    [Fact]
    public async Task Orders_are_listed_newest_first_and_paged_both_ways()
    {
        troth.Available();
        var account = await troth.Account("Pages of orders");
        var made = new List<Order>();
        for (var i = 0; i < 23; i++) made.Add(await troth.Order(account, new DateOnly(2026, 3, 1 + i % 5), 100 + i));
        var expected = made.OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.Number).Select(o => o.Label).ToList();
        var client = troth.As(Role.Reader);
        var forwards = new List<string>();
        JsonElement page;
        string? after = null;
        do
        {
            page = (await client.Get($"/api/orders?account={account.Label}&limit=5&after={after}")).Json;
            forwards.AddRange(Numbers(page));
            after = page.GetProperty("after").GetString();
        } while (after is not null);
        Assert.Equal(expected, forwards);
        var back = (await client.Get($"/api/orders?account={account.Label}&limit=5&before={page.GetProperty("before").GetString()}")).Json;
        Assert.Equal(expected.Skip(15).Take(5), Numbers(back));
        Assert.Equal(expected.AsEnumerable().Reverse().Take(3), Numbers((await client.Get($"/api/orders?account={account.Label}&limit=3&sort=orderedOn")).Json));
    }

    [Fact]
    public async Task Filters_let_through_what_they_say()
    {
        troth.Available();
        var (mine, other) = (await troth.Account("Mine with orders", a => a.LookedAfterBy(troth.SellerId)), await troth.Account("Other with orders"));
        var first = await troth.Order(mine, new DateOnly(2024, 1, 10), 10);
        var second = await troth.Order(mine, new DateOnly(2024, 2, 10), 20, returned: 5);
        await troth.Order(other, new DateOnly(2024, 2, 11), 30);
        var client = troth.As(Role.Seller);
        async Task<List<string>> Found(string filter) => Numbers((await client.Get("/api/orders?from=2024-01-01&to=2024-12-31&" + filter)).Json);
        Assert.Equal([second.Label, first.Label], await Found("mine=true"));
        Assert.Equal([second.Label], await Found("returns=true"));
        Assert.Equal([first.Label], await Found($"q={first.Label}"));
        Assert.Equal([first.Label], Numbers((await client.Get("/api/orders?from=2024-01-01&to=2024-02-09")).Json));
        Assert.Empty(await Found("account=A-99999"));
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/orders?q=&account=&from=&to=&seller=")).Status);
    }

    [Fact]
    public async Task An_order_shows_its_lines_and_returns_as_such()
    {
        troth.Available();
        var account = await troth.Account("With a return");
        var order = await troth.Order(account, new DateOnly(2026, 4, 1), 100, returned: 40);
        var page = await troth.As(Role.Reader).Open($"/orders/{order.Label}");
        Assert.Contains("With a return", page.Words(".lead-line")!, StringComparison.Ordinal);
        var lines = page.AllWords("#order-lines tbody tr");
        Assert.Equal(2, lines.Count);
        Assert.Contains("returned", lines[1], StringComparison.Ordinal);
        var json = (await troth.As(Role.Reader).Get($"/api/orders/{order.Id}")).Json;
        Assert.Equal(100m, json.GetProperty("order").GetProperty("sold").GetDecimal());
        Assert.Equal(40m, json.GetProperty("order").GetProperty("returned").GetDecimal());
        Assert.Equal("return", json.GetProperty("lines").GetProperty("items")[1].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_line_that_ended_is_shown_as_such()
    {
        troth.Available();
        var order = await troth.Order(await troth.Account("With a line that ended"), new DateOnly(2026, 4, 2), 100, returned: 40);
        await troth.Database.Db(db => db.OrderLines.Where(l => l.OrderId == order.Id && l.LineNo == 2).ExecuteUpdateAsync(l => l.SetProperty(x => x.EndedOn, new DateOnly(2026, 5, 1))));
        var lines = (await troth.As(Role.Reader).Open($"/orders/{order.Label}")).AllWords("#order-lines tbody tr");
        Assert.DoesNotContain("ended", lines[0], StringComparison.Ordinal);
        Assert.Contains("ended no longer in the feed since", lines[1], StringComparison.Ordinal);
        var json = (await troth.As(Role.Reader).Get($"/api/orders/{order.Id}")).Json.GetProperty("lines").GetProperty("items");
        Assert.Equal([null, "2026-05-01"], json.EnumerateArray().Select(line => line.GetProperty("endedOn").GetString()));
    }

    [Fact]
    public async Task Purchases_count_each_order_at_the_rate_of_its_day_and_say_what_is_missing()
    {
        troth.Available();
        var account = await troth.Account("In three currencies");
        var administrator = troth.As(Role.Administrator);
        foreach (var (day, rate) in new[] { ("2025-01-01", 0.5m), ("2025-03-10", 0.75m) })
            Assert.Equal(HttpStatusCode.OK, (await administrator.Json(HttpMethod.Put, "/api/rates", new { currency = "USD", validFrom = day, toBase = rate })).Status);
        await troth.Order(account, new DateOnly(2025, 3, 9), 100, 20, "USD");
        await troth.Order(account, new DateOnly(2025, 3, 10), 100, 0, "USD");
        await troth.Order(account, new DateOnly(2025, 3, 11), 7, 0, "EUR");
        await troth.Order(account, new DateOnly(2025, 4, 1), 1000, 0, "JPY");
        var answer = (await administrator.Get($"/api/accounts/{account.Label}/purchases?from=2025-01-01&to=2025-12-31")).Json;
        Assert.Equal(["JPY"], answer.GetProperty("missingRates").EnumerateArray().Select(m => m.GetString()!));
        var march = answer.GetProperty("months").EnumerateArray().Single(m => m.GetProperty("month").GetString() == "2025-03-01");
        Assert.Equal(50m + 75m + 7m, march.GetProperty("bought").GetDecimal());
        Assert.Equal(10m, march.GetProperty("returned").GetDecimal());
        Assert.Equal(3, march.GetProperty("orders").GetInt32());
        Assert.Equal("2025-03-11", march.GetProperty("lastOrderedOn").GetString());
    }

    [Fact]
    public async Task What_an_import_has_not_published_is_in_no_figure()
    {
        troth.Available();
        var account = await troth.Account("Unpublished orders");
        await troth.Database.Db(async db =>
        {
            db.Add(new HiddenBatch { Id = 880_001 });
            db.Add(new Order { Number = await db.Take<Order>(default), AccountId = account.Id, OrderedOn = new DateOnly(2025, 5, 1), Currency = "EUR", Sold = 500, BatchId = 880_001 });
            db.Add(new Order { Number = await db.Take<Order>(default), AccountId = account.Id, OrderedOn = new DateOnly(2025, 5, 2), Currency = "EUR", Sold = 3, EndedOn = new DateOnly(2025, 6, 1) });
            db.Add(new Order { Number = await db.Take<Order>(default), AccountId = account.Id, OrderedOn = new DateOnly(2025, 5, 3), Currency = "EUR", Sold = 2 });
            await db.SaveChangesAsync();
        });
        var months = (await troth.As(Role.Reader).Get($"/api/accounts/{account.Label}/purchases?from=2025-01-01&to=2025-12-31")).Json.GetProperty("months");
        Assert.Equal(2m, Assert.Single(months.EnumerateArray()).GetProperty("bought").GetDecimal());
    }

    [Theory]
    [InlineData("EUR", "2025-01-01", 1.0, "currency")]
    [InlineData("dollars", "2025-01-01", 1.0, "currency")]
    [InlineData("GBP", null, 1.0, "validFrom")]
    [InlineData("GBP", "2025-01-01", 0.0, "toBase")]
    [InlineData("GBP", "2025-01-01", 1.0000001, "toBase")]
    public async Task A_rate_that_makes_no_sense_is_refused_at_its_field(string currency, string? day, double rate, string field)
    {
        troth.Available();
        var answer = await troth.As(Role.Administrator).Json(HttpMethod.Put, "/api/rates", new { currency, validFrom = day, toBase = (decimal)rate });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Text);
    }

    [Fact]
    public async Task Rates_are_the_administrators_and_are_corrected_or_removed()
    {
        troth.Available();
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Manager).Json(HttpMethod.Put, "/api/rates", new { currency = "CHF", validFrom = "2025-01-01", toBase = 1 })).Status);
        var administrator = troth.As(Role.Administrator);
        var page = await administrator.Open("/rates");
        var refused = await administrator.Submit(page, "form[action='/rates']", ("currency", "CHF"), ("validFrom", "2025-01-01"), ("toBase", "x"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("CHF", refused.Page.QuerySelector("#field-currency")!.GetAttribute("value"));
        foreach (var rate in new[] { 1.05m, 1.07m })
            Assert.Equal(HttpStatusCode.SeeOther, (await administrator.Submit(page, "form[action='/rates']", ("currency", "chf"), ("validFrom", "2025-01-01"), ("toBase", rate.ToString(TestServer.Culture)))).Status);
        var rates = (await administrator.Get("/api/rates?currency=CHF")).Json.GetProperty("items");
        var only = Assert.Single(rates.EnumerateArray());
        Assert.Equal(1.07m, only.GetProperty("toBase").GetDecimal());
        var id = only.GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.Submit(await administrator.Open("/rates"), $"form[action='/rates/{id}/remove']")).Status);
        Assert.Empty((await administrator.Get("/api/rates?currency=CHF")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Products_are_found_by_name_and_code()
    {
        troth.Available();
        var mark = "p" + Guid.CreateVersion7().ToString("N")[..8];
        await troth.Database.Db(async db =>
        {
            foreach (var (code, name, active) in new[] { ("HPU-220", $"Péwer unit {mark}", true), ("HPU-110", $"Ähnlich {mark}", true), ("OLD-1", $"Old {mark}", false) })
                db.Add(new Product { Code = mark + code, Name = name, NameKey = NameKey.Of(name), Active = active, ListPrice = 1.123456m, Currency = "EUR" });
            await db.SaveChangesAsync();
        });
        var client = troth.As(Role.Reader);
        List<string> Names(Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()!)];
        Assert.Equal([$"Ähnlich {mark}", $"Péwer unit {mark}"], Names(await client.Get($"/api/products?q={mark}")));
        Assert.Equal([$"Péwer unit {mark}"], Names(await client.Get($"/api/products?q=pewer+{mark}")));
        Assert.Equal([$"Old {mark}"], Names(await client.Get($"/api/products?all=true&q={mark}OLD-1")));
        var id = (await client.Get($"/api/products?q=pewer+{mark}")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        Assert.Contains(1.123456m.ToString(TestServer.Culture), (await client.Open($"/products/{id}")).Words(".facts")!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.Get($"/products/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    public async Task Long_lists_cost_as_many_queries_as_short_ones()
    {
        troth.Available();
        var account = await troth.Account("Many orders");
        for (var i = 0; i < 30; i++) await troth.Order(account, new DateOnly(2026, 6, 1 + i % 28), 5);
        var client = troth.As(Role.Reader);
        var (few, many) = (await client.Get($"/api/orders?account={account.Label}&limit=1"), await client.Get($"/api/orders?account={account.Label}&limit=29"));
        Assert.Equal(few.Queries.Count, many.Queries.Count);
        Assert.InRange(many.Queries.Count, 2, 7);
    }

    [Fact]
    public async Task The_twelve_months_end_with_the_newest_order_that_is_not_to_come()
    {
        troth.Available();
        var account = await troth.Account("As of");
        var today = DateOnly.FromDateTime(troth.Clock.GetUtcNow().DateTime);
        await troth.Order(account, today.AddDays(-1), 5);
        await troth.Order(account, today.AddYears(30), 5);
        Assert.Equal(today.AddDays(-1), await troth.Database.Do(async services => await services.GetRequiredService<Purchases>().AsOf(default)));
        Assert.Equal((new DateOnly(2025, 3, 1), new DateOnly(2026, 2, 28)), Purchases.YearTo(new DateOnly(2026, 2, 28)));
        Assert.Equal((new DateOnly(2023, 3, 1), new DateOnly(2024, 2, 28)), Purchases.YearTo(new DateOnly(2024, 2, 28)));
        Assert.Equal((new DateOnly(2023, 3, 1), new DateOnly(2024, 2, 29)), Purchases.YearTo(new DateOnly(2024, 2, 29)));
    }

    private static List<string> Numbers(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("number").GetString()!)];
}

[Trait("Category", "Culture")]
public sealed class OrdersOnSqlite(SqliteServer troth) : OrdersTests(troth), IClassFixture<SqliteServer>;

public sealed class OrdersOnPostgres(PostgresServer troth) : OrdersTests(troth), IClassFixture<PostgresServer>;
