using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Simulating;

namespace Troth.Scheduling.Tests.Simulating;

public sealed class PlannedShopTests
{
    [Fact]
    public void The_plan_follows_the_floor_and_stands_the_check_after_every_promise()
    {
        var (seen, running, stopped) = (0, 0, 0);
        var policy = Look(4, .9, after: (book, floor, troth, newest) =>
        {
            if (newest % 10 != 0 || newest > 1500) return;
            seen++;
            var plan = troth.Shop.Plan;
            PlanChecker.Assert(plan);
            Assert.Equal(floor.Now, plan.Now);
            Assert.Equal(floor.Open.Count, plan.Count);
            // What has begun in the plan is what runs on the floor, on the same machines.
            var begun = plan.Orders.SelectMany(o => o.Operations).Where(o => o.State == OperationState.Started)
                .Select(o => floor.FirstMachine[o.WorkCenter] + o.Machine).Order().ToArray();
            Assert.Equal(Enumerable.Range(0, floor.Running.Length).Where(m => floor.Running[m] >= 0), begun);
            var down = plan.MachineStops.Where(s => s.End > plan.Now).Select(s => floor.FirstMachine[s.WorkCenter] + s.Machine);
            Assert.Equal(Enumerable.Range(0, floor.Down.Length).Where(m => floor.Down[m]), down.Order());
            (running, stopped) = (running + begun.Length, stopped + floor.Down.Count(d => d));
            // Promises stand as they were made, the newest as it is being made.
            var promised = floor.Open.Where(o => o != newest).Select(o => floor.Promised[o]).Order();
            Assert.Empty(promised.Except(plan.Orders.Select(o => o.Terms.Promised)));
        });
        Assert.Equal(151, seen);
        Assert.True(running > 500 && stopped > 30, $"{running} ran, {stopped} were down");
        Assert.True(policy.Hurried > 0);
    }

    [Fact]
    public void Alone_in_the_shop_an_order_is_quoted_its_planned_times_stretched_by_breakdowns()
    {
        var quoted = 0;
        Look(3, .9, after: (book, floor, troth, order) =>
        {
            if (order != 0) return;
            var clock = floor.Now;
            for (var i = 0; i < book.First[1]; i++)
            {
                var center = SimulatedShop.Centers[book.Center[i]];
                var step = SimulatedShop.Products[book.Product[0]].Steps[i];
                var run = step.Piece * book.Pieces[0] / Math.Round(center.Availability, 2);
                clock = center.Hours.After(center.Hours.Open(clock), step.Setup + (int)Math.Ceiling(run - 1e-9));
            }
            Assert.Equal(clock, troth.Shop.Plan.Orders.Single().Finish);
            quoted++;
        });
        Assert.Equal(1, quoted);
    }

    [Fact]
    public void A_hurried_order_comes_earlier_and_pushes_nobody_into_the_red()
    {
        var book = new OrderBook(12, .9);
        var hurrying = new HurryingPolicy(book);
        FloorRun.Of(book, hurrying);
        Assert.InRange(hurrying.Hurried, 20, hurrying.Rush - 20);
        Assert.True(hurrying.Delayed > 50, $"only {hurrying.Delayed} made room");
    }

    private static TrothPolicy Look(int seed, double load, Action<OrderBook, Floor, TrothPolicy, int> after)
    {
        var book = new OrderBook(seed, load);
        var troth = new TrothPolicy(book);
        FloorRun.Of(book, new LookingPolicy(troth, (floor, order) => () => after(book, floor, troth, order)));
        return troth;
    }

    /// <summary>Does what another policy does, and looks on before and after each promise.</summary>
    private sealed class LookingPolicy(PromisePolicy policy, Func<Floor, int, Action> look) : PromisePolicy
    {
        public override string Name => policy.Name;

        public override int Promise(Floor floor, int order)
        {
            var after = look(floor, order);
            var date = policy.Promise(floor, order);
            after();
            return date;
        }

        public override long Urgency(Floor floor, int order, int operation) => policy.Urgency(floor, order, operation);

        public override void Begun(Floor floor, int machine) => policy.Begun(floor, machine);

        public override void Done(Floor floor, int machine) => policy.Done(floor, machine);

        public override void Stopped(Floor floor, int machine) => policy.Stopped(floor, machine);

        public override void Repaired(Floor floor, int machine) => policy.Repaired(floor, machine);

        public override void Finished(Floor floor, int order) => policy.Finished(floor, order);
    }

    /// <summary>Promises two days after the plan, hurries every rush order, and looks at who pays.</summary>
    private sealed class HurryingPolicy(OrderBook book) : PromisePolicy
    {
        private readonly PlannedShop _shop = new(book);

        public int Rush { get; private set; }

        public int Hurried { get; private set; }

        public int Delayed { get; private set; }

        public override string Name => "hurrying";

        public override int Promise(Floor floor, int order)
        {
            _shop.Follow(floor);
            var date = _shop.Quote(order).Safe + WorkWeek.Day;
            _shop.Promise(floor, order, date);
            if (!book.Rush[order]) return date;
            Rush++;
            var (before, earlier) = (_shop.Plan, _shop.Hurry(floor, order));
            if (earlier is null)
            {
                Assert.Same(before, _shop.Plan);
                return date;
            }
            Hurried++;
            PlanChecker.Assert(_shop.Plan);
            foreach (var planned in _shop.Plan.Orders)
            {
                var was = before.Find(planned.Handle)!.Value;
                Assert.Equal(was.Terms.Promised, planned.Terms.Promised);
                if (planned.Finish == earlier && was.Finish > earlier) continue;
                if (planned.Finish > was.Finish) Delayed++;
                Assert.True(planned.Finish <= was.Finish || planned.Buffer >= WorkWeek.Day / 3);
            }
            Assert.Contains(_shop.Plan.Orders, o => o.Finish == earlier && before.Find(o.Handle)!.Value.Finish > earlier);
            return date;
        }

        public override long Urgency(Floor floor, int order, int operation) => _shop.Start[operation];

        public override void Begun(Floor floor, int machine) => _shop.Begun(floor, machine);

        public override void Done(Floor floor, int machine) => _shop.Done(floor, machine);

        public override void Stopped(Floor floor, int machine) => _shop.Stopped(floor, machine);

        public override void Repaired(Floor floor, int machine) => _shop.Repaired(floor, machine);
    }
}
