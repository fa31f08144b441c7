using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>The same plan in another shop: more hours, more machines. The plan people work by is untouched; compare the two.</summary>
public static class WhatIf
{
    /// <summary>
    /// The plan moved into a shop made by <see cref="Shop.WithCalendar"/> or <see cref="Shop.WithMachines"/>, each operation at its minute
    /// of the clock where that is still open and free, and later where not.
    /// </summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="shop">With the same products and work centers; for others see <see cref="Replanner.Rebase"/>.</param>
    /// <param name="anew">Whether all that may move is then planned anew, as early as it fits; otherwise only what must move does.</param>
    /// <exception cref="ShopRefusedException">A machine that work has begun on, or that stands still, is not in the new shop.</exception>
    public static ReplanResult In(Plan plan, Shop shop, bool anew)
    {
        if (shop.Centers.Length != plan.Shop.Centers.Length || !ReferenceEquals(shop.Products, plan.Shop.Products))
            throw new ShopRefusedException("workCenter", "shop",
                "The other shop has other products or work centers; make it from this plan's shop.");
        foreach (var stop in plan.MachineStops) StopCheck.Check(shop, stop);
        var after = new Rebasing(plan, shop, new RebaseMap()).Settled(new PassOptions(AnyMachine: false, ByPromise: false));
        if (anew) after = Replanner.Forward(after);
        return ReplanReport.Of(plan, after, PlanScore.Of(plan, plan), PlanScore.Of(after, plan));
    }
}
