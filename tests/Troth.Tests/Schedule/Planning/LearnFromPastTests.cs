using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Data;
using Troth.Platform.Live;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.GoLive;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Times;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Floor;

namespace Troth.Tests.Schedule.Planning;

/// <summary>Safe dates rest on what became of the company's own past orders.</summary>
public abstract class LearnFromPastTests(TestDatabase database)
{
    private Task<FloorShop> Shop()
    {
        database.Available();
        database.Clock.Set(FloorShop.Tuesday);
        return FloorShop.Open(database.Services);
    }

    private static Task<bool> Learn(FloorShop shop) => shop.Do(s => s.GetRequiredService<LearnFromPast>().Run(shop.Plant, default));

    private static Task<List<ShopOrderSlip>> Slips(FloorShop shop) =>
        shop.Db(db => db.ShopOrderSlips.AsNoTracking().Where(s => s.PlantId == shop.Plant).OrderBy(s => s.ReadyAt).ToListAsync());

    private static Task<int> Learned(FloorShop shop) => shop.Db(db => db.PlanEvents.CountAsync(e => e.PlantId == shop.Plant && e.Act.Contains("\"learnSlips\"")));

    private static Task<DateOffer> Ask(FloorShop shop, PlantPlan? plan = null, DateOnly? wanted = null) =>
        shop.Do(s => Task.FromResult(s.GetRequiredService<AskDate>().Run(plan ?? shop.Plan, new(shop.Frame, 5) { WantedOn = wanted })));

    /// <summary>Promises so many now, which are planned for the next day, and finishes them some days after.</summary>
    private async Task<List<string>> Late(FloorShop shop, int count, int days = 2)
    {
        var orders = new List<string>();
        for (var i = 0; i < count; i++) orders.Add(await shop.Order(5));
        database.Clock.Advance(TimeSpan.FromDays(days));
        await shop.Pass();
        foreach (var order in orders) await Finish(shop, order);
        return orders;
    }

    private static async Task Finish(FloorShop shop, string order)
    {
        Assert.All(await shop.Tell(shop.Say("finish", order, minutesAgo: 9)), a => Assert.Null(a.Code));
        Assert.All(await shop.Tell(shop.Say("finish", order, "PAINT", minutesAgo: 2)), a => Assert.Null(a.Code));
    }

    private static async Task Rebuilt(FloorShop shop) =>
        Assert.Equal(PlanSnapshots.Write(shop.Plan), PlanSnapshots.Write((await shop.Db(async db => await PlanStore.Version(db, shop.Plant, long.MaxValue, default)))!));

    [Fact]
    public async Task Orders_that_ended_late_widen_the_next_date_once_there_are_enough()
    {
        var shop = await Shop();
        await Late(shop, LearnFromPast.Enough - 1, days: 6);
        Assert.True(await Learn(shop));
        var few = await Ask(shop);
        Assert.Equal((false, LearnFromPast.Enough - 1), (few.Measured, few.Samples));
        Assert.Contains("too few", few.Why);

        database.Clock.Advance(TimeSpan.FromDays(1));
        await Late(shop, 1, days: 6);
        Assert.True(await Learn(shop));
        var (before, after) = (await Ask(shop, shop.Plan with { Plan = shop.Plan.Plan.With(Troth.Scheduling.Plans.SlipSpread.Unknown) }), await Ask(shop));
        Assert.Equal((true, LearnFromPast.Enough), (after.Measured, after.Samples));
        Assert.Equal(before.Earliest, after.Earliest);
        Assert.True(after.Safe > before.Safe!.Value.AddHours(20), $"{before.Safe:u} {after.Safe:u}");
        Assert.True(after.On > before.On);
        Assert.DoesNotContain("too few", after.Why);

        // The same again is nothing to learn, and waits for the next day.
        Assert.False(await Learn(shop));
        database.Clock.Advance(LearnFromPast.Every);
        Assert.False(await Learn(shop));
        Assert.Equal(2, await Learned(shop));
        await Rebuilt(shop);
    }

