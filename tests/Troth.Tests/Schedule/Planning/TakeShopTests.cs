using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Checking;
using Troth.Tests.Harness;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Schedule.Planning;

public abstract class TakeShopTests(TestDatabase database)
{
    private Task<T> Take<T>(Func<TakeShop, Task<T>> work) => database.Do(scope => work(scope.GetRequiredService<TakeShop>()));

    private Task Change(Action<TrothContext> change) => database.Db(async db =>
    {
        change(db);
        await db.SaveChangesAsync();
    });

    [Fact]
    public async Task A_described_shop_gives_dates_and_more_machines_give_earlier_ones()
    {
        await database.Describe();
        var looked = await Take(t => t.Look(Plant.TheFirst, default));
        Assert.DoesNotContain(looked.Problems, p => p.Stops);
        Assert.Null(database.Services.GetRequiredService<PlanMemory>().Known(Plant.TheFirst));
        await Take(t => t.Run(Plant.TheFirst, default));
        var held = await Hold(400);
        var next = await Hold(400);
        Assert.True(next.Offer!.On > held.Offer!.On);

        await Change(db => db.WorkCenters.Single(c => c.Id == Press).Machines = 4);
        Assert.True((await Ask(400)).On > next.Offer.On); // described, and not taken yet
        var taken = await Take(t => t.Run(Plant.TheFirst, default));
        Assert.Empty(taken.Moved!.InDanger);
        Assert.Equal(held.Offer.On, (await Ask(400)).On); // another machine, not a place before somebody
        var plan = database.Services.GetRequiredService<PlanMemory>().Known(Plant.TheFirst)!;
        PlanChecker.Assert(plan.Plan);
        var rebuilt = await database.Db(async db => await PlanStore.Version(db, Plant.TheFirst, long.MaxValue, default));
        Assert.Equal(PlanSnapshots.Write(plan), PlanSnapshots.Write(rebuilt!));
        Assert.Equal(held.Order!.ReadyBy, plan.Shop.Clock.InstantOf(plan.Find(held.Order.Number)!.Value.Terms.Promised));

        // Two years later the horizon has moved on, and what was promised has not.
        database.Clock.Advance(TimeSpan.FromDays(500));
        await Take(t => t.Run(Plant.TheFirst, default));
        plan = database.Services.GetRequiredService<PlanMemory>().Known(Plant.TheFirst)!;
        Assert.True(plan.Shop.Clock.StartsAt > new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(NoDateReason.Unreported, (await Ask(400)).NoDate); // nobody said what became of the promised work
        await database.Do(scope => scope.GetRequiredService<PlanWriter>().Write(Plant.TheFirst, turn => Task.FromResult(turn.Do(new Happened([]) { Reporting = [Press] }).Done), default));
        Assert.True((await Ask(400)).HasDate);
    }

    [Theory]
    [InlineData("Asia/Tokyo")]
    [InlineData("America/New_York")]
    public async Task A_time_zone_that_was_wrong_is_put_right_and_promises_keep_their_instants(string zone)
    {
        database.Available();
        database.Clock.Set(Floor.FloorShop.Tuesday);
        var shop = await Floor.FloorShop.Open(database.Services);
        var order = await shop.Order(20);
        var number = long.Parse(order.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);
        DateTimeOffset Promised() => shop.Plan.Shop.Clock.InstantOf(shop.Plan.Find(number)!.Value.Terms.Promised);
        var (promised, ends) = (Promised(), shop.Plan.Shop.Clock.InstantOf(shop.Plan.Shop.Shop.Horizon));
        foreach (var next in new[] { zone, "Europe/Budapest", zone })
        {
            await Change(db => db.Plants.Single(p => p.Id == shop.Plant).TimeZone = next);
            await Take(t => t.Run(shop.Plant, default));
            Assert.Equal(next, shop.Plan.TimeZone);
            Assert.Equal(promised, Promised());
            Assert.InRange(shop.Plan.Shop.Clock.InstantOf(shop.Plan.Shop.Shop.Horizon), ends.AddDays(-1), ends.AddDays(1));
            PlanChecker.Assert(shop.Plan.Plan);
        }
    }

    private Task<DeskAnswer> Hold(int quantity) => database.Do(scope => scope.GetRequiredService<PlanWriter>().Write(Plant.TheFirst, turn =>
        scope.GetRequiredService<ShopDesk>().Hold(turn, new(Bracket, quantity), null, null, new() { SourceKind = "test", SourceId = Guid.Empty }, default), default));

    private Task<DateOffer> Ask(int quantity) => database.Do(async scope =>
        scope.GetRequiredService<AskDate>().Run(await scope.GetRequiredService<PlantPlans>().For(null, Bracket, default), new(Bracket, quantity)));
}

public sealed class TakeShopOnSqlite(SqliteDatabase database) : TakeShopTests(database), IClassFixture<SqliteDatabase>;

public sealed class TakeShopOnPostgres(PostgresDatabase database) : TakeShopTests(database), IClassFixture<PostgresDatabase>;
