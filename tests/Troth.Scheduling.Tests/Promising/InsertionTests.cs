using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Promising;

public class InsertionTests
{
    private static readonly Shop Shop = Shop.Of(new ShopDefinition
    {
        Horizon = 2000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("Saw", 0)], Classes = [new("usual", ShippingBuffer: 30)],
        Products = [new("chair") { Routing = new([new("saw") { Centers = [new(0, 0, 10)] }]) }],
    });

    private static Plan Book(params (int Quantity, int Promised)[] orders)
    {
        var plan = Plan.Empty(Shop);
        foreach (var (quantity, promised) in orders) plan = OrderDesk.Promise(plan, "o", new QuoteRequest(0, quantity), promised).Plan;
        return plan;
    }

    [Fact]
    public void Whoever_has_buffer_makes_room_and_keeps_the_promise()
    {
        var plan = Book((10, 130), (10, 900));
        var found = Insertion.Find(plan, new QuoteRequest(0, 10), 240)!;
        var moved = Assert.Single(found.Moved);
        Assert.Equal((200, 300, 900, 900, false), (moved.Finish, moved.NewFinish, moved.Promised, moved.NewPromised, moved.Breaks));
        Assert.Equal((230, 200), (found.Date, found.Earliest));
    }

    [Fact]
    public void Where_nobody_has_buffer_the_promise_that_would_move_is_named_with_the_date_it_could_have_instead()
    {
        var plan = Book((10, 130), (10, 230));
        var found = Insertion.Find(plan, new QuoteRequest(0, 10), 130)!;
        var moved = Assert.Single(found.Moved);
        Assert.True(moved.Breaks);
        Assert.Equal(moved.NewFinish + 30, moved.NewPromised);
        Assert.Null(Insertion.Find(plan, new QuoteRequest(0, 10), 129));
    }

    [Fact]
    public void What_has_begun_makes_no_room()
    {
        var plan = Book((10, 130));
        var begun = Replanner.After(plan, new OperationStarted(plan.Orders.Single().Handle, 0, 0)).Plan;
        Assert.Null(Insertion.Find(begun, new QuoteRequest(0, 10), 130));
        Assert.NotNull(Insertion.Find(begun, new QuoteRequest(0, 10), 230));
    }

    /// <summary>What is proposed is what comes of it when dates are agreed and it is done: nobody else moves, and every new date is kept.</summary>
    [Fact]
    public void What_is_proposed_is_what_comes_of_it()
    {
        var (found, broke) = (0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var walk = new RandomWalk(seed, ShopKind.Small);
            for (var i = 0; i < 30; i++) walk.Step();
            var (plan, shop) = (walk.Plan, walk.Plan.Shop);
            for (var i = 0; i < 8; i++) // promised without a minute to spare
            {
                var tight = new QuoteRequest(random.Next(shop.Products.Length), 1 + random.Next(20), random.Next(shop.Definition.Classes.Count));
                if (new Quoter(shop).Of(plan, tight) is { HasDate: true, Safe: >= 0 and var date }) plan = OrderDesk.Promise(plan, $"tight {i}", tight, date).Plan;
            }
            var request = new QuoteRequest(random.Next(shop.Products.Length), 1 + random.Next(20), random.Next(shop.Definition.Classes.Count));
            var quote = new Quoter(shop).Of(plan, request);
            if (!quote.HasDate || quote.Safe < 0) continue;
            var wanted = plan.Now + (int)((quote.Safe - plan.Now) * (.2 + .8 * random.NextDouble()));
            if (Insertion.Find(plan, request, wanted) is not { } proposal) continue;
            Assert.True(proposal.Date <= wanted);
            if (proposal.Moved.Any(m => m.NewPromised < 0 && m.Promised >= 0 || m.NewFinish > shop.Horizon)) continue;
            var agreed = plan;
            foreach (var moved in proposal.Moved.Where(m => m.Breaks))
            {
                var changed = OrderDesk.Change(agreed, moved.Order, agreed.Find(moved.Order)!.Value.Terms.Quantity, moved.NewPromised);
                Assert.True(changed.Done, $"seed {seed}: {changed.Refusal}");
                agreed = changed.Plan;
                broke++;
            }
            var (decision, rooms) = OrderDesk.PromiseMoving(agreed, "new", request, proposal.Date, proposal.Moving);
            Assert.True(decision.Done, $"seed {seed}: {decision.Refusal}");
            found++;
            PlanChecker.Assert(decision.Plan);
            Assert.Equal(proposal.Earliest, decision.Plan.Find(decision.Order)!.Value.Finish);
            var movers = proposal.Moved.ToDictionary(m => m.Order);
            foreach (var order in plan.Orders)
            {
                var then = decision.Plan.Find(order.Handle)!.Value;
                Assert.Equal(movers.TryGetValue(order.Handle, out var moved) ? moved.NewFinish : order.Finish, then.Finish);
                if (movers.ContainsKey(order.Handle) && then.Terms.Promised >= 0) Assert.True(then.Finish <= then.Terms.Promised);
            }
        }
        Assert.InRange(found, 60, 400);
        Assert.InRange(broke, 15, 4000);
    }
}
