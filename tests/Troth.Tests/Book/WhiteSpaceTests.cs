using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Figures;
using Troth.Book.WhiteSpace;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

/// <summary>What similar accounts buy that an account does not: found with the Book's figures, opened to the peers and their orders.</summary>
public abstract class WhiteSpaceTests(TestServer troth) : IAsyncLifetime
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, WhiteSpaceScene> Scenes = new();
    private WhiteSpaceScene scene = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        if (!Scenes.TryGetValue(troth, out scene!)) Scenes[troth] = scene = await troth.Database.Db(db => WhiteSpaceScene.Make(db, troth.SellerId));
        await BookScene.Recompute(troth.Services);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_account_misses_what_its_peers_buy_and_it_does_not()
    {
        troth.Available();
        var gaps = (await troth.As(Role.Reader).Json(HttpMethod.Get, $"/api/book/A-{scene.Misses.Number}/white-space")).Json;
        var gap = Assert.Single(gaps.GetProperty("gaps").EnumerateArray());
        Assert.Equal("Valves", gap.GetProperty("family").GetString());
        var (buying, peers) = (gap.GetProperty("buying").GetInt32(), gap.GetProperty("peers").GetInt32());
        Assert.InRange(buying / (double)peers, .7, .95);
        Assert.InRange(gap.GetProperty("typical").GetDecimal(), 9_000, 15_000);
        Assert.InRange(gap.GetProperty("expected").GetInt64(), 6_500, 14_000);
        Assert.Equal((Times("Low"), Times("High")), (gap.GetProperty("expectedLow").GetInt64(), gap.GetProperty("expectedHigh").GetInt64()));
        Assert.True(Times("Low") < gap.GetProperty("expected").GetInt64() && gap.GetProperty("expected").GetInt64() < Times("High"));
        long Times(string end) => (long)Math.Round(gap.GetProperty($"share{end}").GetDouble() * (double)gap.GetProperty($"typical{end}").GetDecimal());
        Assert.True(gap.GetProperty("typicalLow").GetDecimal() < gap.GetProperty("typical").GetDecimal());
        Assert.Equal(0, (await troth.As(Role.Reader).Json(HttpMethod.Get, $"/api/book/A-{scene.Buys.Number}/white-space")).Json.GetProperty("gaps").GetArrayLength());
        // Whose purchases have no family, to a tenth at least, of them nothing is said.
        Assert.Equal(0, (await troth.As(Role.Reader).Json(HttpMethod.Get, $"/api/book/A-{scene.Unsorted.Number}/white-space")).Json.GetProperty("gaps").GetArrayLength());
        // What came back whole was not bought.
        Assert.Equal("Valves", Assert.Single((await troth.As(Role.Reader).Json(HttpMethod.Get, $"/api/book/A-{scene.Returned.Number}/white-space")).Json.GetProperty("gaps").EnumerateArray()).GetProperty("family").GetString());
    }

    [Fact]
    public async Task A_gap_opens_to_its_peers_and_their_orders()
    {
        troth.Available();
        var client = troth.As(Role.Reader);
        var facts = (await client.Json(HttpMethod.Get, $"/api/book/A-{scene.Misses.Number}/white-space/facts?family=Valves")).Json;
        var gap = facts.GetProperty("gap");
        var peers = facts.GetProperty("peers").EnumerateArray().ToList();
        Assert.Equal(gap.GetProperty("peers").GetInt32(), peers.Count);
        Assert.Equal(gap.GetProperty("buying").GetInt32(), peers.Count(p => p.GetProperty("spend").GetDecimal() > 0));
        Assert.Equal("2023-05-31", facts.GetProperty("lastBought").GetString());
        Assert.All(peers, p => Assert.Equal(p.GetProperty("spend").GetDecimal() > 0, p.GetProperty("newest").ValueKind == JsonValueKind.String));
        Assert.DoesNotContain(peers, p => p.GetProperty("name").GetString() == "Unsorted Union");
        var first = peers[0];
        var truth = await troth.Database.Db(db =>
        {
            var (orders, accounts, name) = (db.Orders, db.Accounts, first.GetProperty("name").GetString());
            return db.OrderLines.Where(l => l.ProductId == scene.Valve && orders.Any(o => o.Id == l.OrderId && accounts.Any(a => a.Id == o.AccountId && a.Name == name))).SumAsync(l => l.Amount);
        });
        Assert.Equal(truth, first.GetProperty("spend").GetDecimal());

        var page = await client.Open($"/book/A-{scene.Misses.Number}/white-space?family=Valves");
        Assert.Contains("similar accounts buy Valves, typically", page.Words("main")!, StringComparison.Ordinal);
        Assert.Contains($"the ends of both multiplied · {gap.GetProperty("peers").GetInt32()} peers", page.Words(".figures")!, StringComparison.Ordinal);
        Assert.Contains("It last did on 31 May 2023.", page.Words("main")!, StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 4, 16);
        Assert.Equal(404, (int)(await client.Get($"/book/A-{scene.Misses.Number}/white-space?family=Pumps")).Status);
        Assert.Equal(404, (int)(await client.Get($"/book/A-{scene.Misses.Number}/white-space")).Status);
    }

    [Fact]
    public async Task The_list_of_a_family_is_ordered_by_what_is_expected_and_paged()
    {
        troth.Available();
        var client = troth.As(Role.Manager);
        var whole = (await client.Json(HttpMethod.Get, "/api/book/white-space?family=Valves&limit=200")).Json;
        var rows = whole.GetProperty("gaps").GetProperty("items").EnumerateArray().ToList();
        Assert.True(rows.Count > 5);
        Assert.Equal(rows.Select(r => r.GetProperty("expected").GetInt64()).OrderDescending(), rows.Select(r => r.GetProperty("expected").GetInt64()));
        var names = rows.Select(r => r.GetProperty("name").GetString()).ToList();
        var paged = new List<string?>();
        for (string? after = ""; after is not null;)
        {
            var part = (await client.Json(HttpMethod.Get, $"/api/book/white-space?family=Valves&limit=3&after={after}")).Json.GetProperty("gaps");
            paged.AddRange(part.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("name").GetString()));
            after = part.GetProperty("after").GetString();
        }
        Assert.Equal(names, paged);
        var total = Assert.Single(whole.GetProperty("families").EnumerateArray(), f => f.GetProperty("family").GetString() == "Valves");
        Assert.Equal((rows.Count, rows.Sum(r => r.GetProperty("expected").GetInt64())), (total.GetProperty("accounts").GetInt32(), total.GetProperty("expected").GetInt64()));
        var csv = (await client.Get("/book/white-space/export?family=Valves")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(rows.Count + 1, csv.Length);
        Assert.EndsWith(",expected,expectedLow,expectedHigh", csv[0], StringComparison.Ordinal);
        Assert.EndsWith($",{rows[0].GetProperty("expectedLow").GetInt64()},{rows[0].GetProperty("expectedHigh").GetInt64()}", csv[1], StringComparison.Ordinal);
        Assert.StartsWith("account,number,name,seller,family,currency,peersBuying,peers,share", csv[0].TrimStart('\ufeff'), StringComparison.Ordinal);

        var mine = (await troth.As(Role.Seller).Json(HttpMethod.Get, "/api/book/white-space?mine=true&limit=200")).Json.GetProperty("gaps").GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["Misses Machines", "Returned Rods"], mine.Select(r => r.GetProperty("name").GetString()!).Order());
        Assert.Equal(2, (await client.Json(HttpMethod.Get, $"/api/book/white-space?seller={troth.SellerId}&limit=200")).Json.GetProperty("gaps").GetProperty("items").GetArrayLength());
        Assert.Equal(400, (int)(await client.Json(HttpMethod.Get, "/api/book/white-space?seller=me")).Status);
        Assert.Equal(400, (int)(await client.Json(HttpMethod.Get, "/api/book/white-space?after=nowhere")).Status);
    }

    [Fact]
    public async Task The_pages_show_it_and_the_customer_safe_view_does_not()
    {
        troth.Available();
        var client = troth.As(Role.Seller);
        var page = await client.Open("/book/white-space");
        Assert.Contains("Misses Machines", page.Words("main")!, StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 3, 11);
        var row = page.AllWords("main tbody tr").First(r => r.StartsWith("Misses Machines", StringComparison.Ordinal));
        Assert.Matches("itself bought .* of all products in these 12 months", row);
        Assert.Matches(@"between .* and .* [0-9]+ peers$", row);
        Assert.Contains("Valves", (await client.Open("/book")).Words("[aria-labelledby=families-title]")!, StringComparison.Ordinal);
        foreach (var address in new[] { $"/book/A-{scene.Misses.Number}", $"/panels/account-side/white-space/{scene.Misses.Id}" })
            Assert.Contains("this one bought none", (await client.Open(address)).Words("main")!, StringComparison.Ordinal);
        await client.Post("/preferences/safe-view");
        Assert.Equal("/book", (await client.Get("/book/white-space")).Location);
        Assert.Equal(404, (int)(await client.Json(HttpMethod.Get, "/api/book/white-space")).Status);
        Assert.Equal(404, (int)(await client.Json(HttpMethod.Get, $"/api/book/A-{scene.Misses.Number}/white-space")).Status);
        Assert.Equal(404, (int)(await client.Json(HttpMethod.Get, $"/api/book/A-{scene.Misses.Number}/white-space/facts?family=Valves")).Status);
        Assert.Equal(404, (int)(await client.Get($"/panels/account-side/white-space/{scene.Misses.Id}")).Status);
        Assert.Equal(404, (int)(await client.Json(HttpMethod.Get, $"/api/book/A-{scene.Misses.Number}/potential")).Status);
        Assert.DoesNotContain("this one bought none", (await client.Open($"/book/A-{scene.Misses.Number}")).Words("main")!, StringComparison.Ordinal);
        await client.Post("/preferences/safe-view");
    }

    [Fact]
    public async Task It_follows_the_families_and_the_companys_setting()
    {
        troth.Available();
        async Task<string[]> Families()
        {
            await BookScene.Recompute(troth.Services);
            return [.. (await troth.As(Role.Reader).Json(HttpMethod.Get, $"/api/book/A-{scene.Misses.Number}/white-space")).Json.GetProperty("gaps").EnumerateArray().Select(g => g.GetProperty("family").GetString()!)];
        }
        Task Change(Action<Product> change) => troth.Database.Db(async db => { change(await db.Products.SingleAsync(p => p.Id == scene.Valve)); await db.SaveChangesAsync(); });
        await Change(valve => valve.Family = "Pumps"); // which it buys
        Assert.Empty(await Families());
        await Change(valve => valve.Family = "Valves");
        Assert.Equal(["Valves"], await Families());
        Task Level(FamilyLevel level) => troth.Database.Db(async db => { (await db.Companies.SingleAsync()).FamiliesBy = level; await db.SaveChangesAsync(); });
        await Level(FamilyLevel.Category);
        Assert.Equal(["Ball valves"], await Families());
        await Level(FamilyLevel.Family);
        Assert.Equal(["Valves"], await Families());
    }
}

