using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Simulating;

/// <summary>
/// The simulated shop in Troth's planning engine: told of what happens on the floor, it keeps a plan of all open orders and quotes from
/// it. It knows planned times, what breakdowns usually take, and what the floor shows.
/// </summary>
internal sealed class PlannedShop
{
    /// <summary>Minutes kept between planned finish and promise; the last third of them is red.</summary>
    private const int ShippingBuffer = WorkWeek.Day;

    /// <summary>Promise class of most orders.</summary>
    public const int Usual = 0;

    /// <summary>
    /// Promise class of orders that went to the head of their queues: measured by themselves, and without a buffer beyond that.
    /// </summary>
    public const int Urgent = 1;

    private readonly OrderBook _book;
    private readonly int _confidence;
    private readonly Quoter _quoter;
    private readonly OrderHandle[] _handles;
    private readonly List<ShopEvent> _happened = [];
    private readonly List<int> _complete = [];
    private readonly Stop?[] _stops = new Stop?[SimulatedShop.Machines];

    public PlannedShop(OrderBook book, int confidence = 950)
    {
        (_book, _confidence) = (book, confidence);
        var shop = Shop.Of(Definition(book.Arrival[^1] + 26 * WorkWeek.Week));
        (_quoter, Plan, _handles) = (new Quoter(shop), Plan.Empty(shop), new OrderHandle[book.Orders]);
        Start = new int[book.Planned.Length];
    }

    /// <summary>The plan as it was last brought up to date.</summary>
    public Plan Plan { get; private set; }

    /// <summary>Per operation of open orders, its planned start.</summary>
    public int[] Start { get; }

    /// <summary>An operation was begun on a machine.</summary>
    public void Begun(Floor floor, int machine)
    {
        var (order, center) = (floor.RunningOrder[machine], CenterOf(floor, machine));
        _happened.Add(new OperationStarted(
            _handles[order], floor.Running[machine] - _book.First[order], floor.Now, (center, machine - floor.FirstMachine[center])));
    }

    /// <summary>The operation on a machine is done.</summary>
    public void Done(Floor floor, int machine)
    {
        var order = floor.RunningOrder[machine];
        var operation = floor.Running[machine] - _book.First[order];
        _happened.Add(new OperationDone(_handles[order], operation, floor.Now));
        if (floor.Running[machine] + 1 == _book.First[order + 1]) _complete.Add(order);
    }

    /// <summary>A machine broke down; it is expected to stand still as long as usual.</summary>
    public void Stopped(Floor floor, int machine)
    {
        var center = CenterOf(floor, machine);
        var stop = new Stop(center, machine - floor.FirstMachine[center], floor.Now, BackAt(floor, center));
        _stops[machine] = stop;
        _happened.Add(new MachineStopped(stop));
    }

    /// <summary>It runs again.</summary>
    public void Repaired(Floor floor, int machine)
    {
        _happened.Add(new MachineStopChanged(_stops[machine]!, floor.Now));
        _stops[machine] = null;
    }

    /// <summary>Brings the plan up to now.</summary>
    public void Follow(Floor floor)
    {
        _happened.Add(new TimePassed(floor.Now));
        for (var center = 0; center < SimulatedShop.Centers.Count; center++)
        {
            for (var machine = floor.FirstMachine[center]; machine < floor.FirstMachine[center + 1]; machine++)
                Report(floor, center, machine);
        }
        Plan = Replanner.After(Plan, _happened).Plan;
        _happened.Clear();
        foreach (var order in _complete) Plan = OrderDesk.Ship(Plan, _handles[order], _book.Pieces[order]).Plan;
        _complete.Clear();
    }

    /// <summary>From now on dates rest on how far these orders ended from their plans, in the working time of the drum.</summary>
    public void Learn(IEnumerable<PastOrder> past) =>
        Plan = Plan.With(SlipSpread.Of(Plan.Shop.CalendarOf(SimulatedShop.Drum), past));

    /// <summary>The earliest finish of an order by the plan, nobody moved, and the date to promise.</summary>
    public Quote Quote(int order, int promiseClass = Usual)
    {
        var quote = _quoter.Of(Plan, Request(order, promiseClass));
        return quote.Safe >= 0 ? quote
            : throw new InvalidOperationException($"The simulated shop has no date for order {order}: {quote.NoDate}.");
    }

    /// <summary>Takes the order into the plan with its promise; nobody else moves.</summary>
    public void Promise(Floor floor, int order, int date, int promiseClass = Usual)
    {
        var decision = OrderDesk.Promise(Plan, "", Request(order, promiseClass), date);
        if (!decision.Done)
            throw new InvalidOperationException($"Order {order} was quoted before minute {date} and refused: {decision.Refusal}.");
        (Plan, _handles[order]) = (decision.Plan, decision.Order);
        Read(floor);
    }

    /// <summary>
    /// Moves a promised order to the head of every queue it will stand in, as a scheduler does by hand, others making room. Answers its
    /// planned finish; null where it gains nothing, or where another order would end later and in the red third of its buffer: then
    /// nothing is changed.
    /// </summary>
    public int? Hurry(Floor floor, int order)
    {
        var (plan, handle, ready) = (Plan, _handles[order], floor.Now);
        var operations = _book.First[order + 1] - _book.First[order];
        for (var i = 0; i < operations; i++)
        {
            if (AtHead(floor, plan, order, i, ready) is not { } moved) return null;
            (plan, ready) = moved;
        }
        if (ready >= Plan.Find(handle)!.Value.Finish || Endangers(floor, plan, order)) return null;
        for (var i = 0; i < operations; i++) plan = ShopFloor.Unpin(plan, handle, i).Plan;
        Plan = plan;
        Read(floor);
        return ready;
    }

