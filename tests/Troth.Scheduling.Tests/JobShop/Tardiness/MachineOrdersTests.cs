using Troth.Scheduling.JobShop;
using Troth.Scheduling.JobShop.Dispatching;
using Troth.Scheduling.JobShop.Tardiness;

namespace Troth.Scheduling.Tests.JobShop.Tardiness;

public class MachineOrdersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void After_every_move_all_is_as_if_computed_anew_and_taking_back_leaves_no_trace(int machinesEach)
    {
        var (moved, refused) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var problem = TinyShop.Make(seed, 9, 3, weights: seed % 2 == 0);
            var (start, unit) = (new int[problem.Operations], new int[problem.Operations]);
            var dispatcher = new Dispatcher(problem, machinesEach);
            dispatcher.OrderByJob([.. Enumerable.Range(0, problem.Jobs)]);
            dispatcher.Run(new FirstInOrder(), start, unit);
            var orders = new MachineOrders(problem, start, unit, problem.Machines * machinesEach);
            var random = new Random(seed);
            for (var move = 0; move < 60; move++)
            {
                var was = orders.Start.ToArray();
                var tardiness = orders.Tardiness;
                var (operation, other) = (random.Next(problem.Operations), random.Next(problem.Operations));
                var place = random.Next(2) == 0 ? other : orders.PlaceBefore(other);
                var onSame = other != operation && unit[other] == unit[operation];
                if (!onSame || !orders.Put(operation, place))
                {
                    refused++;
                    continue;
                }

                moved++;
                var settled = orders.Settle(move % 10 == 0 ? 2 : int.MaxValue);
                if (settled)
                    Agrees(problem, orders, machinesEach);
                if (!settled || random.Next(3) == 0)
                {
                    orders.TakeBack();
                    Assert.Equal(was, orders.Start);
                    Assert.Equal(tardiness, orders.Tardiness);
                    Agrees(problem, orders, machinesEach);
                }
                else
                {
                    orders.Keep();
                }
            }
        }

        Assert.True(moved > 400 && refused > 400, $"{moved} moves, {refused} refused");
    }

    [Fact]
    public void An_estimate_is_exact_where_nothing_but_the_stretch_moves()
    {
        // One machine, one operation a job: nothing happens elsewhere.
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var jobs = 8;
            var problem = new JobShopProblem(
                1, [.. Enumerable.Range(0, jobs + 1)], new int[jobs], [.. Enumerable.Range(0, jobs).Select(_ => random.Next(1, 9))],
                [.. Enumerable.Range(0, jobs).Select(_ => random.Next(0, 40))]);
            var start = DueDateRules.EarliestDueDate(problem);
            var orders = new MachineOrders(problem, start, new int[jobs], 1);
            var line = DueDateRules.Sorted(start);
            var (from, to) = (random.Next(0, 4), random.Next(4, jobs));

            var estimate = orders.Estimate(orders.PlaceBefore(line[from]), [line[to], .. line[from..to]], orders.MachineAfter(line[to]));

            var before = orders.Tardiness;
            Assert.True(orders.Put(line[to], orders.PlaceBefore(line[from])) && orders.Settle(int.MaxValue));
            Assert.Equal(orders.Tardiness - before, estimate);
        }
    }

    private static void Agrees(JobShopProblem problem, MachineOrders orders, int machinesEach)
    {
        Assert.Null(TinyShop.Fault(problem, orders.Start, machinesEach));
        var lateness = Lateness.Of(problem, orders.Start);
        Assert.Equal((lateness.Tardiness, lateness.LateJobs), (orders.Tardiness, orders.LateCount));
        var late = orders.Late.ToArray();
        Assert.Equal(late.Length, late.Distinct().Count());
        for (var operation = 0; operation < problem.Operations; operation++)
        {
            // As early as both orders allow, and the list is the same in both directions.
            var (job, machine) = (orders.JobBefore(operation), orders.MachineBefore(operation));
            var earliest = Math.Max(job < 0 ? 0 : orders.End(job), machine < 0 ? 0 : orders.End(machine));
            Assert.Equal(earliest, orders.Start[operation]);
            Assert.True(machine < 0 || orders.MachineAfter(machine) == operation);
        }
    }
}
