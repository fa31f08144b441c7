using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Harness;

/// <summary>
/// Days of a random shop: quotes, promises, changes, shipments, reports, breakdowns, stock. After every step the plan must be sound, and
/// the step right.
/// </summary>
internal sealed class RandomWalk
{
    private readonly Random _random;
    private readonly ShopDefinition _definition;
    private readonly PlanChecker _checker;
    private readonly Quoter _quoter;
    private readonly int _pieces;

    public RandomWalk(int seed, ShopKind kind, int most = 40)
    {
        _random = new Random(seed);
        (_definition, Most, _pieces) = (RandomShop.Make(seed, kind), most, kind.Pieces);
        var shop = Shop.Of(_definition);
        (_checker, _quoter) = (new PlanChecker(_definition), new Quoter(shop));
        Plan = Replanner.Load(Plan.Empty(shop), RandomShop.Orders(seed, _definition, _random.Next(most / 2), _pieces));
    }

    /// <summary>Goes on from a plan.</summary>
    public RandomWalk(int seed, ShopKind kind, Plan plan, int most = 40)
    {
        (_random, _definition, Most, _pieces, Plan) = (new Random(seed), plan.Shop.Definition, most, kind.Pieces, plan);
        (_checker, _quoter) = (new PlanChecker(_definition), new Quoter(plan.Shop));
    }

    private int Most { get; }
    public Plan Plan { get; set; }
    public int Steps { get; private set; }

    /// <summary>What was done last.</summary>
    public string Last { get; private set; } = "load";

    /// <summary>How often each was done.</summary>
    public SortedDictionary<string, int> Done { get; } = [];

    /// <summary>Past orders tell how far plans slip.</summary>
    public void Learn(int seed)
    {
        var random = new Random(seed);
        var shop = Plan.Shop;
        Plan = Plan.With(SlipSpread.Of(shop.CalendarOf(random.Next(shop.Definition.WorkCenters.Count)), Enumerable.Range(0, 40).Select(_ =>
        {
            var quoted = random.Next(shop.Horizon / 2);
            var planned = quoted + 1 + random.Next(shop.Horizon / 4);
            return new PastOrder(quoted, planned, Math.Max(quoted, planned + random.Next(-20, 60)), random.Next(2));
        })));
    }

    /// <summary>One step; answers what is wrong with it, null when nothing is.</summary>
    public string? Step()
    {
        Steps++;
        var before = Plan;
        var (after, rules) = Act();
        Done[Last] = Done.GetValueOrDefault(Last) + 1;
        if (ReferenceEquals(before, after)) return null;
        Plan = after;
        var faults = _checker.Check(after);
        if (faults.Count == 0 && rules is not null) faults = PlanTransition.Check(before, after, rules);
        return faults.Count == 0 ? null : $"{Last}: {string.Join("\n", faults.Take(4))}";
    }

    private (Plan After, TransitionRules? Rules) Act()
    {
        var order = Plan.Count == 0 ? default : Any().Handle;
        switch (_random.Next(24))
        {
            case < 5: return Promise();
            case 5: return Decide("confirm", OrderDesk.Confirm(Plan, order), order);
            case 6:
                var date = _random.Next(3) == 0 ? _random.Next(_definition.Horizon) : -1;
                return Decide("change", Plan.Find(order) is { } changed
                    ? OrderDesk.Change(Plan, order, 1 + _random.Next(changed.Terms.Quantity * 3 / 2 + 1), date) : default, order);
            case 7: return Decide("cancel", OrderDesk.Cancel(Plan, order), order);
            case 8: return Decide("ship", Plan.Find(order) is { } shipped
                ? OrderDesk.Ship(Plan, order, 1 + _random.Next(shipped.Terms.Quantity)) : default, order);
            case 9: return Fix(order);
            case 10: return Replan();
            case 11: return Move(order);
            default: return Happen();
        }
    }

    private (Plan, TransitionRules?) Promise()
    {
        Last = "promise";
        if (Plan.Count >= Most) return (Plan, null);
        var request = new QuoteRequest(_random.Next(_definition.Products.Count), 1 + _random.Next(_pieces / 4 + 1),
            _random.Next(_definition.Classes.Count), NotBefore: _random.Next(5) == 0 ? _random.Next(_definition.Horizon / 2) : 0);
        var quote = _quoter.Of(Plan, request);
        if (!quote.HasDate || quote.Safe < 0) return (Plan, null);
        var date = Math.Min(_definition.Horizon, quote.Safe + _random.Next(3) * _random.Next(600));
        var hold = _random.Next(2) == 0 && Plan.Now < _definition.Horizon;
        var decision = hold
            ? OrderDesk.Hold(Plan, $"{Steps}", request, date, Plan.Now + 1 + _random.Next(Math.Min(3000, _definition.Horizon - Plan.Now)))
            : OrderDesk.Promise(Plan, $"{Steps}", request, date);
        if (!decision.Done) throw new InvalidOperationException($"A quote of this very plan was refused: {decision.Refusal}.");
        if (decision.Plan.Find(decision.Order) is not { } placed || placed.Finish != quote.Earliest || placed.Finish > date)
            throw new InvalidOperationException("A promise does not meet its date.");
        return (decision.Plan, new TransitionRules(PlanStep.Decision, decision.Order));
    }

