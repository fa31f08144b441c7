using Troth.Schedule.Contracts;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Planning;

/// <summary>What lies in stock by the plan.</summary>
internal static class StockLying
{
    /// <summary>Pieces that lie there: what begun work has used does not any more, what waits to be shipped does.</summary>
    public static int There(PlantPlan plan, int product, int minute)
    {
        var there = 0;
        foreach (var (at, pieces) in plan.Plan.SupplyOf(product))
            if (at <= minute) there = pieces;
            else break;
        foreach (var order in plan.Plan.Orders)
        {
            IReadOnlyList<PlannedOperation>? operations = null;
            foreach (var set in order.Reservations)
                if (set.Product == product && set.Source == SupplySource.Stock && set.Operation >= 0 && set.At <= plan.Shop.Shop.Horizon
                    && (operations ??= order.Operations)[set.Operation].State >= OperationState.Started)
                    there -= set.Quantity;
        }
        return there;
    }

    /// <summary>Pieces that are to come after a minute, each stretch by itself, within the horizon.</summary>
    public static IEnumerable<(int At, int Pieces)> Coming(PlantPlan plan, int product, int minute)
    {
        var before = 0;
        foreach (var (at, pieces) in plan.Plan.SupplyOf(product))
        {
            if (at > minute && at <= plan.Shop.Shop.Horizon && pieces > before) yield return (at, pieces - before);
            before = pieces;
        }
    }
}
