using Microsoft.EntityFrameworkCore;
using Troth.Promises;
using Troth.Promises.Ledger;
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
        Believable(orders, await database.Db(db => db.Promises.AsNoTracking().ToListAsync()));
        await FreshButForOne(kept);
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
