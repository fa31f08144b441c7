using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Bench;

/// <summary>
/// A made-up shop of 200 work centers on three calendars (always, one shift, two shifts) and orders of five operations, due so that it is
/// well loaded.
/// </summary>
internal sealed class BigShop
{
    public const int Centers = 200;
    public const int Steps = 5;
    private const int Products = 1000;
    private readonly (int Center, int Setup, int Run)[][] _steps = new (int, int, int)[Products][];

    public BigShop(int operations)
    {
        var random = new Random(1);
        var definitions = new List<ProductDefinition>();
        for (var p = 0; p < Products; p++)
        {
            var centers = Enumerable.Range(0, Centers).OrderBy(_ => random.Next()).Take(Steps);
            _steps[p] = [.. centers.Select(c => (c, random.Next(5, 30), random.Next(1, 4)))];
            definitions.Add(new ProductDefinition($"product {p}")
            {
                Routing = new RoutingDefinition([.. _steps[p]
                    .Select((s, i) => new OperationDefinition($"step {i}") { After = i == 0 ? []
                    : [i - 1], Centers = [new OperationCenter(s.Center, s.Setup, s.Run)] })]),
            });
        }
        CalendarDefinition Days(string name, int from, int to) =>
            new(name, [.. Enumerable.Range(0, 5).Select(day => new WeeklyShift(day * 1440 + from, day * 1440 + to))]);
        Shop = Shop.Of(new ShopDefinition
        {
            Horizon = Limits.Horizon, Calendars = [CalendarDefinition.Always(), Days("one shift", 480, 960), Days("two shifts", 360, 1320)],
            WorkCenters = [.. Enumerable.Range(0, Centers).Select(c => new WorkCenterDefinition($"center {c}", c % 3))],
                Products = definitions,
        });
        var orders = operations / Steps;
        // Work of an order × orders ÷ centers, in the time that one shift is open, at 85 %.
        var span = (long)(orders * (double)Steps / Centers * (17 + 2 * 20) / (2400.0 / 10080) / .85);
        Orders = [.. Enumerable.Range(0, orders).Select(i => new OrderTerms($"{i}", random.Next(Products),
            random.Next(10, 31)) { Promised = (int)Math.Min(Limits.Horizon, random.NextInt64(1440, span + 7200)) })];
    }

    public Shop Shop { get; }
    public IReadOnlyList<OrderTerms> Orders { get; }

    /// <summary>
    /// What every planner must at least do, and no more: sort the orders, then append each operation to its machine's last, on the same
    /// calendars. Answers the last end, so that nothing is left out.
    /// </summary>
    public int Bound()
    {
        var (due, order) = (new int[Orders.Count], new int[Orders.Count]);
        for (var i = 0; i < due.Length; i++) (due[i], order[i]) = (Orders[i].Promised, i);
        Array.Sort(due, order);
        var free = new int[Centers];
        var (start, end) = (new int[Orders.Count * Steps], new int[Orders.Count * Steps]);
        var (at, last) = (0, 0);
        foreach (var i in order)
        {
            var ready = 0;
            foreach (var step in _steps[Orders[i].Product])
            {
                var calendar = Shop.CalendarOf(step.Center);
                var begin = Math.Max(free[step.Center], calendar.ToWork(ready));
                free[step.Center] = Math.Min(begin + step.Setup + step.Run * Orders[i].Quantity, calendar.Total);
                start[at] = calendar.StartOf(Math.Min(begin, calendar.Total - 1));
                last = Math.Max(last, ready = end[at++] = calendar.EndOf(free[step.Center]));
            }
        }
        return last;
    }
}
