using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Errors;
using Troth.Platform.Live;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Keeping;
using Troth.Tests.Harness;
using static Troth.Tests.Schedule.Planning.TestShop;

namespace Troth.Tests.Schedule.Planning;

public abstract class PlanWriterTests(TestDatabase database)
{
    private static readonly DateTimeOffset Tuesday = new(2027, 3, 9, 8, 0, 0, TimeSpan.Zero);

    private async Task<Guid> Plant(int saws = 1)
    {
        database.Available();
        database.Clock.Set(Tuesday);
        var plant = Guid.CreateVersion7();
        await database.Do(scope => scope.GetRequiredService<PlanWriter>().Begin(plant, Make(database.Clock.GetUtcNow(), saws: saws), Terms, default));
        return plant;
    }

    private Task<T> Write<T>(Guid plant, Func<PlanTurn, ShopDesk, IServiceProvider, Task<T>> work, string? key = null, object? asked = null) =>
        database.Do(scope => scope.GetRequiredService<PlanWriter>().Write(plant, key, asked, turn => work(turn, scope.GetRequiredService<ShopDesk>(), scope), default));

    private Task<DeskAnswer> Hold(Guid plant, int quantity, TimeSpan? until = null, string? key = null) => Write(plant, (turn, desk, _) =>
        desk.Hold(turn, new(Frame, quantity), null, turn.Now + (until ?? TimeSpan.FromHours(72)), new() { SourceKind = "test", SourceId = Guid.Empty }, default), key, quantity);

    private Task<DeskAnswer> Confirm(Guid plant, long number) => Write(plant, async (turn, desk, scope) =>
        await desk.Confirm(turn, await scope.GetRequiredService<Troth.Platform.Data.TrothContext>().ShopOrders.SingleAsync(o => o.Number == number), default));

