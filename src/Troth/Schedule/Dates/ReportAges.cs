using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Dates;

/// <summary>
/// How long work centers have been silent, in their own working minutes. Only those count at which the plan has something begun or due to
/// begin: nobody reports that nothing was to be done.
/// </summary>
public static class ReportAges
{
    /// <summary>Working minutes since the last report of a work center; 0 where nothing was due.</summary>
    public static int Of(PlantPlan plan, int center, int now)
    {
        if (!plan.Reported.TryGetValue(plan.Shop.Centers[center], out var reported) || reported >= now) return 0;
        var calendar = plan.Shop.Shop.CalendarOf(center);
        var age = calendar.ToWork(now) - calendar.ToWork(reported);
        return age > 0 && IsDue(plan, center, now) ? age : 0;
    }

    private static bool IsDue(PlantPlan plan, int center, int now)
    {
        foreach (var order in plan.Plan.Orders)
            foreach (var operation in order.Operations)
                if (operation.WorkCenter == center && operation.Start <= now && operation.State != OperationState.Done) return true;
        return false;
    }
}
