using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Trying;

/// <summary>How many machine hours are open in one plan and not in another, from now to where both reach. What stands still is not open.</summary>
internal static class OpenHours
{
    /// <param name="before">The plan as it is.</param>
    /// <param name="described">Its shop as it is described by now.</param>
    /// <param name="after">The plan as it would be.</param>
    public static (decimal More, decimal Fewer) Between(PlantPlan before, MadeShop described, PlantPlan after)
    {
        var (more, fewer) = (0L, 0L);
        var (from, until) = (after.PlannedAt, Min(described.Clock.InstantOf(described.Shop.Horizon), after.Shop.Clock.InstantOf(after.Shop.Shop.Horizon)));
        foreach (var center in after.Shop.Centers)
        {
            var change = Open(after, after.Shop, center, from, until) - Open(before, described, center, from, until);
            if (change > 0) more += change;
            else fewer -= change;
        }
        return (Math.Round(more / 60m, 1), Math.Round(fewer / 60m, 1));
    }

    private static long Open(PlantPlan plan, MadeShop shop, Guid center, DateTimeOffset from, DateTimeOffset until)
    {
        if (shop.Center(center) is not { } place) return 0;
        var open = (long)Work(shop, place, from, until) * shop.Definition.WorkCenters[place].Machines;
        var clock = plan.Shop.Clock;
        foreach (var machine in plan.Plan.MachineStops.Where(s => s.WorkCenter == plan.Shop.Center(center)).GroupBy(s => s.Machine))
        {
            var counted = from; // stops may overlap
            foreach (var stop in machine.OrderBy(s => s.Start))
            {
                open -= Math.Max(0, Work(shop, place, Max(counted, clock.InstantOf(stop.Start)), Min(until, clock.InstantOf(stop.End))));
                counted = Max(counted, clock.InstantOf(stop.End));
            }
        }
        return open;
    }

    private static int Work(MadeShop shop, int place, DateTimeOffset from, DateTimeOffset until)
    {
        var calendar = shop.Shop.CalendarOf(place);
        return calendar.ToWork(Math.Clamp(shop.Clock.MinuteOf(until), 0, shop.Shop.Horizon)) - calendar.ToWork(Math.Clamp(shop.Clock.MinuteOf(from), 0, shop.Shop.Horizon));
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