    private Task<ShopOrder> Order(long number) => database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => o.Number == number));

    private Task<PlantPlan> Rebuilt(Guid plant, long version = long.MaxValue) => database.Db(async db => (await PlanStore.Version(db, plant, version, default))!);

    private PlantPlan Known(Guid plant) => database.Services.GetRequiredService<PlanMemory>().Known(plant)!;

    private static byte[] Bytes(PlantPlan plan)
    {
        using var stream = new MemoryStream();
        PlanFile.Write(plan.Plan, stream);
        return stream.ToArray();
    }

    [Fact]
    public async Task A_held_date_is_confirmed_exactly()
    {
        var plant = await Plant();
        var held = await Hold(plant, 40);
        Assert.Equal((ShopOrderState.Held, held.Offer!.On), (held.Order!.State, held.Order.PromisedOn));
        var firm = await Confirm(plant, held.Order.Number);
        Assert.True(firm.Done);
        var saved = await Order(held.Order.Number);
        Assert.Equal((ShopOrderState.Firm, held.Offer.On, held.Offer.ReadyBy), (saved.State, saved.PromisedOn, saved.ReadyBy));
        Assert.True(Known(plant).Find(saved.Number)!.Value.Finish <= Known(plant).Shop.Clock.MinuteOf(saved.ReadyBy!.Value));
        Assert.Equal("notHeld", (await Confirm(plant, held.Order.Number)).Refusal);
    }

    [Fact]
    public async Task Any_version_is_rebuilt_from_the_log_bit_for_bit()
    {
        var plant = await Plant();
        var versions = new Dictionary<long, byte[]>();
        for (var i = 1; i <= 6; i++)
        {
            var held = await Hold(plant, 10 * i);
            if (i % 2 == 0) await Confirm(plant, held.Order!.Number);
            database.Clock.Advance(TimeSpan.FromHours(3));
            versions[Known(plant).Version] = Bytes(Known(plant));
        }
        foreach (var (version, bytes) in versions) Assert.Equal(bytes, Bytes(await Rebuilt(plant, version)));
    }

    [Fact]
    public async Task A_snapshot_is_where_a_start_goes_on_from()
    {
        var plant = await Plant();
        for (var i = 0; i < 5; i++) await Hold(plant, 5);
        var before = PlanSnapshots.Write(Known(plant));
        await database.Db(async db =>
        {
            db.PlanSnapshots.Add(new() { PlantId = plant, Version = Known(plant).Version, Shop = 1, At = database.Clock.GetUtcNow(), Body = before });
            await db.SaveChangesAsync();
        });
        var read = await Rebuilt(plant);
        Assert.Equal(before, PlanSnapshots.Write(read));
        await Hold(plant, 7);
        Assert.Equal(Bytes(Known(plant)), Bytes(await Rebuilt(plant)));
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_read_is_passed_over_for_an_older_one_or_the_log()
    {
        var plant = await Plant();
        await Hold(plant, 5);
        await Keep(plant, Known(plant).Version, PlanSnapshots.Write(Known(plant)));
        await Hold(plant, 6);
        var (newest, good) = (Known(plant).Version, PlanSnapshots.Write(Known(plant)));
        var expected = Bytes(Known(plant));
        // Of another form, cut off, one bit wrong anywhere, of another version than its row says, of another plant.
        byte[] Wrong(int at) => [.. good[..at], (byte)(good[at] ^ 1), .. good[(at + 1)..]];
        foreach (var (version, body) in new (long, byte[])[]
        {
            (newest, [0, 1, 2, 3]), (newest, [9]), (newest, Wrong(0)), (newest, Wrong(6)), (newest, Wrong(200)),
            (newest, Wrong(good.Length - 9)), (newest, good[..^4]), (newest + 100_000, good), (newest - 1, good),
        })
        {
            await database.Db(db => db.PlanSnapshots.Where(s => s.PlantId == plant && s.Version != newest - 1).ExecuteDeleteAsync());
            if (version == newest - 1) await database.Db(db => db.PlanSnapshots.Where(s => s.PlantId == plant).ExecuteDeleteAsync());
            await Keep(plant, version, body);
            Assert.Equal(expected, Bytes(await Rebuilt(plant)));
        }
        // One that says to be newer than the plan does not keep the next from being written.
        await Keep(plant, newest + 100_000, good);
        await database.Db(async db => await PlanSnapshots.Keep(db, Known(plant), database.Clock.GetUtcNow(), worth: true, default));
        Assert.Equal(newest, await database.Db(db => db.PlanSnapshots.Where(s => s.PlantId == plant).MaxAsync(s => s.Version)));
        Task Keep(Guid plant, long version, byte[] body) => database.Db(async db =>
        {
            db.PlanSnapshots.Add(new() { PlantId = plant, Version = version, Shop = 1, At = database.Clock.GetUtcNow(), Body = body });
            await db.SaveChangesAsync();
        });
    }

    [Fact]
    public async Task Where_the_horizon_ends_no_more_time_passes()
    {
        var plant = await Plant();
        await Hold(plant, 5);
        var before = database.Clock.GetUtcNow();
        database.Clock.Advance(TimeSpan.FromDays(500));
        await Write(plant, (_, _, _) => Task.FromResult(true));
        var version = Known(plant).Version;
        database.Clock.Advance(TimeSpan.FromHours(1));
        await Write(plant, (_, _, _) => Task.FromResult(true));
        Assert.Equal((version, Known(plant).Shop.Shop.Horizon), (Known(plant).Version, Known(plant).Plan.Now));
        database.Clock.Set(before);
    }

    [Fact]
    public async Task A_server_that_starts_has_the_plan_read_before_anybody_asks()
    {
        var plant = await Plant();
        for (var i = 0; i < 3; i++) await Hold(plant, 5);
        var kept = PlanSnapshots.Write(Known(plant));
        await database.Db(db => PlanSnapshots.Keep(db, Known(plant), database.Clock.GetUtcNow(), worth: true, default));
        await Hold(plant, 7);
        var early = EarlyPlans.Read(database.Settings.Database);
        Assert.Equal(kept, PlanSnapshots.Write((await early.Take(plant, default))!));
        Assert.Null(await early.Take(plant, default)); // given once, so that nobody keeps an old plan
        var started = new PlanMemory(database.Services.GetRequiredService<IServiceScopeFactory>(), new LiveNews(), EarlyPlans.Read(database.Settings.Database));
        Assert.Equal(Bytes(Known(plant)), Bytes((await started.Read(plant, default))!));
    }

    [Fact]
    public async Task A_hold_that_ended_is_free_again_and_cannot_be_confirmed()
    {
        var plant = await Plant();
        var first = await Hold(plant, 400, TimeSpan.FromHours(1));
        var second = await Hold(plant, 400);
        Assert.True(second.Offer!.Earliest > first.Offer!.Earliest);
        database.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("holdEnded", (await Confirm(plant, first.Order!.Number)).Refusal);
        Assert.Equal(ShopOrderState.Expired, (await Order(first.Order.Number)).State);
        Assert.Null(Known(plant).Find(first.Order.Number));
        Assert.True((await Hold(plant, 200)).Offer!.Earliest <= first.Offer.Earliest);
    }

    [Fact]
    public async Task The_same_key_does_nothing_twice()
    {
        var plant = await Plant();
        var first = await Hold(plant, 10, key: "a");
        var again = await Hold(plant, 10, key: "a");
        Assert.Equal(first.Order!.Number, again.Order!.Number);
        Assert.Equal(1, await database.Db(db => db.ShopOrders.CountAsync(o => o.PlantId == plant)));
        Assert.Equal("keyUsed", (await Assert.ThrowsAsync<BusinessRuleException>(() => Hold(plant, 11, key: "a"))).Code);
    }

    /// <summary>Who is told that it is done finds it done there, whichever node did it; and so does who is told that there was nothing to do.</summary>
    [Theory]
    [InlineData("b")]
    [InlineData(null)]
    public async Task A_node_shows_at_least_what_it_answers(string? key)
    {
        var plant = await Plant();
        await database.Do(async services =>
        {
            var other = new PlanMemory(services.GetRequiredService<IServiceScopeFactory>(), new LiveNews(), EarlyPlans.None);
            var before = (await other.Read(plant, default))!.Version;
            database.Clock.Advance(TimeSpan.FromMinutes(PlanWriter.Tick + 1)); // time passes in the plan
            Assert.True(await services.GetRequiredService<PlanWriter>().Write(plant, key, "the same", _ => Task.FromResult(true), default));
            Assert.Equal(before + 1, Known(plant).Version);
            Assert.Equal(before, other.Known(plant)!.Version);
            Assert.True(await ActivatorUtilities.CreateInstance<PlanWriter>(services, other).Write(plant, key, "the same", _ => Task.FromResult(true), default));
            Assert.Equal(before + 1, other.Known(plant)!.Version);
            return true;
        });
    }

    [Fact]
    public async Task What_was_refused_under_a_key_is_not_done_when_the_request_comes_again()
    {
        var plant = await Plant();
        var taken = false;
        Task<DeskAnswer> Ask() => Write(plant, async (turn, desk, _) =>
        {
            var held = await desk.Hold(turn, new(Frame, 3), null, turn.Now.AddHours(1), new() { SourceKind = "test", SourceId = Guid.Empty }, default);
            return taken ? held : throw new BusinessRuleException("dateLost", "Somebody else took it.");
        }, "b", 3);
        Assert.Equal("dateLost", (await Assert.ThrowsAsync<BusinessRuleException>(Ask)).Code);
        taken = true; // the day is free again
        var again = await Assert.ThrowsAsync<BusinessRuleException>(Ask);
        Assert.Equal(("dateLost", "Somebody else took it."), (again.Code, again.Message));
        Assert.Equal((0, 0), (await database.Db(db => db.ShopOrders.CountAsync(o => o.PlantId == plant)), Known(plant).Orders.Count));
    }

    [Fact]
    public async Task Two_who_are_called_alike_do_not_share_their_keys()
    {
        var plant = await Plant();
        async Task<string> As(Guid who) => await database.Do(async scope =>
        {
            scope.GetRequiredService<Troth.Platform.History.Actor>().Is(null, "Eva Kiss", "portal", who);
            return (await scope.GetRequiredService<PlanWriter>().Write(plant, "c", 3, async turn =>
                await scope.GetRequiredService<ShopDesk>().Hold(turn, new(Frame, 3), null, turn.Now.AddHours(1), new() { SourceKind = "test", SourceId = Guid.Empty }, default), default)).Order!.Label;
        });
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var first = await As(one);
        Assert.NotEqual(first, await As(other));
        Assert.Equal(first, await As(one));
    }

    [Fact]
    public async Task A_refusal_changes_nothing()
    {
        var plant = await Plant();
        var version = Known(plant).Version;
        await Assert.ThrowsAsync<BusinessRuleException>(() => Write<bool>(plant, async (turn, desk, _) =>
        {
            await desk.Hold(turn, new(Frame, 10), null, null, new() { SourceKind = "test", SourceId = Guid.Empty }, default);
            throw new BusinessRuleException("no", "no");
        }));
        Assert.Equal(version, Known(plant).Version);
        Assert.Equal(Bytes(Known(plant)), Bytes(await Rebuilt(plant)));
    }

    [Fact]
    public async Task A_stop_puts_a_promise_in_danger_and_its_end_takes_it_out()
    {
        var plant = await Plant();
        var held = await Hold(plant, 100);
        var number = held.Order!.Number;
        await Confirm(plant, number);
        var start = Known(plant).Shop.Clock.MinuteOf(database.Clock.GetUtcNow());
        var stop = (Start: start, End: start + 6 * 24 * 60);
        await Write(plant, (turn, _, _) => Task.FromResult(turn.Do(new Happened([new Stopped(Paint, 0, stop.Start, stop.End)])).Done));
        var saved = await Order(number);
        Assert.Equal(PromiseRisk.Late, saved.Risk);
        Assert.NotNull(saved.RiskSince);
        await Write(plant, (turn, _, _) => Task.FromResult(turn.Do(new Happened([new StopChanged(Paint, 0, stop.Start, stop.End, stop.Start)])).Done));
        await Write(plant, (turn, _, _) => Task.FromResult(turn.Do(new PlanAnew()).Done));
        Assert.Equal((PromiseRisk.None, null), ((await Order(number)).Risk, (await Order(number)).RiskSince));
    }

    [Fact]
    public async Task Writers_at_once_never_promise_the_same_hours()
    {
        var plant = await Plant();
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            var held = await Hold(plant, 20 + i);
            if (held.Done && i % 3 != 0) await Confirm(plant, held.Order!.Number);
        }));
        Scheduling.Checking.PlanChecker.Assert(Known(plant).Plan);
        Assert.Equal(24, Known(plant).Orders.Count);
        Assert.Equal(Bytes(Known(plant)), Bytes(await Rebuilt(plant)));
    }
}

public sealed class PlanWriterOnSqlite(SqliteDatabase database) : PlanWriterTests(database), IClassFixture<SqliteDatabase>;

public sealed class PlanWriterOnPostgres(PostgresDatabase database) : PlanWriterTests(database), IClassFixture<PostgresDatabase>;