    private (Plan, TransitionRules?) Decide(string what, Decision decision, OrderHandle order)
    {
        Last = what;
        if (decision.Plan is null || !decision.Done) return (Plan, null);
        if (what == "confirm" && decision.Plan.Find(order) is { } firm && (firm.HeldUntil >= 0 || firm.Finish > firm.Terms.Promised))
            throw new InvalidOperationException("A confirmed order does not meet its date.");
        // Begun work that hands on batches keeps the end that was reported: with fewer pieces it hands each on later.
        if (what == "ship" && Plan.Find(order) is { } was && decision.Plan.Find(order) is { } less && less.Finish > was.Finish
            && !was.Operations.Any(o => o.State == OperationState.Started))
            throw new InvalidOperationException($"Fewer pieces end at {less.Finish}; all ended at {was.Finish}.");
        return (decision.Plan, new TransitionRules(PlanStep.Decision, order, decision.Order));
    }

    private (Plan, TransitionRules?) Fix(OrderHandle order)
    {
        Last = "fix";
        if (Plan.Find(order) is not { Operations.Count: > 0 } planned) return (Plan, null);
        var operation = _random.Next(planned.Operations.Count);
        return Decide("fix", _random.Next(4) switch
        {
            0 => ShopFloor.Pin(Plan, order, operation),
            1 => ShopFloor.Unpin(Plan, order, operation),
            _ => ShopFloor.Release(Plan, order, operation),
        }, order);
    }

    private (Plan, TransitionRules?) Replan()
    {
        Last = _random.Next(2) == 0 ? "forward" : "justInTime";
        return (Last == "forward" ? Replanner.Forward(Plan) : Replanner.JustInTime(Plan), new TransitionRules(PlanStep.Replan));
    }

    private (Plan, TransitionRules?) Move(OrderHandle order)
    {
        Last = "move";
        if (Plan.Find(order) is not { Operations.Count: > 0 } planned) return (Plan, null);
        var operation = _random.Next(planned.Operations.Count);
        var chosen = planned.Operations[operation];
        var centers = _definition.Products[chosen.Product].Routing!.Operations[chosen.At].Centers;
        if (centers.Count == 0) return (Plan, null);
        var center = centers[_random.Next(centers.Count)].WorkCenter;
        var (decision, _) = ShopFloor.Move(Plan, order, operation, center, _random.Next(_definition.WorkCenters[center].Machines),
            Plan.Now + _random.Next(2000));
        return decision.Done ? (decision.Plan, new TransitionRules(PlanStep.Event, order)) : (Plan, null);
    }

    private (Plan, TransitionRules?) Happen()
    {
        var about = new List<OrderHandle>();
        if (Event(about) is not { } happened) return (Plan, null);
        Last = happened.GetType().Name;
        try
        {
            return (Replanner.After(Plan, happened).Plan, new TransitionRules(PlanStep.Event, [.. about]));
        }
        // More breakage than there is, work begun where other work runs: said, and nothing changed.
        catch (ShopRefusedException)
        {
            Last += " refused";
            return (Plan, null);
        }
    }

    private ShopEvent? Event(List<OrderHandle> about)
    {
        Last = "event";
        switch (_random.Next(13))
        {
            case 0: return new TimePassed(Math.Min(_definition.Horizon, Plan.Now + _random.Next(_definition.Horizon / 200 + 2)));
            case 1:
                var center = _random.Next(_definition.WorkCenters.Count);
                var start = Plan.Now + (_random.Next(2) == 0 ? 0 : _random.Next(3000));
                return start >= _definition.Horizon ? null
                    : new MachineStopped(new Stop(center, _random.Next(_definition.WorkCenters[center].Machines), start,
                        Math.Min(_definition.Horizon, start + 1 + _random.Next(_definition.Horizon / 40 + 2))));
            case 2:
                var stops = Plan.MachineStops.ToList();
                if (stops.Count == 0) return null;
                var stop = stops[_random.Next(stops.Count)];
                return new MachineStopChanged(stop, Math.Min(_definition.Horizon,
                    Math.Max(Plan.Now, stop.Start + _random.Next(2 * (stop.End - stop.Start)))));
            case 3: return Product(p => p.Stock is not null) is { } counted ? new StockCorrected(counted, _random.Next(-20, 40)) : null;
            case 4: return Receipt();
            case 5: return Scrap(about);
            case 6: return Purchase(about);
            case 7:
                return Product(p => p.Stock is not null) is { } comes
                    ? new ReceiptExpected(comes, 1 + _random.Next(40), Plan.Now + _random.Next(_definition.Horizon - Plan.Now + 1)) : null;
            case 8: return Receipt() is { } gone ? new ReceiptCancelled(gone.Product, 1 + _random.Next(gone.Quantity), gone.From) : null;
            case 9: return TakenBack(about);
            default: return Report(about);
        }
    }

