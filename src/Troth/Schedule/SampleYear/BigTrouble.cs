using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.SampleYear;

/// <summary>
/// The breakdown of the last working day. Where it hurts depends on what stands in the plan, so the machine and the days are taken that bring
/// about as many promises into danger as a visitor can look through.
/// </summary>
internal static class BigTrouble
{
    private const int Wanted = 9;
    private static readonly string[] s_where = ["MILL", "TURN", "TEST", "GRIND", "ASSY", "WELD", "HONE"];
    private static readonly int[] s_hours = [16, 24, 40, 64, 90];

    /// <param name="orders">Orders in the plan, by number.</param>
    /// <param name="dear">The seller whose pages are looked at first: it hits some of theirs too.</param>
    public static Standstill Choose(PlantPlan plan, IReadOnlyDictionary<long, PlayedOrder> orders, Guid dear)
    {
        var (best, distance) = ((Standstill?)null, int.MaxValue);
        foreach (var code in s_where)
        {
            var center = Enumerable.Range(0, plan.Shop.Centers.Count).First(c => plan.Shop.Definition.WorkCenters[c].Name == code);
            var calendar = plan.Shop.Shop.CalendarOf(center);
            foreach (var hours in s_hours)
            {
                var from = calendar.StartOf(calendar.ToWork(plan.Plan.Now) + 5);
                var stop = new Standstill(center, 0, from, calendar.EndOf(calendar.ToWork(from) + hours * 60), "Spindle bearing broken");
                var outcome = new Happened([new Stopped(plan.Shop.Centers[center], 0, from, stop.End)]).Apply(plan);
                var danger = outcome.Plan.Orders.Keys.Where(number => OrderStates.Risk(outcome.Plan, number) != PromiseRisk.None).ToList();
                var far = 2 * Math.Abs(danger.Count - Wanted) - 3 * Math.Min(2, danger.Count(number => orders.TryGetValue(number, out var order) && order.Order.SellerId == dear));
                if (far >= distance) continue;
                (best, distance) = (stop, far);
            }
        }
        return best!;
    }
}
