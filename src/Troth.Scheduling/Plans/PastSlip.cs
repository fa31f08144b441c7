using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>
/// How far an order ended from its plan, in working minutes of the calendar it was measured by: the same in any horizon, so it can be kept
/// for as long as it teaches.
/// </summary>
/// <param name="Lead">From the quote to the planned finish, 0 or more.</param>
/// <param name="Late">From the planned finish to the end; below 0 when it was early.</param>
/// <param name="Class">Place of its promise class in the shop.</param>
public readonly record struct PastSlip(int Lead, int Late, int Class = 0)
{
    /// <summary>Measures an order; null when it was planned to end when it was quoted (from stock): that is no plan to slip from.</summary>
    /// <exception cref="ShopRefusedException">A time or the class is out of range.</exception>
    public static PastSlip? Of(WorkCalendar calendar, in PastOrder order)
    {
        if (order.Quoted < 0 || order.Planned < order.Quoted || order.Ended < order.Quoted)
            throw new ShopRefusedException("time", "past order",
                $"A past order was quoted at minute {order.Quoted}, planned to finish at {order.Planned} and ended at {order.Ended}; "
                + "give minutes of the horizon, the first not after the others.");
        var planned = calendar.ToWork(order.Planned);
        var slip = new PastSlip(planned - calendar.ToWork(order.Quoted), calendar.ToWork(order.Ended) - planned, order.Class);
        slip.Check();
        return order.Planned <= order.Quoted ? null : slip;
    }

    internal void Check()
    {
        if (Lead < 0)
            throw new ShopRefusedException("time", "past order", $"A past order has a lead of {Lead} working minutes; give 0 or more.");
        if (Class is < 0 or >= Limits.Classes)
            throw new ShopRefusedException("class", "past order", $"A past order has promise class {Class}; give 0 to {Limits.Classes - 1}.");
    }
}
