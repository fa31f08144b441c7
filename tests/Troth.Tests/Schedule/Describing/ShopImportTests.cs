using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders;
using Troth.Schedule.Describing;
using Troth.Schedule.Times;
using Troth.Tests.Harness;
using Troth.Tests.Import;

namespace Troth.Tests.Schedule.Describing;

/// <summary>A shop comes in from files, and is planned with.</summary>
public abstract class ShopImportTests(TestDatabase database)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Files_with_our_own_names_describe_a_whole_shop()
    {
        database.Available();
        const string recipe = """
            { "recipe": 1, "name": "shop", "source": "erp", "files": [
              { "file": "centers.csv", "records": [{ "entity": "workCenter", "key": "No", "fields": { "name": "Name", "machines": "Machines", "drum": "Drum" } }] },
              { "file": "products.csv", "records": [{ "entity": "product", "key": "Code", "fields": { "name": "Name" } },
                { "entity": "supply", "fields": { "product": "Code", "onHand": "Stock", "leadDays": "Lead" } }] },
              { "file": "routing.csv", "decimal": ".", "records": [{ "entity": "routingOperation", "key": { "columns": ["Product", "Op"], "join": "/" },
                "fields": { "product": "Product", "no": "Op", "name": "What", "after": "After", "workCenter": "Center", "setupMinutes": "Setup", "runHours": "Hours", "outsideDays": "Out" } }] },
              { "file": "bom.csv", "records": [{ "entity": "billOfMaterials", "key": { "columns": ["Product", "Part"], "join": "/" },
                "fields": { "product": "Product", "component": "Part", "quantity": "Qty", "operation": "At" } }] },
              { "file": "due.csv", "records": [{ "entity": "receipt", "key": "Po", "fields": { "product": "Part", "quantity": "Qty", "expectedOn": "Due" } }] } ] }
            """;
        (string, string)[] files =
        [
            ("centers.csv", "No,Name,Machines,Drum\nSAW,Saws,2,no\nPAINT,Paint shop,,yes\n"),
            ("products.csv", "Code,Name,Stock,Lead\nF1,Frame,,\nS1,Steel,12,\nH1,Hinge,,7\n"),
            ("routing.csv", "Product,Op,What,After,Center,Setup,Hours,Out\nF1,10,sawing,,SAW,10,0.005,\nF1,20,galvanising,,,,,4\nF1,30,painting,\"10,20\",PAINT,15,0.1,\n"),
            ("bom.csv", "Product,Part,Qty,At\nF1,S1,2,\nF1,H1,4,30\n"),
            ("due.csv", "Po,Part,Qty,Due\n77,S1,100,2026-12-01\n"),
        ];
        var report = await database.Import(recipe, files);
        Assert.All(report.Entities, e => Assert.Equal(0, e.Value.Refused));
        await Calendar();
        var (made, problems) = await Make();
        Assert.Empty(problems);
        var frame = made!.Definition.Products[made.Product(await Id("F1"))!.Value];
        Assert.Equal(["sawing", "galvanising", "painting"], frame.Routing!.Operations.Select(o => o.Name));
        Assert.Equal([[], [0], [0, 1]], frame.Routing.Operations.Select(o => o.After.ToArray()));
        Assert.Equal((10, 3, 10), frame.Routing.Operations[0].Centers.Select(c => (c.SetupMinutes, c.RunMinutes, c.RunPieces)).Single());
        Assert.Equal((15, 6, 1), frame.Routing.Operations[2].Centers.Select(c => (c.SetupMinutes, c.RunMinutes, c.RunPieces)).Single());
        Assert.Equal(4 * 1440, frame.Routing.Operations[1].OutsideLead);
        Assert.Equal((made.Product(await Id("H1"))!.Value, 4), frame.Routing.Operations[2].Materials.Select(m => (m.Product, m.Quantity)).Single());
        var steel = made.Definition.Products[made.Product(await Id("S1"))!.Value];
        Assert.Equal((12, 1), (steel.Stock!.OnHand, steel.Stock.Receipts!.Count));
        Assert.Equal([1, 2], made.Definition.WorkCenters.Select(c => c.Machines).Order());
        Assert.Null(made.Definition.Products[made.Product(await Id("H1"))!.Value].Stock);

        var again = await database.Import(recipe, files);
        Assert.All(again.Entities, e => Assert.Equal((0, 0, 0), (e.Value.Created, e.Value.Updated, e.Value.Refused)));
    }

    [Theory]
    [InlineData(3_000_000, 100, 180, 100)]
    [InlineData(650_000, 20, 39, 20)]
    [InlineData(5_000, 1, 3, 10)]
    [InlineData(0, 7, 0, 7)]
    [InlineData(1, 1, 3, 50_000)]
    public void Hours_become_whole_minutes_exactly(long hours, long pieces, long minutes, long per) =>
        Assert.Equal((minutes, per), ShopImport.WholeMinutes(hours, pieces));

    private Task<ShopMaking> Make() => database.Db(db => new ShopMaker(db, new CurrentCompany(db)).Make(Plant.TheFirst, Now));

    private Task<Guid> Id(string code) => database.Db(db => db.Products.Where(p => p.Code == code).Select(p => p.Id).SingleAsync());

    private Task Calendar() => database.Db(async db =>
    {
        var week = new ShopCalendar { Name = "Day" };
        week.Works([.. Enumerable.Range(0, 5).Select(d => new Shift(d, new(8, 0), new(16, 0)))]);
        db.Add(week);
        db.Add(new Plant { Id = Plant.TheFirst, Name = "Works", TimeZone = "America/New_York", CalendarId = week.Id });
        await db.SaveChangesAsync();
    });
}