    [Fact]
    public async Task It_counts_in_working_time_from_the_plan_at_promising_to_the_last_report()
    {
        var shop = await Shop();
        // A frozen day, then 10 + 25 and 15 + 15 minutes of work; two shifts of eight hours from the quote to the last report.
        var order = (await Late(shop, 1))[0];
        var slip = Assert.Single(await Slips(shop));
        var row = await shop.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => o.Number == shop.Number(order)));
        Assert.Equal((row.Id, row.EnteredAt, row.QuotedEarliest!.Value), (slip.ShopOrder, slip.QuotedAt, slip.PlannedFor));
        Assert.InRange(shop.Now - slip.ReadyAt, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5));
        Assert.Equal(545, slip.Lead);
        Assert.InRange(slip.Late, 2 * 8 * 60 - 545 - 5, 2 * 8 * 60 - 545);

        // Shipped, it stays; what was reported by mistake does not.
        await shop.Do(s => s.GetRequiredService<ShipOrder>().Run(order, 5, null, null, default));
        Assert.Equivalent(slip, Assert.Single(await Slips(shop)));
        var wrong = (await Late(shop, 1))[0];
        Assert.Equal(2, (await Slips(shop)).Count);
        var report = (await shop.Kept()).Last();
        Assert.All(await shop.Tell(shop.Say("takeBack", "", "PAINT") with { Order = null, TakesBack = report.Key }), a => Assert.Null(a.Code));
        Assert.Single(await Slips(shop));
        // Shipped without a report: that is when it ended.
        database.Clock.Advance(TimeSpan.FromHours(1));
        await shop.Do(s => s.GetRequiredService<ShipOrder>().Run(wrong, 5, "They stood behind the door.", null, default));
        Assert.Equal(shop.Plan.PlannedAt, (await Slips(shop))[^1].ReadyAt);
    }

    [Fact]
    public async Task What_tells_nothing_about_dates_is_left_out_and_what_is_overdue_counts()
    {
        var shop = await Shop();
        Task<DeskAnswer> Desk(Func<PlanTurn, ShopDesk, Task<DeskAnswer>> work) => shop.Do(s => s.GetRequiredService<PlanWriter>().Write(shop.Plant, turn => work(turn, s.GetRequiredService<ShopDesk>()), default));
        var day = (await Ask(shop)).On!.Value;
        var wanted = await Desk((turn, desk) => desk.Hold(turn, new(shop.Frame, 5), day.AddDays(5), null, new() { SourceKind = "test", SourceId = Guid.Empty }, default));
        var more = await shop.Order(5);
        Assert.True((await shop.Do(async s => await s.GetRequiredService<PlanWriter>().Write(shop.Plant, async turn =>
            await s.GetRequiredService<ShopDesk>().Alter(turn, await s.GetRequiredService<PlannedOrders>().Find(more, true, default), 6, default), default))).Done);
        var inherited = await Inherit(shop);
        var (overdue, cancelled) = (await shop.Order(5), await shop.Order(5));
        await shop.Do(async s => await s.GetRequiredService<PlanWriter>().Write(shop.Plant, async turn =>
            await s.GetRequiredService<ShopDesk>().Cancel(turn, await s.GetRequiredService<PlannedOrders>().Find(cancelled, true, default), default), default));
        Assert.True((await Learn(shop)) is false); // nothing is over yet
        database.Clock.Advance(TimeSpan.FromDays(3));
        await shop.Pass();
        foreach (var order in new[] { wanted.Order!.Label, more, inherited }) await Finish(shop, order);
        Assert.Empty(await Slips(shop));
        Assert.True(await Learn(shop));
        Assert.Equal((1, 1), ((await Ask(shop)).Samples, await Learned(shop)));
        // A day later it is later still.
        database.Clock.Advance(LearnFromPast.Every);
        Assert.True(await Learn(shop));
        await Finish(shop, overdue);
        Assert.Single(await Slips(shop));
    }

    private static async Task<string> Inherit(FloorShop shop)
    {
        var number = 0L;
        await shop.Do(s => s.GetRequiredService<PlanWriter>().Write(shop.Plant, async turn =>
        {
            var db = s.GetRequiredService<TrothContext>();
            number = await db.Take<ShopOrder>(default);
            var due = turn.Now.AddDays(1);
            db.Add(new ShopOrder
            {
                Number = number, PlantId = shop.Plant, ProductId = shop.Frame, Quantity = 5, ClassId = turn.Plan.Shop.Classes[0], State = ShopOrderState.Firm, Origin = ShopOrderOrigin.Inherited,
                SourceKind = TakeBacklog.Source, PromisedOn = LocalTime.DayOf(turn.Plan.Shop.Clock.Zone, due), DueAt = due, ReadyBy = due, EnteredAt = turn.Now, TimeZone = "Europe/Budapest",
            });
            return turn.Do(new OrdersTaken([new(number, shop.Frame, 5, turn.Plan.Shop.Classes[0], turn.Plan.Shop.Clock.MinuteOf(due))])).Done;
        }, default));
        return PlantPlan.NameOf(number);
    }

    [Fact]
    public async Task Two_nodes_learn_once()
    {
        var shop = await Shop();
        await Late(shop, LearnFromPast.Enough);
        Task<bool> Node() => shop.Do(async s =>
        {
            var memory = new PlanMemory(s.GetRequiredService<IServiceScopeFactory>(), s.GetRequiredService<LiveNews>(), EarlyPlans.None);
            return await ActivatorUtilities.CreateInstance<LearnFromPast>(s, memory, ActivatorUtilities.CreateInstance<PlanWriter>(s, memory)).Run(shop.Plant, default);
        });
        // On SQLite one process has the file.
        bool[] learned = database is SqliteDatabase ? [await Node(), await Node()] : await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Node()));
        Assert.Single(learned, one => one);
        Assert.Equal(1, await Learned(shop));
        await shop.Do(s => s.GetRequiredService<PlanMemory>().CatchUp(s.GetRequiredService<TrothContext>(), shop.Plant, default));
        Assert.Equal(LearnFromPast.Enough, (await Ask(shop)).Samples);

        // Before the day is over only many that ended since are reason enough.
        var orders = new List<string>();
        for (var i = 0; i < LearnFromPast.Enough; i++) orders.Add(await shop.Order(1));
        database.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var order in orders)
        {
            Assert.False(await Learn(shop));
            await shop.Do(s => s.GetRequiredService<ShipOrder>().Run(order, 1, "From the fair.", null, default));
        }
        Assert.True(await Learn(shop));
        Assert.Equal(2 * LearnFromPast.Enough, (await Ask(shop)).Samples);
    }

    [Fact]
    public async Task It_outlives_a_horizon_that_moves_on_and_a_shop_that_changes()
    {
        var shop = await Shop();
        await Late(shop, LearnFromPast.Enough);
        Assert.True(await Learn(shop));
        var (known, taught) = (shop.Plan.Plan.Spread, await Slips(shop));
        database.Clock.Advance(TimeSpan.FromDays(42));
        await shop.Pass();
        Assert.True(await shop.Do(s => s.GetRequiredService<TakeShop>().MoveOn(shop.Plant, default)));
        Assert.Equal(LearnFromPast.Enough, shop.Plan.Plan.Spread.Samples);
        await Rebuilt(shop);

        // Other hours everywhere: the calendar that it counted by is gone.
        await shop.Db(async db =>
        {
            var week = new ShopCalendar { Name = "Nights", NameKey = "nights" };
            week.Works([.. Enumerable.Range(0, 5).Select(day => new Shift(day, new TimeOnly(14, 0), new TimeOnly(22, 0)))]);
            db.Add(week);
            foreach (var center in await db.WorkCenters.Where(c => c.PlantId == shop.Plant).ToListAsync()) center.CalendarId = week.Id;
            await db.SaveChangesAsync();
            return true;
        });
        await shop.Do(s => s.GetRequiredService<TakeShop>().Run(shop.Plant, default));
        Assert.Equal(LearnFromPast.Enough, shop.Plan.Plan.Spread.Samples);
        Assert.False(known.SameAs(shop.Plan.Plan.Spread)); // by other hours
        await Rebuilt(shop);

        // What was measured is what it was: learned again, it is the same by the same hours.
        var carried = shop.Plan.Plan.Spread;
        Assert.Equivalent(taught, await Slips(shop));
        database.Clock.Advance(LearnFromPast.Every);
        Assert.False(await Learn(shop));
        Assert.True(carried.SameAs(shop.Plan.Plan.Spread));

        // After a year it tells nothing any more.
        database.Clock.Advance(TimeSpan.FromDays(LearnFromPast.Days));
        Assert.True(await Learn(shop));
        Assert.Equal(0, shop.Plan.Plan.Spread.Samples);
        await Rebuilt(shop);
    }
}

public sealed class LearnFromPastOnSqlite(SqliteDatabase database) : LearnFromPastTests(database), IClassFixture<SqliteDatabase>;

public sealed class LearnFromPastOnPostgres(PostgresDatabase database) : LearnFromPastTests(database), IClassFixture<PostgresDatabase>;
