using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Errors;
using Troth.Schedule.Floor;
using Troth.Schedule.Planning;
using Troth.Schedule.Seeing;
using Troth.Scheduling.Plans;
using Troth.Tests.Harness;

namespace Troth.Tests.Schedule.Floor;

public abstract class TakeReportsTests(TestDatabase database)
{
    private Task<FloorShop> Shop()
    {
        database.Available();
        database.Clock.Set(FloorShop.Tuesday);
        return FloorShop.Open(database.Services);
    }

    private static void Accepted(IEnumerable<ReportAnswer> answers) => Assert.All(answers, a => Assert.True(a.Outcome == ReportOutcome.Accepted, $"{a.Code}: {a.Because}"));

    private static string? Code(IReadOnlyList<ReportAnswer> answers) => Assert.Single(answers).Code;

    [Fact]
    public async Task What_is_started_and_finished_stands_so_in_the_plan()
    {
        var shop = await Shop();
        var order = await shop.Order(20);
        database.Clock.Advance(TimeSpan.FromMinutes(30));
        Accepted(await shop.Tell(shop.Say("start", order, minutesAgo: 20)));
        Assert.Equal(OperationState.Started, shop.Operation(order).State);
        Accepted(await shop.Tell(shop.Say("progress", order) with { Minutes = 45 }));
        Assert.Equal(45, shop.Operation(order).End - shop.Plan.Plan.Now);
        Accepted(await shop.Tell(shop.Say("finish", order) with { Pieces = 20 }));
        Assert.Equal((OperationState.Done, OperationState.Planned), (shop.Operation(order).State, shop.Operation(order, 1).State));
        Assert.Empty(shop.Plan.Remakes);
        Scheduling.Checking.PlanChecker.Assert(shop.Plan.Plan);
    }

    [Fact]
    public async Task Reports_that_came_together_count_in_the_order_in_which_it_happened()
    {
        var shop = await Shop();
        var order = await shop.Order(4);
        database.Clock.Advance(TimeSpan.FromHours(2));
        var answers = await shop.Tell(shop.Say("finish", order, "PAINT", 5), shop.Say("start", order, "PAINT", 40), shop.Say("finish", order, minutesAgo: 60), shop.Say("start", order, minutesAgo: 100));
        Accepted(answers);
        var (sawing, painting) = (shop.Operation(order), shop.Operation(order, 1));
        Assert.Equal((OperationState.Done, OperationState.Done), (sawing.State, painting.State));
        var now = shop.Plan.Shop.Clock.MinuteOf(shop.Now);
        Assert.Equal((now - 100, now - 60, now - 40, now - 5), (sawing.Start, sawing.End, painting.Start, painting.End));
    }

    [Fact]
    public async Task An_earlier_report_that_comes_later_is_kept_and_changes_nothing()
    {
        var shop = await Shop();
        var order = await shop.Order(4);
        database.Clock.Advance(TimeSpan.FromHours(1));
        Accepted(await shop.Tell(shop.Say("finish", order, minutesAgo: 5)));
        var before = shop.Operation(order);
        Accepted(await shop.Tell(shop.Say("start", order, minutesAgo: 30)));
        Assert.Equal(before, shop.Operation(order));
        Assert.Equal(2, (await shop.Kept()).Count(r => r.Counts));
    }

    [Fact]
    public async Task A_repeated_report_counts_once_also_within_a_batch()
    {
        var shop = await Shop();
        var order = await shop.Order(10);
        Accepted(await shop.Tell(shop.Say("start", order)));
        var scrap = shop.Say("scrap", order) with { Pieces = 2, Reason = "material" };
        var first = await shop.Tell(scrap, scrap);
        Assert.Equal([ReportOutcome.Accepted, ReportOutcome.Repeated], first.Select(a => a.Outcome));
        Assert.Equal(ReportOutcome.Repeated, Assert.Single(await shop.Tell(scrap)).Outcome);
        Assert.Equal(2, Assert.Single(Assert.Single(shop.Plan.Remakes).Value) is var again ? shop.Plan.Plan.Find(again)!.Value.Terms.Quantity : 0);
        Assert.Equal("keyUsed", Code(await shop.Tell(scrap with { Pieces = 3 })));
    }

