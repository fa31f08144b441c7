namespace Troth.Scheduling.Shops;

/// <summary>
/// A shop as people describe it: plain facts, not yet checked. <see cref="Shop.Of"/> checks them and refuses what cannot be planned.
/// All times are whole minutes from the start of the horizon; things refer to each other by their place in these lists.
/// </summary>
public sealed record ShopDefinition
{
    /// <summary>Length of the horizon in minutes, 1 to <see cref="Limits.Horizon"/>: nothing is planned after it.</summary>
    public required int Horizon { get; init; }

    /// <summary>When people and machines work.</summary>
    public required IReadOnlyList<CalendarDefinition> Calendars { get; init; }

    /// <summary>Where work is done.</summary>
    public required IReadOnlyList<WorkCenterDefinition> WorkCenters { get; init; }

    /// <summary>What is sold or used.</summary>
    public required IReadOnlyList<ProductDefinition> Products { get; init; }

    /// <summary>Kinds of promises with their buffers; at least one.</summary>
    public IReadOnlyList<PromiseClassDefinition> Classes { get; init; } = [new("standard")];

    /// <summary>Minutes from now in which nothing already planned is moved and nothing new is put: people have been told.</summary>
    public int FrozenMinutes { get; init; }
}

/// <summary>When a work center works: a week that repeats, and what differs from it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Week">Working time of a week; it may be empty when exceptions open.</param>
/// <param name="WeekOffset">The minute of the week (Monday 0:00 is 0, below 10,080) at which the horizon starts.</param>
public sealed record CalendarDefinition(string Name, IReadOnlyList<WeeklyShift> Week, int WeekOffset = 0)
{
    /// <summary>Minutes in a week.</summary>
    public const int WeekMinutes = 7 * 24 * 60;

    /// <summary>Holidays, closures, overtime, in order: a later one wins where two overlap.</summary>
    public IReadOnlyList<CalendarException> Exceptions { get; init; } = [];

    /// <summary>A calendar without a break.</summary>
    public static CalendarDefinition Always(string name = "always") => new(name, [new(0, WeekMinutes)]);
}

/// <summary>Working time within a week, in minutes of the week: <c>0 ≤ Start &lt; End ≤ 10,080</c>. Shifts may touch or overlap.</summary>
/// <param name="Start">First working minute.</param>
/// <param name="End">The minute after the last.</param>
public readonly record struct WeeklyShift(int Start, int End);

/// <summary>A span of the horizon in which the calendar differs from its week.</summary>
/// <param name="Start">First minute of the horizon it covers.</param>
/// <param name="End">The minute after the last.</param>
/// <param name="Open">True for overtime or an extra shift, false for a holiday or closure.</param>
public readonly record struct CalendarException(int Start, int End, bool Open);

/// <summary>A group of identical machines that share a calendar.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Calendar">Which calendar.</param>
/// <param name="Machines">Parallel machines, 1 to <see cref="Limits.Machines"/>.</param>
/// <param name="Efficiency">Percent of the planned speed, 1 to 1,000: run time is divided by it, setups are not.</param>
/// <param name="Drum">Whether it sets the pace of the shop (the constraint of drum-buffer-rope).</param>
public sealed record WorkCenterDefinition(string Name, int Calendar, int Machines = 1, int Efficiency = 100, bool Drum = false)
{
    /// <summary>
    /// Minutes to change over from family (row) to family (column), on top of an operation's own setup; null when families do not matter.
    /// Where going through a third family is shorter, that is what counts: the shop would do the same.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>>? Changeovers { get; init; }

    /// <summary>The family each machine is set up for when the horizon starts.</summary>
    public int InitialFamily { get; init; }
}

/// <summary>A kind of promise and the buffers that protect it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="ShippingBuffer">Minutes kept between planned finish and promised date.</param>
/// <param name="ProductionBuffer">Minutes of the production buffer of drum-buffer-rope; half of it stands behind the drum.</param>
public sealed record PromiseClassDefinition(string Name, int ShippingBuffer = 0, int ProductionBuffer = 0)
{
    /// <summary>Whether less than a third of the shipping buffer is left: the promise is in danger.</summary>
    /// <param name="buffer">Minutes between planned finish and promised date.</param>
    public bool IsRed(int buffer) => buffer * 3L < ShippingBuffer;
}

