using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Quoting;

/// <summary>Where the pieces of an order come from.</summary>
/// <param name="Finish">Minute at which all are there; −1 when they never are.</param>
/// <param name="FromStock">Pieces set aside from stock.</param>
/// <param name="StockAt">Minute at which those are free.</param>
/// <param name="Bought">Pieces bought.</param>
/// <param name="Made">Pieces made.</param>
internal readonly record struct Supply(int Finish, int FromStock, int StockAt, int Bought, int Made);

/// <summary>
/// Chooses the supply that is complete first: all from stock, stock and supplier, made, or stock and made. At the same minute what takes
/// less from the shop wins, in this order.
/// </summary>
internal sealed class Sourcing(Shop shop)
{
    public Placer Placer { get; } = new(shop);

    /// <summary>The quantity whose making was tried last: what the placer still knows.</summary>
    public int LastMade { get; private set; }

    public Supply Best(Plan plan, int product, int quantity, int notBefore)
    {
        var definition = shop.Products[product];
        var (now, earliest) = (plan.Now, Earliest(plan, notBefore));
        var best = new Supply(-1, 0, 0, 0, 0);
        var stock = plan.Stock[product];
        if (stock?.FreeFrom(quantity, Math.Max(now, notBefore)) is { } from and >= 0 && from <= shop.Horizon)
            best = new Supply(from, quantity, from, 0, 0);
        if (definition.Definition.Purchase is { } purchase)
        {
            var at = Math.Max(notBefore, (int)Math.Min((long)now + purchase.LeadMinutes, int.MaxValue));
            var some = at > shop.Horizon ? 0 : Math.Clamp(stock?.FreeAt(at) ?? 0, 0, quantity - 1);
            if (at <= shop.Horizon && (best.Finish < 0 || at < best.Finish)) best = new Supply(at, some, at, quantity - some, 0);
        }
        if (definition.Graph is not { } graph) return best;
        var made = Make(plan, graph, quantity, earliest);
        if (made >= 0 && (best.Finish < 0 || made < best.Finish)) best = new Supply(made, 0, 0, 0, quantity);
        if (stock is null) return best;
        for (var i = 0; i < stock.Free.Length; i++)
        {
            var some = stock.Free[i];
            if (some >= quantity || stock.At[i] > shop.Horizon || best.Finish >= 0 && stock.At[i] >= best.Finish) break;
            if (some <= 0 || i + 1 < stock.Free.Length && stock.Free[i + 1] == some && i > 0 && stock.Free[i - 1] == some) continue;
            var at = Math.Max(stock.At[i], Math.Max(now, notBefore));
            made = Make(plan, graph, quantity - some, earliest);
            if (made >= 0 && (best.Finish < 0 || Math.Max(at, made) < best.Finish))
                best = new Supply(Math.Max(at, made), some, at, 0, quantity - some);
        }
        return best;
    }

    /// <summary>The first minute at which something new may start: after the frozen zone.</summary>
    public int Earliest(Plan plan, int notBefore) =>
        Math.Max(notBefore, (int)Math.Min((long)plan.Now + shop.Definition.FrozenMinutes, shop.Horizon));

    /// <summary>
    /// The minute at which so many could be made; −1 when they cannot. Where the order's own operations compete, they are tried on a copy.
    /// </summary>
    public int Make(Plan plan, Graph graph, int quantity, int earliest)
    {
        LastMade = quantity;
        if (!graph.Contended) return Placer.Place(plan.Timelines, plan.Stock, graph, quantity, earliest, plan.Now);
        var scratch = new PlanDraft(plan);
        scratch.For(scratch.Enter(new OrderTerms("", 0, quantity), graph, quantity));
        return Placer.PlaceBest(scratch, graph, quantity, earliest);
    }
}
