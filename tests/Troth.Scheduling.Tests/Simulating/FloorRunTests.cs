using Troth.Scheduling.Simulating;

namespace Troth.Scheduling.Tests.Simulating;

public sealed class FloorRunTests
{
    public static TheoryData<string> Policies => new(PolicyComparison.Policies);

    [Theory]
    [MemberData(nameof(Policies))]
    public void Operations_run_once_in_order_within_hours_and_one_at_a_time(string policy)
    {
        var (book, run) = Run(policy, 11, .9);
        var truth = new FloorTruth(book, book.Arrival[^1] + 52 * WorkWeek.Week);
        var onMachine = new Dictionary<int, List<(int Start, int End)>>();
        var begun = 0;
        for (var order = 0; order < book.Orders; order++)
        {
            var ready = book.Arrival[order];
            for (var operation = book.First[order]; operation < book.First[order + 1]; operation++)
            {
                var machine = run.Machine[operation];
                if (machine < 0)
                {
                    Assert.False(OrderBook.IsMeasured(order));
                    continue;
                }
                begun++;
                var center = book.Center[operation];
                Assert.InRange(machine, run.Floor.FirstMachine[center], run.Floor.FirstMachine[center + 1] - 1);
                Assert.True(run.Start[operation] >= ready);
                ready = run.End[operation];
                if (!onMachine.TryGetValue(machine, out var done)) onMachine[machine] = done = [];
                done.Add((run.Start[operation], run.End[operation]));

                // Counted minute by minute: staffed, not broken down, exactly the true minutes, and the first of them at once.
                var hours = SimulatedShop.Centers[center].Hours;
                Assert.Equal(run.Start[operation], hours.Open(run.Start[operation]));
                var (from, to) = (hours.Worked(run.Start[operation]), hours.Worked(run.End[operation]));
                Assert.Equal(truth.Minutes(order, operation), to - from - Down(truth, machine, from, to));
                Assert.Equal(0, Down(truth, machine, from, from + 1));
            }
            if (OrderBook.IsMeasured(order)) Assert.Equal(ready, run.Floor.CompletedAt[order]);
        }
        Assert.True(begun > 10_000);
        foreach (var done in onMachine.Values)
        {
            done.Sort();
            for (var i = 1; i < done.Count; i++) Assert.True(done[i].Start >= done[i - 1].End);
        }
    }

    [Theory]
    [InlineData(.7)]
    [InlineData(.8)]
    [InlineData(.9)]
    public void The_drum_is_as_loaded_as_asked_and_nothing_else_more(double load)
    {
        var busy = new double[SimulatedShop.Centers.Count];
        for (var seed = 0; seed < 6; seed++)
        {
            var (book, run) = Run("fixed", 40 + seed, load);
            var truth = new FloorTruth(book, run.Floor.Now);
            for (var operation = 0; operation < book.Planned.Length; operation++)
            {
                if (run.Machine[operation] < 0) continue;
                var hours = SimulatedShop.Centers[book.Center[operation]].Hours;
                var from = hours.Worked(run.Start[operation]);
                var to = hours.Worked(Math.Min(run.End[operation], run.Floor.Now));
                busy[book.Center[operation]] += (to - from - Down(truth, run.Machine[operation], from, to)) / 6.0
                    / (SimulatedShop.Centers[book.Center[operation]].WeeklyMinutes * run.Floor.Now / WorkWeek.Week);
            }
        }
        Assert.InRange(busy[SimulatedShop.Drum], load - .025, load + .025);
        Assert.Equal(SimulatedShop.Drum, Array.IndexOf(busy, busy.Max()));
        Assert.InRange(busy.Order().ElementAt(busy.Length - 2), .5 * load, .9 * load);
    }

    [Fact]
    public void Every_policy_meets_the_same_orders_times_and_breakdowns()
    {
        var (_, fixedRun) = Run("fixed", 3, .9);
        var (book, trothRun) = Run("troth", 3, .9);
        var (same, moved) = (0, 0);
        var truth = new FloorTruth(book, book.Arrival[^1] + 52 * WorkWeek.Week);
        Assert.Equal(fixedRun.Floor.Book.Arrival, book.Arrival);
        Assert.Equal(fixedRun.Floor.Book.Planned, book.Planned);
        for (var order = 0; order < OrderBook.WarmUp + OrderBook.Measured; order++)
        {
            for (var operation = book.First[order]; operation < book.First[order + 1]; operation++)
            {
                if (fixedRun.Machine[operation] < 0 || trothRun.Machine[operation] < 0) continue;
                Assert.Equal(Worked(fixedRun, truth, operation), Worked(trothRun, truth, operation));
                if (fixedRun.Start[operation] == trothRun.Start[operation]) same++;
                else moved++;
            }
        }
        Assert.True(moved > 1000 && same > 100, $"{moved} operations at other times, {same} at the same");
    }

