using Troth.Scheduling.Simulating;

namespace Troth.Scheduling.Tests.Simulating;

public sealed class ForecastPlanTests
{
    [Fact]
    public void Alone_in_the_shop_an_order_takes_its_planned_times_stretched_by_breakdowns()
    {
        var seen = 0;
        Look(3, .9, order => order == 0, (book, floor, order) =>
        {
            var plan = new ForecastPlan(book);
            plan.Make(floor, new long[book.Planned.Length]);
            var clock = floor.Now;
            for (var operation = book.First[order]; operation < book.First[order + 1]; operation++)
            {
                var center = SimulatedShop.Centers[book.Center[operation]];
                clock = center.Hours.Open(clock);
                Assert.Equal(clock, plan.Start[operation]);
                clock = center.Hours.After(clock, Stretched(book, operation));
            }
            Assert.Equal(clock, plan.Finish[order]);
            seen++;
        });
        Assert.Equal(1, seen);
    }

    [Fact]
    public void In_a_full_shop_no_center_is_planned_beyond_its_machines_and_no_order_ahead_of_itself()
    {
        var (seen, open) = (0, 0);
        Look(4, .95, order => order is >= 1000 and < 1010, (book, floor, _) =>
        {
            var plan = new ForecastPlan(book);
            plan.Make(floor, new long[book.Planned.Length]);
            (seen, open) = (seen + 1, open + floor.Open.Count);
            var busy = SimulatedShop.Centers.Select(_ => new List<(int At, int Step)>()).ToArray();
            foreach (var order in floor.Open)
            {
                var ready = floor.Now;
                for (var operation = floor.Next[order]; operation < book.First[order + 1]; operation++)
                {
                    if (floor.Running.Contains(operation)) continue;
                    var hours = SimulatedShop.Centers[book.Center[operation]].Hours;
                    Assert.True(plan.Start[operation] >= ready);
                    ready = hours.After(plan.Start[operation], Stretched(book, operation));
                    busy[book.Center[operation]].Add((hours.Worked(plan.Start[operation]), 1));
                    busy[book.Center[operation]].Add((hours.Worked(ready), -1));
                }
                Assert.True(plan.Finish[order] >= ready);
            }
            for (var center = 0; center < busy.Length; center++)
            {
                // What has ended makes room before what begins at the same minute.
                var running = 0;
                foreach (var (_, step) in busy[center].Order()) Assert.True((running += step) <= SimulatedShop.Centers[center].Machines);
            }
        });
        Assert.Equal(10, seen);
        Assert.True(open > 100, $"only {open} orders were open");
    }

    private static int Stretched(OrderBook book, int operation) =>
        (int)(book.Planned[operation] / SimulatedShop.Centers[book.Center[operation]].Availability + .5);

    private static void Look(int seed, double load, Func<int, bool> when, Action<OrderBook, Floor, int> look)
    {
        var book = new OrderBook(seed, load);
        FloorRun.Of(book, new LookingPolicy((floor, order) =>
        {
            if (when(order)) look(book, floor, order);
        }));
    }

    /// <summary>Works like one lead time, and shows the floor as orders arrive.</summary>
    private sealed class LookingPolicy(Action<Floor, int> look) : PromisePolicy
    {
        private readonly FixedLead _policy = new(8000);

        public override string Name => _policy.Name;

        public override int Promise(Floor floor, int order)
        {
            look(floor, order);
            return _policy.Promise(floor, order);
        }

        public override long Urgency(Floor floor, int order, int operation) => _policy.Urgency(floor, order, operation);
    }
}
