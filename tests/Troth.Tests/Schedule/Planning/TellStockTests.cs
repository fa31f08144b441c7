using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Seeing;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Floor;

namespace Troth.Tests.Schedule.Planning;

/// <summary>Stock and receipts that are described when the plan has long begun.</summary>
public abstract class TellStockTests(TestDatabase database)
{
    private static readonly DateOnly Friday = new(2027, 3, 12), Wednesday = new(2027, 3, 17);

    private Task<FloorShop> Shop()
    {
        database.Available();
        database.Clock.Set(FloorShop.Tuesday);
        return FloorShop.Open(database.Services);
    }

    /// <summary>As an import leaves the records, and what follows it.</summary>
    private static async Task<int> Bring(FloorShop shop, Func<TrothContext, Task> change)
    {
        await shop.Db(async db =>
        {
            await change(db);
            return await db.SaveChangesAsync();
        });
        return await Tell(shop);
    }

    private static Task<int> Tell(FloorShop shop) => shop.Do(s => s.GetRequiredService<TellStock>().Run(shop.Plant, default));

    private static Task<IReadOnlyList<string>> Drift(FloorShop shop) => shop.Do(s => s.GetRequiredService<ShopDrift>().Find(shop.Plan, default));

    private static (int Now, int Friday, int Wednesday, int End) Steels(FloorShop shop) => (shop.Steels(shop.Plan.Plan.Now),
        shop.Steels(shop.Plan.Shop.Clock.MinuteOf(Friday, new(17, 0))),
        shop.Steels(shop.Plan.Shop.Clock.MinuteOf(Wednesday, new(17, 0))), shop.Steels());

    [Fact]
    public async Task What_an_import_says_of_stock_and_receipts_reaches_the_plan_in_one_turn()
    {
        var shop = await Shop();
        Assert.Equal(0, await Tell(shop));
        var version = shop.Plan.Version;
        var receipt = Guid.CreateVersion7();
        await Bring(shop, async db =>
        {
            db.Add(new ExpectedReceipt { Id = receipt, PlantId = shop.Plant, ProductId = shop.Steel, Quantity = 5000, ExpectedOn = Friday });
            // Never, as order systems say it; and one that was counted long ago.
            db.Add(new ExpectedReceipt { PlantId = shop.Plant, ProductId = shop.Steel, Quantity = 77, ExpectedOn = new(9999, 12, 31) });
            var (day, next) = (new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 2));
            db.Add(new ExpectedReceipt { PlantId = shop.Plant, ProductId = shop.Steel, Quantity = 9, ExpectedOn = day, ReceivedOn = next });
            (await db.Supplies.SingleAsync(s => s.ProductId == shop.Steel)).OnHand = 7;
        });
        Assert.Equal((7, 5007, 5307, 5307), Steels(shop));
        Assert.Equal(version + 1, shop.Plan.Version);
        Assert.Equal(0, await Tell(shop));
        Assert.Empty(await Drift(shop));

