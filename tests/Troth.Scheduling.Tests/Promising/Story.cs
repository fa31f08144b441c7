#pragma warning disable CA1305, CA1310
using Troth.Scheduling.Checking;
using Troth.Scheduling.Improving;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Promising;

/// <summary>
/// A shop's life, made up from a seed: people quote, hold, confirm, change, ship, cancel; machines break; stock moves; work is reported.
/// After each step the plan is proven.
/// </summary>
public sealed partial class Story
{
    private const int Most = 40;
    private readonly Random _random;
    private readonly ShopDefinition _shop;
    private readonly PlanChecker _checker;
    private readonly Quoter _quoter;
    private Plan _plan;
    private int _named;

    public Story(int seed, ShopKind? kind = null)
    {
        _random = new Random(seed);
        _shop = RandomShop.Make(seed, kind);
        var shop = Shop.Of(_shop);
        (_checker, _quoter, _plan) = (new PlanChecker(_shop), new Quoter(shop), Plan.Empty(shop));
    }

    /// <summary>As it is now.</summary>
    public Plan Plan { get => _plan; set => _plan = value; }

    /// <summary>What was done how often, for a look at whether all of it was.</summary>
    public SortedDictionary<string, int> Done { get; } = [];

    public void Live(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var before = _plan;
            var what = Step();
            Done[what] = Done.GetValueOrDefault(what) + 1;
            if (ReferenceEquals(before, _plan)) continue;
            var faults = _checker.Check(_plan);
            Assert.True(faults.Count == 0, $"step {step}, {what}: {string.Join("\n", faults.Take(5))}");
            Assert.All(_plan.Orders, o => Assert.True(before.Find(o.Handle) is not { } was || was.Terms.Promised == o.Terms.Promised
                || what is "change"));
        }
    }

    private string Step() => _random.Next(24) switch
    {
        0 or 1 or 2 or 3 => Enter(hold: true),
        4 or 5 => Enter(hold: false),
        6 or 7 => Confirm(),
        8 => Change(),
        9 => Ship(),
        10 => Cancel(),
        11 or 12 => TimePasses(),
        13 => Stops(),
        14 or 15 => Starts(),
        16 or 17 => Ends(),
        18 => Progresses(),
        19 => Stock(),
        20 => ByHand(),
        21 => Scrap(),
        22 => Replans(),
        _ => MovesOthers(),
    };

    private string Enter(bool hold)
    {
        if (_plan.Count >= Most) return Ship();
        var request = new QuoteRequest(_random.Next(_shop.Products.Count), 1 + _random.Next(_random.Next(4) == 0 ? 200 : 25),
            _random.Next(_shop.Classes.Count), 500 + _random.Next(500), _random.Next(5) == 0 ? _random.Next(_shop.Horizon) : 0);
        var quote = _quoter.Of(_plan, request);
        var date = quote.Safe < 0 ? _shop.Horizon : Math.Min(_shop.Horizon, quote.Safe + (_random.Next(3) == 0 ? _random.Next(500) : 0));
        if (hold && _plan.Now + 2 >= _shop.Horizon) return "end of the horizon";
        var decision = hold ? OrderDesk.Hold(_plan, $"{_named++}", request, date,
            _plan.Now + 1 + _random.Next(Math.Min(2000, _shop.Horizon - _plan.Now - 1)))
            : OrderDesk.Promise(_plan, $"{_named++}", request, date);
        if (!quote.HasDate || quote.Safe < 0)
        {
            Assert.False(decision.Done);
            return "no date";
        }
        Assert.True(decision.Done, $"{decision.Refusal}");
        var order = decision.Plan.Find(decision.Order)!.Value;
        Assert.Equal((quote.Earliest, date), (order.Finish, order.Terms.Promised));
        Assert.True(order.Finish <= date);
        Take(decision.Plan, decision.Order);
        return hold ? "hold" : "promise";
    }

    private string Confirm()
    {
        if (Any(o => o.HeldUntil >= 0) is not { } held) return "nothing held";
        var decision = OrderDesk.Confirm(_plan, held.Handle);
        Assert.Equal(held.Finish > held.Terms.Promised ? Refusal.DateLost : Refusal.None, decision.Refusal);
        if (!decision.Done) return "date lost";
        var firm = decision.Plan.Find(held.Handle)!.Value;
        Assert.Equal((held.Terms.Promised, held.Finish, -1), (firm.Terms.Promised, firm.Finish, firm.HeldUntil));
        Take(decision.Plan, held.Handle);
        return "confirm";
    }

    private string Change()
    {
        if (Any() is not { } order) return "no order";
        var decision = OrderDesk.Change(_plan, order.Handle, Math.Max(1, order.Terms.Quantity + _random.Next(-20, 20)), _random.Next(3) == 0
            ? _random.Next(_shop.Horizon) : -1);
        if (!decision.Done) return "change refused";
        Take(decision.Plan, order.Handle, decision.Order);
        return "change";
    }

    private string Ship()
    {
        if (Any(o => o.HeldUntil < 0) is not { } order) return "no order";
        var left = order.Terms.Quantity - order.Shipped;
        var decision = OrderDesk.Ship(_plan, order.Handle, _random.Next(3) == 0 ? 1 + _random.Next(left) : left);
        Assert.True(decision.Done);
        Take(decision.Plan, order.Handle);
        return "ship";
    }

    private string Cancel()
    {
        if (Any() is not { } order) return "no order";
        var decision = OrderDesk.Cancel(_plan, order.Handle);
        Take(decision.Plan, order.Handle);
        Assert.Equal(Refusal.NotThere, OrderDesk.Confirm(_plan, order.Handle).Refusal);
        return "cancel";
    }

    private string ByHand()
    {
        if (_random.Next(5) == 0) return Resequences();
        if (Any(o => o.Operations.Count > 0) is not { } order) return "no order";
        var at = _random.Next(order.Operations.Count);
        var operation = order.Operations[at];
        switch (_random.Next(4))
        {
            case 0: return Taken(ShopFloor.Release(_plan, order.Handle, at), "release");
            case 1: return Taken(ShopFloor.Pin(_plan, order.Handle, at), "pin");
            case 2: return Taken(ShopFloor.Unpin(_plan, order.Handle, at), "unpin");
        }
        if (operation.WorkCenter < 0) return "no machine";
        var (decision, _) = ShopFloor.Move(_plan, order.Handle, at, operation.WorkCenter,
            _random.Next(_shop.WorkCenters[operation.WorkCenter].Machines), Math.Max(0, operation.Start + _random.Next(-500, 800)));
        if (decision.Done) _plan = decision.Plan;
        return decision.Done ? "move" : "move refused";
    }

    private string Resequences()
    {
        var center = _random.Next(_shop.WorkCenters.Count);
        var machine = _random.Next(_shop.WorkCenters[center].Machines);
        var there = _plan.Orders.SelectMany(o => o.Operations.Select((operation, i) => (o.Handle, operation, i)))
            .Where(o => o.operation.WorkCenter == center && o.operation.Machine == machine
                && o.operation is { State: OperationState.Planned, Pinned: false }).ToArray();
        _random.Shuffle(there);
        var turns = there.Take(2 + _random.Next(4)).Select(o => (o.Handle, o.i)).ToList();
        var (decision, result) = ShopFloor.Resequence(_plan, center, machine, turns);
        if (!decision.Done) return "resequence refused";
        if (result is null) return "nothing to resequence";
        var starts = turns.Select(t => result.Plan.Find(t.Handle)!.Value.Operations[t.i]).ToList();
        Assert.All(starts, o => Assert.Equal((center, machine), (o.WorkCenter, o.Machine)));
        Assert.Equal(starts.OrderBy(o => o.Start), starts);
        _plan = decision.Plan;
        return "resequence";
    }

    private string Taken(Decision decision, string what)
    {
        if (!decision.Done) return $"{what} refused";
        Take(decision.Plan, decision.Order);
        return what;
    }

    private string Scrap()
    {
        if (_plan.Count >= Most || Any() is not { } order) return "no order";
        Happens(new PiecesScrapped(order.Handle, 1 + _random.Next(order.Terms.Quantity)));
        return "scrap";
    }

    private string Replans()
    {
        var fixedBefore = Fixed(_plan);
        (_plan, var what) = _random.Next(3) switch
        {
            0 => (Replanner.JustInTime(_plan), "just in time"),
            1 => (Better(), "improve"),
            _ => (Replanner.Forward(_plan), "forward"),
        };
        Assert.Equal(fixedBefore, Fixed(_plan));
        return what;
    }

    private Plan Better()
    {
        var broken = Broken(_plan);
        var better = new Improvement(_plan, _random.Next()).Run(50);
        Assert.True(Broken(better).IsSubsetOf(broken));
        return better;
    }

    private string MovesOthers()
    {
        if (_plan.Count >= Most) return "full";
        var request = new QuoteRequest(_random.Next(_shop.Products.Count), 1 + _random.Next(60));
        var broken = Broken(_plan);
        foreach (var alternative in Alternatives.Of(_plan, request))
        {
            if (alternative is not { Kind: AlternativeKind.MoveOrders, Safe: >= 0, Moved: { } moved }) continue;
            var (decision, made) = OrderDesk.PromiseMoving(_plan, $"{_named++}", request, alternative.Safe,
                [.. moved.Select(m => m.Order)]);
            Assert.True(decision.Done, $"{decision.Refusal}");
            Assert.Equal(moved, made);
            Assert.Equal(alternative.Earliest, decision.Plan.Find(decision.Order)!.Value.Finish);
            Take(decision.Plan, [decision.Order, .. moved.Select(m => m.Order)]);
            Assert.True(Broken(_plan).IsSubsetOf(broken));
            return "others make room";
        }
        return "nobody makes room";
    }

    /// <summary>The desk's acts leave everybody else where they stand.</summary>
    private void Take(Plan after, params OrderHandle[] concerned)
    {
        var others = _plan.Orders.Where(o => !concerned.Contains(o.Handle)).ToList();
        foreach (var was in others)
        {
            var now = after.Find(was.Handle);
            Assert.NotNull(now);
            Assert.Equal((was.Finish, was.Terms.Promised), (now.Value.Finish, now.Value.Terms.Promised));
            if (_random.Next(8) == 0) Assert.Equal(was.Operations, now.Value.Operations);
        }
        _plan = after;
    }

    /// <summary>Nothing in the frozen zone moves, and nothing fixed, unless it must: then it is counted.</summary>
    private void Happens(ShopEvent happened)
    {
        var result = Replanner.After(_plan, happened);
        _plan = result.Plan;
    }

    private static SortedSet<int> Broken(Plan plan) => [.. plan.Orders.Where(o => o.Buffer < 0).Select(o => o.Handle.Serial)];

    private static List<PlannedOperation> Fixed(Plan plan) =>
        [.. plan.Orders.SelectMany(o => o.Operations)
        .Where(o => o.State != OperationState.Planned || o.Pinned || o.Start < plan.Now + plan.Shop.Definition.FrozenMinutes)];

    private PlannedOrder? Any(Func<PlannedOrder, bool>? which = null)
    {
        var orders = _plan.Orders.Where(o => which is null || which(o)).ToList();
        return orders.Count == 0 ? null : orders[_random.Next(orders.Count)];
    }
}
