using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>A plan in the making: changes what it copied, shares the rest. Freeze it once; then it must not be changed.</summary>
internal sealed class PlanDraft
{
    /// <summary>Marks what this draft made or copied. Not the draft itself, which would keep all plans before it alive.</summary>
    private readonly object _owner = new();
    private readonly long _version;
    private int _base;
    private bool[]? _stay;
    private readonly List<Reservation> _reserved = [];

    public PlanDraft(Plan from) : this(from, from.Shop, from.Now)
    {
        Timelines = from.Timelines.AsSpan().ToArray();
        Placements = from.Placements.CopyFor(_owner);
        Records = from.Records.CopyFor(_owner);
        (Stock, Supply, FreePlaces, FreeOperations, Stops) =
            (from.Stock.AsSpan().ToArray(), from.Supply.AsSpan().ToArray(), from.FreePlaces, from.FreeOperations.AsSpan().ToArray(),
            from.Stops);
    }

    /// <summary>A draft for another shop: timelines are empty, orders and placements as they were.</summary>
    /// <param name="from">The plan.</param>
    /// <param name="shop">The other shop.</param>
    /// <param name="now">In that shop's minutes.</param>
    /// <param name="families">Per machine of that shop, the family it is set up for.</param>
    /// <param name="stock">Per product of that shop.</param>
    /// <param name="supply">Per product of that shop.</param>
    public PlanDraft(Plan from, Shop shop, int now, int[] families, StockLevel?[] stock, StockLevel?[] supply) : this(from, shop, now)
    {
        Timelines = [.. families.Select((family, m) => new Timeline(_owner, shop.Centers[shop.CenterOfMachine[m]].Calendar.Total, family))];
        Placements = from.Placements.CopyFor(_owner);
        Records = from.Records.CopyFor(_owner);
        (Stock, Supply, FreePlaces, FreeOperations, Stops) = (stock, supply, from.FreePlaces, from.FreeOperations.AsSpan().ToArray(),
            from.Stops);
    }

    private PlanDraft(Plan from, Shop shop, int now)
    {
        (_version, Shop, Now, Spread, Serials, Count) = (from.Version, shop, now, from.Spread, from.Serials, from.Count);
        (Timelines, Stock, Supply, Placements, Records, FreeOperations, Stops) = ([], [], [], new(_owner), new(_owner), [], []);
    }

    public object Owner => _owner;
    public Shop Shop { get; init; }
    public int Now { get; set; }
    public SlipSpread Spread { get; set; }
    public Timeline[] Timelines { get; set; }
    public StockLevel?[] Stock { get; }
    public StockLevel?[] Supply { get; }
    public Paged<Placement> Placements { get; set; }
    public Paged<OrderRecord?> Records { get; }
    public Free? FreePlaces { get; private set; }
    public Free?[] FreeOperations { get; private set; }
    public Stop?[] Stops { get; set; }
    public int Serials { get; private set; }
    public int Count { get; private set; }

    /// <summary>Orders that are to come in when what is here has its place.</summary>
    public List<(OrderTerms Terms, int HeldUntil)> ToPlace { get; } = [];

    public OrderRecord? Record(OrderHandle order) =>
        (uint)order.Place < (uint)Records.Count && Records[order.Place] is { } record && record.Handle == order ? record : null;

    public Plan Freeze() => Freeze(_version + 1);

    public Plan Freeze(long version) => new(this, version);

    /// <summary>Takes over which numbers are free, as a plan that was written had them.</summary>
    public void Restore(Free? places, Free?[] operations, int serials, int count) =>
        (FreePlaces, FreeOperations, Serials, Count) = (places, operations, serials, count);

    /// <summary>The earliest minute at which planning may start something new.</summary>
    public int Earliest => (int)Math.Min((long)Now + Shop.Definition.FrozenMinutes, Shop.Horizon);

    public Timeline Own(int machine)
    {
        var timeline = Timelines[machine];
        return ReferenceEquals(timeline.Owner, _owner) ? timeline : Timelines[machine] = timeline.CopyFor(_owner);
    }

