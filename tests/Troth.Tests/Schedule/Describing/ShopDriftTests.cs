using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Data;
using Troth.Schedule.Describing;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Floor;

namespace Troth.Tests.Schedule.Describing;

/// <summary>What differs between the plan's shop and its description is remembered, but never after anything of the description has changed.</summary>
public abstract class ShopDriftTests(TestDatabase database)
{
    [Fact]
    public async Task Every_change_of_the_description_is_seen_at_once()
    {
        database.Available();
        database.Clock.Set(FloorShop.Tuesday);
        var shop = await FloorShop.Open(database.Services);
        Task<IReadOnlyList<string>> Drift() => shop.Do(s => s.GetRequiredService<ShopDrift>().Find(shop.Plan, default));
        Task<IReadOnlyList<string>> Fresh() => shop.Do(async s => await s.GetRequiredService<ShopDrift>().Find(shop.Plan,
            (await s.GetRequiredService<ShopMaker>().Make(shop.Plant, database.Clock.GetUtcNow(), shop.Plan.Shop.Clock.Monday)).Made, default));
        Assert.Empty(await Drift());
        var (calendar, painting) = await shop.Db(async db =>
            (await db.WorkCenters.Where(c => c.Id == shop.Saw).Select(c => c.CalendarId!.Value).SingleAsync(), await db.RoutingOperations.SingleAsync(o => o.No == 20)));
        var (day, added, holiday) = (new DateOnly(2027, 3, 18), Guid.CreateVersion7(), Guid.CreateVersion7());
        Func<TrothContext, Task>[] changes =
        [
            async db => (await db.RoutingCenters.SingleAsync(c => c.WorkCenterId == shop.Paint)).RunMinutes = 4,
            async db => (await db.RoutingCenters.SingleAsync(c => c.WorkCenterId == shop.Paint)).RunMinutes = 3,
            async db => (await db.RoutingMaterials.SingleAsync(m => m.PlantId == shop.Plant)).Quantity = 3,
            async db => (await db.RoutingMaterials.SingleAsync(m => m.PlantId == shop.Plant)).EndedOn = day, // a full feed had it no more
            async db => (await db.RoutingOperations.SingleAsync(o => o.Id == painting.Id)).WaitAfter = 60,
            db => db.RoutingCenters.Where(c => c.WorkCenterId == shop.Paint).ExecuteDeleteAsync(), // as an import is taken back
            db => Task.FromResult(db.Add(new RoutingCenter { OperationId = painting.Id, WorkCenterId = shop.Paint, SetupMinutes = 15, RunMinutes = 3, RunPieces = 1 })),
            async db => (await db.WorkCenters.SingleAsync(c => c.Id == shop.Saw)).Machines = 3,
            db => Task.FromResult(db.Add(new CalendarDay { Id = holiday, CalendarId = calendar, Day = day })),
            db => db.CalendarDays.Where(d => d.Id == holiday).ExecuteDeleteAsync(),
            db => Task.FromResult(db.Add(new CenterDay { WorkCenterId = shop.Saw, Day = day })),
            async db => (await db.Supplies.SingleAsync(s => s.PlantId == shop.Plant)).LeadDays = 9,
            db => Task.FromResult(db.Add(new Supply { Id = added, PlantId = shop.Plant, ProductId = shop.Frame, Stocked = true, OnHand = 3 })),
            db => db.Supplies.Where(s => s.Id == added).ExecuteDeleteAsync(),
            db => Task.FromResult(db.Add(new PromiseClass { Name = "Spares", NameKey = "spares" })),
        ];
        var seen = new HashSet<string>();
        for (var at = 0; at < changes.Length; at++)
        {
            await shop.Db(async db =>
            {
                await changes[at](db);
                return await db.SaveChangesAsync();
            });
            var (told, fresh) = (await Drift(), await Fresh());
            Assert.True(fresh.SequenceEqual(told), $"Change {at}: {string.Join("; ", told)} instead of {string.Join("; ", fresh)}");
            seen.Add(string.Join("; ", fresh));
        }
        Assert.True(seen.Count > 6, string.Join("\n", seen));
    }
}

public sealed class ShopDriftOnSqlite(SqliteDatabase database) : ShopDriftTests(database), IClassFixture<SqliteDatabase>;

public sealed class ShopDriftOnPostgres(PostgresDatabase database) : ShopDriftTests(database), IClassFixture<PostgresDatabase>;
