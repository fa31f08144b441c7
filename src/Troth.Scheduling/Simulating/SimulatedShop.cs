namespace Troth.Scheduling.Simulating;

/// <summary>A group of like machines.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Machines">How many machines, 1 or more.</param>
/// <param name="Hours">When they are staffed.</param>
/// <param name="UpMinutes">Mean working minutes between a repair and the next breakdown of one machine (exponential).</param>
/// <param name="RepairMinutes">Mean working minutes of a repair (exponential).</param>
public sealed record SimulatedCenter(string Name, int Machines, WorkWeek Hours, int UpMinutes, int RepairMinutes)
{
    /// <summary>Share of staffed time without breakdown, in the long run.</summary>
    public double Availability => (double)UpMinutes / (UpMinutes + RepairMinutes);

    /// <summary>Minutes of work the machines can do in a week, breakdowns taken off.</summary>
    public double WeeklyMinutes => Machines * Hours.Minutes * Availability;
}

/// <summary>A step of a routing.</summary>
/// <param name="Center">Index of its work center.</param>
/// <param name="Setup">Minutes before the first piece.</param>
/// <param name="Piece">Minutes a piece.</param>
public readonly record struct SimulatedStep(int Center, int Setup, int Piece);

/// <summary>Something made to order.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Share">Its share of the orders; shares of all products add to 1.</param>
/// <param name="Pieces">Mean pieces of an order.</param>
/// <param name="Steps">Its routing, in order.</param>
public sealed record SimulatedProduct(string Name, double Share, int Pieces, SimulatedStep[] Steps)
{
    /// <summary>
    /// Many small orders and few large ones: the share of the orders up to here, and their pieces as a multiple of the mean.
    /// </summary>
    private static readonly (double UpTo, double Multiple)[] Sizes = [(.30, .5), (.60, .75), (.80, 1), (.95, 1.625), (1, 3.625)];

    /// <summary>Pieces of an order at this place, 0 to 1, among all orders by size.</summary>
    public int PiecesAt(double place) => (int)(Pieces * Sizes.First(s => place < s.UpTo).Multiple);

    /// <summary>Expected pieces of an order after rounding.</summary>
    public double MeanPieces()
    {
        var (sum, before) = (0.0, 0.0);
        foreach (var (upTo, _) in Sizes) (sum, before) = (sum + (upTo - before) * PiecesAt(before), upTo);
        return sum;
    }
}

/// <summary>
/// The make-to-order shop that is simulated: ten work centers with 1 to 3 machines on three calendars, grinding as the drum, eight products
/// with 3 to 7 steps. docs/guide/simulated-shop.md tells why the figures are what they are.
/// </summary>
public static class SimulatedShop
{
    private const int Saw = 0, Turn = 1, Mill = 2, Drill = 3, Weld = 4, Heat = 5, Grind = 6, Coat = 7, Assemble = 8, Test = 9;

    /// <summary>The work centers.</summary>
    public static IReadOnlyList<SimulatedCenter> Centers { get; } =
    [
        new("Sawing", 1, WorkWeek.OneShift, 4800, 120),
        new("Turning", 2, WorkWeek.TwoShifts, 3600, 150),
        new("Milling", 3, WorkWeek.OneShift, 3600, 180),
        new("Drilling", 1, WorkWeek.OneShift, 4800, 120),
        new("Welding", 1, WorkWeek.OneShift, 6000, 120),
        new("Heat treatment", 1, WorkWeek.Always, 6000, 240),
        new("Grinding", 2, WorkWeek.TwoShifts, 3000, 180),
        new("Coating", 1, WorkWeek.TwoShifts, 6000, 180),
        new("Assembly", 2, WorkWeek.OneShift, 9600, 120),
        new("Testing", 2, WorkWeek.OneShift, 4800, 120),
    ];

    /// <summary>The products.</summary>
    public static IReadOnlyList<SimulatedProduct> Products { get; } =
    [
        new("Spool", .20, 24, [new(Saw, 15, 2), new(Turn, 40, 9), new(Heat, 60, 3), new(Grind, 45, 10), new(Test, 15, 3)]),
        new("Shaft", .16, 16,
            [new(Saw, 15, 3), new(Turn, 45, 12), new(Mill, 30, 8), new(Heat, 60, 4), new(Grind, 60, 15), new(Coat, 30, 4)]),
        new("Valve body", .14, 12,
            [new(Mill, 60, 22), new(Drill, 30, 12), new(Grind, 45, 20), new(Assemble, 20, 10), new(Test, 20, 6)]),
        new("Pump", .12, 8,
            [new(Turn, 45, 20), new(Mill, 60, 25), new(Drill, 30, 10), new(Heat, 60, 8), new(Grind, 60, 28),
                new(Assemble, 30, 35), new(Test, 30, 12)]),
        new("Cylinder", .14, 10,
            [new(Saw, 20, 5), new(Weld, 30, 18), new(Turn, 40, 18), new(Grind, 40, 20),
                new(Coat, 30, 8), new(Assemble, 20, 15), new(Test, 20, 8)]),
        new("Bracket", .10, 30, [new(Saw, 15, 2), new(Weld, 30, 5), new(Coat, 30, 2)]),
        new("Manifold", .08, 6, [new(Saw, 20, 6), new(Mill, 90, 45), new(Drill, 45, 20), new(Coat, 30, 8)]),
        new("Gauge", .06, 20, [new(Turn, 30, 6), new(Grind, 60, 9), new(Test, 20, 4)]),
    ];

    /// <summary>Index of the work center that limits the shop.</summary>
    public const int Drum = Grind;

    /// <summary>One order in this many is wished sooner than the rest.</summary>
    public const double RushShare = .07;

    /// <summary>True time of an operation lies within planned × (1 ± this), each value as likely as the other.</summary>
    public const double Spread = .3;

    /// <summary>Machines of all centers.</summary>
    public static int Machines { get; } = Centers.Sum(c => c.Machines);

    /// <summary>Expected minutes of work an average order brings to each center, setups included.</summary>
    public static double[] MinutesAnOrder { get; } = Work();

    /// <summary>Orders a week that give the drum this load: offered work ÷ what it can do with its breakdowns.</summary>
    public static double OrdersAWeek(double load) => load * Centers[Drum].WeeklyMinutes / MinutesAnOrder[Drum];

    private static double[] Work()
    {
        var minutes = new double[Centers.Count];
        foreach (var product in Products)
        {
            foreach (var step in product.Steps) minutes[step.Center] += product.Share * (step.Setup + product.MeanPieces() * step.Piece);
        }
        return minutes;
    }
}
