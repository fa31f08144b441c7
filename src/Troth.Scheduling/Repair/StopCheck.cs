using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

internal static class StopCheck
{
    public static void Check(Shop shop, Stop stop)
    {
        if ((uint)stop.WorkCenter >= (uint)shop.Centers.Length)
            throw new ShopRefusedException("workCenter", "stop",
                $"Work center {stop.WorkCenter} does not exist; there are {shop.Centers.Length}.");
        var center = shop.Centers[stop.WorkCenter];
        if ((uint)stop.Machine >= (uint)center.Machines)
            throw new ShopRefusedException("workCenter", "stop",
                $"Work center “{center.Definition.Name}” has no machine {stop.Machine}; it has {center.Machines}.");
        if (stop.Start < 0 || stop.Start >= stop.End || stop.End > shop.Horizon)
            throw new ShopRefusedException("time", "stop",
                $"A stop runs from minute {stop.Start} to {stop.End}; give a start below its end, within 0 to {shop.Horizon}.");
    }
}
