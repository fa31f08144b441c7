using Troth.Schedule.Contracts;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.Planning;

/// <summary>What news of one product's stock comes to in the plan.</summary>
internal sealed class StockTurn
{
    private readonly PlantPlan _plan;
    private readonly Guid _product;
    private readonly int _now;
    private readonly SortedDictionary<int, int> _coming = [];
    private readonly List<Happening> _events = [];
    private int _came;

    private StockTurn(PlantPlan plan, Guid product, int now)
    {
        (_plan, _product, _now) = (plan, product, now);
        foreach (var (at, pieces) in StockLying.Coming(plan, plan.Shop.ProductAt(product), now)) _coming[at] = pieces;
    }

    /// <param name="plan">The plan as it is, time having passed.</param>
    /// <param name="news">What it was not told yet.</param>
    /// <param name="now">Minute of the horizon.</param>
    /// <param name="counted">Whether stock on hand was counted, rather than added up from what the plan was told before.</param>
    public static IReadOnlyList<Happening> Of(PlantPlan plan, StockNews news, int now, bool counted)
    {
        var turn = new StockTurn(plan, news.Product, now);
        foreach (var receipt in news.Receipts) turn.Receipt(receipt.Is, receipt.Was);
        // What came with the same news was counted too.
        if (counted && news.OnHand is { } onHand)
            turn.Count(onHand.Quantity - StockLying.There(plan, plan.Shop.ProductAt(news.Product), now) - turn._came);
        return turn._events;
    }

    private void Receipt(ToldStock? now, ToldStock? was)
    {
        var (q0, q1) = (was?.Quantity ?? 0, now?.Quantity ?? 0);
        int? from = was?.ExpectedOn is { } before ? StockNews.Arrives(_plan, before) : null;
        int? at = now?.ExpectedOn is { } day ? StockNews.Arrives(_plan, day) : null;
        switch (from, at)
        {
            case (null, { } first) when was is null:
                Expect(q1, first);
                break;
            case (null, { } first): // it was said to have come, and has not
                Move(q0, _now, first);
                _came -= q0;
                if (q1 > q0) Expect(q1 - q0, first);
                break;
            case ({ } old, { } other):
                foreach (var (minute, pieces) in Take(Math.Min(q0, q1), old)) Move(pieces, minute, other);
                if (q1 > q0) Expect(q1 - q0, other);
                else Forget(q0 - q1, old);
                break;
            case ({ } old, null) when now is not null: // its pieces lie in stock
                foreach (var (minute, pieces) in Take(Math.Min(q0, q1), old))
                {
                    Move(pieces, minute, _now);
                    _came += pieces;
                }
                if (q1 > q0) Count(q1 - q0);
                else Forget(q0 - q1, old);
                break;
            case ({ } old, null):
                Forget(q0, old);
                break;
        }
    }

    private void Expect(int pieces, int at)
    {
        if (pieces <= 0) return;
        _events.Add(new Expected(_product, pieces, at));
        _coming[at] = _coming.GetValueOrDefault(at) + pieces;
    }

    private void Move(int pieces, int from, int to)
    {
        if (from != to) _events.Add(new Rescheduled(_product, pieces, from, to));
        if (to > _now) _coming[to] = _coming.GetValueOrDefault(to) + pieces;
    }

    private void Forget(int pieces, int at)
    {
        if (pieces <= 0) return;
        foreach (var (minute, some) in Take(pieces, at)) _events.Add(new NotExpected(_product, some, minute));
    }

    private void Count(int difference)
    {
        if (difference == 0) return;
        _events.Add(new Counted(_product, difference));
        _came += difference;
    }

    /// <summary>
    /// Pieces that are to come: those of the minute first, then the nearest. What the plan has not to come any more, work has used: it is there.
    /// </summary>
    private List<(int At, int Pieces)> Take(int pieces, int near)
    {
        var taken = new List<(int, int)>();
        foreach (var at in _coming.Keys.OrderBy(at => Math.Abs((long)at - near)).ToList())
        {
            var some = Math.Min(pieces, _coming[at]);
            if (some == 0) break;
            taken.Add((at, some));
            pieces -= some;
            if ((_coming[at] -= some) == 0) _coming.Remove(at);
        }
        return taken;
    }
}
