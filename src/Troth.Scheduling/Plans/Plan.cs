using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>
/// The schedule at one version: what stands where, for whom, with which promise. Immutable: a change makes a new plan that shares what it
/// has in common, so readers need no lock and a quote sees one state of the world.
/// </summary>
public sealed partial class Plan
{
    private int[]? _owners;

    internal Plan(PlanDraft draft, long version)
    {
        (Shop, Now, Version) = (draft.Shop, draft.Now, version);
        (Timelines, Stock, Supply, Placements, Records) = (draft.Timelines, draft.Stock, draft.Supply, draft.Placements, draft.Records);
        (FreePlaces, FreeOperations, Serials, Stops, Spread, Count) =
            (draft.FreePlaces, draft.FreeOperations, draft.Serials, draft.Stops, draft.Spread, draft.Count);
    }

    private Plan(Shop shop, int now)
    {
        (Shop, Now) = (shop, now);
        var owner = new object();
        Timelines = [.. Enumerable.Range(0, shop.Machines)
            .Select(m => new Timeline(owner, shop.Centers[shop.CenterOfMachine[m]].Calendar.Total,
            shop.Centers[shop.CenterOfMachine[m]].Definition.InitialFamily))];
        Stock = [.. shop.Products.Select(p => p.Definition.Stock is { } stock ? StockLevel.Of(stock) : null)];
        Supply = Stock.AsSpan().ToArray();
        (Placements, Records, FreeOperations, Stops, Spread) = (new(owner), new(owner), [], [], SlipSpread.Unknown);
    }

    /// <summary>Whose plan it is.</summary>
    public Shop Shop { get; }

    /// <summary>The minute of the horizon it was made at; only replanning moves it on.</summary>
    public int Now { get; }

    /// <summary>Grows by one with each change.</summary>
    public long Version { get; }

    /// <summary>How late finished orders were against their plan, which safe dates rest on.</summary>
    public SlipSpread Spread { get; }

    /// <summary>How many orders are in it.</summary>
    public int Count { get; }

    /// <summary>Times at which machines stand still, by number; ended ones are left out of the list but keep their number.</summary>
    internal Stop?[] Stops { get; }

    internal Timeline[] Timelines { get; }

    /// <summary>Per product: what is there and comes, less what orders have set aside.</summary>
    internal StockLevel?[] Stock { get; }

    /// <summary>Per product: what is there and comes, before anything is set aside; shipped pieces are gone from it.</summary>
    internal StockLevel?[] Supply { get; }
    internal Paged<Placement> Placements { get; }
    internal Paged<OrderRecord?> Records { get; }
    internal Free? FreePlaces { get; }
    internal Free?[] FreeOperations { get; }
    internal int Serials { get; }

    /// <summary>
    /// A hash of all that may influence later answers: two plans of one shop with the same fingerprint answer alike whatever is asked and
    /// done. The first 64 bits of the SHA-256 of what <see cref="Keeping.PlanFile"/> writes. O(operations).
    /// </summary>
    public ulong Fingerprint() => Keeping.PlanContent.Of(this).Hash();

    /// <summary>A plan without orders.</summary>
    /// <param name="shop">Whose.</param>
    /// <param name="now">Minute of the horizon.</param>
    /// <exception cref="ShopRefusedException">Now is not in the horizon.</exception>
    public static Plan Empty(Shop shop, int now = 0) => now >= 0 && now <= shop.Horizon
        ? new Plan(shop, now)
        : throw new ShopRefusedException("time", "now", $"Now is minute {now}; the horizon goes from 0 to {shop.Horizon}.");

    /// <summary>The orders, in no particular order.</summary>
    public IEnumerable<PlannedOrder> Orders
    {
        get
        {
            for (var i = 0; i < Records.Count; i++)
                if (Records[i] is { } record) yield return new PlannedOrder(this, record);
        }
    }

    /// <summary>An order of this plan; null when it has left it.</summary>
    public PlannedOrder? Find(OrderHandle order) => Record(order) is { } record ? new PlannedOrder(this, record) : null;

    /// <summary>Times at which machines stand still.</summary>
    public IEnumerable<Stop> MachineStops => Stops.OfType<Stop>();

    /// <summary>The family a machine is set up for before the first operation of the plan that is not done.</summary>
    /// <exception cref="ShopRefusedException">There is no such machine.</exception>
    public int FamilyOf(int workCenter, int machine)
    {
        var center = Shop.Center(workCenter);
        return (uint)machine < (uint)center.Machines ? Timelines[center.FirstMachine + machine].Family
            : throw new ShopRefusedException("workCenter", $"work center “{center.Definition.Name}”",
                $"Work center “{center.Definition.Name}” has no machine {machine}; it has {center.Machines}.");
    }

    /// <summary>
    /// Pieces of a product that are there after each change, before anything is set aside for orders of this plan: the shop's stock and
    /// receipts, with what was reported and shipped since. Empty when it is not kept.
    /// </summary>
    /// <exception cref="ShopRefusedException">There is no such product.</exception>
    public IReadOnlyList<(int At, int Pieces)> SupplyOf(int product) =>
        (uint)product < (uint)Supply.Length ? Supply[product]?.Changes() ?? []
        : throw new ShopRefusedException("product", $"product {product}", $"Product {product} does not exist; there are {Supply.Length}.");

    /// <summary>The same plan with another measured spread.</summary>
    public Plan With(SlipSpread spread)
    {
        var draft = new PlanDraft(this) { Spread = spread };
        return draft.Freeze();
    }

    internal OrderRecord? Record(OrderHandle order) =>
        (uint)order.Place < (uint)Records.Count && Records[order.Place] is { } record && record.Handle == order ? record : null;

    /// <summary>Whose an operation is, by its number; null for a number that no order has. O(1) but for the first.</summary>
    internal OrderHandle? OrderOf(int operation) =>
        (uint)operation < (uint)Owners.Length && Owners[operation] is var place and >= 0 ? Records[place]!.Handle : null;

    /// <summary>Per operation of the plan, the place of its order; −1 for none. Worked out when first asked for.</summary>
    internal int[] Owners => _owners ??= OwnersOf(Records, Placements.Count);

    /// <summary>The same of orders that are still being planned.</summary>
    internal static int[] OwnersOf(Paged<OrderRecord?> records, int operations)
    {
        var owners = new int[operations];
        Array.Fill(owners, -1);
        for (var place = 0; place < records.Count; place++)
            if (records[place] is { } record) owners.AsSpan(record.FirstOperation, record.Operations).Fill(place);
        return owners;
    }

    /// <summary>The minute at which all of an order is there and made.</summary>
    internal int Finish(OrderRecord record) => FinishOf(record, Placements);

    internal static int FinishOf(OrderRecord record, Paged<Placement> placements)
    {
        var finish = record.Terms.NotBefore;
        foreach (var reservation in record.Reservations)
            if (reservation.Operation < 0) finish = Math.Max(finish, reservation.At);
        if (record.Graph is { } graph)
            for (var i = 0; i < graph.Count; i++)
                if (graph.IsLast[i]) finish = Math.Max(finish, placements[record.FirstOperation + i].End + graph.WaitAfter[i]);
        return finish;
    }
}