    [Fact]
    public async Task What_is_refused_does_not_hold_up_the_others_and_is_answered_the_same_again()
    {
        var shop = await Shop();
        var (order, other) = (await shop.Order(4), await shop.Order(5));
        database.Clock.Advance(TimeSpan.FromMinutes(10));
        var wrong = shop.Say("finish", "W-99999");
        var answers = await shop.Tell(shop.Say("start", order), wrong, shop.Say("progress", other) with { Minutes = 5 }, new Report { Key = "x", What = "dance", Center = "SAW" },
            shop.Say("start", other), shop.Say("start", order, "NOWHERE"), shop.Say("start", order) with { At = shop.Now.AddHours(1) }, shop.Say("start", order) with { At = shop.Now.AddDays(-20) }, new Report());
        Assert.Equal([null, "notInPlan", "notBegun", "badWhat", null, "noCenter", "future", "tooOld", "noKey"], answers.Select(a => a.Code));
        Assert.All(answers.Where(a => a.Code is not null), a => Assert.False(string.IsNullOrWhiteSpace(a.Because)));
        Assert.Equal((OperationState.Started, OperationState.Started), (shop.Operation(order).State, shop.Operation(other).State));
        Assert.NotEqual(shop.Operation(order).Machine, shop.Operation(other).Machine);
        Assert.Equal("notInPlan", Code(await shop.Tell(wrong)));
        Assert.Equal("alreadyBegun", Code(await shop.Tell(shop.Say("start", order))));
        var third = await shop.Order(3);
        Assert.Equal("machineBusy", Code(await shop.Tell(shop.Say("start", third))));
    }

    [Fact]
    public async Task What_cannot_be_kept_of_one_report_is_refused_to_that_one_alone()
    {
        var shop = await Shop();
        var order = await shop.Order(4);
        Report Nothing() => shop.Say("nothing", "") with { Order = null };
        var answers = await shop.Tell(
            shop.Say("start", order) with { Operation = new string('x', 700) },
            shop.Say("takeBack", "") with { Order = null, TakesBack = new string('x', 100) },
            Nothing() with { Reason = "a\0b" }, Nothing() with { Key = "a\0b" }, Nothing() with { Who = "a\0b" },
            shop.Say("count", "") with { Product = "a\0b", Pieces = 1 },
            Nothing() with { TakesBack = new string('x', 100) }, null!, Nothing());
        Assert.Equal(["noOperation", "noReport", "badText", "badText", "badText", "badText", "noReport", "noKey", null],
            answers.Select(a => a.Code));
        Assert.All(await shop.Kept(), r => Assert.True((r.RefusedBecause?.Length ?? 0) <= FloorReport.WordsMax));
    }

    [Fact]
    public async Task A_work_center_goes_by_its_code_as_it_is_written_and_by_id_where_two_have_one_code()
    {
        var shop = await Shop();
        async Task<Guid> Add(string code)
        {
            var center = new Troth.Schedule.Describing.WorkCenter { PlantId = shop.Plant, Code = code, Name = "Other saw" };
            return await shop.Db(async db =>
            {
                db.Add(center);
                await db.SaveChangesAsync();
                return center.Id;
            });
        }
        Report At(string center) => shop.Say("nothing", "", center) with { Order = null };
        Assert.Null(Code(await shop.Tell(At("saw"))));
        await Add("saw");
        Assert.Equal([null, "noCenter", "manyCenters", null], (await shop.Tell(At("SAW"), At("saw"), At("Saw"), At("PAINT"))).Select(a => a.Code));
        var twice = await Add("SAW");
        Assert.Equal(["manyCenters", null, "noCenter"], (await shop.Tell(At("SAW"), At(shop.Saw.ToString()), At(twice.ToString()))).Select(a => a.Code));
    }

    [Fact]
    public async Task What_is_done_elsewhere_is_reported_there()
    {
        var shop = await Shop();
        var order = await shop.Order(4);
        database.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("notHere", Code(await shop.Tell(shop.Say("start", order) with { Operation = "painting" })));
        Accepted(await shop.Tell(shop.Say("start", order, minutesAgo: 20)));
        Assert.Equal("notHere", Code(await shop.Tell(shop.Say("finish", order, "PAINT") with { Operation = "0" })));
        Assert.Equal("noMachine", Code(await shop.Tell(shop.Say("finish", order) with { Machine = 3 })));
        Accepted(await shop.Tell(shop.Say("finish", order) with { Operation = "sawing" }));
        // A mistake is taken back by the operation's name as well as by its place.
        Accepted(await shop.Tell(shop.Say("takeBack", order) with { Operation = "Sawing" }));
        Accepted(await shop.Tell(shop.Say("takeBack", order) with { Operation = "0" }));
        Assert.Equal("noReport", Code(await shop.Tell(shop.Say("takeBack", order) with { Operation = "painting" })));
        Assert.Equal(OperationState.Planned, shop.Operation(order).State);
    }