/// <summary>Sixty accounts alike that buy pumps, most of them valves too, few of them hoses.</summary>
public sealed class WhiteSpaceScene
{
    public const int Alike = 60;

    public required Troth.Accounts.Account Misses { get; init; }
    public required Troth.Accounts.Account Buys { get; init; }
    public required Troth.Accounts.Account Unsorted { get; init; }
    public required Troth.Accounts.Account Returned { get; init; }
    public required Guid Valve { get; init; }

    public static async Task<WhiteSpaceScene> Make(TrothContext db, Guid seller)
    {
        Product Made(string code, string? family, string? category = null)
        {
            var product = new Product { Code = code, Name = code, NameKey = NameKey.Of(code), Family = family, Category = category };
            db.Add(product);
            return product;
        }
        var (pump, valve, hose, thing) = (Made("PU-1", "Pumps", "Gear pumps"), Made("VA-1", "Valves", "Ball valves"), Made("HO-1", "Hoses", "Hoses"), Made("XX-1", null));
        async Task<Troth.Accounts.Account> Account(string name, decimal revenue, Guid? by, params (Product Product, decimal Amount, int MonthsAgo, LineKind Kind)[] lines)
        {
            var account = await BookScene.Account(db, name, by, revenue);
            foreach (var (product, amount, ago, kind) in lines)
            {
                var order = await BookScene.Order(db, account, BookScene.AsOf.AddMonths(-ago), kind == LineKind.Sale ? amount : 0, returned: kind == LineKind.Sale ? 0 : amount);
                db.Add(new OrderLine { OrderId = order.Id, LineNo = 1, ProductId = product.Id, Kind = kind, Quantity = 1, UnitPrice = amount, Amount = amount });
            }
            return account;
        }
        for (var i = 0; i < Alike; i++)
        {
            decimal pumps = 20_000 + 200 * (i * 37 % Alike), valves = 9_000 + 100 * (i * 23 % Alike);
            List<(Product, decimal, int, LineKind)> lines = [(pump, pumps, i % 11, LineKind.Sale)];
            if (i % 6 != 0) lines.Add((valve, valves, i % 7, LineKind.Sale));
            if (i % 10 == 0) lines.Add((hose, 50_000, 2, LineKind.Sale));
            await Account($"Like {i:00} Ltd", 1_000_000 + 1_000 * i, null, [.. lines]);
        }
        var scene = new WhiteSpaceScene
        {
            Misses = await Account("Misses Machines", 1_030_000, seller, (pump, 25_000, 1, LineKind.Sale), (valve, 8_000, 24, LineKind.Sale)),
            Buys = await Account("Buys Both", 1_030_000, seller, (pump, 25_000, 1, LineKind.Sale), (valve, 500, 2, LineKind.Sale)),
            Unsorted = await Account("Unsorted Union", 1_030_000, seller, (pump, 20_000, 1, LineKind.Sale), (thing, 5_000, 2, LineKind.Sale)),
            Returned = await Account("Returned Rods", 1_031_000, seller, (pump, 25_000, 1, LineKind.Sale), (valve, 9_000, 3, LineKind.Sale), (valve, 9_000, 2, LineKind.Return)),
            Valve = valve.Id,
        };
        await db.SaveChangesAsync();
        return scene;
    }
}

public sealed class WhiteSpaceOnSqlite(SqliteServer troth) : WhiteSpaceTests(troth), IClassFixture<SqliteServer>;

public sealed class WhiteSpaceOnPostgres(PostgresServer troth) : WhiteSpaceTests(troth), IClassFixture<PostgresServer>;
