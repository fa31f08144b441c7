using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.GoLive;

/// <summary>
/// Finds open order lines that no shop order is made for: sold, not shipped, of orders since a day. Lines that had a shop order once are
/// not found
/// again, whatever became of it.
/// </summary>
public sealed class FindBacklog(TrothContext db)
{
    /// <summary>So many lines are read at most.</summary>
    public const int Most = 50_000;

    /// <summary>Orders older than this are asked for by name: what lies open so long is rarely open.</summary>
    public const int UsualDays = 365;
    private const int MostGaps = 12, AtOnce = 2000;

    /// <param name="plan">The plan they would be taken into.</param>
    /// <param name="since">Orders from this day on; a year unless given.</param>
    /// <param name="promisedSince">Only lines with a promised day, of orders from this day on or promised for it or later.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<Backlog> Run(PlantPlan plan, DateOnly? since, DateOnly? promisedSince, CancellationToken cancel)
    {
        var from = since ?? plan.Shop.Clock.DayOf(plan.Plan.Now).AddDays(-UsualDays);
        var open = Open(from, await Cancelled(plan.Plant, cancel));
        if (promisedSince is { } day) open = open.Where(l => l.PromisedOn != null && (l.OrderedOn >= day || l.PromisedOn >= day));
        var found = await Described(open, true).OrderBy(l => l.PromisedOn == null).ThenBy(l => l.PromisedOn).ThenBy(l => l.OrderNumber)
            .ThenBy(l => l.LineNo)
            .Take(Most + 1).ToListAsync(cancel);
        var lines = new List<BacklogLine>(found.Count);
        var gaps = new Dictionary<(BacklogGap, Guid?), int>();
        var (ours, split) = (await PromisedHere(plan, found, cancel), await Split(found, cancel));
        foreach (var line in found.Take(Most))
            if ((split.Contains((line.OrderId, line.ProductId)) ? BacklogGap.Split : Gap(plan, line, ours)) is var gap && gap == BacklogGap.None) lines.Add(line);
            else gaps[(gap, line.ProductId)] = gaps.GetValueOrDefault((gap, line.ProductId)) + 1;
        var unknown = await Described(open, false).GroupBy(l => l.ProductId).Select(g => new { Product = g.Key, Lines = g.Count() })
            .OrderByDescending(g => g.Lines).Take(MostGaps).ToListAsync(cancel);
        var all = gaps.Select(g => new BacklogGapCount(g.Key.Item1, g.Key.Item2, g.Value))
            .Concat(unknown.Select(u => new BacklogGapCount(u.Product is null ? BacklogGap.NoProduct : BacklogGap.NotDescribed, u.Product,
                u.Lines)))
            .OrderByDescending(g => g.Lines).ThenBy(g => g.Gap).Take(MostGaps).ToList();
        return new(lines) { Since = from, Gaps = await Named(all, cancel), Cut = found.Count > Most };
    }

    /// <summary>
    /// What was promised here, of orders that the order system has not named yet: it may have brought such an order back under its own key
    /// before it
    /// says so, and the same pieces are not planned and promised twice. Each promise stands for one line.
    /// </summary>
    private async Task<Dictionary<(Guid?, Guid?, decimal, DateOnly?), int>> PromisedHere(
        PlantPlan plan, List<BacklogLine> found, CancellationToken cancel)
    {
        if (found.Min(l => l.PromisedOn) is not { } from) return [];
        var orders = db.Orders.AsNoTracking();
        var ours = await db.ShopOrders.AsNoTracking()
            .Where(s => s.PlantId == plan.Plant && s.Origin == ShopOrderOrigin.Quoted
                && (s.State == ShopOrderState.Firm || s.State == ShopOrderState.Shipped)
                && s.AccountId != null && s.PromisedOn >= from && !orders.Any(o => o.Id == s.OrderId && o.ExternalKey != null))
            .GroupBy(s => new { s.AccountId, s.ProductId, s.Quantity, s.PromisedOn })
            .Select(g => new { g.Key, Orders = g.Count() }).ToListAsync(cancel);
        return ours.ToDictionary(o => (o.Key.AccountId, (Guid?)o.Key.ProductId, (decimal)o.Key.Quantity, o.Key.PromisedOn), o => o.Orders);
    }

