using Troth.Schedule.Planning;

namespace Troth.Schedule.Contracts;

/// <summary>Time as a plant's plan knows it.</summary>
public static class WorkingTime
{
    /// <summary>Whether all of an order is made: its planned finish has passed, in the plan as well.</summary>
    public static bool IsMade(PlantPlan plan, ShopOrder order, DateTimeOffset now) =>
        plan.Finish(order.Number) is { } finish && finish <= plan.Plan.Now && plan.Shop.Clock.InstantOf(finish) <= now;

    /// <summary>Working minutes between two moments where an order is made: those of the work center it needs that works longest; plain minutes where it needs none.</summary>
    public static int Minutes(PlantPlan plan, ShopOrder order, DateTimeOffset since, DateTimeOffset until)
    {
        int Place(DateTimeOffset at) => Math.Clamp(plan.Shop.Clock.MinuteOf(at), 0, plan.Shop.Shop.Horizon);
        var (from, to, most) = (Place(since), Place(until), -1);
        var product = plan.Shop.ProductAt(order.ProductId);
        if (product >= 0)
            foreach (var center in plan.Shop.CentersFor(product))
            {
                var calendar = plan.Shop.Shop.CalendarOf(center);
                most = Math.Max(most, calendar.ToWork(to) - calendar.ToWork(from));
            }
        return most >= 0 ? most : Math.Max(0, to - from);
    }
}