    /// <summary>Gives an order a place and numbers for its operations; nothing is placed yet.</summary>
    public OrderRecord Enter(OrderTerms terms, Graph? graph, int made)
    {
        int place;
        if (FreePlaces is { } free) (place, FreePlaces) = (free.First, free.Next);
        else Records.Reach((place = Records.Count) + 1);
        var record = new OrderRecord(terms, new OrderHandle(place, ++Serials)) { Graph = graph, Made = made, FirstOperation = graph is null
            ? 0 : Numbers(graph.Count) };
        Records.Own(place) = record;
        // Until they are placed they stand after the horizon: numbers used before must not seem to.
        for (var i = 0; i < record.Operations; i++) Repair.Unplaced.MarkOne(this, record.FirstOperation + i);
        Count++;
        return record;
    }

    /// <summary>Gives an order that has none work, which has no place yet.</summary>
    public OrderRecord Work(OrderRecord record, Graph graph)
    {
        record = Set(record with { Graph = graph, FirstOperation = Numbers(graph.Count) });
        for (var i = 0; i < record.Operations; i++) Repair.Unplaced.MarkOne(this, record.FirstOperation + i);
        return record;
    }

    /// <summary>Puts a record in the place of the one with its handle.</summary>
    public OrderRecord Set(OrderRecord record) => Records.Own(record.Handle.Place) = record;

    /// <summary>Takes an order out of the list; its operations must be off the timelines.</summary>
    public void Leave(OrderRecord record)
    {
        Records.Own(record.Handle.Place) = null;
        FreePlaces = new Free(record.Handle.Place, FreePlaces);
        if (record.Operations > 0) GiveBack(record.FirstOperation, record.Operations);
        Count--;
    }

    /// <summary>Gives back the numbers of an order's operations: it has none any more.</summary>
    public void FreeNumbers(OrderRecord record) => GiveBack(record.FirstOperation, record.Operations);

    /// <summary>From now on <see cref="Take(int, in Placement, int)"/> and <see cref="Reserve"/> are for this order.</summary>
    public PlanDraft For(OrderRecord record)
    {
        For(record.FirstOperation, keepsSome: false);
        return this;
    }

    /// <summary>From now on <see cref="ReserveProduct"/> is for another order.</summary>
    public void StartReserving() => _reserved.Clear();

    /// <summary>
    /// From now on <see cref="Take(int, in Placement, int)"/> is for an order whose operations have these numbers, of which some may stay
    /// where they are.
    /// </summary>
    public void For(int firstOperation, bool keepsSome)
    {
        (_base, KeepsSome) = (firstOperation, keepsSome);
        if (_reserved.Count > 0) _reserved.Clear();
    }

    /// <summary>Whether operations of the order being placed may stay where they are.</summary>
    public bool KeepsSome { get; private set; }

    /// <summary>
    /// Whether planning leaves an operation where it is: it is fixed, stands in the frozen zone, or comes before one of the order that
    /// stays.
    /// </summary>
    public bool Keeps(int operation)
    {
        ref readonly var placed = ref Placements[operation];
        return placed.IsFixed || placed.Start < Earliest || _stay is not null && _stay[operation];
    }

    /// <summary>What comes before an operation that stays, stays too. Answers whether any of the order does.</summary>
    public bool KeepBefore(OrderRecord record)
    {
        var any = false;
        for (var i = record.Operations - 1; i >= 0; i--)
        {
            if (!Keeps(record.FirstOperation + i)) continue;
            any = true;
            var graph = record.Graph!;
            for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
                if (!Keeps(record.FirstOperation + graph.Before[k]))
                    (_stay ??= new bool[Placements.Count])[record.FirstOperation + graph.Before[k]] = true;
        }
        return any;
    }

    /// <summary>Whether operation i of the order being placed stays where it is.</summary>
    public bool KeepsAt(int i) => Keeps(_base + i);

    /// <summary>Where operation i of the order stands.</summary>
    public ref readonly Placement At(int i) => ref Placements[_base + i];

    /// <summary>Puts operation i of the order where it was found to have room.</summary>
    public void Take(int i, in Placement placed, int family)
    {
        var (b, at) = placed.Machine < 0 ? (0, 0) : Timelines[placed.Machine].Seek(placed.WorkStart);
        Take(i, placed, family, b, at);
    }

    /// <summary>The same, before a place on the machine's timeline that was looked up.</summary>
    public void Take(int i, in Placement placed, int family, int b, int at)
    {
        Placements.Own(_base + i) = placed;
        if (placed.Machine >= 0)
            Own(placed.Machine).Insert(new Slot { Start = placed.WorkStart, End = placed.WorkEnd, Operation = _base + i, Family = family },
                b, at);
        SetAside(i, placed.Start);
    }