    [Fact]
    public async Task Fewer_good_pieces_are_made_again_and_those_told_as_scrap_not_twice()
    {
        var shop = await Shop();
        var order = await shop.Order(10);
        Accepted(await shop.Tell(shop.Say("start", order)));
        Accepted(await shop.Tell(shop.Say("scrap", order) with { Pieces = 1, Reason = "machine" }));
        Accepted(await shop.Tell(shop.Say("finish", order) with { Pieces = 7 }));
        Assert.Equal(3, shop.Plan.Remakes.Values.Single().Sum(h => shop.Plan.Plan.Find(h)!.Value.Terms.Quantity));
        Assert.Equal("alreadyDone", Code(await shop.Tell(shop.Say("finish", order) with { Operation = "sawing" })));
        // What is made again is reported by its own name.
        Accepted(await shop.Tell(shop.Say("start", order + "/1")));
        Assert.Equal(OperationState.Started, shop.Plan.Plan.Find(shop.Plan.Remakes.Values.Single()[0])!.Value.Operations[0].State);
    }

    [Fact]
    public async Task A_machine_stands_still_until_it_runs_again()
    {
        var shop = await Shop();
        Assert.Equal("noMachine", Code(await shop.Tell(shop.Say("stop", "") with { Order = null, Reason = "breakdown" })));
        Accepted(await shop.Tell(shop.Say("stop", "") with { Order = null, Machine = 2, Minutes = 90, Reason = "breakdown" }));
        var stop = Assert.Single(shop.Plan.Plan.MachineStops);
        Assert.Equal((1, 90), (stop.Machine, stop.End - stop.Start));
        Accepted(await shop.Tell(shop.Say("stop", "") with { Order = null, Machine = 2, Minutes = 200 }));
        Assert.Equal(200, Assert.Single(shop.Plan.Plan.MachineStops) is var longer ? longer.End - longer.Start : 0);
        database.Clock.Advance(TimeSpan.FromMinutes(30));
        Accepted(await shop.Tell(shop.Say("runsAgain", "") with { Order = null }));
        Assert.Equal(30, Assert.Single(shop.Plan.Plan.MachineStops) is var ended ? ended.End - ended.Start : 0);
        Assert.Equal("notStopped", Code(await shop.Tell(shop.Say("runsAgain", "") with { Order = null, Machine = 2 })));
    }

    [Fact]
    public async Task A_report_made_by_mistake_is_taken_back()
    {
        var shop = await Shop();
        var order = await shop.Order(10);
        var (start, finish) = (shop.Say("start", order), shop.Say("finish", order));
        Accepted(await shop.Tell(start));
        database.Clock.Advance(TimeSpan.FromMinutes(10));
        Accepted(await shop.Tell(finish with { At = shop.Now }));
        Accepted(await shop.Tell(shop.Say("takeBack", order) with { TakesBack = finish.Key }));
        Assert.Equal(OperationState.Started, shop.Operation(order).State);
        Assert.Equal("noReport", Code(await shop.Tell(shop.Say("takeBack", order) with { TakesBack = finish.Key })));
        Accepted(await shop.Tell(shop.Say("takeBack", order)));
        Assert.Equal(OperationState.Planned, shop.Operation(order).State);
        Accepted(await shop.Tell(shop.Say("start", order)));
    }

