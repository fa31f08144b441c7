using Microsoft.EntityFrameworkCore;
using Troth.Book;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

/// <summary>Growth is a figure like the others: it says on how many orders and peers it rests and how sure it is.</summary>
public abstract class GrowthShownTests(TestServer troth)
{
    private const string Steady = "Steady Stampings";

    [Fact]
    public async Task Growth_says_how_many_orders_and_buyers_it_rests_on_and_its_intervals()
    {
        troth.Available();
        await troth.Database.Db(async db =>
        {
            var scene = await BookScene.Make(db, troth.SellerId);
            var account = await BookScene.Account(db, Steady, scene.Seller, 1_025_000);
            for (var i = 0; i < 25; i++)
            {
                await BookScene.Order(db, account, BookScene.AsOf.AddDays(-10 * i), 3_000);
                if (i < 20) await BookScene.Order(db, account, BookScene.AsOf.AddMonths(-13).AddDays(-10 * i), 3_000);
            }
            await db.SaveChangesAsync();
        });
        await BookScene.Recompute(troth.Services);
        // 25 and 20 orders alike: by Jeffreys' interval between 43.4 % and 67.2 % of them fall into the last year.
        var stored = await troth.Database.Db(db => db.BookFigures.AsNoTracking().SingleAsync(f => f.Name == Steady));
        Assert.Equal((25, 20), (stored.Orders, stored.OrdersBefore));
        Assert.Equal(Plain(-.1328245), stored.GrowthLow!.Value, 5);
        Assert.Equal(Plain(.3447807), stored.GrowthHigh!.Value, 5);
        Assert.InRange(stored.PeerGrowth!.Value, stored.PeerGrowthLow!.Value, stored.PeerGrowthHigh!.Value);
        Assert.Equal(BookScene.Alike + 5, stored.GrowthPeers); // all of steel that bought in either year; the stranger's business is unknown

        var seller = troth.As(Role.Seller);
        foreach (var (address, part) in new[]
        {
            ("/book?sort=-bought", ".book-table tbody tr"), ($"/book/A-{stored.Number}", ".figures"), ($"/panels/account-head/book/{stored.AccountId}", ".figures"),
        })
        {
            var page = await seller.Open(address);
            var words = page.AllWords(part).Single(w => address[1] != 'b' || address.Contains("A-", StringComparison.Ordinal) || w.StartsWith(Steady, StringComparison.Ordinal));
            Assert.Contains("+25%", Plainly(words), StringComparison.Ordinal);
            Assert.Contains("between−23%and+105%45orders", Plainly(words), StringComparison.Ordinal); // the whisker in words, and what it rests on
            Assert.Contains($"peers0%{BookScene.Alike + 5}buyers0%to0%", Plainly(words), StringComparison.Ordinal);
        }
        Assert.True(stored.GrowthMayBeChance); // for it holds the peers' 0 %
        var figuresShown = Plainly((await seller.Open($"/book/A-{stored.Number}")).Words(".figures")!);
        Assert.Contains("45orders,−23%to+105%:notsurelyunlikeitspeers", figuresShown, StringComparison.Ordinal);
        // Two orders in two years say nothing that chance could not.
        var few = (await seller.Open("/book?sort=-bought")).AllWords(".book-table tbody tr").Single(w => w.StartsWith("Solid Steel", StringComparison.Ordinal));
        Assert.Contains("2 orders: not surely unlike its peers", few, StringComparison.Ordinal);

        var figures = (await seller.Json(HttpMethod.Get, $"/api/book/A-{stored.Number}")).Json.GetProperty("figures");
        Assert.Equal(45, figures.GetProperty("growthRange").GetProperty("orders").GetInt32());
        Assert.Equal(BookScene.Alike + 5, figures.GetProperty("peerGrowthRange").GetProperty("buyers").GetInt32());
        var csv = (await seller.Get("/book/export")).Text.Split("\r\n");
        var (columns, cells) = (csv[0].Split(','), csv.Single(line => line.Contains(Steady, StringComparison.Ordinal)).Split(','));
        Assert.Equal("45", cells[Array.IndexOf(columns, "ordersInGrowth")]);
        Assert.Equal("65", cells[Array.IndexOf(columns, "growthPeers")]);
    }

    private static double Plain(double symmetric) => (1 + symmetric) / (1 - symmetric) - 1;

    private static string Plainly(string words) => string.Concat(words.Where(c => !char.IsWhiteSpace(c)));
}

public sealed class GrowthShownOnSqlite(SqliteServer troth) : GrowthShownTests(troth), IClassFixture<SqliteServer>;

public sealed class GrowthShownOnPostgres(PostgresServer troth) : GrowthShownTests(troth), IClassFixture<PostgresServer>;
