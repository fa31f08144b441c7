namespace Troth.Scheduling.Simulating;

/// <summary>
/// The orders of one seed: what is known of an order once it has arrived. Orders are numbered by arrival; operations are numbered through,
/// those of order o are <c>First[o] .. First[o + 1] - 1</c>. At another load the same orders come at another pace. Times are minutes since
/// a Monday 00:00. O(orders) time and memory.
/// </summary>
public sealed class OrderBook
{
    /// <summary>Orders of a run that fill the shop and teach the policies, and are not measured.</summary>
    public const int WarmUp = 500;

    /// <summary>Orders of a run that are measured: about a year at 90 % load.</summary>
    public const int Measured = 1800;

    /// <summary>Orders that go on arriving while the last measured ones are made.</summary>
    public const int After = 600;

    /// <summary>Deals the orders of a seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="load">Offered work of the drum ÷ its capacity, above 0.</param>
    public OrderBook(int seed, double load)
    {
        const int orders = WarmUp + Measured + After;
        (Seed, Load) = (seed, load);
        (Arrival, Product, Pieces) = (new int[orders], new int[orders], new int[orders]);
        (Rush, First) = (new bool[orders], new int[orders + 1]);
        var (centers, planned) = (new List<int>(), new List<int>());
        var between = WorkWeek.Office.Minutes / SimulatedShop.OrdersAWeek(load);
        var clock = 0.0;
        for (var order = 0; order < orders; order++)
        {
            clock += between * Draw.Exponential(seed, Purpose.Arrival, order);
            Arrival[order] = WorkWeek.Office.Clock((int)clock + 1);
            Rush[order] = Draw.Unit(seed, Purpose.Rush, order) < SimulatedShop.RushShare;
            Product[order] = Pick(Draw.Unit(seed, Purpose.Product, order));
            var product = SimulatedShop.Products[Product[order]];
            var pieces = Pieces[order] = product.PiecesAt(Draw.Unit(seed, Purpose.Quantity, order));
            foreach (var step in product.Steps)
            {
                centers.Add(step.Center);
                planned.Add(step.Setup + pieces * step.Piece);
            }
            First[order + 1] = planned.Count;
        }
        (Center, Planned) = ([.. centers], [.. planned]);
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>Offered work of the drum ÷ its capacity.</summary>
    public double Load { get; }

    /// <summary>How many orders.</summary>
    public int Orders => Arrival.Length;

    /// <summary>Per order, when it arrives.</summary>
    public int[] Arrival { get; }

    /// <summary>Per order, the index of its product.</summary>
    public int[] Product { get; }

    /// <summary>Per order, how many pieces.</summary>
    public int[] Pieces { get; }

    /// <summary>Per order, whether the customer wishes it sooner than usual.</summary>
    public bool[] Rush { get; }

    /// <summary>Orders + 1 numbers: the first operation of each order, and the count of all.</summary>
    public int[] First { get; }

    /// <summary>Per operation, the index of its work center.</summary>
    public int[] Center { get; }

    /// <summary>Per operation, its planned minutes.</summary>
    public int[] Planned { get; }

    /// <summary>Whether an order counts in the figures.</summary>
    public static bool IsMeasured(int order) => order is >= WarmUp and < WarmUp + Measured;

    /// <summary>
    /// When the order is ready if it never waits longer than <paramref name="wait"/> working-day minutes before each operation and no other
    /// order exists: what a plan without capacities says.
    /// </summary>
    public int ReadyWithoutQueues(int order, int wait) => ReadyWithoutQueues(First[order], First[order + 1], Arrival[order], wait);

    /// <summary>
    /// The same for the operations <paramref name="from"/> to before <paramref name="to"/>, begun at <paramref name="clock"/>.
    /// </summary>
    public int ReadyWithoutQueues(int from, int to, int clock, int wait)
    {
        for (var operation = from; operation < to; operation++)
        {
            var hours = SimulatedShop.Centers[Center[operation]].Hours;
            clock = hours.After(hours.Open(WorkWeek.WorkingDays.After(clock, wait)), Planned[operation]);
        }
        return clock;
    }

    private static int Pick(double unit)
    {
        var product = 0;
        while (product < SimulatedShop.Products.Count - 1 && (unit -= SimulatedShop.Products[product].Share) >= 0) product++;
        return product;
    }
}
