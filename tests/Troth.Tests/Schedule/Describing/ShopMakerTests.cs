using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Describing;
using Troth.Schedule.Times;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Quoting;
using Troth.Tests.Harness;

namespace Troth.Tests.Schedule.Describing;

/// <summary>Records become a shop that can be planned with; all that is wrong with them is said at once.</summary>
public abstract class ShopMakerTests(TestDatabase database)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_described_shop_gives_a_date_and_reads_back_to_the_same_bytes()
    {
        database.Available();
        var plant = await Shop();
        var steel = await Product("steel");
        var frame = await Product("frame");
        await database.Db(async db =>
        {
            var saw = await Center(db, plant, "SAW");
            db.Add(new Supply { ProductId = steel, PlantId = plant, LeadDays = 3 });
            var cut = new RoutingOperation { ProductId = frame, PlantId = plant, No = 10, Name = "cut" };
            db.Add(cut);
            db.Add(new RoutingCenter { OperationId = cut.Id, WorkCenterId = saw, SetupMinutes = 10, RunMinutes = 5 });
            db.Add(new RoutingMaterial { ProductId = frame, PlantId = plant, ComponentId = steel, Quantity = 2 });
            await db.SaveChangesAsync();
        });
        var (made, problems) = await Make(plant);
        Assert.Empty(problems);
        var place = made!.Product(frame)!.Value;
        var quote = new Quoter(made.Shop).Of(Plan.Empty(made.Shop), new QuoteRequest(place, 10));
        Assert.Equal(new DateOnly(2026, 11, 23), made.Clock.Monday);
        // Steel is there after three days; sawing takes an hour of Thursday's shift.
        Assert.Equal(new DateTime(2026, 11, 26, 9, 0, 0), made.Clock.LocalOf(quote.Earliest));
        var again = MadeShop.Read(made.Write());
        Assert.Equal(made.Write(), again.Write());
        Assert.Equal(made.Clock.StartsAt, again.Clock.StartsAt);
        Assert.Equal(place, again.Product(frame));
        Assert.Null(again.Product(Guid.CreateVersion7()));
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_and_stops_only_what_it_concerns()
    {
        database.Available();
        var plant = await Shop();
        var (ring, bare, partOfItself, unknown, fine) = (await Product("ring"), await Product("bare"), await Product("self"), await Product("unknown"), await Product("fine"));
        await database.Db(async db =>
        {
            var saw = await Center(db, plant, "SAW");
            void Operation(Guid product, int no, string? after, bool at = true)
            {
                var operation = new RoutingOperation { ProductId = product, PlantId = plant, No = no, Name = $"step {no}", After = after };
                db.Add(operation);
                if (at) db.Add(new RoutingCenter { OperationId = operation.Id, WorkCenterId = saw, RunMinutes = 5 });
            }
            Operation(ring, 10, "20");
            Operation(ring, 20, null);
            Operation(bare, 10, null, at: false);
            Operation(partOfItself, 10, null);
            Operation(fine, 10, "");
            db.Add(new RoutingMaterial { ProductId = partOfItself, PlantId = plant, ComponentId = partOfItself });
            db.Add(new RoutingMaterial { ProductId = fine, PlantId = plant, ComponentId = unknown });
            await db.SaveChangesAsync();
        });
        var (made, problems) = await Make(plant);
        Assert.Equal(["operation.noCenter", "operation.ring", "product.noSupply", "product.ring"], problems.Select(p => p.Code).Order());
        Assert.DoesNotContain(problems, p => p.Stops);
        Assert.Contains(problems, p => p.Code == "operation.ring" && p.Product == ring && p.Message.Contains("10 → 20 → 10", StringComparison.Ordinal));
        Assert.All(problems, p => Assert.StartsWith("/schedule/", p.Href, StringComparison.Ordinal));
        Assert.Null(made!.Definition.Products[made.Product(ring)!.Value].Routing);
        Assert.NotNull(made.Definition.Products[made.Product(fine)!.Value].Routing);
    }

    [Fact]
    public async Task A_center_without_a_calendar_stops_all_and_says_so()
    {
        database.Available();
        var plant = await Shop(calendar: false);
        await database.Db(db => Center(db, plant, "SAW"));
        var (made, problems) = await Make(plant);
        Assert.Null(made);
        Assert.Equal("center.noCalendar", Assert.Single(problems).Code);
    }

    [Fact]
    public async Task Changeovers_and_families_reach_the_engine()
    {
        database.Available();
        var plant = await Shop();
        var (black, white) = (await Product("black"), await Product("white"));
        await database.Db(async db =>
        {
            var paint = await Center(db, plant, "PAINT", c => (c.ChangeoverMinutes, c.Changeovers) = (15, "black > white 45"));
            foreach (var (product, family) in new[] { (black, "black"), (white, "white") })
            {
                var operation = new RoutingOperation { ProductId = product, PlantId = plant, No = 10, Name = "paint", Family = family };
                db.Add(operation);
                db.Add(new RoutingCenter { OperationId = operation.Id, WorkCenterId = paint, RunMinutes = 1 });
            }
            await db.SaveChangesAsync();
        });
        var made = (await Make(plant)).Made!;
        Assert.Equal([[0, 0, 0], [0, 0, 45], [0, 15, 0]], made.Definition.WorkCenters[0].Changeovers!);
        Assert.Equal(2, made.Definition.Products[made.Product(white)!.Value].Routing!.Operations[0].Family);
    }

    [Fact]
    public async Task Stock_receipts_and_measured_leads_reach_the_engine()
    {
        database.Available();
        var plant = await Shop();
        var hinge = await Product("hinge");
        await database.Db(async db =>
        {
            db.Add(new Supply { ProductId = hinge, PlantId = plant, Stocked = true, OnHand = 20, LeadDays = 7 });
            db.Add(new ExpectedReceipt { ProductId = hinge, PlantId = plant, Quantity = 5, ExpectedOn = new(2026, 11, 20) });
            db.Add(new ExpectedReceipt { ProductId = hinge, PlantId = plant, Quantity = 9, ExpectedOn = new(2026, 11, 27) });
            db.Add(new ExpectedReceipt { ProductId = hinge, PlantId = plant, Quantity = 1, ExpectedOn = new(2026, 11, 1), OrderedOn = new(2026, 10, 20), ReceivedOn = new(2026, 11, 2) });
            await db.SaveChangesAsync();
        });
        var (made, problems) = await Make(plant);
        var product = made!.Definition.Products[made.Product(hinge)!.Value];
        Assert.Equal(20, product.Stock!.OnHand);
        // The one that is overdue is planned for today, and that is said.
        Assert.Equal([(new DateTime(2026, 11, 25, 17, 0, 0), 5), (new DateTime(2026, 11, 27, 17, 0, 0), 9)], product.Stock.Receipts!.Select(r => (made.Clock.LocalOf(r.At), r.Quantity)));
        Assert.Equal("receipt.overdue", Assert.Single(problems).Code);
        Assert.Equal([13 * 1440], product.Purchase!.MeasuredLeads!);
    }

    private Task<ShopMaking> Make(Guid plant) => database.Db(db => new ShopMaker(db, new CurrentCompany(db)).Make(plant, Now));

    private Task<Guid> Shop(bool calendar = true) => database.Db(async db =>
    {
        var plant = new Plant { Name = "Works", TimeZone = "Europe/Budapest", HorizonDays = 60 };
        if (calendar)
        {
            var week = new ShopCalendar { Name = "Early" };
            week.Works([.. Enumerable.Range(0, 5).Select(d => new Shift(d, new(8, 0), new(16, 0)))]);
            db.Add(week);
            plant.CalendarId = week.Id;
        }
        db.Add(plant);
        await db.SaveChangesAsync();
        return plant.Id;
    });

    private Task<Guid> Product(string name) => database.Db(async db =>
    {
        var product = new Product { Code = $"{name}-{Guid.CreateVersion7():N}", Name = name, NameKey = NameKey.Of(name) };
        db.Add(product);
        await db.SaveChangesAsync();
        return product.Id;
    });

    private static async Task<Guid> Center(TrothContext db, Guid plant, string code, Action<WorkCenter>? set = null)
    {
        var center = new WorkCenter { Code = code, Name = code, PlantId = plant };
        set?.Invoke(center);
        db.Add(center);
        await db.SaveChangesAsync();
        return center.Id;
    }
}

public sealed class ShopMakerOnSqlite(SqliteDatabase database) : ShopMakerTests(database), IClassFixture<SqliteDatabase>;

public sealed class ShopMakerOnPostgres(PostgresDatabase database) : ShopMakerTests(database), IClassFixture<PostgresDatabase>;
