using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

/// <summary>Where nobody is there to grow beside, growth is held against none at all, and the page says so.</summary>
public abstract class GrowthWithoutPeersTests(TestServer troth)
{
    [Fact]
    public async Task Without_peers_it_is_the_change_itself_that_is_not_sure()
    {
        troth.Available();
        await troth.Database.Db(async db =>
        {
            var account = await BookScene.Account(db, "Lone Lathes", troth.SellerId, 1_000_000);
            await BookScene.Order(db, account, BookScene.AsOf, 1_200);
            await BookScene.Order(db, account, BookScene.AsOf.AddMonths(-13), 1_000);
            await db.SaveChangesAsync();
        });
        await BookScene.Recompute(troth.Services);
        var row = Assert.Single((await troth.As(Role.Seller).Open("/book")).AllWords(".book-table tbody tr"));
        Assert.Contains("2 orders: not surely a change", row, StringComparison.Ordinal);
        Assert.DoesNotContain("peers", row, StringComparison.Ordinal);
    }
}

public sealed class GrowthWithoutPeersOnSqlite(SqliteServer troth) : GrowthWithoutPeersTests(troth), IClassFixture<SqliteServer>;

public sealed class GrowthWithoutPeersOnPostgres(PostgresServer troth) : GrowthWithoutPeersTests(troth), IClassFixture<PostgresServer>;
