using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders.Contracts;
using Troth.Platform.Data;

namespace Troth.Orders.Channels;

/// <summary>Works out, for some accounts, what the rules look at in their orders: two queries and one walk over each account's orders in
/// turn.</summary>
internal sealed class SortAccounts(CompanyRates rates, Func<OrderSort, int> catcher, SortWindow window)
{
    /// <param name="Orders">Those of the window.</param>
    /// <param name="Sums">Of the accounts that have ordinary orders in the last twelve months.</param>
    public sealed record Sorted(IReadOnlyList<OrderSort> Orders, IReadOnlyList<ChannelAccount> Sums, IReadOnlyList<AskedAccount> Asked);

    private sealed record Line(Guid OrderId, Guid? Product, bool Listed, decimal? Usual, decimal Quantity, decimal Discount,
        DateOnly? Requested, DateOnly? Promised);

    public async Task<Sorted> Run(TrothContext db, IEnumerable<IOrdersPutBefore> inserts, Guid[] accounts, CancellationToken cancel)
    {
        var to = window.To;
        var facts = await db.AccountFacts.AsNoTracking().Where(a => accounts.Contains(a.Id)).Select(a => new { a.Id, a.Number, a.Segment })
            .ToListAsync(cancel);
        var orders = (await db.Orders.AsNoTracking().Where(o => accounts.Contains(o.AccountId!.Value) && o.EndedOn == null
            && o.OrderedOn <= to && o.LineCount > 0).ToListAsync(cancel))
            .ToLookup(o => o.AccountId!.Value);
        var lines = (await (from line in db.OrderLines.AsNoTracking()
                            join order in db.Orders on line.OrderId equals order.Id
                            where accounts.Contains(order.AccountId!.Value) && order.EndedOn == null && order.OrderedOn <= to
                                && line.EndedOn == null && line.Kind == LineKind.Sale
                            join product in db.Products on line.ProductId equals (Guid?)product.Id into products
                            from product in products.DefaultIfEmpty()
                            join usual in db.UsualQuantities on line.ProductId equals (Guid?)usual.ProductId into usuals
                            from usual in usuals.DefaultIfEmpty()
                            select new Line(line.OrderId, line.ProductId, product != null && product.ListPrice != null, usual == null
                                ? (decimal?)null : usual.Quantity,
                                line.Quantity, line.Discount, line.RequestedOn, line.PromisedOn)).ToListAsync(cancel))
                                    .ToLookup(l => l.OrderId);
        var before = new HashSet<Guid>();
        foreach (var known in inserts) before.UnionWith(await known.Among(accounts, cancel));
        var sorted = facts.ToDictionary(a => a.Id, a => OfAccount(a.Segment, orders[a.Id], lines, before));
        var sums = facts.Select(a => Sum(a.Id, a.Number, sorted[a.Id])).Where(s => s.ByPeople + s.InPortal > 0);
        return new([.. sorted.Values.SelectMany(s => s)], [.. sums],
            [.. facts.Select(a => Asked(a.Id, a.Number, sorted[a.Id])).OfType<AskedAccount>()]);
    }

    private List<OrderSort> OfAccount(string? segment, IEnumerable<Order> orders, ILookup<Guid, Line> byOrder, HashSet<Guid> before)
    {
        var (sorted, bought, first) = (new List<OrderSort>(), new HashSet<Guid>(), true);
        foreach (var order in orders.OrderBy(o => o.OrderedOn).ThenBy(o => o.Number))
        {
            var lines = byOrder[order.Id].ToList();
            if (lines.Count == 0) continue;
            var isNew = lines.Exists(l => l.Product is { } product && !bought.Contains(product));
            if (order.OrderedOn >= window.From)
            {
                var sort = Facts(order, lines) with { Segment = segment, IsFirst = first, HasNew = isNew,
                    PutBefore = before.Contains(order.Id) };
                sorted.Add(sort with { Caught = catcher(sort) });
            }
            bought.UnionWith(lines.Select(l => l.Product).OfType<Guid>());
            first = false;
        }
        return sorted;
    }

    private OrderSort Facts(Order order, List<Line> lines) => new()
    {
        OrderId = order.Id, AccountId = order.AccountId!.Value, OrderedOn = order.OrderedOn, Month = SortWindow.Number(order.OrderedOn),
        Channel = order.Channel, SellerId = order.SellerId,
        Net = rates.On(order.OrderedOn, order.Currency) is { } rate ? decimal.Round(order.Net * rate, 4) : null,
        LeadDays = Lead(order, lines), HasUnlisted = lines.Exists(l => !l.Listed), Discount = lines.Max(l => l.Discount),
        Times = lines.Max(l => l.Usual is > 0 and var usual ? decimal.Round(l.Quantity / usual, 6) : 0),
        DaysEarlier = lines.Max(l => l is { Requested: { } wanted, Promised: { } promised }
            ? Math.Max(0, promised.DayNumber - wanted.DayNumber) : 0),
    };

    private static int? Lead(Order order, List<Line> lines) =>
        (lines.Min(l => l.Requested) ?? order.RequestedOn) is { } wanted && wanted >= order.OrderedOn
            ? wanted.DayNumber - order.OrderedOn.DayNumber : null;

    private AskedAccount? Asked(Guid account, long number, List<OrderSort> orders)
    {
        var said = orders.Where(s => s.LeadDays is not null).ToLookup(s => s.OrderedOn >= window.Year, s => s.LeadDays!.Value);
        int Middle(bool now) => said[now].Order().ElementAt((said[now].Count() - 1) / 2);
        if (said[true].Count() < AskedAccount.LeastOrders || said[false].Count() < AskedAccount.LeastOrders) return null;
        return new()
        {
            AccountId = account, Number = number, Orders = said[true].Count(), Days = Middle(true), OrdersBefore = said[false].Count(),
            DaysBefore = Middle(false), Change = Middle(true) - Middle(false),
        };
    }

    private ChannelAccount Sum(Guid account, long number, List<OrderSort> orders)
    {
        var ordinary = orders.Where(s => s.Caught == 0 && s.OrderedOn >= window.Year).ToList();
        var portal = ordinary.Count(s => s.Channel == SalesChannel.Portal);
        return new() { AccountId = account, Number = number, ByPeople = ordinary.Count - portal, InPortal = portal };
    }
}
