using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Orders;
using Troth.Orders.Channels;
using Troth.Promises;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Promises.Radar;
using Troth.Sample;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Scheduling.Checking;
using Troth.Tests.Harness;

namespace Troth.Tests.Sample;

/// <summary>The works of the sample company: played once, then looked at from all sides.</summary>
public abstract class SampleFactoryTests(TestDatabase database)
{
    [Fact]
    public async Task The_plan_its_log_and_its_ledger_agree()
    {
        database.Available();
        await SampleModule.Prepare(database.Services, wanted: true, default);

        var kept = await database.Db(db => PlanStore.Version(db, Plant.TheFirst, long.MaxValue, default));
        await database.Db(db => db.PlanSnapshots.ExecuteDeleteAsync());
        var rebuilt = await database.Db(db => PlanStore.Version(db, Plant.TheFirst, long.MaxValue, default));
        Assert.Equal(kept!.Version, rebuilt!.Version);
        Assert.Equal(kept.Version, await database.Db(db => db.PlanHeads.Select(h => h.Version).SingleAsync()));
        Assert.Equal(kept.Plan.Fingerprint(), rebuilt.Plan.Fingerprint());
        Assert.Equal(kept.Reported.OrderBy(r => r.Key), rebuilt.Reported.OrderBy(r => r.Key));
        Assert.Equal([], new PlanChecker(kept.Shop.Definition).Check(kept.Plan).Select(f => $"{f.Code}: {f.Message}"));

        var orders = await database.Db(db => db.ShopOrders.AsNoTracking().ToListAsync());
        Assert.Equal(orders.Where(o => o.IsOpen).Select(o => o.Number).Order(), kept.Orders.Keys.Order());
        Assert.All(orders.Where(o => o.IsOpen), o => Assert.Equal(OrderStates.Risk(kept, o.Number), o.Risk));
        await TheLedgerAgrees(orders);
        await DaysAreWorkingDays(orders);
        Believable(orders, await database.Db(db => db.Promises.AsNoTracking().ToListAsync()));
        await FreshButForOne(kept);
        await TheInsertsTellOneStory();
        await OrdersCameByChannels();
    }

    /// <summary>Review, ledger and radar say the same of each promise that made room.</summary>
    private async Task TheInsertsTellOneStory()
    {
        var reviews = (await database.Db(db => db.InsertReviews.AsNoTracking().ToListAsync())).ToDictionary(r => r.Id);
        var moves = await database.Db(db => db.InsertMoves.AsNoTracking().ToListAsync());
        var promises = (await database.Db(db => db.Promises.AsNoTracking().Where(p => p.ShopOrder != null).ToListAsync())).ToDictionary(p => p.ShopOrder!.Value);
        var talks = (await database.Db(db => db.PromiseTalks.AsNoTracking().ToListAsync())).ToLookup(t => t.PromiseId);
        var radar = await database.Do(s => s.GetRequiredService<ListRadar>().Run(RadarSign.InsertLate, new(null, null, 200), default));
        Assert.InRange(reviews.Values.Count(r => r.State == InsertState.Done), 1, 10);
        foreach (var move in moves)
        {
            var (review, promise) = (reviews[move.ReviewId], promises[move.ShopOrder]);
            if (review.State == InsertState.Open) Assert.Null(move.Outcome);
            else if (move.Outcome == InsertOutcome.Moved) Assert.Contains(talks[promise.Id], t => t.ToDueOn == move.ToOn && t.Answer == PromiseAnswer.Agreed);
            else
            {
                Assert.Equal((InsertOutcome.Broken, PromiseState.Broken, PromiseCause.Insert, "insert", review.Id),
                    (move.Outcome, promise.State, promise.Cause, promise.DecisionKind, promise.DecisionRecord));
                Assert.Contains(radar.Items, f => f.Label == promise.Label && f.Insert == review.Label);
            }
        }
        var broken = moves.Where(m => m.Outcome == InsertOutcome.Broken).Select(m => m.ShopOrder).ToHashSet();
        Assert.Equal(broken, promises.Values.Where(p => p.DecisionKind == "insert").Select(p => p.ShopOrder!.Value).ToHashSet());
        Assert.All(radar.Items, f => Assert.False(string.IsNullOrEmpty(f.Insert), f.Label));
        var made = (await database.Db(db => db.ShopOrders.AsNoTracking().Where(o => o.SourceKind == "insert").ToListAsync())).ToDictionary(o => o.Id);
        Assert.All(reviews.Values.Where(r => r.State == InsertState.Done), r => Assert.Equal(r.Id, made[r.ShopOrder!.Value].SourceId));
    }