    /// <summary>
    /// Orders of which a product is promised by a line that is ours, or that is less by now than what was promised, or gone: a new line of it may
    /// be a part of the same pieces, which are not planned and promised twice.
    /// </summary>
    private async Task<HashSet<(Guid?, Guid?)>> Split(List<BacklogLine> found, CancellationToken cancel)
    {
        // By the orders' ids, not by a join with what was found: an order of a thousand lines would be joined with itself.
        var (planned, lines) = (db.ShopOrders.AsNoTracking(), db.OrderLines.AsNoTracking());
        var split = new HashSet<(Guid?, Guid?)>();
        foreach (var some in found.Select(l => l.OrderId).Distinct().Chunk(AtOnce))
        {
            var promised = await (
                from shop in planned
                where shop.OrderId != null && some.Contains(shop.OrderId.Value) && (shop.State == ShopOrderState.Firm || shop.State == ShopOrderState.Shipped)
                from its in lines.Where(l => l.OrderId == shop.OrderId && l.LineNo == shop.LineNo).DefaultIfEmpty()
                select new { shop.OrderId, Product = (Guid?)shop.ProductId, shop.Origin, shop.Quantity, Is = (decimal?)its!.Quantity, its.EndedOn }).ToListAsync(cancel);
            split.UnionWith(promised.Where(p => p.Origin != ShopOrderOrigin.Inherited || p.EndedOn is not null || (p.Is ?? 0) < p.Quantity).Select(p => (p.OrderId, p.Product)));
        }
        return split;
    }

    private static bool IsOurs(BacklogLine line, Dictionary<(Guid?, Guid?, decimal, DateOnly?), int> ours)
    {
        var same = (line.AccountId, line.ProductId, line.Quantity, line.PromisedOn);
        if (ours.GetValueOrDefault(same) is not (> 0 and var left)) return false;
        ours[same] = left - 1;
        return true;
    }

    private static BacklogGap Gap(PlantPlan plan, BacklogLine line, Dictionary<(Guid?, Guid?, decimal, DateOnly?), int> ours) =>
        line.AccountId is null ? BacklogGap.NoAccount
        : IsOurs(line, ours) ? BacklogGap.Ours
        : plan.Shop.Product(line.ProductId!.Value) is null ? BacklogGap.NotTaken
        : line.Quantity < 1 || line.Quantity > Limits.Quantity || line.Quantity != decimal.Truncate(line.Quantity) ? BacklogGap.Quantity
            : BacklogGap.None;

    /// <summary>The statuses that say that an order is not wanted any more.</summary>
    internal async Task<IReadOnlyList<string>> Cancelled(Guid plant, CancellationToken cancel) => Plant.StatusesOf(
        await db.Plants.AsNoTracking().Where(p => p.Id == plant).Select(p => p.CancelledWords).FirstOrDefaultAsync(cancel) ?? Plant.UsualCancelled);

    private IQueryable<BacklogLine> Open(DateOnly since, IReadOnlyList<string> cancelled)
    {
        var (lines, orders, planned) = (db.OrderLines.AsNoTracking(), db.Orders.AsNoTracking(), db.ShopOrders.AsNoTracking());
        return
            from line in lines
            join order in orders on line.OrderId equals order.Id
            where order.OrderedOn >= since && order.ShippedOn == null && order.EndedOn == null
                && (order.Status == null || !cancelled.Contains(order.Status))
                && line.Kind == LineKind.Sale && line.ShippedOn == null && line.EndedOn == null
                && !planned.Any(s => s.OrderId == line.OrderId && s.LineNo == line.LineNo)
            select new BacklogLine
            {
                OrderId = line.OrderId, OrderNumber = order.Number, LineNo = line.LineNo, AccountId = order.AccountId,
                    SellerId = order.SellerId,
                ProductId = line.ProductId, Quantity = line.Quantity, OrderedOn = order.OrderedOn,
                RequestedOn = line.RequestedOn ?? order.RequestedOn, PromisedOn = line.PromisedOn ?? order.PromisedOn,
            };
    }

    private IQueryable<BacklogLine> Described(IQueryable<BacklogLine> lines, bool described)
    {
        var (made, kept) = (db.RoutingOperations.AsNoTracking(), db.Supplies.AsNoTracking());
        return described
            ? lines.Where(l => made.Any(r => r.ProductId == l.ProductId) || kept.Any(s => s.ProductId == l.ProductId))
            : lines.Where(l => !made.Any(r => r.ProductId == l.ProductId) && !kept.Any(s => s.ProductId == l.ProductId));
    }

    private async Task<IReadOnlyList<BacklogGapCount>> Named(List<BacklogGapCount> gaps, CancellationToken cancel)
    {
        var ids = gaps.Select(g => g.Product).OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0) return gaps;
        var names = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name })
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        return [.. gaps.Select(g => g with { Name = g.Product is { } id ? names.GetValueOrDefault(id) : null })];
    }
}
