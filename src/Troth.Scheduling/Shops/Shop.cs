namespace Troth.Scheduling.Shops;

/// <summary>
/// A checked shop, ready to plan: calendars as axes, machines numbered through, every routing as one graph with the parts that are made
/// with it. Immutable; safe to share between threads.
/// </summary>
public sealed class Shop
{
    private System.Runtime.CompilerServices.StrongBox<ulong>? _fingerprint;

    private Shop(ShopDefinition definition, WorkCalendar[] calendars, WorkCenter[] centers, Product[] products)
    {
        (Definition, Calendars, Centers, Products) = (definition, calendars, centers, products);
        Machines = centers.Length == 0 ? 0 : centers[^1].FirstMachine + centers[^1].Machines;
        CenterFacts = [.. centers.Select(c => new CenterFact(c.FirstMachine, c.FirstMachine + c.Machines, c.Definition.Efficiency,
            c.Changeovers is not null, c.Calendar))];
        CenterOfMachine = new int[Machines];
        for (var c = 0; c < centers.Length; c++) CenterOfMachine.AsSpan(centers[c].FirstMachine, centers[c].Machines).Fill(c);
    }

    /// <summary>
    /// A hash of its description, names included: the first 64 bits of a SHA-256. A plan that was written is read with a shop of the same.
    /// </summary>
    public ulong Fingerprint() => (_fingerprint ??= new(Keeping.ShopContent.Fingerprint(Definition))).Value;

    /// <summary>What it was made of.</summary>
    public ShopDefinition Definition { get; }

    /// <summary>Minutes of the horizon.</summary>
    public int Horizon => Definition.Horizon;

    /// <summary>How many machines there are in all work centers.</summary>
    public int Machines { get; }

    /// <summary>The axis of working time of a work center.</summary>
    /// <exception cref="ShopRefusedException">There is no such work center.</exception>
    public WorkCalendar CalendarOf(int workCenter) => Center(workCenter).Calendar;

    /// <summary>The work center and the number there of a machine that is counted among all machines of the shop.</summary>
    /// <exception cref="ShopRefusedException">There is no such machine.</exception>
    public (int WorkCenter, int Machine) MachineAt(int machine) => (uint)machine < (uint)Machines
        ? (CenterOfMachine[machine], machine - Centers[CenterOfMachine[machine]].FirstMachine)
        : throw new ShopRefusedException("workCenter", $"machine {machine}", $"Machine {machine} does not exist; there are {Machines}.");

    internal WorkCenter Center(int workCenter) => (uint)workCenter < (uint)Centers.Length ? Centers[workCenter]
        : throw new ShopRefusedException("workCenter", $"work center {workCenter}",
            $"Work center {workCenter} does not exist; there are {Centers.Length}.");

    internal WorkCalendar[] Calendars { get; }
    internal WorkCenter[] Centers { get; }
    internal Product[] Products { get; }
    internal int[] CenterOfMachine { get; }

    /// <summary>Per work center what placing asks for, side by side.</summary>
    internal CenterFact[] CenterFacts { get; }

    /// <summary>The same shop with a work center on a calendar of its own; products and routings are shared with this one.</summary>
    /// <exception cref="ShopRefusedException">The work center does not exist, or the calendar has no working time.</exception>
    public Shop WithCalendar(int workCenter, CalendarDefinition calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        NothingLeftOut.Check(calendar);
        return With(workCenter,
            Definition with { Calendars = [.. Definition.Calendars, calendar] }, center =>
                center with { Calendar = Definition.Calendars.Count });
    }

    /// <summary>The same shop with another number of machines in a work center.</summary>
    /// <exception cref="ShopRefusedException">The work center does not exist, or the number is out of range.</exception>
    public Shop WithMachines(int workCenter, int machines) => With(workCenter, Definition, center => center with { Machines = machines });

    private Shop With(int workCenter, ShopDefinition definition, Func<WorkCenterDefinition, WorkCenterDefinition> change)
    {
        Center(workCenter);
        definition = definition with { WorkCenters =
            [.. definition.WorkCenters.Select((center, i) => i == workCenter ? change(center) : center)] };
        WorkCalendar[] calendars = [.. Calendars, .. definition.Calendars.Skip(Calendars.Length)
            .Select(c => WorkCalendar.Of(c, definition.Horizon))];
        return new Shop(definition, calendars, WorkCenter.All(definition, calendars), Products);
    }

    /// <summary>Checks a shop and makes it ready.</summary>
    /// <exception cref="ShopRefusedException">Something cannot be planned with: named with its value and the remedy.</exception>
    public static Shop Of(ShopDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        NothingLeftOut.Check(definition);
        if (definition.Horizon is < 1 or > Limits.Horizon)
            throw new ShopRefusedException("horizon", "horizon",
                $"The horizon is {definition.Horizon} minutes; give 1 to {Limits.Horizon} (five years).");
        if (definition.FrozenMinutes < 0 || definition.FrozenMinutes > definition.Horizon)
            throw new ShopRefusedException("horizon", "frozen zone",
                $"The frozen zone is {definition.FrozenMinutes} minutes; give 0 to the horizon's {definition.Horizon}.");
        if (definition.Classes.Count == 0)
            throw new ShopRefusedException("class", "promise classes", "There is no promise class; give at least one.");
        if (definition.Classes.Count > Limits.Classes)
            throw new ShopRefusedException("class", "promise classes",
                $"There are {definition.Classes.Count} promise classes; give at most {Limits.Classes}.");
        foreach (var promise in definition.Classes)
            if (promise.ShippingBuffer < 0 || promise.ProductionBuffer < 0 || promise.ShippingBuffer > Limits.Horizon
                || promise.ProductionBuffer > Limits.Horizon)
                throw new ShopRefusedException("class", $"promise class “{promise.Name}”",
                    $"Promise class “{promise.Name}” has buffers of {promise.ShippingBuffer} and {promise.ProductionBuffer} minutes; "
                        + $"give 0 to {Limits.Horizon}.");
        var calendars = definition.Calendars.Select(c => WorkCalendar.Of(c, definition.Horizon)).ToArray();
        var centers = WorkCenter.All(definition, calendars);
        return new Shop(definition, calendars, centers, Product.All(definition, centers));
    }
}