    [Fact]
    public void Littles_law_holds()
    {
        var book = new OrderBook(8, .85);
        var spy = new CountingPolicy(new FixedLead(8000));
        var run = FloorRun.Of(book, spy);
        var until = run.Floor.Now;
        double inside = 0;
        var arrived = 0;
        for (; arrived < book.Orders && book.Arrival[arrived] <= until; arrived++)
            inside += (run.Floor.CompletedAt[arrived] is > 0 and var done ? done : until) - book.Arrival[arrived];
        // Orders in the shop on average = orders a minute × minutes in the shop.
        Assert.Equal(spy.OrderMinutes / until, arrived / (double)until * (inside / arrived), 6);
        Assert.InRange(spy.OrderMinutes / until, 5, 60);
    }

    [Fact]
    public void Operations_take_70_to_130_percent_of_plan_and_breakdowns_their_share_of_the_time()
    {
        var book = new OrderBook(9, .9);
        var truth = new FloorTruth(book, book.Arrival[^1]);
        var ratios = Enumerable.Range(0, book.Orders).SelectMany(o => Enumerable.Range(book.First[o], book.First[o + 1] - book.First[o])
            .Where(op => book.Planned[op] > 50).Select(op => (double)truth.Minutes(o, op) / book.Planned[op])).ToArray();
        Assert.InRange(ratios.Min(), .69, .71);
        Assert.InRange(ratios.Max(), 1.29, 1.31);
        Assert.InRange(ratios.Average(), .995, 1.005);

        var (down, staffed) = (0.0, 0.0);
        var expected = SimulatedShop.Centers[SimulatedShop.Drum].Availability;
        for (var seed = 0; seed < 30; seed++)
        {
            truth = new FloorTruth(new OrderBook(seed, .9), 60 * WorkWeek.Week);
            var drum = SimulatedShop.Centers.Take(SimulatedShop.Drum).Sum(c => c.Machines);
            staffed += SimulatedShop.Centers[SimulatedShop.Drum].Hours.Worked(60 * WorkWeek.Week);
            down += Down(truth, drum, 0, SimulatedShop.Centers[SimulatedShop.Drum].Hours.Worked(60 * WorkWeek.Week));
        }
        Assert.InRange(1 - down / staffed, expected - .005, expected + .005);
    }

    internal static (OrderBook Book, FloorRun Run) Run(string policy, int seed, double load)
    {
        var book = new OrderBook(seed, load);
        return (book, FloorRun.Of(book, policy switch
        {
            "fixed" => new FixedLead(8000),
            "infinite" => new InfiniteCapacity(),
            _ => new TrothPolicy(book),
        }));
    }

    private static int Worked(FloorRun run, FloorTruth truth, int operation)
    {
        var hours = SimulatedShop.Centers[run.Floor.Book.Center[operation]].Hours;
        var (from, to) = (hours.Worked(run.Start[operation]), hours.Worked(run.End[operation]));
        return to - from - Down(truth, run.Machine[operation], from, to);
    }

    private static int Down(FloorTruth truth, int machine, int from, int to)
    {
        var down = 0;
        for (var i = 0; i < truth.Stopped(machine).Length; i++)
            down += Math.Max(0, Math.Min(to, truth.Repaired(machine)[i]) - Math.Max(from, truth.Stopped(machine)[i]));
        return down;
    }

    /// <summary>Integrates the orders in the shop over time, from what the floor shows as orders come and go.</summary>
    private sealed class CountingPolicy(PromisePolicy policy) : PromisePolicy
    {
        private int _since, _inside;

        public double OrderMinutes { get; private set; }

        public override string Name => policy.Name;

        public override int Promise(Floor floor, int order)
        {
            Count(floor);
            return policy.Promise(floor, order);
        }

        public override long Urgency(Floor floor, int order, int operation) => policy.Urgency(floor, order, operation);

        public override void Finished(Floor floor, int order) => Count(floor);

        private void Count(Floor floor)
        {
            OrderMinutes += (double)(floor.Now - _since) * _inside;
            (_since, _inside) = (floor.Now, floor.Open.Count);
        }
    }
}