    /// <summary>Most orders are ordinary, all say how they came, and the portal's share grows.</summary>
    private async Task OrdersCameByChannels()
    {
        await database.Do(s => s.GetRequiredService<SortOrders>().IfChanged(default));
        var view = await database.Do(s => s.GetRequiredService<ReadChannels>().Run(new() { Months = 24 }, default));
        Assert.InRange(view.Total.Ordinary / (double)view.Total.Orders, .5, .85);
        Assert.Equal(0, view.Total.Of(null).Ordinary);
        Assert.All(view.Total.Channels.Where(c => c.Channel is not null), c => Assert.InRange(c.Share!.Value, .05, .6));
        double Portal(IEnumerable<ChannelRow> rows) => rows.Sum(m => m.Of(SalesChannel.Portal).Ordinary) / (double)rows.Sum(m => m.Ordinary);
        Assert.True(Portal(view.Months.Take(6)) > 2 * Portal(view.Months.TakeLast(6)));
    }

    /// <summary>What the desk promised falls on days on which customers receive, and what was ready for its truck left with it.</summary>
    private async Task DaysAreWorkingDays(List<ShopOrder> orders)
    {
        var promises = await database.Db(db => db.Promises.AsNoTracking().Where(p => p.ShopOrder != null && p.Origin == PromiseOrigin.Quoted).ToListAsync());
        Assert.NotEmpty(promises);
        Assert.DoesNotContain(promises, p => p.FirstDueOn.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || p.DueOn.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        Assert.DoesNotContain(orders.Where(o => o.Origin == ShopOrderOrigin.Quoted), o => o.PromisedOn?.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        var talks = await database.Db(db => db.PromiseTalks.AsNoTracking().ToListAsync());
        Assert.DoesNotContain(talks, t => t.ToDueOn?.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    /// <summary>Each order that was promised has one promise, and both have ended or neither has.</summary>
    private async Task TheLedgerAgrees(List<ShopOrder> orders)
    {
        var promises = (await database.Db(db => db.Promises.AsNoTracking().Where(p => p.ShopOrder != null).ToListAsync())).ToDictionary(p => p.ShopOrder!.Value);
        foreach (var order in orders)
            switch (order.State)
            {
                case ShopOrderState.Shipped: Assert.NotNull(promises[order.Id].DoneOn); break;
                case ShopOrderState.Firm when promises[order.Id] is { DecisionKind: null } open: Assert.Equal((PromiseState.Open, order.PromisedOn, order.Risk != PromiseRisk.None), (open.State, open.DueOn, open.AtRisk)); break;
                case ShopOrderState.Cancelled when promises.TryGetValue(order.Id, out var given): Assert.NotNull(given.WithdrawnOn); break;
                case ShopOrderState.Held or ShopOrderState.Expired: Assert.False(promises.ContainsKey(order.Id)); break;
            }
        // The order system knows the same days.
        var lines = (await database.Db(db => db.Set<Troth.Orders.OrderLine>().AsNoTracking().ToListAsync())).ToDictionary(l => (l.OrderId, l.LineNo));
        Assert.All(promises.Values.Where(p => p.OrderId is not null), p => Assert.Equal(p.DoneOn, lines[(p.OrderId!.Value, p.OrderLineNo!.Value)].ShippedOn));
    }

    private static void Believable(List<ShopOrder> orders, List<Promise> promises)
    {
        var ended = promises.Where(p => p is { Origin: PromiseOrigin.Quoted, Kind: PromiseKind.Delivery, State: PromiseState.Kept or PromiseState.Broken or PromiseState.Renegotiated }).ToList();
        Assert.InRange(ended.Count, 700, 1500);
        Assert.InRange(ended.Count(p => p.State == PromiseState.Kept) / (double)ended.Count, .8, .99);
        Assert.All(promises.Where(p => p is { Kind: PromiseKind.Delivery, Origin: PromiseOrigin.Quoted, State: PromiseState.Broken }), p => Assert.NotNull(p.Cause));
        Assert.InRange(orders.Count(o => o.State == ShopOrderState.Firm), 40, 300); // fewer after a weekend than before it
        Assert.InRange(orders.Count(o => o.State == ShopOrderState.Held), 5, 30);
        Assert.InRange(orders.Count(o => o.Risk != PromiseRisk.None), 1, 60);
    }

    private async Task FreshButForOne(PlantPlan plan)
    {
        var codes = await database.Db(db => db.WorkCenters.ToDictionaryAsync(c => c.Id, c => c.Code));
        var latest = plan.Reported.Values.Max();
        var calendars = plan.Reported.ToDictionary(r => codes[r.Key], r => plan.Shop.Shop.CalendarOf(plan.Shop.Center(r.Key)!.Value) is var hours ? hours.ToWork(latest) - hours.ToWork(r.Value) : 0);
        Assert.Equal(["PAINT"], calendars.Where(c => c.Value > 4 * 60).Select(c => c.Key));
    }
}

public sealed class SampleFactoryOnSqlite(SqliteDatabase database) : SampleFactoryTests(database), IClassFixture<SqliteDatabase>;

public sealed class SampleFactoryOnPostgres(PostgresDatabase database) : SampleFactoryTests(database), IClassFixture<PostgresDatabase>;
