using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Quoting;

/// <summary>
/// The earliest date by trying every minute: all ways to place an order's operations into what a plan leaves free, minute by minute on
/// every machine, and all splits between stock and making. Reads the definition and what the plan shows; only bounds that no placement can
/// beat cut it short.
/// </summary>
internal sealed class Oracle
{
    private readonly ShopDefinition _shop;
    private readonly Plan _plan;
    private readonly int _horizon;
    private readonly bool[][] _open;
    private readonly List<OracleMachine> _machines = [];

    public Oracle(Plan plan)
    {
        (_shop, _plan, _horizon) = (plan.Shop.Definition, plan, plan.Shop.Definition.Horizon);
        _open = [.. _shop.Calendars.Select(Open)];
        for (var center = 0; center < _shop.WorkCenters.Count; center++)
            for (var number = 0; number < _shop.WorkCenters[center].Machines; number++)
                _machines.Add(new OracleMachine(plan, center, number, _open[_shop.WorkCenters[center].Calendar]));
    }

    /// <summary>Placements tried.</summary>
    public int Nodes { get; set; }

    /// <summary>The earliest minute at which so many pieces are there; −1 when they never are within the horizon.</summary>
    public int Earliest(int product, int quantity, int notBefore)
    {
        var definition = _shop.Products[product];
        var best = int.MaxValue;
        var from = Math.Max(notBefore, _plan.Now);
        if (definition.Purchase is { } purchase) best = Math.Min(best, Math.Max(notBefore, _plan.Now + purchase.LeadMinutes));
        var level = definition.Stock is null ? null : Level(product);
        for (var made = 0; made <= quantity; made++)
        {
            if (made > 0 && definition.Routing is null || made < quantity && level is null) continue;
            var stocked = made == quantity ? 0 : FreeFrom(level!, quantity - made, from);
            if (stocked < 0 || stocked >= best) continue;
            var finish = made == 0 ? 0 : new OracleSearch(this, _shop, _plan, _machines, product, made,
                Math.Max(notBefore, Math.Min(_horizon, _plan.Now + _shop.FrozenMinutes))).Run(best);
            if (finish >= 0) best = Math.Min(best, Math.Max(finish, stocked));
        }
        return best <= _horizon ? best : -1;
    }

    /// <summary>Pieces at each minute that nothing planned takes.</summary>
    public int[] Level(int product)
    {
        var supply = _plan.SupplyOf(product);
        var level = new int[_horizon + 1];
        for (var minute = 0; minute <= _horizon; minute++)
        {
            level[minute] = supply.Last(s => s.At <= minute).Pieces;
            foreach (var order in _plan.Orders)
                level[minute] -= order.Reservations.Where(r => r.Product == product && r.Source == SupplySource.Stock && r.At <= minute)
                    .Sum(r => r.Quantity);
        }
        return level;
    }

    private static int FreeFrom(int[] level, int pieces, int from)
    {
        var at = -1;
        for (var minute = level.Length - 1; minute >= from && level[minute] >= pieces; minute--) at = minute;
        return at;
    }

    private bool[] Open(CalendarDefinition calendar) =>
        [.. Enumerable.Range(0, _horizon).Select(minute =>
        {
            var last = calendar.Exceptions.LastOrDefault(e => e.Start <= minute && minute < e.End);
            if (last != default) return last.Open;
            var ofWeek = (minute + calendar.WeekOffset) % CalendarDefinition.WeekMinutes;
            return calendar.Week.Any(s => s.Start <= ofWeek && ofWeek < s.End);
        })];
}
