using Troth.Schedule.Planning;

namespace Troth.Schedule.Contracts;

/// <summary>The first day that the plan, as it stands, can keep for an order that is in it.</summary>
/// <param name="On">The day.</param>
/// <param name="DueAt">Its end for the customer.</param>
public readonly record struct LikelyDay(DateOnly On, DateTimeOffset DueAt)
{
    /// <summary>By the order's planned finish; null when it is not in the plan, or the plant ships no more.</summary>
    public static LikelyDay? Of(PlantPlan plan, ShopOrder order)
    {
        var days = plan.Days(order);
        return plan.Finish(order.Number) is { } minute && days.FirstDay(plan.Shop.Clock.InstantOf(minute)) is { } on ? new(on, days.DueAt(on)) : null;
    }

    /// <summary>The same day or a later one that the customer would rather have: where they do not receive then, the last before it on which they do.</summary>
    public LikelyDay OrLater(PlantPlan plan, ShopOrder order, DateOnly? wanted)
    {
        if (wanted is not { } day) return this;
        var days = plan.Days(order);
        return days.ReceivedBy(day) is var on && on <= On ? this : new(on, days.DueAt(on));
    }
}
