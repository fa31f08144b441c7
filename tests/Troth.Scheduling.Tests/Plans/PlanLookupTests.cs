using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Plans;

/// <summary>Against looking through all orders, and counting minute by minute.</summary>
public class PlanLookupTests
{
    [Fact]
    public void What_stands_at_a_work_center_is_what_a_look_through_all_orders_finds()
    {
        var found = 0;
        Look(120, (plan, random) =>
        {
            var center = random.Next(plan.Shop.Definition.WorkCenters.Count);
            var from = random.Next(plan.Shop.Horizon);
            var until = from + random.Next(random.Next(2) == 0 ? 200 : plan.Shop.Horizon);
            var expected = plan.Orders.SelectMany(o => o.Operations.Select((operation, i) => new MachineOperation(o.Handle, i, operation)))
                .Where(o => o.Planned.WorkCenter == center && o.Planned.State != OperationState.Done && o.Planned.Start < until
                    && o.Planned.End > from).OrderBy(o => o.Planned.Machine).ThenBy(o => o.Planned.End).ToList();
            Assert.Equal(expected, plan.OrdersAt(center, from, until));
            found += expected.Count;
        });
        Assert.True(found > 3000, $"{found} found");
    }

    [Fact]
    public void The_load_is_what_counting_minutes_finds()
    {
        var (busy, stopped) = (0L, 0L);
        Look(60, (plan, random) =>
        {
            var center = random.Next(plan.Shop.Definition.WorkCenters.Count);
            var from = random.Next(plan.Shop.Horizon);
            var until = from + random.Next(plan.Shop.Horizon - from + 1);
            var bucket = 1 + random.Next(plan.Shop.Horizon / 5);
            var counted = new Counted(plan, center);
            var load = plan.Load(center, from, until, bucket);
            Assert.Equal(Enumerable.Range(0, (until - from + bucket - 1) / bucket).Select(k => (from + k * bucket,
                Math.Min(until, from + (k + 1) * bucket))), load.Select(l => (l.From, l.Until)));
            Assert.All(load, l => Assert.Equal(counted.Between(l.From, l.Until), (l.Open, l.Busy, l.Stopped)));
            (busy, stopped) = (busy + load.Sum(l => l.Busy), stopped + load.Sum(l => l.Stopped));
        });
        Assert.True(busy > 10_000 && stopped > 1_000, $"{busy} {stopped}");
    }

    [Fact]
    public void Windows_and_places_that_do_not_exist_are_refused()
    {
        var plan = Plan.Empty(Shop.Of(RandomShop.Make(1)));
        Assert.Throws<ShopRefusedException>(() => plan.OrdersAt(99, 0, 1));
        Assert.Throws<ShopRefusedException>(() => plan.OrdersAt(0, 2, 1));
        Assert.Throws<ShopRefusedException>(() => plan.Load(0, 0, plan.Shop.Horizon + 1, 60));
        Assert.Throws<ShopRefusedException>(() => plan.Load(0, 0, 60, 0));
        Assert.Throws<ShopRefusedException>(() => plan.Shop.MachineAt(plan.Shop.Machines));
        Assert.Equal((0, 0), plan.Shop.MachineAt(0));
    }

    private static void Look(int seeds, Action<Plan, Random> look)
    {
        for (var seed = 0; seed < seeds; seed++)
        {
            var walk = new RandomWalk(seed, seed % 2 == 0 ? ShopKind.Small : ShopKind.Tiny);
            var random = new Random(seed);
            for (var step = 0; step < 60; step++)
            {
                walk.Step();
                if (step % 6 == 0) for (var i = 0; i < 4; i++) look(walk.Plan, random);
            }
        }
    }

    /// <summary>Per machine and minute: closed, open, busy or stopped.</summary>
    private sealed class Counted
    {
        private readonly bool[] _open;
        private readonly bool[][] _busy, _still;

        public Counted(Plan plan, int center)
        {
            _open = new bool[plan.Shop.Horizon + 1];
            foreach (var (start, end) in plan.Shop.CalendarOf(center).Spans) _open.AsSpan(start, end - start).Fill(true);
            var machines = plan.Shop.Definition.WorkCenters[center].Machines;
            (_busy, _still) = ([.. Enumerable.Range(0, machines).Select(_ => new bool[_open.Length])],
                [.. Enumerable.Range(0, machines).Select(_ => new bool[_open.Length])]);
            foreach (var operation in plan.Orders.SelectMany(o => o.Operations))
                if (operation.WorkCenter == center && operation.State != OperationState.Done)
                    _busy[operation.Machine].AsSpan(operation.Start, operation.End - operation.Start).Fill(true);
            foreach (var stop in plan.MachineStops.Where(s => s.WorkCenter == center))
                _still[stop.Machine].AsSpan(stop.Start, stop.End - stop.Start).Fill(true);
        }

        public (long Open, long Busy, long Stopped) Between(int from, int until)
        {
            var (open, busy, stopped) = (0L, 0L, 0L);
            for (var machine = 0; machine < _busy.Length; machine++)
                for (var minute = from; minute < until; minute++)
                {
                    if (!_open[minute]) continue;
                    open++;
                    if (_busy[machine][minute]) busy++;
                    else if (_still[machine][minute]) stopped++;
                }
            return (open, busy, stopped);
        }
    }
}
