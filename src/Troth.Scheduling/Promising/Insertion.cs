using Troth.Scheduling.Plans;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Promising;

/// <summary>An order that would have to make room.</summary>
/// <param name="Order">Which.</param>
/// <param name="Finish">Its planned minute now.</param>
/// <param name="NewFinish">Its planned minute then; after the horizon when there is no room for it any more.</param>
/// <param name="Promised">The minute promised; −1 while nothing is.</param>
/// <param name="NewPromised">
/// The minute that could be promised instead, safe at the confidence asked for: the promised one itself where that can still be kept
/// without coming into the red third of its buffer; −1 beyond the horizon.
/// </param>
public readonly record struct RoomMade(OrderHandle Order, int Finish, int NewFinish, int Promised, int NewPromised)
{
    /// <summary>Whether its promise would have to move.</summary>
    public bool Breaks => Promised >= 0 && NewPromised != Promised;
}

/// <summary>What it would take to give an order a date that the plan does not give. Nothing is done by it.</summary>
/// <param name="Date">The minute it is ready by, safe at the confidence asked for; not after the one wanted.</param>
/// <param name="Earliest">Its planned minute.</param>
/// <param name="Moved">Who makes room, those whose promise would move first, then by date promised.</param>
public sealed record Insertion(int Date, int Earliest, IReadOnlyList<RoomMade> Moved)
{
    /// <summary>So many orders, those that stand where the new one would wait, are thought of.</summary>
    private const int Considered = 400;

    /// <summary>The orders that make room, as <see cref="OrderDesk.PromiseMoving"/> takes them: in the turn they are placed again.</summary>
    public IReadOnlyList<OrderHandle> Moving { get; private init; } = [];

    /// <summary>
    /// Finds orders that would make room: as few as it can, and of those with much buffer rather than little. Not the fewest there are:
    /// leaving out is tried in halves and quarters, then one by one. O(n log n) quotes for n orders in the way, and more where many stay.
    /// </summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="wanted">The minute by which it has to be safe.</param>
    /// <returns>Null when it could not be had by then though everybody made room who can.</returns>
    /// <exception cref="ShopRefusedException">The request is out of range.</exception>
    public static Insertion? Find(Plan plan, QuoteRequest request, int wanted)
    {
        RequestCheck.Check(plan.Shop, plan, request);
        var quoter = new Quoter(plan.Shop);
        bool Fits(List<OrderHandle> moving) => quoter.Of(MakingRoom.Lift(plan, moving), request) is { HasDate: true, Safe: >= 0 and var safe } && safe <= wanted;
        var moving = InTheWay(plan, request, wanted);
        if (!Fits(moving)) return null;
        for (var size = Math.Max(1, moving.Count / 2); ; size = Math.Max(1, size / 2))
        {
            for (var from = 0; from < moving.Count;)
            {
                var left = moving.Where((_, i) => i < from || i >= from + size).ToList();
                if (Fits(left)) moving = left;
                else from += size;
            }
            if (size == 1) break;
        }
        return With(plan, request, moving);
    }

    /// <summary>What it would come to if just these orders made room.</summary>
    /// <param name="plan">The plan now.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="moving">Who makes room; those that cannot (begun, fixed, frozen, not made) are left where they are.</param>
    /// <returns>Null when no date can be given even so.</returns>
    /// <exception cref="ShopRefusedException">The request is out of range.</exception>
    public static Insertion? With(Plan plan, QuoteRequest request, IReadOnlyList<OrderHandle> moving)
    {
        RequestCheck.Check(plan.Shop, plan, request);
        var able = moving.Distinct().Select(plan.Record).OfType<OrderRecord>().Where(r => MakingRoom.Can(plan, r))
            .OrderBy(r => r.Terms.Promised < 0 ? int.MaxValue : r.Terms.Promised).ThenBy(r => r.Handle.Place).Select(r => r.Handle).ToList();
        var room = MakingRoom.Lift(plan, able);
        var quote = new Quoter(plan.Shop).Of(room, request);
        if (!quote.HasDate || quote.Safe < 0) return null;
        var entered = Entry.Place(room, new OrderTerms("", request.Product, request.Quantity) { Class = request.Class,
            NotBefore = request.NotBefore }, request.Quantity, -1).Plan;
        var after = MakingRoom.PutBackAnyhow(entered, able);
        var moved = able.Select(order => Of(plan, after, order, request.Confidence)).Where(m => m.NewFinish != m.Finish || m.Breaks);
        return new Insertion(quote.Safe, quote.Earliest, [.. moved.OrderByDescending(m => m.Breaks).ThenBy(m => m.Promised)]) { Moving = able };
    }

    private static RoomMade Of(Plan before, Plan? after, OrderHandle order, int confidence)
    {
        var was = before.Record(order)!;
        var (finish, promised) = (before.Finish(was), was.Terms.Promised);
        if (after?.Record(order) is not { } now || after.Finish(now) is var then && then > after.Shop.Horizon)
            return new RoomMade(order, finish, before.Shop.Horizon + 1, promised, -1);
        var kind = after.Shop.Definition.Classes[was.Terms.Class];
        if (promised < 0 || !kind.IsRed(promised - then)) return new RoomMade(order, finish, then, promised, promised);
        var safe = Math.Max((long)then + kind.ShippingBuffer, after.Spread.After(then, after.Now, was.Terms.Class, confidence));
        return new RoomMade(order, finish, then, promised, safe > after.Shop.Horizon ? -1 : (int)safe);
    }

    /// <summary>
    /// Those that stand before the minute at a center the product may need, and can move: widest buffer last, so that leaving out begins with
    /// those whom it would hurt most.
    /// </summary>
    private static List<OrderHandle> InTheWay(Plan plan, in QuoteRequest request, int before)
    {
        if (plan.Shop.Products[request.Product].Graph is not { } graph) return [];
        var needed = graph.Center.ToHashSet();
        var found = new List<(int Buffer, OrderHandle Order)>();
        for (var place = 0; place < plan.Records.Count; place++)
        {
            if (plan.Records[place] is not { } record || !MakingRoom.Can(plan, record)) continue;
            for (var i = record.FirstOperation; i < record.FirstOperation + record.Operations; i++)
                if (plan.Placements[i] is { Machine: >= 0 } placed && placed.Start < before && needed.Contains(plan.Shop.CenterOfMachine[placed.Machine]))
                {
                    found.Add((record.Terms.Promised < 0 ? plan.Shop.Horizon : record.Terms.Promised - plan.Finish(record), record.Handle));
                    break;
                }
        }
        return [.. found.OrderByDescending(f => f.Buffer).ThenBy(f => f.Order.Place).Take(Considered).Reverse().Select(f => f.Order)];
    }
}
