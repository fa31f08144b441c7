using Troth.Scheduling.Explaining;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;
using Xunit.Abstractions;

namespace Troth.Scheduling.Tests.Explaining;

public class ExplanationTests(ITestOutputHelper output)
{
    [Fact]
    public void It_says_who_stands_before_it_at_which_work_center_and_until_when()
    {
        var plan = Replanner.Load(Plan.Empty(Chairs()), [new("first", 0, 60) { Promised = 3000 }, new("second", 0, 6) { Promised = 4000 }]);
        var orders = plan.Orders.ToList();
        var explanation = Explanation.Of(plan, orders[1].Handle)!;
        Assert.Equal(["saw waits 10 h for Saw, which is full until 600", "saw takes 1 h at Saw, until 660",
            "paint must wait 5 min after the operation before, until 665",
            "paint waits 7.3 h for Paint, which is full until 1100", "paint takes 12 min at Paint, until 1112"],
                explanation.Causes.Select(c => c.Say(Minute)));
        Assert.Equal((CauseKind.Full, orders[0].Handle), (explanation.Deciding!.Kind, explanation.Deciding.Behind!.Value));
    }

    [Fact]
    public void A_quote_is_explained_before_anything_is_placed()
    {
        var plan = Replanner.Load(Plan.Empty(Chairs()), [new("first", 0, 60) { Promised = 3000 }]);
        var request = new QuoteRequest(0, 6, NotBefore: 700);
        var explanation = Explanation.OfQuote(plan, request);
        Assert.Equal((CauseKind.NotBefore, 0, 700), (explanation.Causes[0].Kind, explanation.Causes[0].From, explanation.Causes[0].Until));
        Assert.Equal(new Quoter(plan.Shop).Of(plan, request).Earliest, explanation.Causes[^1].Until);
        Assert.Equal(1, plan.Count);
        Assert.Equal(CauseKind.NoRoom, Assert.Single(Explanation.OfQuote(plan, request with { Quantity = 10_000 }).Causes).Kind);
    }

    [Fact]
    public void What_may_not_be_touched_yet_is_said_to_be_that_and_not_to_be_held_back()
    {
        var shop = Shop.Of(Chairs().Definition with { FrozenMinutes = 120 });
        var plan = OrderDesk.Promise(Plan.Empty(shop), "a", new QuoteRequest(0, 6), 2000).Plan;
        var first = Explanation.Of(plan, plan.Orders.Single().Handle)!.Causes[0];
        Assert.Equal((CauseKind.NotBefore, 0, 120), (first.Kind, first.From, first.Until));
    }

    [Fact]
    public void Bought_material_explains_until_it_comes_and_the_full_machine_from_then()
    {
        var shop = Shop.Of(Chairs().Definition with
        {
            Products = [Chairs().Definition.Products[0], new("steel") { Purchase = new(100) },
                new("bed") { Routing = new([new("saw") { Centers = [new(0, 0, 10)], Materials = [new(1, 1)] }]) }],
        });
        var plan = Replanner.Load(Plan.Empty(shop), [new("first", 0, 60) { Promised = 3000 }, new("second", 2, 1) { Promised = 4000 }]);
        Assert.Equal(["saw waits for steel, which comes in 1.7 h, on 100", "saw waits 8.3 h for Saw, which is full until 600",
            "saw takes 10 min at Saw, until 610"],
            Explanation.Of(plan, plan.Orders.Last().Handle)!.Causes.Select(c => c.Say(Minute)));
    }

    /// <summary>In random shops, in the middle of their days, looked at minute by minute.</summary>
    [Fact]
    public void Each_link_is_true_and_all_together_lead_from_now_to_the_end()
    {
        var told = new SortedDictionary<CauseKind, int>();
        for (var seed = 0; seed < 400; seed++)
        {
            var walk = new RandomWalk(seed, (seed % 3) switch { 0 => ShopKind.Narrow, 1 => ShopKind.Tiny, _ =>
                ShopKind.Tiny with { Changeovers = false } }, most: 10);
            for (var step = 0; step < 40; step++)
            {
                walk.Step();
                if (step % 8 == 7) Look($"seed {seed}, step {step}", walk.Plan, told);
            }
            Look($"seed {seed}, just in time", Replanner.JustInTime(walk.Plan), told);
        }
        output.WriteLine(string.Join(", ", told.Select(t => $"{t.Key} {t.Value}")));
        Assert.Equal(Enum.GetValues<CauseKind>(), told.Keys);
    }

    private static void Look(string where, Plan plan, SortedDictionary<CauseKind, int> told)
    {
        var truth = new CauseTruth(plan);
        foreach (var order in plan.Orders)
        {
            var causes = Explanation.Of(plan, order.Handle)!.Causes;
            Assert.True(order.Finish <= plan.Now == (causes.Count == 0), $"{where}: {causes.Count} links to minute {order.Finish}");
            var at = plan.Now;
            foreach (var cause in causes)
            {
                Assert.True(cause.From == at && cause.Until > at, $"{where}: {cause} begins at {cause.From}, the one before ends at {at}");
                Assert.True(truth.Holds(order, cause) is not { } wrong,
                    $"{where}, order “{order.Terms.Name}”: {cause}: {truth.Holds(order, cause)}");
                Assert.True(Numbered(plan, order, cause), $"{where}: {cause}");
                told[cause.Kind] = told.GetValueOrDefault(cause.Kind) + 1;
                at = cause.Until;
            }
            Assert.True(causes.Count == 0 || at == order.Finish, $"{where}: the last link ends at {at}, the order at {order.Finish}");
        }
    }

    /// <summary>What the words name, the numbers name too.</summary>
    private static bool Numbered(Plan plan, PlannedOrder order, Cause cause)
    {
        var shop = plan.Shop.Definition;
        var name = cause.WorkCenter >= 0 ? shop.WorkCenters[cause.WorkCenter].Name : cause.Product >= 0 ? shop.Products[cause.Product].Name
            : cause.Kind == CauseKind.Batches ? order.Operations[cause.Before].Name : "";
        var needed = cause.Operation < 0 ? order.Terms.Quantity : order.Reservations
            .Where(r => r.Operation == cause.Operation && r.Product == cause.Product).Sum(r => r.Quantity);
        return name == cause.Subject && cause.Minutes == cause.Until - cause.From && cause.Pieces > 0 == cause.Product >= 0
            && (cause.Kind is CauseKind.NoRoom || cause.Product < 0 || cause.Pieces <= needed)
            && (cause.Kind is not (CauseKind.Work or CauseKind.Full or CauseKind.Closed or CauseKind.Stopped or CauseKind.Changeover)
                || cause.WorkCenter >= 0 && cause.WorkCenter == order.Operations[cause.Operation].WorkCenter)
            && cause.Before >= 0 == cause.Kind is CauseKind.Batches or CauseKind.Wait;
    }

    private static string Minute(int minute) => $"{minute}";

    /// <summary>A saw that never rests; painters from 8 to 16 each second half day.</summary>
    private static Shop Chairs() => Shop.Of(new ShopDefinition
    {
        Horizon = 10_000, Calendars = [CalendarDefinition.Always(), new("day", [new(0, 500), new(980, 1500)])],
        WorkCenters = [new("Saw", 0), new("Paint", 1)],
        Products = [new("chair") { Routing = new([new("saw") { Centers = [new(0, 0, 10)], WaitAfter = 5 },
            new("paint") { After = [0], Centers = [new(1, 0, 2)] }]) }],
    });
}
