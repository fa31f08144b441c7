using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Simulating;

/// <summary>
/// Troth's way: each order is promised for the engine's own safe date (<see cref="Quoting.Quote.Safe"/>), quoted from the
/// finite-capacity plan as the shop stands, nobody moved, with the spread of what has happened so far in the same run. A rush order is
/// then moved to the head of its queues where that breaks no promise and pushes no buffer into its red third, and quoted anew there as
/// an urgent one. A promise never changes; the floor works in the plan's sequence, hurried orders first.
/// </summary>
/// <param name="book">The orders of the run.</param>
/// <param name="confidence">How sure the safe dates have to be, in thousandths, 500 to 999.</param>
public sealed class TrothPolicy(OrderBook book, int confidence = TrothPolicy.Confidence) : PromisePolicy
{
    /// <summary>How sure the safe dates have to be, in thousandths.</summary>
    public const int Confidence = 990;

    private readonly PlannedShop _shop = new(book, confidence);
    private readonly int[] _planned = new int[book.Orders];
    private readonly bool[] _hurried = new bool[book.Orders];
    private readonly List<PastOrder> _finished = [];

    /// <inheritdoc />
    public override string Name => "troth";

    /// <summary>Rush orders that went to the head of their queues.</summary>
    public int Hurried { get; private set; }

    internal PlannedShop Shop => _shop;

    /// <inheritdoc />
    public override int Promise(Floor floor, int order)
    {
        _shop.Follow(floor);
        _shop.Learn([.. _finished, .. Overdue(floor)]);
        var quote = _shop.Quote(order);
        _planned[order] = quote.Earliest;
        _shop.Promise(floor, order, quote.Safe);
        if (!book.Rush[order] || _shop.HurryPromised(floor, order, quote.Safe) is not { } hurried) return quote.Safe;
        Hurried++;
        (_hurried[order], _planned[order]) = (true, hurried.Planned);
        return hurried.Date;
    }

    /// <inheritdoc />
    public override long Urgency(Floor floor, int order, int operation) =>
        _hurried[order] ? order - (long)int.MaxValue : _shop.Start[operation];

    /// <inheritdoc />
    public override void Begun(Floor floor, int machine) => _shop.Begun(floor, machine);

    /// <inheritdoc />
    public override void Done(Floor floor, int machine) => _shop.Done(floor, machine);

    /// <inheritdoc />
    public override void Stopped(Floor floor, int machine) => _shop.Stopped(floor, machine);

    /// <inheritdoc />
    public override void Repaired(Floor floor, int machine) => _shop.Repaired(floor, machine);

    /// <inheritdoc />
    public override void Finished(Floor floor, int order) => _finished.Add(Past(order, floor.Now));

    /// <summary>Open orders that are later than planned count with what they are late already.</summary>
    private IEnumerable<PastOrder> Overdue(Floor floor) =>
        floor.Open.Where(order => _planned[order] > 0 && _planned[order] < floor.Now).Select(order => Past(order, floor.Now));

    private PastOrder Past(int order, int ended) =>
        new(book.Arrival[order], _planned[order], ended, _hurried[order] ? PlannedShop.Urgent : PlannedShop.Usual);
}