/// <summary>A product and how it is supplied: any of stocked, bought and made, or several. None: no date can be given.</summary>
/// <param name="Name">What people call it.</param>
public sealed record ProductDefinition(string Name)
{
    /// <summary>What lies in stock and what is to come; null when it is not kept in stock.</summary>
    public StockDefinition? Stock { get; init; }

    /// <summary>How it is bought; null when it is not.</summary>
    public PurchaseDefinition? Purchase { get; init; }

    /// <summary>How it is made; null when it is not.</summary>
    public RoutingDefinition? Routing { get; init; }
}

/// <summary>Pieces on hand at the start of the horizon, and dated receipts.</summary>
/// <param name="OnHand">Pieces, 0 or more.</param>
/// <param name="Receipts">What comes and when.</param>
public sealed record StockDefinition(int OnHand, IReadOnlyList<Receipt>? Receipts = null);

/// <summary>Pieces that arrive at a minute.</summary>
/// <param name="At">Minute of the horizon.</param>
/// <param name="Quantity">Pieces, 1 or more.</param>
public readonly record struct Receipt(int At, int Quantity);

/// <summary>What a supplier takes.</summary>
/// <param name="LeadMinutes">Planned minutes from ordering to having, 0 or more.</param>
/// <param name="MeasuredLeads">Minutes that past deliveries took, in any order; with fewer than <see cref="Limits.SpreadSamples"/> the
/// spread counts as unknown.</param>
public sealed record PurchaseDefinition(int LeadMinutes, IReadOnlyList<int>? MeasuredLeads = null);

/// <summary>A graph of operations: a chain, or branches that are assembled.</summary>
/// <param name="Operations">In any order; each names those before it by their place in this list.</param>
public sealed record RoutingDefinition(IReadOnlyList<OperationDefinition> Operations);

/// <summary>One step of a routing.</summary>
/// <param name="Name">What people call it.</param>
public sealed record OperationDefinition(string Name)
{
    /// <summary>Operations that come before it, by their place in the routing.</summary>
    public IReadOnlyList<int> After { get; init; } = [];

    /// <summary>Where it can be done, preferred first; empty for an operation done outside.</summary>
    public IReadOnlyList<OperationCenter> Centers { get; init; } = [];

    /// <summary>Family for changeovers, 0 or more.</summary>
    public int Family { get; init; }

    /// <summary>Pieces that are handed on together; 0 hands on the whole quantity at the end.</summary>
    public int TransferBatch { get; init; }

    /// <summary>Minutes by the clock that pass before the next operation may start (cooling, drying).</summary>
    public int WaitAfter { get; init; }

    /// <summary>For an operation done outside: minutes by the clock; 0 otherwise.</summary>
    public int OutsideLead { get; init; }

    /// <summary>What must be there when it starts.</summary>
    public IReadOnlyList<MaterialDefinition> Materials { get; init; } = [];
}

/// <summary>A work center that can do an operation, and how long it takes there.</summary>
/// <param name="WorkCenter">Which.</param>
/// <param name="SetupMinutes">Minutes before the first piece, 0 or more.</param>
/// <param name="RunMinutes">Minutes for <paramref name="RunPieces"/> pieces at full efficiency, 0 or more.</param>
/// <param name="RunPieces">Pieces that take <paramref name="RunMinutes"/>, 1 or more.</param>
public readonly record struct OperationCenter(int WorkCenter, int SetupMinutes, int RunMinutes, int RunPieces = 1);

/// <summary>Pieces of another product that an operation uses.</summary>
/// <param name="Product">Which.</param>
/// <param name="Quantity">Pieces of it per <paramref name="PerPieces"/> pieces made; rounded up for the order.</param>
/// <param name="PerPieces">1 or more.</param>
public readonly record struct MaterialDefinition(int Product, int Quantity, int PerPieces = 1);
