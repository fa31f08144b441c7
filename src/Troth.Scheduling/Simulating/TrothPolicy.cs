namespace Troth.Scheduling.Simulating;

/// <summary>
/// Troth's way: each order is quoted from the finite-capacity plan as the shop stands, nobody moved, and promised at its planned finish plus a
/// buffer learned from how far finishes have lain from plans so far in the same run. A rush order is then moved to the head of its queues where
/// that breaks no promise and pushes no buffer into its red third, and promised by that plan. A promise never changes; the floor works in the
/// plan's sequence, hurried orders first.
/// </summary>
/// <param name="book">The orders of the run.</param>
/// <param name="confidence">Share of past slips the buffer covers, above 0 and below 1.</param>
public sealed class TrothPolicy(OrderBook book, double confidence = TrothPolicy.Confidence) : PromisePolicy
{
    /// <summary>Share of past slips the buffer covers.</summary>
    public const double Confidence = .99;

    /// <summary>Before so many orders of a kind are finished, the buffer is a guess.</summary>
    private const int Enough = 50;

    private readonly PlannedShop _shop = new(book);
    private readonly int[] _planned = new int[book.Orders];
    private readonly double[] _root = new double[book.Orders];
    private readonly bool[] _hurried = new bool[book.Orders];
    private readonly SlipRecord _usualSlips = new(), _hurriedSlips = new();
    private readonly List<double> _late = [];

    /// <inheritdoc />
    public override string Name => "troth";

    /// <summary>Rush orders that went to the head of their queues.</summary>
    public int Hurried { get; private set; }

    internal PlannedShop Shop => _shop;

    /// <inheritdoc />
    public override int Promise(Floor floor, int order)
    {
        _shop.Follow(floor);
        var quote = _shop.Quote(order);
        var date = Math.Max(quote.Safe, Safe(floor, order, quote.Earliest));
        _shop.Promise(floor, order, date);
        if (!book.Rush[order] || _shop.Hurry(floor, order) is not { } earlier) return date;
        Hurried++;
        _hurried[order] = true;
        date = Math.Min(date, Safe(floor, order, earlier));
        _shop.Advance(order, date);
        return date;
    }

    /// <inheritdoc />
    public override long Urgency(Floor floor, int order, int operation) => _hurried[order] ? order - (long)int.MaxValue : _shop.Start[operation];

    /// <inheritdoc />
    public override void Begun(Floor floor, int machine) => _shop.Begun(floor, machine);

    /// <inheritdoc />
    public override void Done(Floor floor, int machine) => _shop.Done(floor, machine);

    /// <inheritdoc />
    public override void Stopped(Floor floor, int machine) => _shop.Stopped(floor, machine);

    /// <inheritdoc />
    public override void Repaired(Floor floor, int machine) => _shop.Repaired(floor, machine);

    /// <inheritdoc />
    public override void Finished(Floor floor, int order) => (_hurried[order] ? _hurriedSlips : _usualSlips).Add(Slip(floor.Now, order));

    /// <summary>The planned finish and, in working days, the buffer that its lead needs.</summary>
    private int Safe(Floor floor, int order, int planned)
    {
        // A day is added because even the shortest lead waits for a shift.
        (_planned[order], _root[order]) = (planned, Math.Sqrt(WorkWeek.Day + Days(floor.Now, planned)));
        return WorkWeek.WorkingDays.After(planned, Math.Max(0, (int)Math.Ceiling(_root[order] * Slip(floor, _hurried[order]))));
    }

    private double Slip(int now, int order) => Days(_planned[order], now) / _root[order];

    /// <summary>The slip to guard against, from what is known now.</summary>
    private double Slip(Floor floor, bool hurried)
    {
        var record = hurried ? _hurriedSlips : _usualSlips;
        if (record.Count < Enough) return Math.Sqrt(2 * WorkWeek.Day);
        _late.Clear();
        foreach (var order in floor.Open)
        {
            if (_hurried[order] == hurried && _planned[order] > 0 && _planned[order] < floor.Now) _late.Add(Slip(floor.Now, order));
        }
        return record.Quantile(confidence, _late);
    }

    private static double Days(int from, int to) => WorkWeek.WorkingDays.Worked(to) - WorkWeek.WorkingDays.Worked(from);
}