    /// <summary>
    /// Begins, continues or ends what could be: the first operation of some order that is not done and has all before it done.
    /// </summary>
    private ShopEvent? Report(List<OrderHandle> about)
    {
        if (Plan.Count == 0) return null;
        var order = Any();
        var operations = order.Operations;
        for (var i = 0; i < operations.Count; i++)
        {
            var operation = operations[i];
            // Mostly what is about to begin; now and then what nobody expected yet.
            if (operation.State == OperationState.Done || operation.State < OperationState.Started && operation.Start > Plan.Now + 100
                && _random.Next(6) > 0) continue;
            about.Add(order.Handle);
            // Now and then only the end is reported, some time later.
            if (operation.State < OperationState.Started && _random.Next(4) == 0)
                return new OperationDone(order.Handle, i, Math.Max(0, Plan.Now - _random.Next(60)));
            if (operation.State == OperationState.Started)
                return _random.Next(2) == 0 ? new OperationDone(order.Handle, i, Plan.Now)
                    : new OperationProgressed(order.Handle, i, 1 + _random.Next(300));
            if (operation.WorkCenter >= 0 && Plan.Orders.Any(o => o.Operations.Any(p => p.State == OperationState.Started
                && p.WorkCenter == operation.WorkCenter && p.Machine == operation.Machine))) return null;
            return operation.WorkCenter < 0 && operation.Start > _definition.Horizon ? null
                : new OperationStarted(order.Handle, i, Math.Max(0, Plan.Now - _random.Next(30)));
        }
        return null;
    }

    private ReportTakenBack? TakenBack(List<OrderHandle> about)
    {
        if (Plan.Count == 0) return null;
        var order = Any();
        var reported = order.Operations.Select((operation, i) => (operation, i))
            .Where(o => o.operation.State >= OperationState.Started).ToList();
        if (reported.Count == 0) return null;
        about.Add(order.Handle);
        return new ReportTakenBack(order.Handle, reported[_random.Next(reported.Count)].i);
    }

    private ReceiptMoved? Receipt()
    {
        if (Product(p => p.Stock?.Receipts is { Count: > 0 }) is not { } product) return null;
        var changes = Plan.SupplyOf(product);
        var at = _random.Next(changes.Count);
        if (at == 0 || changes[at].Pieces <= changes[at - 1].Pieces || changes[at].At < Plan.Now) return null;
        return new ReceiptMoved(product, changes[at].Pieces - changes[at - 1].Pieces, changes[at].At,
            Plan.Now + _random.Next(_definition.Horizon - Plan.Now + 1));
    }

    private PiecesScrapped? Scrap(List<OrderHandle> about)
    {
        if (Plan.Count is 0 || Plan.Count >= Most || Any() is not { Made: > 0 } order) return null;
        about.Add(order.Handle);
        return new PiecesScrapped(order.Handle, 1 + _random.Next(order.Made));
    }

    private PurchaseMoved? Purchase(List<OrderHandle> about)
    {
        if (Plan.Count == 0) return null;
        var order = Any();
        var bought = order.Reservations.Where(r => r.Source == SupplySource.Purchase).ToList();
        if (bought.Count == 0) return null;
        about.Add(order.Handle);
        return new PurchaseMoved(order.Handle, bought[_random.Next(bought.Count)].Product,
            Plan.Now + _random.Next(_definition.Horizon - Plan.Now + 1));
    }

    private int? Product(Func<ProductDefinition, bool> which)
    {
        var fitting = Enumerable.Range(0, _definition.Products.Count).Where(p => which(_definition.Products[p])).ToList();
        return fitting.Count == 0 ? null : fitting[_random.Next(fitting.Count)];
    }

    private PlannedOrder Any()
    {
        var skip = _random.Next(Plan.Count);
        foreach (var order in Plan.Orders)
            if (skip-- == 0) return order;
        throw new InvalidOperationException("The plan counts more orders than it has.");
    }
}
