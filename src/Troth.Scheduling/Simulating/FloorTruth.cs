namespace Troth.Scheduling.Simulating;

/// <summary>
/// What nobody in the shop knows beforehand: how long each operation really takes and when each machine breaks down. It belongs to the
/// order, the operation and the machine, whatever a policy does.
/// </summary>
internal sealed class FloorTruth
{
    private readonly OrderBook _book;
    private readonly int[][] _stopped;
    private readonly int[][] _repaired;

    /// <summary>Deals the truth behind a book of orders, breakdowns up to <paramref name="until"/> on the clock.</summary>
    public FloorTruth(OrderBook book, int until)
    {
        _book = book;
        _stopped = new int[SimulatedShop.Machines][];
        _repaired = new int[SimulatedShop.Machines][];
        var machine = 0;
        foreach (var center in SimulatedShop.Centers)
        {
            for (var i = 0; i < center.Machines; i++) Stops(machine++, center, center.Hours.Worked(until));
        }
        Until = until;
    }

    /// <summary>Breakdowns are known up to here on the clock; after it there are none.</summary>
    public int Until { get; }

    /// <summary>True minutes of an operation: planned × (1 ± 30 %), keyed by order and place in the routing.</summary>
    public int Minutes(int order, int operation)
    {
        var unit = Draw.Unit(_book.Seed, Purpose.Duration, order, operation - _book.First[order]);
        return Math.Max(1, (int)(_book.Planned[operation] * (1 + SimulatedShop.Spread * (2 * unit - 1)) + .5));
    }

    /// <summary>Per breakdown of a machine, the working minute of its center when it stops.</summary>
    public ReadOnlySpan<int> Stopped(int machine) => _stopped[machine];

    /// <summary>Per breakdown of a machine, the working minute of its center when it runs again.</summary>
    public ReadOnlySpan<int> Repaired(int machine) => _repaired[machine];

    /// <summary>
    /// When <paramref name="minutes"/> of work begun at the working minute <paramref name="start"/> are done, in working minutes: work
    /// rests while the machine is down and then goes on. It is not down when the work begins.
    /// </summary>
    public int Done(int machine, int start, int minutes)
    {
        var (stopped, repaired) = (_stopped[machine], _repaired[machine]);
        var next = Array.BinarySearch(repaired, start + 1);
        if (next < 0) next = ~next;
        var done = start + minutes;
        for (; next < stopped.Length && stopped[next] < done; next++) done += repaired[next] - stopped[next];
        return done;
    }

    private void Stops(int machine, SimulatedCenter center, int until)
    {
        var (stopped, repaired) = (new List<int>(), new List<int>());
        for (var clock = 0.0; ;)
        {
            var item = machine * 4096 + stopped.Count;
            clock += center.UpMinutes * Draw.Exponential(_book.Seed, Purpose.UpTime, item);
            if (clock >= until) break;
            stopped.Add((int)clock);
            clock = Math.Ceiling(clock + center.RepairMinutes * Draw.Exponential(_book.Seed, Purpose.Repair, item));
            repaired.Add(Math.Max((int)clock, stopped[^1] + 1));
        }
        (_stopped[machine], _repaired[machine]) = ([.. stopped], [.. repaired]);
    }
}
