namespace Troth.Scheduling.Simulating;

/// <summary>
/// Troth's way: each order is planned into the finite-capacity plan as the shop stands, behind all that was promised before, and promised
/// at its planned finish plus a buffer learned from how far finishes have lain from plans so far in the same run. A rush order goes to the
/// head of the sequence where that pushes no other into the red third of its buffer. A promise never changes; the floor works in the plan's
/// sequence.
/// </summary>
/// <param name="book">The orders of the run.</param>
/// <param name="confidence">Share of past slips the buffer covers, above 0 and below 1.</param>
public sealed class TrothPolicy(OrderBook book, double confidence = TrothPolicy.Confidence) : PromisePolicy
{
    /// <summary>Share of past slips the buffer covers; with the learning on so few orders some .995 are kept.</summary>
    public const double Confidence = .995;

    /// <summary>Before so many orders are finished the buffer is two days' slip: the warm-up.</summary>
    private const int Enough = 100;

    /// <summary>Behind everything that has a place in the sequence.</summary>
    private const long Last = long.MaxValue - 1;

    /// <summary>Ahead of everything but earlier rush orders.</summary>
    private const long Head = long.MinValue / 2;

    /// <summary>The last third of a buffer is red: an insert pushes nobody into it.</summary>
    private const double Red = 1 / 3.0;

    private readonly ForecastPlan _plan = new(book);
    private readonly long[] _sequence = new long[book.Planned.Length];
    private readonly int[] _planned = new int[book.Orders];
    private readonly double[] _scale = new double[book.Orders];
    private readonly int[] _before = new int[book.Orders];
    private readonly SlipRecord _slips = new();
    private readonly List<double> _late = [];

    /// <inheritdoc />
    public override string Name => "troth";

    /// <summary>Rush orders that went to the head of the sequence.</summary>
    public int Expedited { get; private set; }

    /// <inheritdoc />
    public override int Promise(Floor floor, int order)
    {
        var slip = Slip(floor);
        Plan(floor, order, Last);
        if (book.Rush[order] && !Expedite(floor, order, slip)) Plan(floor, order, Last);
        if (!IsHead(order))
        {
            for (var operation = book.First[order]; operation < book.First[order + 1]; operation++)
                _sequence[operation] = _plan.Start[operation];
        }
        _planned[order] = _plan.Finish[order];
        _scale[order] = Scale(floor.Now, _planned[order]);
        return Safe(floor.Now, _planned[order], slip);
    }

    /// <inheritdoc />
    public override long Urgency(Floor floor, int order, int operation) => _sequence[operation];

    /// <inheritdoc />
    public override void Finished(Floor floor, int order) => _slips.Add(Slip(floor.Now, order));

    /// <summary>
    /// Plans a rush order at the head, and leaves it there when it gains by it and endangers nobody: each other order's planned finish is
    /// no later than without it, or lies before its promise by at least the red third of the buffer it needs now.
    /// </summary>
    private bool Expedite(Floor floor, int order, double slip)
    {
        foreach (var other in floor.Open) _before[other] = _plan.Finish[other];
        Plan(floor, order, Head + order);
        foreach (var other in floor.Open)
        {
            if (other == order ? _plan.Finish[order] >= _before[order]
                : _plan.Finish[other] > _before[other] && Safe(floor.Now, _plan.Finish[other], slip * Red) > floor.Promised[other])
                return false;
        }
        Expedited++;
        return true;
    }

    private bool IsHead(int order) => _sequence[book.First[order]] == Head + order;

    private void Plan(Floor floor, int order, long place)
    {
        _sequence.AsSpan(book.First[order]..book.First[order + 1]).Fill(place);
        _plan.Make(floor, _sequence);
    }

    private static int Safe(int now, int planned, double slip) =>
        WorkWeek.WorkingDays.After(planned, Math.Max(0, (int)Math.Ceiling(Scale(now, planned) * slip)));

    /// <summary>The root of the lead in working-day minutes; a day more, because the shortest lead still ends in some shift.</summary>
    private static double Scale(int now, int planned) => Math.Sqrt(WorkWeek.Day + Days(now, planned));

    private double Slip(int now, int order) => Days(_planned[order], now) / _scale[order];

    private static double Days(int from, int to) => WorkWeek.WorkingDays.Worked(to) - WorkWeek.WorkingDays.Worked(from);

    /// <summary>The slip to guard against, from what is known now.</summary>
    private double Slip(Floor floor)
    {
        if (_slips.Count < Enough) return Math.Sqrt(2 * WorkWeek.Day);
        _late.Clear();
        foreach (var order in floor.Open)
        {
            if (_planned[order] > 0 && _planned[order] < floor.Now) _late.Add(Slip(floor.Now, order));
        }
        return _slips.Quantile(confidence, _late);
    }
}
