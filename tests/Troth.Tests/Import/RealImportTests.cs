using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Orders;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>The shipped recipes on the real data.</summary>
public abstract class RealImportTests(TestDatabase database)
{
    [RealDataFact]
    public async Task Adventure_Works_comes_in_whole_and_a_second_time_changes_nothing()
    {
        database.Available();
        var folder = RealData.File("adventureworks");
        var report = await database.Import(ImportSamples.Shipped("adventureworks"), folder);
        Assert.Equal((701, 0, 0, 0), report.Of("account"));
        Assert.Equal((3_616, 0, 0, 0), report.Of("order"));
        Assert.Equal((57_851, 0, 0, 0), report.Of("orderLine"));
        Assert.Equal((753, 0, 0, 0), report.Of("contact"));
        Assert.Equal((17, 0, 0, 0), report.Of("seller"));
        Assert.Equal((397 + 209, 0, 0, 0), report.Of("product")); // what is sold, and the parts that only the works know
        Assert.Equal((8, 0, 0, 0), report.Of("workCenter"));
        Assert.Equal((504, 0, 0, 0), report.Of("supply"));
        Assert.Equal((119, 0, 0, 0), report.Of("routingOperation")); // 25 products of 9 models, by 2 to 6 places
        Assert.Equal((119, 0, 0, 0), report.Of("routingCenter"));
        Assert.Equal((2_383, 0, 0, 0), report.Of("billOfMaterials")); // 199 have ended, 97 only list what is sold
        Assert.Equal(77_548_570.20m, report.OrderAmount);
        Assert.Equal([("Sales.vSalesPerson.csv", 17), ("Product.csv", 397), ("DimReseller.psv", 701), ("Sales.vStoreWithContacts.csv", 753), ("FactResellerSales.csv", 57_851),
            ("Production.Location.csv", 14), ("Production.Product.csv", 504), ("Production.BillOfMaterials.csv", 2_679)],
            report.Files.Select(f => (f.Name, f.Rows)));
        Assert.All(report.Files, f => Assert.Equal(0, f.Refused));

        await database.EveryReferenceLeadsSomewhere();
        await database.Db(async db =>
        {
            Assert.Equal(77_548_570.20m, (await db.Orders.Select(o => new { o.Sold, o.Returned }).ToListAsync()).Sum(o => o.Sold - o.Returned));
            Assert.Equal(57_851, await db.Orders.SumAsync(o => o.LineCount));
            Assert.Equal(17, await db.Orders.Select(o => o.SellerId).Distinct().CountAsync());
            Assert.Equal(632, await db.Accounts.CountAsync(a => a.SellerId != null));
            foreach (var account in await db.Accounts.Where(a => a.SellerId != null).OrderBy(a => a.Number).Take(20).ToListAsync())
                Assert.Equal(account.SellerId, (await db.Orders.Where(o => o.AccountId == account.Id).OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.Number).FirstAsync()).SellerId);
        });

        var again = await database.Import(ImportSamples.Shipped("adventureworks"), folder);
        Assert.All(again.Entities, e => Assert.Equal((0, 0, 0), (e.Value.Created, e.Value.Updated, e.Value.Refused)));
        Assert.Equal((0, 0, 57_851, 0), again.Of("orderLine"));
        Assert.Equal(77_548_570.20m, again.OrderAmount);
    }
}

public sealed class RealImportOnSqlite(SqliteDatabase database) : RealImportTests(database), IClassFixture<SqliteDatabase>;

public sealed class RealImportOnPostgres(PostgresDatabase database) : RealImportTests(database), IClassFixture<PostgresDatabase>;
