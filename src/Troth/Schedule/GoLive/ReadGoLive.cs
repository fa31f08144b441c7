using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Seeing;
using Troth.Scheduling.Explaining;

namespace Troth.Schedule.GoLive;

/// <summary>A promise made elsewhere that the plan does not keep.</summary>
/// <param name="Order">The shop order: W-17.</param>
/// <param name="Likely">The first day it can be there; null where it has no place.</param>
/// <param name="Why">What decides that.</param>
public sealed record Unmet(string Order, Guid ShopOrder, string Product, int Quantity, string? Account, string? AccountNumber,
    DateOnly PromisedOn, DateOnly? Likely, string? Why);

/// <summary>How far going live has come.</summary>
/// <param name="Described">Something of the shop is described.</param>
/// <param name="Plant">The plant whose plan it is; null while the shop was not taken into a plan.</param>
/// <param name="GoLiveOn">From when on dates come from the schedule: the day of the first taking-in, unless the plant says
/// otherwise.</param>
/// <param name="Backlog">What is open and not in the plan.</param>
/// <param name="Inherited">Promises made elsewhere that are in the plan and open.</param>
/// <param name="UnmetCount">How many of them the plan does not keep.</param>
/// <param name="Unmet">The first of those, by promised day.</param>
public sealed record GoLiveView(
    bool Described, Guid? Plant, DateOnly? GoLiveOn, Backlog? Backlog, int Inherited, int UnmetCount, IReadOnlyList<Unmet> Unmet)
{
    /// <summary>How many orders the order system says otherwise of, and the first of them, the longest open first.</summary>
    public int DifferCount { get; init; }
    public IReadOnlyList<FeedRow> Differ { get; init; } = [];
}

public sealed class ReadGoLive(TrothContext db, PlantPlans plans, FindBacklog find, ListFeedDifferences feed, CauseText text)
{
    public const int Shown = 40;

    public async Task<GoLiveView> Run(Guid? plant, DateOnly? since, CancellationToken cancel)
    {
        var described = await db.RoutingOperations.AnyAsync(cancel) || await db.Supplies.AnyAsync(cancel);
        if ((await plans.All(cancel)).Count == 0) return new(described, null, null, null, 0, 0, []);
        var plan = await plans.For(plant, Guid.Empty, cancel);
        var live = await db.Plants.AsNoTracking().Where(p => p.Id == plan.Plant).Select(p => p.GoLiveOn).FirstOrDefaultAsync(cancel);
        var backlog = await find.Run(plan, since, null, cancel);
        var inherited = db.ShopOrders.AsNoTracking().Where(o => o.PlantId == plan.Plant && o.State == ShopOrderState.Firm && o.Origin
            == ShopOrderOrigin.Inherited);
        var unmet = inherited.Where(o => o.Risk == PromiseRisk.Late);
        var (differ, rows) = await feed.Run(plan, Shown, cancel);
        return new(described, plan.Plant, live, backlog, await inherited.CountAsync(cancel), await unmet.CountAsync(cancel),
            await First(plan, unmet, cancel)) { DifferCount = differ, Differ = rows };
    }

    private async Task<IReadOnlyList<Unmet>> First(PlantPlan plan, IQueryable<ShopOrder> unmet, CancellationToken cancel)
    {
        var orders = await unmet.Where(o => o.PromisedOn != null).OrderBy(o => o.PromisedOn).ThenBy(o => o.Number).Take(Shown)
            .ToListAsync(cancel);
        var (accounts, _) = await TellConsequences.Names(db, [.. orders.Select(o => o.AccountId).OfType<Guid>()], [], cancel);
        return [.. orders.Select(o =>
        {
            var account = o.AccountId is { } id ? accounts.GetValueOrDefault(id) : default;
            var placed = plan.Finish(o.Number) <= plan.Shop.Shop.Horizon;
            var why = plan.Find(o.Number) is { } order && Explanation.Of(plan.Plan, order.Handle)?.Deciding is { } deciding ? text.Of(plan,
                deciding).Text : null;
            var name = plan.Shop.Product(o.ProductId) is { } place ? plan.Shop.Definition.Products[place].Name : "";
            return new Unmet(o.Label, o.Id, name, o.Open, account.Name, account.Number > 0 ? $"A-{account.Number}" : null,
                o.PromisedOn!.Value,
                placed ? LikelyDay.Of(plan, o)?.On : null, why);
        })];
    }
}
