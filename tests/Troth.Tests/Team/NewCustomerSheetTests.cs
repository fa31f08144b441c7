using System.Net;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Book;
using Troth.Tests.Harness;

namespace Troth.Tests.Team;

/// <summary>A customer that is new and buys much outgrows its peers and has no growth: nothing to divide by.</summary>
public abstract class NewCustomerSheetTests(TestServer troth)
{
    [Fact]
    public async Task The_sheet_of_a_seller_with_a_new_customer_opens()
    {
        troth.Available();
        var seller = await troth.Database.Db(async db =>
        {
            await BookScene.Make(db, troth.SellerId);
            var finder = new Seller(await db.Take<Seller>(default), "Fia Finder");
            db.Add(finder);
            var found = await BookScene.Account(db, "New Nozzles", finder.Id, 1_020_000);
            for (var i = 0; i < 40; i++) await BookScene.Order(db, found, BookScene.AsOf.AddDays(-7 * i), 1_000);
            await db.SaveChangesAsync();
            return finder.Number;
        });
        await BookScene.Recompute(troth.Services);
        var admin = troth.As(Role.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await admin.Open($"/team/S-{seller}/sheet")).Status);
        Assert.Equal(HttpStatusCode.OK, (await admin.Get($"/api/team/S-{seller}/sheet")).Status);
    }
}

public sealed class NewCustomerSheetOnSqlite(SqliteServer troth) : NewCustomerSheetTests(troth), IClassFixture<SqliteServer>;

public sealed class NewCustomerSheetOnPostgres(PostgresServer troth) : NewCustomerSheetTests(troth), IClassFixture<PostgresServer>;