        await Bring(shop, async db => (await db.ExpectedReceipts.SingleAsync(r => r.Id == receipt)).Quantity = 4000);
        Assert.Equal((7, 4007, 4307, 4307), Steels(shop));
        await Bring(shop, async db => (await db.ExpectedReceipts.SingleAsync(r => r.Id == receipt)).ExpectedOn = Wednesday);
        Assert.Equal((7, 7, 4307, 4307), Steels(shop));
        // It came, and the count that comes with the same file has it already.
        await Bring(shop, async db =>
        {
            (await db.ExpectedReceipts.SingleAsync(r => r.Id == receipt)).ReceivedOn = new(2027, 3, 9);
            (await db.Supplies.SingleAsync(s => s.ProductId == shop.Steel)).OnHand = 4010;
        });
        Assert.Equal((4010, 4010, 4310, 4310), Steels(shop));
        // The supplier's order is gone.
        await Bring(shop, async db => (await db.ExpectedReceipts.SingleAsync(r => r.Id == shop.Receipt)).EndedOn = new(2027, 3, 9));
        Assert.Equal((4010, 4010, 4010, 4010), Steels(shop));
        // It had not come after all.
        await Bring(shop, async db => (await db.ExpectedReceipts.SingleAsync(r => r.Id == receipt)).ReceivedOn = null);
        Assert.Equal((10, 10, 4010, 4010), Steels(shop));
        // The import is taken back: its record is no more.
        await Bring(shop, async db => await db.ExpectedReceipts.Where(r => r.Id == receipt).ExecuteDeleteAsync());
        Assert.Equal((10, 10, 10, 10), Steels(shop));
        Assert.Empty(await Drift(shop));
        var rebuilt = await database.Db(async db => (await PlanStore.Version(db, shop.Plant, long.MaxValue, default))!);
        Assert.Equal(shop.Plan.Plan.Fingerprint(), rebuilt.Plan.Fingerprint());
    }

    [Fact]
    public async Task What_is_overdue_is_told_once_and_follows_a_new_day()
    {
        var shop = await Shop();
        database.Clock.Advance(TimeSpan.FromDays(8));
        await shop.Pass();
        Assert.Equal((1000, 1300), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        Assert.Equal(0, await Tell(shop));
        await Bring(shop, async db => (await db.ExpectedReceipts.SingleAsync(r => r.Id == shop.Receipt)).ExpectedOn = new(2027, 3, 24));
        var there = shop.Plan.Shop.Clock.MinuteOf(new DateOnly(2027, 3, 24), new(17, 0));
        Assert.Equal((1000, 1300), (shop.Steels(there - 1), shop.Steels(there)));
    }

    [Fact]
    public async Task What_the_plan_could_not_be_told_is_named_and_told_when_the_shop_is_taken()
    {
        var shop = await Shop();
        await shop.Db(async db =>
        {
            (await db.Supplies.SingleAsync(s => s.ProductId == shop.Steel)).OnHand = 900;
            db.Add(new Supply { PlantId = shop.Plant, ProductId = shop.Frame, Stocked = true, OnHand = 3 });
            return await db.SaveChangesAsync();
        });
        Assert.Equal(["1 product differs", "stock or receipts of 1 product differ"], await Drift(shop));
        await shop.Do(s => s.GetRequiredService<TakeShop>().Run(shop.Plant, default));
        Assert.Equal((900, 1200), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        Assert.Equal(3, shop.Plan.Plan.SupplyOf(shop.Plan.Shop.Product(shop.Frame)!.Value)[^1].Pieces);
        Assert.Empty(await Drift(shop));
        Assert.Equal(0, await Tell(shop));
    }
}

public sealed class TellStockOnSqlite(SqliteDatabase database) : TellStockTests(database), IClassFixture<SqliteDatabase>;

public sealed class TellStockOnPostgres(PostgresDatabase database) : TellStockTests(database), IClassFixture<PostgresDatabase>;

/// <summary>The same by page and API.</summary>
public abstract class SaidStockTests(TestServer troth)
{
    [Fact]
    public async Task What_is_said_of_stock_is_in_the_plan_at_once()
    {
        troth.Available();
        troth.Database.Clock.Set(FloorShop.Tuesday);
        var shop = await FloorShop.Open(troth.Services, Plant.TheFirst);
        var scheduler = troth.As(Role.Scheduler);
        var page = $"/schedule/supplies/{shop.Steel}";
        (int, int) Steels() => (shop.Steels(shop.Plan.Plan.Now), shop.Steels());

        var added = await scheduler.Submit(await scheduler.Open(page), "form[action$='/receipts']", ("quantity", "5000"), ("expectedOn", "2027-03-12"));
        Assert.Equal(303, (int)added.Status);
        Assert.Equal((1000, 6300), Steels());
        Assert.Equal(303, (int)(await scheduler.Submit(await scheduler.Open(page), "main form", ("onHand", "7"))).Status);
        Assert.Equal((7, 5307), Steels());
        // Another field alone does not count the stock anew.
        Assert.Equal(303, (int)(await scheduler.Submit(await scheduler.Open(page), "main form", ("leadDays", "6"))).Status);
        Assert.Equal((7, 5307), Steels());
        Assert.Equal(303, (int)(await scheduler.Submit(await scheduler.Open(page), "form[action$='/received']")).Status);
        Assert.Equal((5007, 5307), Steels());
        Assert.Contains("by the plan it is 5007 now", (await scheduler.Open(page)).Page.Body!.TextContent, StringComparison.Ordinal);

        var said = (await scheduler.Get($"/api{page}")).Json;
        Assert.Equal((5007, 5007), (said.GetProperty("onHand").GetInt32(), said.GetProperty("byThePlan").GetInt32()));
        var version = said.GetProperty("version").GetInt32();
        var put = await scheduler.Json(HttpMethod.Put, $"/api{page}", new { stocked = true, onHand = 900, leadDays = 6, made = true, version });
        Assert.Equal(HttpStatusCode.OK, put.Status);
        Assert.Equal((900, 1200), Steels());
        var expected = await scheduler.Json(HttpMethod.Post, $"/api{page}/receipts", new { quantity = 50, expectedOn = "2027-03-11" });
        Assert.Equal(HttpStatusCode.Created, expected.Status);
        Assert.Equal((900, 1250), Steels());
        var first = (await scheduler.Get($"/api{page}")).Json.GetProperty("receipts")[0].GetProperty("id").GetString();
        var came = await scheduler.Json(HttpMethod.Put, $"/api{page}/receipts/{first}/received", new { on = "2027-03-09" });
        Assert.Equal(HttpStatusCode.NoContent, came.Status);
        Assert.Equal((950, 1250), Steels());
    }
}

public sealed class SaidStockOnSqlite(SqliteServer troth) : SaidStockTests(troth), IClassFixture<SqliteServer>;

public sealed class SaidStockOnPostgres(PostgresServer troth) : SaidStockTests(troth), IClassFixture<PostgresServer>;
