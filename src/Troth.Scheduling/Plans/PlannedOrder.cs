using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>An order as one plan has it.</summary>
public readonly struct PlannedOrder
{
    private readonly Plan _plan;
    private readonly OrderRecord _record;

    internal PlannedOrder(Plan plan, OrderRecord record) => (_plan, _record) = (plan, record);

    /// <summary>Names it in later plans.</summary>
    public OrderHandle Handle => _record.Handle;

    /// <summary>What it is about.</summary>
    public OrderTerms Terms => _record.Terms;

    /// <summary>Minute at which its hold ends; −1 when it is firm.</summary>
    public int HeldUntil => _record.HeldUntil;

    /// <summary>
    /// How it and its parts are made, per product, where that is not what the shop says now: it was begun before the
    /// routing changed.
    /// Null where it is made as its product is.
    /// </summary>
    public IReadOnlyDictionary<int, RoutingDefinition>? OwnWork =>
        _record.Graph is { } graph && !ReferenceEquals(graph, _plan.Shop.Products[_record.Terms.Product].Graph) ? graph.Routings() : null;

    /// <summary>Pieces that are made for it; the rest is set aside.</summary>
    public int Made => _record.Made;

    /// <summary>Pieces already shipped.</summary>
    public int Shipped => _record.Shipped;

    /// <summary>
    /// Minute at which all of it is there and made; after the horizon when pieces are lacking or there is no room for the work.
    /// </summary>
    public int Finish => _plan.Finish(_record);

    /// <summary>
    /// Minutes between planned finish and promised date, below 0 when the promise is in danger; null while nothing is promised.
    /// </summary>
    public int? Buffer => Terms.Promised < 0 ? null : Terms.Promised - Finish;

    /// <summary>Pieces set aside; those that nothing supplies within the horizon stand after its end.</summary>
    public IReadOnlyList<Reservation> Reservations => _record.Reservations;

    /// <summary>Its operations, each after all before it.</summary>
    public IReadOnlyList<PlannedOperation> Operations
    {
        get
        {
            if (_record.Graph is not { } graph) return [];
            var pieces = graph.Parts <= 64 ? stackalloc int[graph.Parts] : new int[graph.Parts];
            graph.Quantities(_record.Made, pieces, out _);
            var operations = new PlannedOperation[graph.Count];
            for (var i = 0; i < operations.Length; i++)
                operations[i] = PlannedOperation.Of(_plan, _record, graph, i, pieces[graph.Part[i]]);
            return operations;
        }
    }
}

/// <summary>An operation as one plan has it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Part">Which part of the order: 0 is the product itself, others are made for it.</param>
/// <param name="Product">The part's product.</param>
/// <param name="At">Place of the operation in that product's routing.</param>
/// <param name="UsedBy">For a part, the operation of the order that uses it; −1 for the product itself.</param>
/// <param name="Pieces">How many it makes.</param>
/// <param name="WorkCenter">Where; −1 without one.</param>
/// <param name="Machine">Which machine there, from 0; −1 without one.</param>
/// <param name="Start">Minute of the clock at which its own setup begins.</param>
/// <param name="End">Minute of the clock at which it is done.</param>
/// <param name="State">How far it is.</param>
/// <param name="Pinned">Whether a person fixed it here.</param>
public readonly record struct PlannedOperation(
    string Name, int Part, int Product, int At, int UsedBy, int Pieces, int WorkCenter, int Machine, int Start, int End,
        OperationState State, bool Pinned)
{
    internal static PlannedOperation Of(Plan plan, OrderRecord record, Graph graph, int i, int pieces)
    {
        ref readonly var placed = ref plan.Placements[record.FirstOperation + i];
        var center = placed.Machine < 0 ? -1 : plan.Shop.CenterOfMachine[placed.Machine];
        var part = graph.Part[i];
        return new PlannedOperation(graph.Name[i], part, graph.PartProduct[part], graph.At[i], graph.PartUsedBy[part], pieces, center,
            center < 0 ? -1 : placed.Machine - plan.Shop.Centers[center].FirstMachine, placed.Start, placed.End, placed.State,
                placed.Pinned);
    }
}
