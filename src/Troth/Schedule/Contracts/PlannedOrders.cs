using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Contracts;

/// <summary>An order as it stands in the plan now: for our people, since it wobbles.</summary>
/// <param name="Likely">The first day that the plan can keep now; null when it is not in the plan.</param>
/// <param name="Causes">Why it stands there, where its promise is in danger.</param>
public sealed record PlannedNow(ShopOrder Order, LikelyDay? Likely, IReadOnlyList<DateCause> Causes);

/// <summary>That the plan did not keep an order's promise any more, and what held it up most at that moment.</summary>
/// <param name="Why">In the reader's words.</param>
public sealed record PlannedDelay(DateTimeOffset At, long Version, DateTimeOffset ReadyBy, DateTimeOffset ReadyAt, bool Again, string Why);

/// <summary>Shop orders, and where they stand, for rooms that read them.</summary>
public sealed class PlannedOrders(TrothContext db, PlanMemory memory, ReadShopOrder read, CauseText text)
{
    /// <summary>By number (W-17) or id.</summary>
    /// <param name="tracked">For a turn of the plan, which changes it.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public Task<ShopOrder> Find(string reference, bool tracked, CancellationToken cancel) => read.Find(reference, tracked, cancel);

    /// <summary>The newest times that the plan had it late, the newest first.</summary>
    public async Task<IReadOnlyList<PlannedDelay>> Delays(Guid id, int most, CancellationToken cancel) =>
        [.. (await db.ShopOrderDelays.AsNoTracking().Where(d => d.ShopOrder == id).OrderByDescending(d => d.At).ThenByDescending(d => d.Version).Take(most)
            .ToListAsync(cancel)).Select(d => new PlannedDelay(d.At, d.Version, d.ReadyBy, d.ReadyAt, d.Again, text.Of(d)))];

    /// <summary>Null where there is no such order.</summary>
    public async Task<PlannedNow?> Now(Guid id, CancellationToken cancel) =>
        await db.ShopOrders.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancel) is { } order ? await Now(order, cancel) : null;

    /// <summary>The same of an order that is at hand; no database is asked once the plan is in memory.</summary>
    public async Task<PlannedNow> Now(ShopOrder order, CancellationToken cancel)
    {
        if (!order.IsOpen || await memory.Read(order.PlantId, cancel) is not { } plan || plan.Find(order.Number) is null) return new(order, null, []);
        return new(order, LikelyDay.Of(plan, order), order.Risk == PromiseRisk.None ? [] : [.. (plan.Why(order.Number)?.Causes ?? []).Select(cause => text.Of(plan, cause))]);
    }
}
