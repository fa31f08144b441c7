namespace Troth.Scheduling.Simulating;

/// <summary>
/// Runs a shop event by event under one policy. A free, staffed and whole machine never waits while work for it waits; an operation that
/// has begun is finished on its machine, resting while nobody works and while the machine is down.
/// </summary>
public sealed class FloorRun
{
    private readonly OrderBook _book;
    private readonly FloorTruth _truth;
    private readonly PromisePolicy _policy;
    private readonly Floor _floor;
    private readonly PriorityQueue<int, long> _events = new();
    private readonly int[] _center;
    private readonly int[] _nextStop;
    private readonly bool[] _touched = new bool[SimulatedShop.Centers.Count];
    private readonly int[] _wake = new int[SimulatedShop.Centers.Count];
    private int _open = OrderBook.Measured;

    private FloorRun(OrderBook book, PromisePolicy policy)
    {
        (_book, _policy, _floor) = (book, policy, new Floor(book));
        _truth = new FloorTruth(book, book.Arrival[^1] + 52 * WorkWeek.Week);
        _center = new int[_floor.Running.Length];
        for (var c = 0; c < SimulatedShop.Centers.Count; c++)
            Array.Fill(_center, c, _floor.FirstMachine[c], SimulatedShop.Centers[c].Machines);
        _nextStop = new int[_center.Length];
        Machine = new int[book.Planned.Length];
        Start = new int[book.Planned.Length];
        End = new int[book.Planned.Length];
        Array.Fill(Machine, -1);
    }

    // What happens at one moment happens in this order.
    private enum Kind
    {
        Done,
        Repaired,
        Stopped,
        Arrived,
        PromisePassed,
        Opened,
    }

    /// <summary>The floor after the run.</summary>
    public Floor Floor => _floor;

    /// <summary>Per operation, the machine that did it; −1 where it was not begun.</summary>
    public int[] Machine { get; }

    /// <summary>Per operation, when it began.</summary>
    public int[] Start { get; }

    /// <summary>Per operation, when it was done.</summary>
    public int[] End { get; }

    /// <summary>How often a measured order's customer was told another date than before.</summary>
    public int PromisesMoved { get; private set; }

    /// <summary>Runs until every measured order is complete. O(operations × waiting orders).</summary>
    public static FloorRun Of(OrderBook book, PromisePolicy policy)
    {
        var run = new FloorRun(book, policy);
        run.Go();
        return run;
    }

    private void Go()
    {
        Plan(_book.Arrival[0], Kind.Arrived, 0);
        for (var machine = 0; machine < _center.Length; machine++) PlanStop(machine);
        while (_open > 0)
        {
            if (!_events.TryPeek(out _, out var key)) throw new InvalidOperationException("The floor stands still with orders open.");
            _floor.Now = (int)(key >> 24);
            while (_events.TryPeek(out var item, out key) && (int)(key >> 24) == _floor.Now)
            {
                _events.Dequeue();
                Happen((Kind)((key >> 20) & 15), item);
            }
            for (var center = 0; center < _touched.Length; center++)
            {
                if (_touched[center]) Load(center);
                _touched[center] = false;
            }
        }
    }

    private void Plan(int at, Kind kind, int item) => _events.Enqueue(item, ((long)at << 24) | ((long)kind << 20) | (uint)item);

    private void PlanStop(int machine)
    {
        var stops = _truth.Stopped(machine);
        if (_nextStop[machine] == stops.Length) return;
        var hours = SimulatedShop.Centers[_center[machine]].Hours;
        Plan(hours.Open(hours.Clock(stops[_nextStop[machine]])), Kind.Stopped, machine);
    }

    private void Happen(Kind kind, int item)
    {
        switch (kind)
        {
            case Kind.Done: Done(item); break;
            case Kind.Stopped: Stopped(item); break;
            case Kind.Repaired: Repaired(item); break;
            case Kind.Arrived: Arrived(item); break;
            case Kind.PromisePassed: PromisePassed(item); break;
            default: _touched[item] = true; break;
        }
    }

