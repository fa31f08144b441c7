using Troth.Scheduling.Checking;
using Troth.Scheduling.Keeping;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;
using Xunit.Abstractions;

namespace Troth.Scheduling.Tests.Repair;

public class RebaseTests(ITestOutputHelper output)
{
    [Fact]
    public void A_shop_in_another_turn_whose_horizon_starts_later_moves_nothing_by_the_clock()
    {
        var operations = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            // A changeover that was to be done before the new start would have to be done after it.
            var shifts = seed % 3 > 0;
            var plan = Walked(seed, 40, Kind(seed) with { Changeovers = !shifts });
            var change = new RandomChange(seed, plan.Shop.Definition, shifts ? new Random(seed).Next(plan.Now + 1) : 0, 0,
                facts: false);
            var result = Replanner.Rebase(plan, Shop.Of(change.New), change.Map);
            Sound(seed, result.Plan);
            Promises(plan, result.Plan, change.Map);
            foreach (var was in plan.Orders)
            {
                var now = result.Plan.Find(was.Handle)!.Value;
                Assert.True(now.OwnWork is null && was.Operations.Count == now.Operations.Count);
                foreach (var (before, after) in was.Operations.Zip(now.Operations))
                {
                    // What had no place may have one now.
                    if (before.Start > plan.Shop.Horizon) continue;
                    operations++;
                    Assert.True((before.State, before.Pinned, At(change, before.Start), At(change, before.End))
                        == (after.State, after.Pinned, after.Start, after.End), $"seed {seed}, {was.Terms.Name}: {before} → {after}");
                    if (before.WorkCenter < 0 || before.State == OperationState.Done) continue;
                    Assert.Equal((change.Map.WorkCenters![before.WorkCenter], change.Map.Machines![before.WorkCenter]![before.Machine]),
                        (after.WorkCenter, after.Machine));
                }
            }
        }
        Assert.True(operations > 2000, $"{operations} operations");
    }

    [Fact]
    public void Whatever_changes_the_plan_is_sound_keeps_its_promises_dates_and_goes_on()
    {
        var (own, anew, refused, moved) = (0, 0, 0, 0);
        for (var seed = 0; seed < 600; seed++)
        {
            var plan = Walked(seed, 40);
            var change = new RandomChange(seed, plan.Shop.Definition, seed % 2 == 0 ? 0 : new Random(seed).Next(plan.Now + 1),
                Least(seed, plan), facts: true);
            ReplanResult result;
            try
            {
                result = Replanner.Rebase(plan, Shop.Of(change.New), change.Map);
            }
            catch (ShopRefusedException e)
            {
                Assert.True(e.Code is "product" or "workCenter" or "duration" or "calendar" or "horizon", e.Message);
                refused++;
                continue;
            }
            Sound(seed, result.Plan);
            Promises(plan, result.Plan, change.Map);
            Assert.Equal(plan.Version + 1, result.Plan.Version);
            foreach (var was in plan.Orders)
            {
                var now = result.Plan.Find(was.Handle)!.Value;
                if (now.OwnWork is not null) own++;
                if (result.Diff.Added.Contains(was.Handle)) anew++;
                Assert.Equal(Count(was, OperationState.Done), Count(now, OperationState.Done));
                Assert.Equal(Count(was, OperationState.Started), Count(now, OperationState.Started));
                if (was.Operations.Any(o => o.State >= OperationState.Started) || change.Map.KeepWork)
                    Assert.Equal(was.Operations.Select(o => o.Name), now.Operations.Select(o => o.Name));
            }
            moved += result.Diff.Operations.Count;
            var bytes = new MemoryStream();
            PlanFile.Write(result.Plan, bytes);
            bytes.Position = 0;
            Assert.Equal(result.Plan.Fingerprint(), PlanFile.Read(Shop.Of(change.New), bytes).Fingerprint());
            var walk = new RandomWalk(seed, Kind(seed), result.Plan, most: 20);
            for (var step = 0; step < 25; step++)
            {
                var wrong = walk.Step();
                Assert.True(wrong is null, $"seed {seed}, step {step} after: {wrong}");
            }
        }
        output.WriteLine($"{own} keep their work, {anew} take other work, {moved} operations move, {refused} refused");
        Assert.True(own > 200 && anew > 200 && moved > 500 && refused is > 20 and < 250, $"{own} {anew} {moved} {refused}");
    }

    [Fact]
    public void What_is_gone_and_still_needed_is_named_with_who_needs_it()
    {
        var shop = Chairs();
        var plan = Replanner.Load(Plan.Empty(shop), [new("W-1", 0, 3) { Promised = 500 }]);
        var without = shop.Definition with { Products = [shop.Definition.Products[1] with { }], WorkCenters = [new("Saw", 0)] };
        var gone = Assert.Throws<ShopRefusedException>(() => Replanner.Rebase(plan, Shop.Of(without), new() { Products = [-1, 0] }));
        Assert.Equal("Product “chair” is gone and still needed by “W-1”. Work center “Paint” is gone and still needed by “W-1”. "
            + "Keep it, or take these orders out first.", gone.Message);
        var started = Replanner.After(plan, new OperationStarted(plan.Orders.Single().Handle, 0, 0)).Plan;
        var sawn = shop.Definition with { WorkCenters = [new("Saw", 0), new("Lathe", 0)] };
        var painted = Assert.Throws<ShopRefusedException>(() => Replanner.Rebase(started, Shop.Of(sawn), new() { WorkCenters = [0, -1] }));
        Assert.Equal(("workCenter", "work center “Paint”"), (painted.Code, painted.Subject));
        Assert.Throws<ShopRefusedException>(() => Replanner.Rebase(plan, shop, new() { Shift = 1 }));
        Assert.Throws<ShopRefusedException>(() => Replanner.Rebase(plan, shop, new() { WorkCenters = [0, 0] }));
    }

    [Fact]
    public void What_was_measured_of_a_class_goes_with_it_to_its_new_place()
    {
        var shop = Shop.Of(Chairs().Definition with { Horizon = 10_000, Classes = [new("usual"), new("urgent"), new("gone")] });
        static IEnumerable<PastSlip> Past(int late, int of) => Enumerable.Repeat(new PastSlip(1000, late, of), 20);
        var plan = Plan.Empty(shop).With(SlipSpread.Of(shop.CalendarOf(0), Past(300, 0).Concat(Past(100, 1)).Concat(Past(900, 2))));
        static int Slip(Plan after, int of) => (after.Spread.After(1000, 0, of, 950) - 1000) / 10 * 10; // rounded to the safe side, by a minute
        Assert.Equal((300, 100, 900), (Slip(plan, 0), Slip(plan, 1), Slip(plan, 2)));
        var moved = Shop.Of(shop.Definition with { Classes = [new("new"), new("urgent"), new("usual")] });
        var after = Replanner.Rebase(plan, moved, new() { Classes = [2, 1, -1] }).Plan;
        // The new one goes by all orders, those of the class that is gone among them.
        Assert.Equal((900, 100, 300, 60), (Slip(after, 0), Slip(after, 1), Slip(after, 2), after.Spread.Samples));
    }

    [Fact]
    public void Stock_that_was_counted_and_shipped_does_not_come_back_with_a_new_description()
    {
        var shop = Chairs();
        var sold = OrderDesk.Promise(Plan.Empty(shop), "a", new QuoteRequest(1, 4), 10);
        var plan = OrderDesk.Ship(sold.Plan, sold.Order, 4).Plan;
        plan = Replanner.After(plan, new StockCorrected(1, -1)).Plan;
        var changed = shop.Definition with { Products = [.. shop.Definition.Products, new("hook") { Stock = new(7) }] };
        var after = Replanner.Rebase(plan, Shop.Of(changed), new()).Plan;
        Assert.Equal([(0, 5), (0, 7)], [after.SupplyOf(1)[^1], after.SupplyOf(2)[^1]]);
    }

    [Fact]
    public void An_order_that_was_begun_keeps_its_work_and_one_that_was_not_takes_the_new_routing()
    {
        var shop = Chairs();
        var plan = Replanner.Load(Plan.Empty(shop), [new("begun", 0, 3) { Promised = 500 }, new("next", 0, 3) { Promised = 600 }]);
        var handles = plan.Orders.ToDictionary(o => o.Terms.Name, o => o.Handle);
        plan = Replanner.After(plan, new OperationStarted(handles["begun"], 0, 0)).Plan;
        var chair = shop.Definition.Products[0] with { Routing = new([new("saw") { Centers = [new(0, 0, 20)] }]) };
        var to = Shop.Of(shop.Definition with { Products = [chair, shop.Definition.Products[1]] });
        var after = Replanner.Rebase(plan, to, new()).Plan;
        PlanChecker.Assert(after);
        Assert.Equal(["saw", "paint"], after.Find(handles["begun"])!.Value.Operations.Select(o => o.Name));
        Assert.Equal(["saw", "paint"], after.Find(handles["begun"])!.Value.OwnWork![0].Operations.Select(o => o.Name));
        Assert.Equal([("saw", 30, 90)], after.Find(handles["next"])!.Value.Operations.Select(o => (o.Name, o.Start, o.End)));
        var kept = Replanner.Rebase(plan, to, new() { KeepWork = true }).Plan;
        PlanChecker.Assert(kept);
        Assert.Equal(["saw", "paint"], kept.Find(handles["next"])!.Value.Operations.Select(o => o.Name));
    }

    private static Shop Chairs() => Shop.Of(new ShopDefinition
    {
        Horizon = 1000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("Saw", 0), new("Paint", 0)],
        Products = [new("chair") { Routing = new([new("saw") { Centers = [new(0, 0, 10)] },
            new("paint") { After = [0], Centers = [new(1, 0, 10)] }]) }, new("hinge") { Stock = new(10) }],
    });

    private static ShopKind Kind(int seed) => seed % 2 == 0 ? ShopKind.Small : ShopKind.Tiny;

    private static Plan Walked(int seed, int steps, ShopKind? kind = null)
    {
        var walk = new RandomWalk(seed, kind ?? Kind(seed), most: 20);
        if (seed % 5 == 0) walk.Learn(seed);
        for (var step = 0; step < steps; step++) walk.Step();
        return walk.Plan;
    }

    private static int Count(PlannedOrder order, OperationState state) => order.Operations.Count(o => o.State == state);

    /// <summary>A horizon may not end before now, nor, but for one in a few, before what is promised.</summary>
    private static int Least(int seed, Plan plan) =>
        Math.Max(plan.Now + 20, seed % 7 == 0 ? 0 : plan.Orders.Select(o => o.Terms.Promised).DefaultIfEmpty().Max());

    private static int At(RandomChange change, int minute) => Math.Max(0, minute - change.Map.Shift);

    private static void Sound(int seed, Plan plan)
    {
        var faults = new PlanChecker(plan.Shop.Definition).Check(plan);
        Assert.True(faults.Count == 0, $"seed {seed}: {string.Join("\n", faults.Take(4))}");
    }

    private static void Promises(Plan plan, Plan after, RebaseMap map)
    {
        Assert.Equal(plan.Now - map.Shift, after.Now);
        Assert.Equal(plan.Orders.Select(o => (o.Handle, o.Terms.Name, o.Shipped,
                o.Terms.Promised < 0 ? -1 : Math.Max(0, o.Terms.Promised - map.Shift))),
            after.Orders.Select(o => (o.Handle, o.Terms.Name, o.Shipped, o.Terms.Promised)));
    }
}