    /// <summary>
    /// Takes from stock what was to be set aside for operation i, from its start on: others may use what comes back in time.
    /// </summary>
    public void SetAside(int i, int start)
    {
        for (var r = _reserved.Count - 1; r >= 0 && _reserved[r].Operation == i; r--)
        {
            // What is bought comes when it comes.
            if (_reserved[r].Source != SupplySource.Stock) continue;
            var reserved = _reserved[r] = _reserved[r] with { At = Math.Max(_reserved[r].At, start) };
            Stock[reserved.Product] = Stock[reserved.Product]!.With(reserved.At, -reserved.Quantity);
        }
    }

    /// <summary>Sets pieces aside for operation i (−1: for the customer); from stock what is there in time, the rest is bought.</summary>
    public void Reserve(int product, int pieces, int i, int now)
    {
        var fromStock = Stock[product]?.FreeFrom(pieces, now) ?? -1;
        var lead = Shop.Products[product].Definition.Purchase?.LeadMinutes ?? -1;
        if (fromStock >= 0 && (lead < 0 || fromStock <= now + lead))
        {
            _reserved.Add(new Reservation(product, pieces, fromStock, i, SupplySource.Stock));
            return;
        }
        var some = Math.Min(pieces - 1, Stock[product]?.FreeAt(Math.Min(now + lead, Shop.Horizon)) ?? 0);
        if (some > 0) _reserved.Add(new Reservation(product, some, now + lead, i, SupplySource.Stock));
        _reserved.Add(new Reservation(product, pieces - Math.Max(some, 0), now + lead, i, SupplySource.Purchase));
    }

    /// <summary>Sets pieces of the ordered product aside at a minute.</summary>
    public void ReserveProduct(int product, int pieces, int at, SupplySource source)
    {
        _reserved.Add(new Reservation(product, pieces, at, -1, source));
        // After the horizon stands what nothing supplies.
        if (source == SupplySource.Stock && at <= Shop.Horizon) Stock[product] = Stock[product]!.With(at, -pieces);
    }

    /// <summary>How many were set aside since <see cref="For(OrderRecord)"/>, and back to so many.</summary>
    public int ReservedCount
    {
        get => _reserved.Count;
        set => _reserved.RemoveRange(value, _reserved.Count - value);
    }

    /// <summary>Takes operation i of the order off its machine again.</summary>
    public void TakeBack(int i) => Lift(_base + i);

    /// <summary>Forgets what was to be set aside for operation i, which was not placed.</summary>
    public void Unreserve(int i)
    {
        while (_reserved.Count > 0 && _reserved[^1].Operation == i) _reserved.RemoveAt(_reserved.Count - 1);
    }

    /// <summary>What was set aside since <see cref="For(OrderRecord)"/>.</summary>
    public Reservation[] Reserved => [.. _reserved];

    /// <summary>Takes an operation off its machine; its placement stays as it was.</summary>
    public void Lift(int operation)
    {
        ref readonly var placed = ref Placements[operation];
        if (placed.Machine >= 0 && placed.State != OperationState.Done) Own(placed.Machine).Remove(placed.WorkStart);
    }

    /// <summary>What an order set aside has left the house: it does not come back, and is not there any more.</summary>
    public void UseUp(in Reservation reservation)
    {
        if (reservation.Source == SupplySource.Stock && reservation.At <= Shop.Horizon)
            Supply[reservation.Product] = Supply[reservation.Product]!.With(reservation.At, -reservation.Quantity);
    }

    /// <summary>Gives back what an order set aside, all or for operations that a test says.</summary>
    public void Return(OrderRecord record, Func<Reservation, bool>? which = null)
    {
        foreach (var reservation in record.Reservations)
            if (reservation.Source == SupplySource.Stock && reservation.At <= Shop.Horizon && (which is null || which(reservation)))
                Stock[reservation.Product] = Stock[reservation.Product]!.With(reservation.At, reservation.Quantity);
    }

    private int Numbers(int count)
    {
        if (FreeOperations.Length > count && FreeOperations[count] is { } free)
        {
            FreeOperations[count] = free.Next;
            return free.First;
        }
        var first = Placements.Count;
        Placements.Reach(first + count);
        return first;
    }

    private void GiveBack(int first, int count)
    {
        if (FreeOperations.Length <= count)
        {
            var longer = new Free?[count + 1];
            FreeOperations.CopyTo(longer, 0);
            FreeOperations = longer;
        }
        FreeOperations[count] = new Free(first, FreeOperations[count]);
    }
}