    private void Arrived(int order)
    {
        if (order + 1 < _book.Orders) Plan(_book.Arrival[order + 1], Kind.Arrived, order + 1);
        _floor.Arrive(order);
        _floor.ReadyAt[order] = _floor.Now;
        Queue(order);
        var promised = _policy.Promise(_floor, order);
        if (promised <= _floor.Now)
            throw new InvalidOperationException($"{_policy.Name} promised order {order} for {promised}, which is not after {_floor.Now}.");
        _floor.Promised[order] = promised;
        Plan(promised + 1, Kind.PromisePassed, order);
    }

    private void Queue(int order)
    {
        var center = _book.Center[_floor.Next[order]];
        _floor.WaitingAt(center).Add(order);
        _touched[center] = true;
    }

    private void Done(int machine)
    {
        var order = _floor.RunningOrder[machine];
        _policy.Done(_floor, machine);
        _floor.Running[machine] = -1;
        _touched[_center[machine]] = true;
        _floor.ReadyAt[order] = _floor.Now;
        if (++_floor.Next[order] < _book.First[order + 1])
        {
            Queue(order);
            return;
        }
        _floor.Complete(order);
        if (OrderBook.IsMeasured(order)) _open--;
        _policy.Finished(_floor, order);
    }

    private void Stopped(int machine)
    {
        var hours = SimulatedShop.Centers[_center[machine]].Hours;
        (_floor.Down[machine], _floor.DownSince[machine]) = (true, _truth.Stopped(machine)[_nextStop[machine]]);
        Plan(hours.Clock(_truth.Repaired(machine)[_nextStop[machine]]), Kind.Repaired, machine);
        _policy.Stopped(_floor, machine);
    }

    private void Repaired(int machine)
    {
        var stop = _nextStop[machine]++;
        _floor.Down[machine] = false;
        _floor.DownMinutes[machine] += _truth.Repaired(machine)[stop] - _truth.Stopped(machine)[stop];
        _touched[_center[machine]] = true;
        _policy.Repaired(_floor, machine);
        PlanStop(machine);
    }

    private void PromisePassed(int order)
    {
        if (_floor.CompletedAt[order] > 0 || _policy.Redate(_floor, order) is not { } date) return;
        if (OrderBook.IsMeasured(order)) PromisesMoved++;
        Plan(Math.Max(date, _floor.Now) + 1, Kind.PromisePassed, order);
    }

    /// <summary>Gives the center's free machines the most urgent waiting work.</summary>
    private void Load(int center)
    {
        var waiting = _floor.WaitingAt(center);
        if (waiting.Count == 0) return;
        var hours = SimulatedShop.Centers[center].Hours;
        var free = false;
        var staffed = hours.Open(_floor.Now) == _floor.Now;
        for (var machine = _floor.FirstMachine[center]; machine < _floor.FirstMachine[center + 1] && waiting.Count > 0; machine++)
        {
            if (_floor.Running[machine] >= 0 || _floor.Down[machine]) continue;
            if (staffed) Begin(machine, hours, MostUrgent(waiting));
            else free = true;
        }
        if (!free) return;
        var opens = hours.Open(_floor.Now);
        if (_wake[center] == opens) return;
        _wake[center] = opens;
        Plan(opens, Kind.Opened, center);
    }

    private int MostUrgent(List<int> waiting)
    {
        var (best, place) = (long.MaxValue, 0);
        for (var i = 0; i < waiting.Count; i++)
        {
            var urgency = _policy.Urgency(_floor, waiting[i], _floor.Next[waiting[i]]);
            if (urgency < best || (urgency == best && waiting[i] < waiting[place])) (best, place) = (urgency, i);
        }
        var order = waiting[place];
        waiting.RemoveAt(place);
        return order;
    }

    private void Begin(int machine, WorkWeek hours, int order)
    {
        var operation = _floor.Next[order];
        (_floor.Running[machine], _floor.RunningOrder[machine], _floor.RunningSince[machine]) = (operation, order, _floor.Now);
        _floor.DownMinutes[machine] = 0;
        var done = hours.Clock(_truth.Done(machine, hours.Worked(_floor.Now), _truth.Minutes(order, operation)));
        (Machine[operation], Start[operation], End[operation]) = (machine, _floor.Now, done);
        Plan(done, Kind.Done, machine);
        _policy.Begun(_floor, machine);
    }
}