    /// <summary>Whether another order would end later, and after its promise or in the red third of the buffer before it.</summary>
    private bool Endangers(Floor floor, Plan plan, int order)
    {
        foreach (var other in floor.Open)
        {
            var (was, now) = (Plan.Find(_handles[other])!.Value, plan.Find(_handles[other])!.Value);
            if (other != order && now.Finish > was.Finish && now.Buffer < ShippingBuffer / 3) return true;
        }
        return false;
    }

    /// <summary>The plan with an operation on the machine that can end it first, right behind what has begun there; and its end.</summary>
    private (Plan Plan, int End)? AtHead(Floor floor, Plan plan, int order, int i, int ready)
    {
        var center = _book.Center[_book.First[order] + i];
        (Plan Plan, int End)? best = null;
        for (var machine = 0; machine < SimulatedShop.Centers[center].Machines; machine++)
        {
            var from = Math.Max(ready, FreeAt(floor, plan, center, machine));
            var (decision, _) = ShopFloor.Move(plan, _handles[order], i, center, machine, from);
            if (!decision.Done) continue;
            var end = Placed(decision.Plan, order, i).End;
            if (best is null || end < best.Value.End) best = (decision.Plan, end);
        }
        return best;
    }

    /// <summary>
    /// Hurries an order that was promised for <paramref name="date"/>, and promises it anew where it then stands, as an urgent one, if
    /// that is sooner. Answers its planned finish and its date; null where it cannot be hurried: then nothing is changed.
    /// </summary>
    public (int Planned, int Date)? HurryPromised(Floor floor, int order, int date)
    {
        if (Hurry(floor, order) is not { } planned) return null;
        var (hurried, handle) = (Plan, _handles[order]);
        // The others have made room; taken out, it is quoted what it left.
        Plan = OrderDesk.Cancel(Plan, handle).Plan;
        var quote = Quote(order, Urgent);
        if (quote.Safe < date)
        {
            Promise(floor, order, quote.Safe, Urgent);
            return (quote.Earliest, quote.Safe);
        }
        Plan = hurried;
        return (planned, date);
    }

    /// <summary>When the machine is done with what has begun on it, and repaired.</summary>
    private int FreeAt(Floor floor, Plan plan, int center, int machine)
    {
        var number = floor.FirstMachine[center] + machine;
        var free = _stops[number]?.End ?? floor.Now;
        if (floor.Running[number] is not (>= 0 and var operation)) return free;
        var order = floor.RunningOrder[number];
        return Math.Max(free, Placed(plan, order, operation - _book.First[order]).End);
    }

    private void Read(Floor floor)
    {
        foreach (var order in floor.Open)
        {
            for (var operation = floor.Next[order]; operation < _book.First[order + 1]; operation++)
                Start[operation] = Placed(Plan, order, operation - _book.First[order]).Start;
        }
    }

    private Placement Placed(Plan plan, int order, int i) => plan.Placements[plan.Record(_handles[order])!.FirstOperation + i];

    /// <summary>
    /// What the customer asks for. The sooner of two dates is missed at most as often as both together, so the second may be missed
    /// half as often.
    /// </summary>
    private QuoteRequest Request(int order, int promiseClass) =>
        new(_book.Product[order], _book.Pieces[order], promiseClass, promiseClass == Urgent ? (1000 + _confidence) / 2 : _confidence);

    /// <summary>What of the operation on a machine is left, and how much longer the machine stands still.</summary>
    private void Report(Floor floor, int center, int machine)
    {
        var spec = SimulatedShop.Centers[center];
        if (_stops[machine] is { } stop && BackAt(floor, center) is var back && back > stop.End)
        {
            _happened.Add(new MachineStopChanged(stop, back));
            _stops[machine] = stop with { End = back };
        }
        if (floor.Running[machine] is not (>= 0 and var operation)) return;
        var planned = _book.Planned[operation];
        var rest = (int)(Math.Max(planned - floor.WorkedMinutes(center, machine), planned / 10 + 1) / spec.Availability + .5);
        var order = floor.RunningOrder[machine];
        _happened.Add(new OperationProgressed(
            _handles[order], operation - _book.First[order], rest + (floor.Down[machine] ? spec.RepairMinutes : 0)));
    }

    private static int BackAt(Floor floor, int center) =>
        SimulatedShop.Centers[center].Hours.After(floor.Now, SimulatedShop.Centers[center].RepairMinutes);

    private static int CenterOf(Floor floor, int machine)
    {
        var center = 0;
        while (floor.FirstMachine[center + 1] <= machine) center++;
        return center;
    }

    private static ShopDefinition Definition(int horizon)
    {
        WorkWeek[] weeks = [.. SimulatedShop.Centers.Select(c => c.Hours).Distinct()];
        return new ShopDefinition
        {
            Horizon = horizon,
            Classes = [new("usual", ShippingBuffer), new("urgent")],
            Calendars = [.. weeks.Select(w => new CalendarDefinition("", [.. w.Shifts.Select(s => new WeeklyShift(s.From, s.To))]))],
            WorkCenters =
            [
                .. SimulatedShop.Centers.Select((c, i) => new WorkCenterDefinition(
                    c.Name, Array.IndexOf(weeks, c.Hours), c.Machines, (int)(c.Availability * 100 + .5), i == SimulatedShop.Drum)),
            ],
            Products = [.. SimulatedShop.Products.Select(p => new ProductDefinition(p.Name) { Routing = Routing(p) })],
        };
    }

    private static RoutingDefinition Routing(SimulatedProduct product) =>
        new([.. product.Steps.Select((step, i) => new OperationDefinition(SimulatedShop.Centers[step.Center].Name)
        {
            After = i == 0 ? [] : [i - 1], Centers = [new OperationCenter(step.Center, step.Setup, step.Piece)],
        })]);
}