public sealed class ShopImportOnSqlite(SqliteDatabase database) : ShopImportTests(database), IClassFixture<SqliteDatabase>;

public sealed class ShopImportOnPostgres(PostgresDatabase database) : ShopImportTests(database), IClassFixture<PostgresDatabase>;

/// <summary>Adventure Works: what its routings, parts and work centers say, as they are published.</summary>
public sealed class AdventureWorksShopTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [RealDataFact]
    public async Task Routings_of_models_become_those_of_their_products_and_can_be_planned()
    {
        database.Available();
        await database.Import(ImportSamples.Shipped("adventureworks"), RealData.File("adventureworks"));
        var now = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
        var bare = await database.Db(db => new ShopMaker(db, new CurrentCompany(db)).Make(Plant.TheFirst, now));
        Assert.Null(bare.Made);
        Assert.Equal(8, bare.Problems.Count(p => p.Code == "center.noCalendar")); // the data say nothing of when people work
        var product = await database.Db(async db =>
        {
            var always = new ShopCalendar { Name = "always" };
            always.Works([.. Enumerable.Range(0, 7).Select(d => new Shift(d, default, default))]);
            db.Add(always);
            db.Add(new Plant { Id = Plant.TheFirst, Name = "Works", TimeZone = "America/Los_Angeles", CalendarId = always.Id });
            await db.SaveChangesAsync();
            return await db.Products.Where(p => p.Name == "HL Touring Frame - Yellow, 60").Select(p => p.Id).FirstAsync();
        });
        var (made, problems) = await database.Db(db => new ShopMaker(db, new CurrentCompany(db)).Make(Plant.TheFirst, now));
        Assert.DoesNotContain(problems, p => p.Stops);
        Assert.Equal(22, made!.Definition.Products.Count(p => p.Routing is not null)); // of the 25 three are bought, as their make flag says
        Assert.Equal(["product.noSupply"], problems.Select(p => p.Code).Distinct());
        var frame = made.Definition.Products[made.Product(product)!.Value].Routing!;
        Assert.Equal(["Frame Forming", "Frame Welding", "Debur and Polish", "Specialized Paint", "Subassembly", "Final Assembly"], frame.Operations.Select(o => o.Name));
        Assert.Equal([(30, 180, 100), (9, 120, 1), (0, 60, 1), (0, 39, 20), (15, 180, 1), (0, 240, 1)],
            frame.Operations.Select(o => o.Centers.Select(c => (c.SetupMinutes, c.RunMinutes, c.RunPieces)).Single()));
        Assert.NotEmpty(frame.Operations[0].Materials);
    }
}
