using Troth.Schedule.Contracts;
using Troth.Schedule.Seeing;
using Troth.Scheduling.Explaining;

namespace Troth.Schedule.Trying;

/// <summary>Where a Saturday shift would help most: at the work center that orders in trouble wait longest for.</summary>
internal static class SaturdayShift
{
    private const int Looked = 60;

    /// <summary>Weeks of Saturdays that are tried at first.</summary>
    public const int Weeks = 4;

    /// <summary>The work center, null where the shop has none; and whether trouble chose it. Looked at are the orders in trouble that are promised first.</summary>
    public static (Guid? Center, bool InTrouble) At(PlantPlan plan)
    {
        var waited = new Dictionary<int, long>();
        var soonest = plan.Orders.Keys.OrderBy(n => plan.Find(n)?.Terms.Promised ?? -1).ThenBy(n => n);
        foreach (var number in soonest.Where(n => Standings.Of(plan, n) is Standing.Broken or Standing.AtRisk).Take(Looked))
            foreach (var cause in plan.Why(number)?.Causes ?? [])
                if (cause.WorkCenter >= 0 && cause.Kind is CauseKind.Full or CauseKind.Closed or CauseKind.Stopped)
                    waited[cause.WorkCenter] = waited.GetValueOrDefault(cause.WorkCenter) + cause.Minutes;
        if (waited.Count > 0) return (plan.Shop.Centers[waited.OrderByDescending(w => w.Value).ThenBy(w => w.Key).First().Key], true);
        // Nothing is in trouble: the one the shop is paced by, else the first.
        var drum = plan.Shop.Definition.WorkCenters.Select((center, place) => (center, place)).FirstOrDefault(c => c.center.Drum);
        return (plan.Shop.Centers.Count == 0 ? null : plan.Shop.Centers[drum.center is null ? 0 : drum.place], false);
    }
}
