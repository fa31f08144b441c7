using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>
/// The dates of a line: asked for, promised, shipped. About one line in six ships after its promised date, a working week late on
/// average, more in the busy months; public delivery records show 11 to 31 %.
/// </summary>
internal sealed class Delivery(Workdays workdays, DateOnly asOf)
{
    public SimulatedOrderLine Date(SimulatedOrderLine line, SimulatedProduct product, DateOnly orderedOn, double busy, Dice dice)
    {
        var requested = workdays.Add(orderedOn, 1 + (int)(product.LeadDays * dice.Between(.45, 1.7)) + dice.Below(6));
        var ready = workdays.Add(orderedOn, 1 + (int)(product.LeadDays * dice.Between(.8, 1.1) * Math.Max(1, busy)));
        // One promise in eight is the customer's wish repeated back.
        var wishful = dice.Happens(.12);
        var promised = wishful || requested >= ready ? requested : ready;
        var late = dice.Happens(.10 + (wishful && requested < ready ? .5 : 0) + (busy > 1.15 ? .06 : 0));
        var shipped = late
            ? workdays.Add(promised, 1 + (int)(4.5 * dice.Gamma(1.1)))
            : workdays.Add(promised, -Math.Min(dice.Below(4), product.LeadDays / 4));
        var earliest = workdays.Add(orderedOn, 1);
        if (shipped < earliest) shipped = earliest;
        return line with { RequestedOn = requested, PromisedOn = promised, ShippedOn = shipped <= asOf ? shipped : null };
    }
}
