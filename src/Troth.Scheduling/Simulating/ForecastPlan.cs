namespace Troth.Scheduling.Simulating;

/// <summary>
/// The finite-capacity plan of the shop from its state now: every open order run forward over the machines and calendars with planned
/// times, stretched by what breakdowns usually take, in the sequence people were told. It knows only what the floor shows.
/// </summary>
public sealed class ForecastPlan
{
    private readonly PriorityQueue<int, long> _events = new();
    private readonly List<int>[] _waiting = [.. SimulatedShop.Centers.Select(_ => new List<int>())];
    private readonly bool[] _touched = new bool[SimulatedShop.Centers.Count];
    private readonly int[] _freeAt = new int[SimulatedShop.Machines];
    private readonly int[] _wake = new int[SimulatedShop.Centers.Count];
    private readonly int[] _next;
    private Floor _floor = null!;

    /// <summary>Room for the plans of one run.</summary>
    public ForecastPlan(OrderBook book)
    {
        _next = new int[book.Orders];
        Finish = new int[book.Orders];
        Start = new int[book.Planned.Length];
    }

    /// <summary>Per open order, its planned finish.</summary>
    public int[] Finish { get; }

    /// <summary>Per operation still to begin, its planned start.</summary>
    public int[] Start { get; }

    /// <summary>
    /// Plans all open orders. <paramref name="sequence"/> holds a number an operation; smaller goes first, ties by order.
    /// </summary>
    public void Make(Floor floor, ReadOnlySpan<long> sequence)
    {
        _floor = floor;
        _events.Clear();
        Array.Clear(_wake);
        foreach (var waiting in _waiting) waiting.Clear();
        foreach (var order in floor.Open) _next[order] = floor.Next[order];
        for (var center = 0; center < _waiting.Length; center++)
        {
            _touched[center] = true;
            foreach (var order in floor.Waiting(center)) _waiting[center].Add(order);
            for (var machine = floor.FirstMachine[center]; machine < floor.FirstMachine[center + 1]; machine++) Occupy(center, machine);
        }
        for (var now = floor.Now; ;)
        {
            for (var center = 0; center < _touched.Length; center++)
            {
                if (_touched[center]) Load(center, now, sequence);
                _touched[center] = false;
            }
            if (!_events.TryPeek(out _, out var key)) return;
            now = (int)(key >> 24);
            while (_events.TryPeek(out var item, out key) && (int)(key >> 24) == now)
            {
                _events.Dequeue();
                Happen(item, now);
            }
        }
    }

    private void Plan(int at, int item) => _events.Enqueue(item, ((long)at << 24) | (uint)item);

    /// <summary>Items from 0 are orders whose operation ends; those below 0 are centers to look at again.</summary>
    private void Happen(int item, int now)
    {
        if ((item & 0x800000) != 0)
        {
            _touched[item & 0x7FFFFF] = true;
            return;
        }
        var book = _floor.Book;
        _touched[book.Center[_next[item]]] = true;
        if (++_next[item] == book.First[item + 1])
        {
            Finish[item] = now;
            return;
        }
        var center = book.Center[_next[item]];
        _waiting[center].Add(item);
        _touched[center] = true;
    }

    private void Occupy(int center, int machine)
    {
        var spec = SimulatedShop.Centers[center];
        var repair = _floor.Down[machine] ? spec.RepairMinutes : 0;
        _freeAt[machine] = spec.Hours.After(_floor.Now, repair);
        if (_floor.Running[machine] is >= 0 and var operation)
        {
            var planned = _floor.Book.Planned[operation];
            var rest = Math.Max(planned - _floor.WorkedMinutes(center, machine), planned / 10 + 1);
            _freeAt[machine] = spec.Hours.After(_floor.Now, Stretched(rest, spec) + repair);
            Plan(_freeAt[machine], _floor.RunningOrder[machine]);
        }
        else if (repair > 0) Plan(_freeAt[machine], 0x800000 | center);
    }

    private void Load(int center, int now, ReadOnlySpan<long> sequence)
    {
        var waiting = _waiting[center];
        if (waiting.Count == 0) return;
        var spec = SimulatedShop.Centers[center];
        var opens = spec.Hours.Open(now);
        for (var machine = _floor.FirstMachine[center]; machine < _floor.FirstMachine[center + 1] && waiting.Count > 0; machine++)
        {
            if (_freeAt[machine] > now) continue;
            if (opens > now)
            {
                if (_wake[center] != opens) Plan(_wake[center] = opens, 0x800000 | center);
                return;
            }
            var order = First(waiting, sequence);
            var operation = _next[order];
            Start[operation] = now;
            _freeAt[machine] = spec.Hours.After(now, Stretched(_floor.Book.Planned[operation], spec));
            Plan(_freeAt[machine], order);
        }
    }

    private static int Stretched(int minutes, SimulatedCenter center) => (int)(minutes / center.Availability + .5);

    private int First(List<int> waiting, ReadOnlySpan<long> sequence)
    {
        var (best, place) = (long.MaxValue, 0);
        for (var i = 0; i < waiting.Count; i++)
        {
            var urgency = sequence[_next[waiting[i]]];
            if (urgency < best || (urgency == best && waiting[i] < waiting[place])) (best, place) = (urgency, i);
        }
        var order = waiting[place];
        waiting.RemoveAt(place);
        return order;
    }
}
