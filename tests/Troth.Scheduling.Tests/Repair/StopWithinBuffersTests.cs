using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Repair;

/// <summary>
/// A stop that is shorter than every remaining buffer, in the working time of each work center that it reaches, breaks no promise.
/// </summary>
public class StopWithinBuffersTests
{
    [Fact]
    public void Where_all_work_by_one_calendar_the_stop_itself_is_what_reaches_everybody()
    {
        var (stopped, slipped) = (0, 0);
        for (var seed = 0; seed < 600; seed++)
        {
            var shop = OneCalendar(seed);
            var calendar = shop.CalendarOf(0);
            var (center, machine, at, random) = Somewhere(shop, seed);
            var plan = Promised(shop, seed, (_, finish) =>
                calendar.ToWork(finish) + 1 + random.Next(600) is var work && work <= calendar.Total ? calendar.EndOf(work) : -1);
            at = NotWithin(plan, center, machine, at);
            var least = plan.Orders.Select(o => calendar.ToWork(o.Terms.Promised) - calendar.ToWork(o.Finish)).DefaultIfEmpty(0).Min();
            if (least == 0 || calendar.ToWork(at) + least > calendar.Total) continue;
            var result = Replanner.After(plan, new MachineStopped(new Stop(center, machine, at,
                calendar.EndOf(calendar.ToWork(at) + least))));
            Assert.True(result.Score.Broken == 0, $"seed {seed}: {result.Score.Broken} broken by a stop of {least}");
            PlanChecker.Assert(result.Plan);
            (stopped, slipped) = (stopped + 1, slipped + (result.Diff.Orders.Count > 0 ? 1 : 0));
        }
        Assert.True(stopped > 300 && slipped > 50, $"{stopped} stopped, {slipped} slipped");
    }

    [Fact]
    public void Along_a_line_of_different_calendars_it_is_the_stop_carried_from_center_to_center()
    {
        var (stopped, slipped) = (0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var shop = Line(seed);
            var (center, machine, at, random) = Somewhere(shop, seed);
            var reach = Reach(shop, center, 1 + random.Next(240));
            // An order ends at its last center; what it is promised leaves that center more than what reaches it.
            var plan = Promised(shop, seed, (last, finish) =>
                shop.CalendarOf(last) is var calendar && calendar.ToWork(finish) + Math.Max(reach[last], 1) is var work
                    && work <= calendar.Total ? calendar.EndOf(work) : -1);
            at = NotWithin(plan, center, machine, at);
            var stop = shop.CalendarOf(center);
            if (stop.ToWork(at) + reach[center] > stop.Total) continue;
            var result = Replanner.After(plan, new MachineStopped(new Stop(center, machine, at,
                stop.EndOf(stop.ToWork(at) + reach[center]))));
            Assert.True(result.Score.Broken == 0, $"seed {seed}: {result.Score.Broken} broken");
            PlanChecker.Assert(result.Plan);
            (stopped, slipped) = (stopped + 1, slipped + (result.Diff.Orders.Count > 0 ? 1 : 0));
        }
        Assert.True(stopped > 200 && slipped > 80, $"{stopped} stopped, {slipped} slipped");
    }

    /// <summary>
    /// Per center of a line, the most working minutes that anything there can slip by: a slip at one, in its own minutes, is a time of the
    /// clock, in which the next works so much.
    /// </summary>
    private static int[] Reach(Shop shop, int from, int minutes)
    {
        var reach = new int[shop.Definition.WorkCenters.Count];
        reach[from] = minutes;
        for (var to = from + 1; to < reach.Length; to++)
            for (var before = from; before < to; before++)
                for (var clock = 0; clock < shop.Horizon; clock++)
                {
                    var (theirs, own) = (shop.CalendarOf(before), shop.CalendarOf(to));
                    var slipped = Math.Min(theirs.Total, theirs.ToWork(clock) + reach[before]);
                    if (slipped > 0) reach[to] = Math.Max(reach[to], own.ToWork(theirs.EndOf(slipped)) - own.ToWork(clock));
                }
        return reach;
    }

