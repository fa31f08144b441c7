using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Seeing;
using Troth.Scheduling.Checking;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Floor;

namespace Troth.Tests.Schedule.Planning;

/// <summary>The horizon moves on by itself, and nothing else with it.</summary>
public abstract class HorizonTests(TestDatabase database)
{
    private Task<FloorShop> Shop()
    {
        database.Available();
        database.Clock.Set(FloorShop.Tuesday);
        return FloorShop.Open(database.Services);
    }

    private static Task<bool> MoveOn(FloorShop shop) => shop.Do(s => s.GetRequiredService<TakeShop>().MoveOn(shop.Plant, default));

    private static Task<bool> Pass(FloorShop shop) => shop.Do(s => s.GetRequiredService<PlanWriter>().Write(shop.Plant, _ => Task.FromResult(true), default));

    private static DateTimeOffset End(PlantPlan plan) => plan.Shop.Clock.InstantOf(plan.Shop.Shop.Horizon);

    private static Dictionary<Guid, DateTimeOffset> Reported(PlantPlan plan) => plan.Reported.ToDictionary(r => r.Key, r => plan.Shop.Clock.InstantOf(r.Value));

    private static List<object> Stands(PlantPlan plan) =>
    [
        .. plan.Orders.Keys.Order().SelectMany(number => plan.All(number)).Select(o => (object)(plan.Shop.Clock.InstantOf(o.Terms.Promised),
            string.Join(" ", o.Operations.Select(p => $"{p.WorkCenter} {p.Machine} {plan.Shop.Clock.InstantOf(p.Start):u} {plan.Shop.Clock.InstantOf(p.End):u}")))),
    ];

    [Fact]
    public async Task It_moves_on_by_the_shop_as_it_was_taken()
    {
        var shop = await Shop();
        foreach (var pieces in new[] { 20, 60, 140 }) await shop.Order(pieces);
        Assert.False(await MoveOn(shop));
        database.Clock.Advance(TimeSpan.FromDays(42));
        await shop.Db(async db =>
        {
            db.Set<WorkCenter>().Single(c => c.Id == shop.Saw).Machines = 4;
            await db.SaveChangesAsync();
            return true;
        });
        await Pass(shop);
        var (before, stood) = (shop.Plan, Stands(shop.Plan));
        Assert.True(await MoveOn(shop));
        var after = shop.Plan;
        Assert.Equal(End(before).AddDays(42).Date, End(after).Date);
        Assert.Equal((before.Version + 1, 2), (after.Version, after.Shop.Definition.WorkCenters[after.Shop.Center(shop.Saw)!.Value].Machines));
        Assert.Equal(stood, Stands(after));
        Assert.Equal(Reported(before), Reported(after));
        Assert.NotEmpty(await shop.Do(s => ActivatorUtilities.CreateInstance<ShopDrift>(s).Find(after, default)));
        PlanChecker.Assert(after.Plan);
        // On the last new day there are shifts as in any week.
        Assert.True(after.Shop.Shop.CalendarOf(0).Spans.Count(span => after.Shop.Clock.InstantOf(span.Start) >= End(before)) >= 29);
        var rebuilt = await shop.Db(async db => await PlanStore.Version(db, shop.Plant, long.MaxValue, default));
        Assert.Equal(PlanSnapshots.Write(after), PlanSnapshots.Write(rebuilt!));
        Assert.False(await MoveOn(shop));
    }

    [Fact]
    public async Task At_its_end_nothing_is_logged_again_and_it_goes_on()
    {
        var shop = await Shop();
        await shop.Order(20);
        database.Clock.Advance(TimeSpan.FromDays(1000));
        await Pass(shop);
        var ended = shop.Plan;
        Assert.Equal(ended.Shop.Shop.Horizon, ended.Plan.Now);
        await Pass(shop);
        Assert.Equal(ended.Version, shop.Plan.Version);
        Assert.True(await MoveOn(shop));
        await Pass(shop);
        Assert.True(shop.Now - shop.Plan.PlannedAt < TimeSpan.FromMinutes(1));
        Assert.True(End(shop.Plan) - shop.Now > TimeSpan.FromDays(500));
        PlanChecker.Assert(shop.Plan.Plan);
    }
}

public sealed class HorizonOnSqlite(SqliteDatabase database) : HorizonTests(database), IClassFixture<SqliteDatabase>;

public sealed class HorizonOnPostgres(PostgresDatabase database) : HorizonTests(database), IClassFixture<PostgresDatabase>;
