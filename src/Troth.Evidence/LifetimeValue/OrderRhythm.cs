using MathNet.Numerics;

namespace Troth.Evidence;

/// <summary>When a customer's next order is due by its own rhythm, should it still be one. Times from the end of watching, in the histories' unit.</summary>
/// <param name="Due">The middle of when it will come.</param>
/// <param name="Range">Where it will come with the level asked for.</param>
/// <param name="Usual">The middle of what lies between two of its orders.</param>
/// <param name="Soonest">The time between two orders that only one in ten falls short of.</param>
/// <param name="Latest">The time between two orders that only one in ten exceeds.</param>
/// <param name="Waited">How far out the time since its last order lies among its intervals, 0 to 1.</param>
public readonly record struct NextOrder(double Due, Interval Range, double Usual, double Soonest, double Latest, double Waited)
{
    /// <summary>Beyond this share of its own intervals an order is overdue.</summary>
    public const double OverdueFrom = .9;

    /// <summary>The next order would usually have come by now.</summary>
    public bool IsOverdue => Waited >= OverdueFrom;
}

/// <summary>
/// How regularly a book's customers order. Intervals of a customer are gamma with shape <see cref="Regularity"/> (1 is pure chance, the
/// purchase models' own assumption; more is more like clockwork), its rate is learnt from its own intervals and drawn to the book's
/// (Platzer &amp; Reutterer, Marketing Science 35(5), 2016).
/// </summary>
/// <param name="Regularity">The shape, found from pairs of neighbouring intervals.</param>
/// <param name="Pairs">How many pairs it rests on.</param>
public sealed record OrderRhythm(double Regularity, int Pairs)
{
    /// <summary>Fewer pairs than this do not tell regularity: chance is assumed.</summary>
    public const int LeastPairs = 30;

    /// <summary>Fewer intervals than this are no rhythm of a customer's own.</summary>
    public const int LeastIntervals = 2;

    private const double LeastRegularity = .25, MostRegularity = 50;

    /// <summary>
    /// From pairs of neighbouring intervals, one or more a customer (Wheat &amp; Morrison, JMR 27(1), 1990): the first's share in the sum of
    /// two is beta(k, k) whatever the rate, so its variance gives k = (1 − 4·Var)/(8·Var).
    /// </summary>
    public static OrderRhythm Of(IEnumerable<(double First, double Second)> intervals)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        var (squares, pairs) = (0.0, 0);
        foreach (var (first, second) in intervals)
        {
            var off = first / (first + second) - .5;
            (squares, pairs) = (squares + off * off, pairs + 1);
        }

        return Of(squares, pairs);
    }

    /// <summary>As the other, from what is already added up: the squares of how far the first interval's share is from one half.</summary>
    public static OrderRhythm Of(double squares, int pairs)
    {
        if (pairs < LeastPairs) return new OrderRhythm(1, pairs);
        var variance = squares / pairs;
        return new OrderRhythm(Math.Clamp((1 - 4 * variance) / (8 * variance), LeastRegularity, MostRegularity), pairs);
    }

    /// <summary>When the next order is due; null for a customer with fewer than <see cref="LeastIntervals"/> intervals.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="shape">Shape of the book's rates: r of the purchase model.</param>
    /// <param name="scale">Their scale: alpha.</param>
    /// <param name="level">Share of next orders that <see cref="NextOrder.Range"/> holds.</param>
    public NextOrder? Next(BuyingHistory history, double shape, double scale, double level = .9)
    {
        if (history.Repeats < LeastIntervals) return null;
        double own = shape + Regularity * history.Repeats, unit = (scale + Regularity * history.Last) / Regularity;
        var waited = history.Age - history.Last;
        var passed = SpecialFunctions.BetaRegularized(Regularity, own, waited / (waited + unit));
        return new NextOrder(After(.5), new Interval(After((1 - level) / 2), After((1 + level) / 2)), Quantile(own, unit, .5),
            Quantile(own, unit, 1 - NextOrder.OverdueFrom), Quantile(own, unit, NextOrder.OverdueFrom), passed);

        double After(double share) => Math.Max(0, Quantile(own, unit, passed + share * (1 - passed)) - waited);
    }

    // An interval is unit·G(k)/G(own), two gamma variables: interval/(interval + unit) is beta(k, own).
    private double Quantile(double own, double unit, double probability)
    {
        // In logarithms of the interval over the unit, where the function is smooth; false position that halves a side standing still.
        double low = -40, high = 40, atLow = -probability, atHigh = 1 - probability;
        for (var step = 0; step < 200 && high - low > 1e-7; step++)
        {
            var middle = step < 6 ? (low + high) / 2 : (low * atHigh - high * atLow) / (atHigh - atLow);
            var off = SpecialFunctions.BetaRegularized(Regularity, own, 1 / (1 + Math.Exp(-middle))) - probability;
            if (off < 0)
            {
                if (step >= 6) atHigh /= 2;
                (low, atLow) = (middle, off);
            }
            else
            {
                if (step >= 6) atLow /= 2;
                (high, atHigh) = (middle, off);
            }

            if (Math.Abs(off) < 1e-9) return unit * Math.Exp(middle);
        }

        return unit * Math.Exp((low + high) / 2);
    }
}