    /// <summary>Work that has not begun is not cut in two: a stop within it counts from its start.</summary>
    private static int NotWithin(Plan plan, int center, int machine, int at) =>
        plan.Orders.SelectMany(o => o.Operations).Where(o => o.WorkCenter == center && o.Machine == machine && o.Start < at && o.End > at)
            .Select(o => o.Start).DefaultIfEmpty(at).Min();

    private static (int Center, int Machine, int At, Random Random) Somewhere(Shop shop, int seed)
    {
        var random = new Random(seed);
        var center = random.Next(shop.Definition.WorkCenters.Count);
        return (center, random.Next(shop.Definition.WorkCenters[center].Machines), random.Next(shop.Horizon / 3), random);
    }

    /// <summary>
    /// A plan whose orders are promised by what a rule says of their last center and their finish; those it cannot promise are left out.
    /// </summary>
    private static Plan Promised(Shop shop, int seed, Func<int, int, int> promise)
    {
        var plan = Replanner.Load(Plan.Empty(shop),
            [.. RandomShop.Orders(seed, shop.Definition, 5 + seed % 20, 40).Select(o => o with { Promised = -1, Inherited = false })]);
        foreach (var order in plan.Orders.ToList())
        {
            var date = order.Finish > shop.Horizon || order.Operations.Count == 0 ? -1
                : promise(order.Operations.MaxBy(o => o.End).WorkCenter, order.Finish);
            var decision = date < 0 || date > shop.Horizon ? OrderDesk.Cancel(plan, order.Handle)
                : OrderDesk.Change(plan, order.Handle, order.Terms.Quantity, date);
            Assert.True(decision.Done, $"{decision.Refusal}");
            plan = decision.Plan;
        }
        return plan;
    }

    /// <summary>
    /// A random shop on one calendar: any, without waits and outside work, which go by the clock; or one without breaks, with them.
    /// </summary>
    private static Shop OneCalendar(int seed)
    {
        var definition = RandomShop.Make(seed, ShopKind.Small with { Frozen = false });
        var calendar = seed % definition.Calendars.Count;
        return Shop.Of(definition with
        {
            WorkCenters = [.. definition.WorkCenters.Select(c => c with { Calendar = calendar })],
            Products = [.. definition.Products.Select(p =>
                p.Routing is null ? p : p with { Routing = new([.. p.Routing.Operations.Select(o => calendar == 0 ? o : Indoors(o))]) })],
        });
    }

    private static OperationDefinition Indoors(OperationDefinition operation) =>
        operation with { WaitAfter = 0, OutsideLead = 0, Centers = operation.OutsideLead > 0 ? [new OperationCenter(0, 5, 1)]
            : operation.Centers };

    /// <summary>Work centers one after the other, each on a calendar of its own; every routing goes down the line.</summary>
    private static Shop Line(int seed)
    {
        var random = new Random(seed);
        var drawn = RandomShop.Make(seed);
        var count = 2 + random.Next(3);
        return Shop.Of(new ShopDefinition
        {
            Horizon = Math.Min(drawn.Horizon, 20_000), Calendars = drawn.Calendars,
            WorkCenters = [.. Enumerable.Range(0, count)
                .Select(c => new WorkCenterDefinition($"center {c}", random.Next(drawn.Calendars.Count), 1 + random.Next(2)))],
            Products = [.. Enumerable.Range(0, 4).Select(p => new ProductDefinition($"product {p}")
            {
                Routing = new([.. Enumerable.Range(0, count).Where(c => c == 0 || random.Next(3) > 0)
                    .Select((c, i) => new OperationDefinition($"step {c}") { After = i == 0 ? []
                    : [i - 1], Centers = [new(c, random.Next(40), 1 + random.Next(5))] })]),
            })],
        });
    }
}
