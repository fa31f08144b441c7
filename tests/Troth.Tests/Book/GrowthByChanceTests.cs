using Microsoft.EntityFrameworkCore;
using Troth.Book;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

public abstract class GrowthByChanceTests(TestServer troth)
{
    /// <summary>The list may not call lost what its own interval calls chance, nor hide what chance cannot explain.</summary>
    [Fact]
    public async Task What_chance_explains_is_not_called_shrinking()
    {
        troth.Available();
        await troth.Database.Db(async db =>
        {
            var scene = await BookScene.Make(db, troth.SellerId);
            var once = await BookScene.Account(db, "Once Only", scene.Seller, 1_025_000);
            await BookScene.Order(db, once, BookScene.AsOf.AddMonths(-14), 30_000);
            foreach (var (name, before) in new[] { ("Fading Forge", 7), ("Failing Foundry", 20) })
            {
                var account = await BookScene.Account(db, name, scene.Seller, 1_025_000);
                for (var i = 0; i < before; i++) await BookScene.Order(db, account, BookScene.AsOf.AddMonths(-13).AddDays(-10 * i), 500);
                for (var i = 0; i < 2; i++) await BookScene.Order(db, account, BookScene.AsOf.AddDays(-10 * i), 500);
            }
            await db.SaveChangesAsync();
        });
        await BookScene.Recompute(troth.Services);
        var page = await troth.As(Role.Seller).Open("/book?sort=bought");
        foreach (var (name, standing, orders, shrinks) in new[]
        {
            ("Once Only", GrowthStanding.Shrinking, "1 order: not surely unlike its peers", false), // lost the one order it ever gave
            // Two after seven: chance goes so far down less than once in twenty times, in the middle of what is possible (Jeffreys).
            ("Fading Forge", GrowthStanding.Shrinking, "9 orders", true),
            ("Failing Foundry", GrowthStanding.Shrinking, "22 orders", true),
        })
        {
            var figure = await troth.Database.Db(db => db.BookFigures.AsNoTracking().SingleAsync(f => f.Name == name));
            Assert.Equal((name, standing, shrinks), (name, figure.Standing, !figure.GrowthMayBeChance));
            var row = page.Page.QuerySelectorAll(".book-table tbody tr")
                .Single(r => r.TextContent.Contains(name, StringComparison.Ordinal));
            Assert.Equal((name, shrinks), (name, row.QuerySelector(".tone-broken") is not null));
            Assert.Contains(orders, row.TextContent, StringComparison.Ordinal);
            Assert.Equal((name, shrinks), (name, row.TextContent.Contains("not surely", StringComparison.Ordinal) is false));
            Assert.Equal((name, shrinks), (name, row.TextContent.Contains("and shrinks", StringComparison.Ordinal)));
        }
    }
}

public sealed class GrowthByChanceOnSqlite(SqliteServer troth) : GrowthByChanceTests(troth), IClassFixture<SqliteServer>;

public sealed class GrowthByChanceOnPostgres(PostgresServer troth) : GrowthByChanceTests(troth), IClassFixture<PostgresServer>;
