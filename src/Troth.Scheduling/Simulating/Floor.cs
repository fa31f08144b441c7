namespace Troth.Scheduling.Simulating;

/// <summary>
/// The shop floor at one moment, as people see it: what has arrived, what waits, what runs since when, which machine is down. Machines are
/// numbered through over the centers. Times are minutes since a Monday 00:00.
/// </summary>
public sealed class Floor
{
    private readonly List<int> _open = [];
    private readonly List<int>[] _waiting;

    internal Floor(OrderBook book)
    {
        Book = book;
        Next = [.. book.First.AsSpan(0, book.Orders)];
        ReadyAt = new int[book.Orders];
        Promised = new int[book.Orders];
        CompletedAt = new int[book.Orders];
        FirstMachine = new int[SimulatedShop.Centers.Count + 1];
        for (var c = 0; c < SimulatedShop.Centers.Count; c++) FirstMachine[c + 1] = FirstMachine[c] + SimulatedShop.Centers[c].Machines;
        var machines = FirstMachine[^1];
        (Running, RunningOrder, RunningSince, Down) = (new int[machines], new int[machines], new int[machines], new bool[machines]);
        DownMinutes = new int[machines];
        DownSince = new int[machines];
        Array.Fill(Running, -1);
        _waiting = [.. SimulatedShop.Centers.Select(_ => new List<int>())];
    }

    /// <summary>The orders; those with a number above the newest arrival are still unknown to the shop.</summary>
    public OrderBook Book { get; }

    /// <summary>The moment.</summary>
    public int Now { get; internal set; }

    /// <summary>Orders that have arrived and are not complete, by number.</summary>
    public IReadOnlyList<int> Open => _open;

    /// <summary>Per order, its first operation that is not done; the one that runs counts as not done.</summary>
    public int[] Next { get; }

    /// <summary>Per order, since when its next operation could begin.</summary>
    public int[] ReadyAt { get; }

    /// <summary>Per order, the first date promised.</summary>
    public int[] Promised { get; }

    /// <summary>Per order, when it was complete; 0 while it is not.</summary>
    public int[] CompletedAt { get; }

    /// <summary>Centers + 1 numbers: the first machine of each center, and the count of all.</summary>
    public int[] FirstMachine { get; }

    /// <summary>Per machine, the operation on it, or −1.</summary>
    public int[] Running { get; }

    /// <summary>Per machine, the order of the operation on it.</summary>
    public int[] RunningOrder { get; }

    /// <summary>Per machine, when the operation on it began.</summary>
    public int[] RunningSince { get; }

    /// <summary>Per machine, whether it is broken down.</summary>
    public bool[] Down { get; }

    /// <summary>Per machine, since when it is broken down, in its center's working minutes.</summary>
    public int[] DownSince { get; }

    /// <summary>Per machine, minutes of breakdown, already repaired, since the operation on it began.</summary>
    public int[] DownMinutes { get; }

    /// <summary>Orders whose next operation waits for a machine of a center.</summary>
    public IReadOnlyList<int> Waiting(int center) => _waiting[center];

    /// <summary>Minutes that the operation on a machine has been worked on so far.</summary>
    public int WorkedMinutes(int center, int machine)
    {
        var hours = SimulatedShop.Centers[center].Hours;
        var until = Down[machine] ? DownSince[machine] : hours.Worked(Now);
        return Math.Max(0, until - hours.Worked(RunningSince[machine]) - DownMinutes[machine]);
    }

    internal List<int> WaitingAt(int center) => _waiting[center];

    internal void Arrive(int order) => _open.Add(order);

    internal void Complete(int order)
    {
        _open.Remove(order);
        CompletedAt[order] = Now;
    }
}