    [Fact]
    public async Task Stock_is_what_was_counted_and_what_came_is_there()
    {
        var shop = await Shop();
        Report Stock(string what, int pieces) => shop.Say(what, "") with { Order = null, Product = shop.SteelCode, Pieces = pieces };
        Accepted(await shop.Tell(Stock("count", 940)));
        Assert.Equal((940, 1240), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        Accepted(await shop.Tell(Stock("receipt", 100)));
        Assert.Equal((1040, 1240), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        Accepted(await shop.Tell(Stock("receipt", 250)));
        Assert.Equal((1290, 1290), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        var receipts = await shop.Db(db => db.Set<Troth.Schedule.Describing.ExpectedReceipt>().AsNoTracking().Where(r => r.PlantId == shop.Plant).OrderBy(r => r.Quantity).ToListAsync());
        Assert.Equal([(100, new DateOnly(2027, 3, 9)), (200, new DateOnly(2027, 3, 9))], receipts.Select(r => (r.Quantity, r.ReceivedOn!.Value)));
        // What begun work has used does not lie there any more, though its order is still in the plan.
        var order = await shop.Order(10);
        Accepted(await shop.Tell(shop.Say("start", order)));
        Accepted(await shop.Tell(Stock("count", 1270)));
        Assert.Equal(1290, shop.Steels());
    }

    [Fact]
    public async Task What_nobody_reported_has_not_come_and_counts_once_when_it_has()
    {
        var shop = await Shop();
        Report Receipt(int pieces) => shop.Say("receipt", "") with { Order = null, Product = shop.SteelCode, Pieces = pieces };
        for (var day = 0; day < 10; day++)
        {
            database.Clock.Advance(TimeSpan.FromDays(1));
            await shop.Pass();
        }
        // Expected four days ago, on Monday: by the end of today at the earliest.
        Assert.Equal((1000, 1300), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        var today = shop.Plan.Shop.Clock.MinuteOf(new DateOnly(2027, 3, 19), new TimeOnly(17, 0));
        Assert.Equal((1000, 1300), (shop.Steels(today - 1), shop.Steels(today)));
        database.Clock.Set(shop.Plan.Shop.Clock.InstantOf(today + 2));
        Accepted(await shop.Tell(Receipt(100)));
        Assert.Equal((1100, 1300), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        Accepted(await shop.Tell(Receipt(230)));
        Assert.Equal((1330, 1330), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        var rebuilt = await database.Db(async db => (await PlanStore.Version(db, shop.Plant, long.MaxValue, default))!);
        Assert.Equal(shop.Plan.Plan.Fingerprint(), rebuilt.Plan.Fingerprint());
    }

    [Fact]
    public async Task What_begun_work_has_used_must_have_come()
    {
        var shop = await Shop();
        await shop.Db(db => db.Set<Troth.Schedule.Describing.Supply>().Where(s => s.PlantId == shop.Plant)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LeadDays, (int?)null))); // nobody buys more
        await shop.Do(s => s.GetRequiredService<TakeShop>().Run(shop.Plant, default));
        var order = await shop.Order(600); // needs 200 of the 300 that are to come
        database.Clock.Set(new(2027, 3, 16, 8, 0, 0, TimeSpan.Zero));
        Accepted(await shop.Tell(shop.Say("start", order)));
        for (var day = 0; day < 3; day++)
        {
            database.Clock.Advance(TimeSpan.FromDays(1));
            await shop.Pass();
        }
        Assert.Equal((1200, 1300), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        Accepted(await shop.Tell(shop.Say("receipt", "") with { Order = null, Product = shop.SteelCode, Pieces = 300 }));
        Assert.Equal((1300, 1300), (shop.Steels(shop.Plan.Plan.Now), shop.Steels()));
        Scheduling.Checking.PlanChecker.Assert(shop.Plan.Plan);
    }

    [Fact]
    public async Task What_was_spoilt_is_made_again_once_however_many_operations_come_after()
    {
        var shop = await Shop();
        var order = await shop.Order(20);
        database.Clock.Advance(TimeSpan.FromMinutes(30));
        Accepted(await shop.Tell(shop.Say("start", order, minutesAgo: 20)));
        Accepted(await shop.Tell(shop.Say("scrap", order) with { Pieces = 2 }));
        Accepted(await shop.Tell(shop.Say("finish", order) with { Pieces = 17 }));
        Assert.Equal([2, 1], Again());
        database.Clock.Advance(TimeSpan.FromMinutes(60));
        Accepted(await shop.Tell(shop.Say("scrap", order, "PAINT") with { Pieces = 1 }));
        Assert.Equal([2, 1, 1], Again());
        Accepted(await shop.Tell(shop.Say("finish", order, "PAINT") with { Pieces = 16 }));
        Assert.Equal([2, 1, 1], Again());

        IEnumerable<int> Again() => shop.Plan.Remakes.GetValueOrDefault(shop.Number(order), []).Select(r => shop.Plan.Plan.Find(r)!.Value.Terms.Quantity);
    }

    [Fact]
    public async Task All_that_was_reported_of_an_order_stands_in_its_history()
    {
        var shop = await Shop();
        var (order, other) = (await shop.Order(20), await shop.Order(5));
        database.Clock.Advance(TimeSpan.FromMinutes(30));
        Accepted(await shop.Tell(shop.Say("start", order, minutesAgo: 20)));
        database.Clock.Advance(TimeSpan.FromMinutes(3)); // the plan is a little older: time passes with the report
        Accepted(await shop.Tell(shop.Say("scrap", order) with { Pieces = 2 }));
        database.Clock.Advance(TimeSpan.FromMinutes(30));
        Accepted(await shop.Tell(shop.Say("finish", order) with { Pieces = 18 }));
        database.Clock.Advance(TimeSpan.FromMinutes(2));
        Accepted(await shop.Tell(shop.Say("start", order, "PAINT"), shop.Say("start", other))); // both at once
        string[] all = ["“painting” was begun.", "“sawing” was done.", "2 pieces were spoilt and are made again.", "“sawing” was begun."];
        Assert.Equal(all, (await History(order))[..4]);
        Assert.Equal("“sawing” was begun.", (await History(other))[0]);

        async Task<List<string>> History(string of) =>
            [.. (await shop.Do(s => s.GetRequiredService<ListPlanEvents>().Run(of, new(Limit: 20), default))).Items.Select(e => e.Text)];
    }

    [Fact]
    public async Task Nothing_to_report_keeps_the_plan_fresh_as_of_when_it_was_told()
    {
        var shop = await Shop();
        database.Clock.Advance(TimeSpan.FromHours(3));
        Accepted(await shop.Tell(shop.Say("nothing", "", minutesAgo: 60) with { Order = null }));
        Assert.Equal(shop.Plan.Shop.Clock.MinuteOf(shop.Now) - 60, shop.Plan.Reported[shop.Saw]);
        Accepted(await shop.Tell(shop.Say("nothing", "", minutesAgo: 120) with { Order = null }));
        Assert.Equal(shop.Plan.Shop.Clock.MinuteOf(shop.Now) - 60, shop.Plan.Reported[shop.Saw]);
        Assert.True(shop.Plan.Reported[shop.Paint] < shop.Plan.Reported[shop.Saw]);
    }

    [Fact]
    public async Task Two_tablets_at_once_lose_nothing_and_start_no_machine_twice()
    {
        var shop = await Shop();
        var orders = new List<string>();
        for (var i = 0; i < 6; i++) orders.Add(await shop.Order(3 + i));
        var all = await Task.WhenAll(orders.SelectMany(o => new[] { shop.Tell(shop.Say("start", o)), shop.Tell(shop.Say("start", o)) }));
        var answers = all.SelectMany(a => a).ToList();
        Assert.Equal(2, answers.Count(a => a.Outcome == ReportOutcome.Accepted));
        Assert.Equal(12, (await shop.Kept()).Count);
        Scheduling.Checking.PlanChecker.Assert(shop.Plan.Plan);
        var rebuilt = await database.Db(async db => (await PlanStore.Version(db, shop.Plant, long.MaxValue, default))!);
        Assert.Equal(shop.Plan.Plan.Fingerprint(), rebuilt.Plan.Fingerprint());
        Assert.Equal(shop.Plan.Reported.OrderBy(r => r.Key), rebuilt.Reported.OrderBy(r => r.Key));
    }

    [Fact]
    public async Task A_plant_without_a_plan_takes_no_reports()
    {
        var shop = await Shop();
        var other = new FloorShop(database.Services);
        Assert.Equal("noCenter", Code(await other.Tell(other.Say("start", "W-1"))));
        await Assert.ThrowsAsync<BadInputException>(() => shop.Tell([.. Enumerable.Range(0, TakeReports.Most + 1).Select(_ => shop.Say("start", "W-1"))]));
    }
}

public sealed class TakeReportsOnSqlite(SqliteDatabase database) : TakeReportsTests(database), IClassFixture<SqliteDatabase>;

public sealed class TakeReportsOnPostgres(PostgresDatabase database) : TakeReportsTests(database), IClassFixture<PostgresDatabase>;
