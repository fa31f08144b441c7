using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Expected;
using Troth.Book.Figures;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

/// <summary>What is foretold of an account: whether it is still a customer, its next twelve months, its rhythm, and when an order is overdue.</summary>
public abstract class ForecastShownTests(TestServer troth) : IAsyncLifetime
{
    private const string Late = "Late Lathes", Punctual = "Punctual Presses", Lost = "Lost Lifts", Foreign = "Forint Forge";
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, BookScene> Scenes = new();
    private BookScene scene = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null || Scenes.TryGetValue(troth, out scene!)) return;
        scene = await troth.Database.Db(async db =>
        {
            var made = await BookScene.Make(db, troth.SellerId);
            // A book that is regular, though not like clockwork.
            for (var i = 0; i < 40; i++)
            {
                var regular = await BookScene.Account(db, $"Regular {i:00}", made.Colleague, 1_020_500);
                var (gap, day) = (20 + i, BookScene.AsOf.AddDays(-i % 9));
                for (var n = 0; n < 10; n++) (_, day) = (await BookScene.Order(db, regular, day, 4_000 + 500 * i * (i % 7)), day.AddDays(-gap - (i * 5 + n * 7) % 11 + 5));
            }
            await Monthly(db, made.Colleague, Punctual, 3, 24, 5_000);
            await Monthly(db, made.Seller, Late, 75, 14, 3_000);
            await Monthly(db, made.Seller, Lost, 900, 20, 9_000);
            var foreign = await Monthly(db, made.Colleague, Foreign, 5, 12, 700);
            await BookScene.Order(db, foreign, BookScene.AsOf.AddYears(-4), 1_000_000, "HUF");
            await db.SaveChangesAsync();
            return made;
        });
        Scenes[troth] = scene;
        await BookScene.Recompute(troth.Services);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>An order every 30 days, the last so many days ago; each second of them as two on one day.</summary>
    private static async Task<Account> Monthly(TrothContext db, Guid seller, string name, int ago, int orders, decimal amount)
    {
        var account = await BookScene.Account(db, name, seller, 1_021_000);
        for (var i = 0; i < orders; i++)
            for (var part = 0; part <= i % 2; part++) await BookScene.Order(db, account, BookScene.AsOf.AddDays(-ago - 30 * i), amount / (i % 2 + 1));
        // What only comes back is no order.
        await BookScene.Order(db, account, BookScene.AsOf.AddDays(-1), 0, returned: 10);
        return account;
    }

    private Task<BookFigure> Figure(string name) => troth.Database.Db(async db =>
    {
        var shown = await db.BookStates.AsNoTracking().Select(s => s.Generation).SingleAsync();
        return await db.BookFigures.AsNoTracking().SingleAsync(f => f.Generation == shown && f.Name == name);
    });

    [Fact]
    public async Task An_account_is_held_to_its_own_rhythm()
    {
        troth.Available();
        var late = await Figure(Late);
        Assert.Equal((14, BookScene.AsOf.AddDays(-75)), (late.BuyingDays, late.LastBoughtOn));
        Assert.InRange(late.UsualDays!.Value, 25, 40);
        Assert.True(late.SoonDays < late.UsualDays && late.UsualDays < late.LateDays);
        Assert.Equal(75 - late.LateDays, late.OverdueDays);
        Assert.InRange(late.OverdueDays!.Value, 1, 45);
        Assert.Null(late.DueOn); // it should have come already
        Assert.InRange(late.Alive!.Value, Math.Max(AccountForecast.LeastAlive, late.AliveLow!.Value), late.AliveHigh!.Value);
        Assert.InRange(late.NextOrders!.Value, late.NextOrdersLow!.Value, late.NextOrdersHigh!.Value);
        Assert.InRange(late.NextWorth!.Value, late.NextWorthLow!.Value, late.NextWorthHigh!.Value);

        var punctual = await Figure(Punctual);
        Assert.Null(punctual.OverdueDays);
        Assert.InRange(punctual.DueOn!.Value, BookScene.AsOf.AddDays(5), BookScene.AsOf.AddDays(45));
        Assert.True(punctual.DueFrom <= punctual.DueOn && punctual.DueOn <= punctual.DueTo && punctual.Alive > late.Alive);
        // Twelve orders of 5,000 a year.
        Assert.InRange(punctual.NextOrders!.Value, 7, 14);
        Assert.InRange(punctual.NextWorth!.Value / (decimal)punctual.NextOrders.Value, 4_000, 7_000);

        // Silent for so long that nobody waits.
        var lost = await Figure(Lost);
        Assert.True(lost.Alive < AccountForecast.LeastAlive);
        Assert.Null(lost.OverdueDays);
    }

    [Fact]
    public async Task Too_little_is_said_to_be_too_little()
    {
        troth.Available();
        var few = await Figure("Solid Steel");
        Assert.Equal((2, null, null), (few.BuyingDays, few.UsualDays, few.OverdueDays));
        Assert.NotNull(few.Alive);
        var foreign = await Figure(Foreign);
        Assert.Equal((Unforetold.NoRate, null), (foreign.Unforetold, foreign.NextWorth));
        Assert.NotNull(foreign.NextOrders);
        var page = await troth.As(Role.Manager).Open($"/book/A-{foreign.Number}");
        Assert.Contains("ordered in a currency without a rate", page.Words("#ahead")!, StringComparison.Ordinal);
        Assert.Contains("no rate", page.Words("#rhythm")!, StringComparison.Ordinal);
        Assert.Contains("too few for a rhythm of its own", (await troth.As(Role.Manager).Open($"/book/A-{few.Number}")).Words("#ahead")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_facts_open_from_the_figures()
    {
        troth.Available();
        var late = await Figure(Late);
        var seller = troth.As(Role.Seller);
        var panel = await seller.Open($"/panels/account-head/book/{late.AccountId}");
        Assert.Contains($"Usually orders every {late.UsualDays} days ({late.SoonDays} to {late.LateDays}, from 14 order days); the last order was 75 days before 31 May 2025: overdue by {late.OverdueDays} days.",
            panel.Words(".card")!, StringComparison.Ordinal);
        Assert.Contains(panel.Page.QuerySelectorAll(".figures a"), a => a.GetAttribute("href") == $"/book/A-{late.Number}#rhythm" && a.TextContent.Contains("days overdue", StringComparison.Ordinal));

        var page = await seller.Open($"/book/A-{late.Number}");
        var days = page.Page.QuerySelectorAll("#rhythm tbody tr");
        Assert.Equal(14, days.Length);
        Assert.Equal("30", days[0].QuerySelectorAll("td")[0].TextContent.Trim());
        Assert.Equal("2", days[1].QuerySelectorAll("td")[1].TextContent.Trim());
        Assert.Contains("Not discounted", page.Words("#ahead")!, StringComparison.Ordinal);
        Assert.Contains("Learnt from ", page.Words("#ahead")!, StringComparison.Ordinal);

        var answer = (await seller.Json(HttpMethod.Get, $"/api/book/A-{late.Number}")).Json;
        var forecast = answer.GetProperty("figures").GetProperty("forecast");
        Assert.Equal(late.OverdueDays, forecast.GetProperty("rhythm").GetProperty("overdueDays").GetInt32());
        Assert.Equal(late.Alive!.Value, forecast.GetProperty("alive").GetProperty("value").GetDouble(), 9);
        Assert.Equal(late.NextWorth, forecast.GetProperty("worth12m").GetProperty("value").GetDecimal());
        Assert.Equal(14, answer.GetProperty("orderDays").GetArrayLength());
    }

    [Fact]
    public async Task The_list_sorts_and_narrows_by_what_is_overdue()
    {
        troth.Available();
        var (late, manager) = (await Figure(Late), troth.As(Role.Manager));
        var overdue = (await manager.Json(HttpMethod.Get, "/api/book?overdue=true&limit=200")).Json;
        Assert.Equal([Late], Names(overdue));
        Assert.Equal(1, overdue.GetProperty("kinds").EnumerateArray().Sum(k => k.GetProperty("accounts").GetInt32()));
        Assert.Empty(Names((await manager.Json(HttpMethod.Get, $"/api/book?overdue=true&seller={scene.Colleague}")).Json));
        Assert.Equal(Late, Names((await manager.Json(HttpMethod.Get, "/api/book?sort=-overdue&limit=3")).Json)[0]);
        var worth = (await manager.Json(HttpMethod.Get, "/api/book?sort=-ahead&limit=200")).Json.GetProperty("accounts").EnumerateArray()
            .Select(a => a.GetProperty("forecast").GetProperty("worth12m")).Where(w => w.ValueKind == JsonValueKind.Object).Select(w => w.GetProperty("value").GetDecimal()).ToList();
        Assert.InRange(worth.Count, 60, 199);
        Assert.Equal(worth.OrderByDescending(w => w), worth);

        var page = await manager.Open("/book?overdue=true");
        var row = Assert.Single(page.AllWords(".book-table tbody tr"));
        Assert.Contains($"{late.OverdueDays} days overdue", row, StringComparison.Ordinal);
        Assert.Contains("Next order", page.Words(".book-table thead")!, StringComparison.Ordinal); // those to come stand in it too
        Assert.Contains($"usually every {late.UsualDays} days ({late.SoonDays} to {late.LateDays})", row, StringComparison.Ordinal);
        var csv = (await manager.Get("/book/export?overdue=true")).Text.Trim().Split("\r\n");
        var (columns, cells) = (csv[0].Split(','), csv[1].Split(','));
        Assert.Equal(2, csv.Length);
        Assert.Equal(late.OverdueDays, int.Parse(cells[^2]!, CultureInfo.InvariantCulture));
        Assert.Equal("14", cells[cells.Length - columns.Length + Array.IndexOf(columns, "buyingDays")]);

        static List<string?> Names(JsonElement book) => [.. book.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("name").GetString())];
    }

    [Fact]
    public async Task Team_and_today_know_who_is_overdue()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var sellers = (await manager.Json(HttpMethod.Get, "/api/team?sort=-overdue")).Json.GetProperty("sellers").EnumerateArray().ToList();
        Assert.Equal(("Sam Seller", 1, 0), (sellers[0].GetProperty("name").GetString()!, Overdue(sellers[0]), Overdue(sellers[1])));
        var page = await manager.Open("/team");
        var link = page.Page.QuerySelectorAll(".team-table td a").Single(a => a.GetAttribute("href")!.Contains($"seller={scene.Seller}&overdue=true", StringComparison.Ordinal));
        Assert.Equal("1", link.TextContent.Trim());
        Assert.Contains(Late, (await manager.Open(link.GetAttribute("href")!)).Words(".book-table")!, StringComparison.Ordinal);
        var sheet = await manager.Open($"/team/{scene.Seller}/sheet");
        Assert.Equal(link.GetAttribute("href"), sheet.Page.QuerySelectorAll(".figures a").Single(a => a.TextContent.Contains("by their own rhythm", StringComparison.Ordinal)).GetAttribute("href"));
        Assert.EndsWith(",1", (await manager.Get("/team/export")).Text.Split("\r\n").Single(l => l.Contains("Sam Seller", StringComparison.Ordinal)), StringComparison.Ordinal);

        Assert.Contains(Late, (await troth.As(Role.Seller).Open("/")).Words("main")!, StringComparison.Ordinal);
        Assert.DoesNotContain(Late, (await manager.Open("/")).Words("main")!, StringComparison.Ordinal);

        static int Overdue(JsonElement seller) => seller.GetProperty("figures").GetProperty("overdue").GetInt32();
    }

    [Fact]
    public async Task The_customer_safe_view_foretells_nothing()
    {
        troth.Available();
        var late = await Figure(Late);
        var seller = troth.As(Role.Seller);
        seller.Cookies.Add(troth.Address, new System.Net.Cookie("troth.safe", "on"));
        var page = await seller.Open($"/book/A-{late.Number}");
        Assert.Null(page.Page.QuerySelector("#ahead"));
        Assert.Null(page.Page.QuerySelector("#rhythm"));
        Assert.DoesNotContain("overdue", page.Words("main")!, StringComparison.OrdinalIgnoreCase);
    }
}

public sealed class ForecastShownOnSqlite(SqliteServer troth) : ForecastShownTests(troth), IClassFixture<SqliteServer>;

public sealed class ForecastShownOnPostgres(PostgresServer troth) : ForecastShownTests(troth), IClassFixture<PostgresServer>;
