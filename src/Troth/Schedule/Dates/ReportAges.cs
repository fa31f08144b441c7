using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Dates;

/// <summary>
/// How long work centers have been silent, in their own working minutes. Only those count at which the plan has something begun or due to
/// begin: nobody reports that nothing was to be done.
/// </summary>
public static class ReportAges
{
    /// <summary>Working minutes since the last report of a work center; 0 where nothing is under way or due there.</summary>
    /// <param name="least">Silences shorter than this are not looked into and count as 0.</param>
    public static int Of(PlantPlan plan, int center, int now, int least = 1)
    {
        if (!plan.Reported.TryGetValue(plan.Shop.Centers[center], out var reported) || reported >= now) return 0;
        var calendar = plan.Shop.Shop.CalendarOf(center);
        var age = calendar.ToWork(now) - calendar.ToWork(reported);
        // What nobody reported is planned from now on, so whatever is due stands at now.
        return age >= least && plan.Plan.OrdersAt(center, 0, now + 1).Count > 0 ? age : 0;
    }
}
