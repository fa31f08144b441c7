namespace Troth.Evidence;

/// <summary>How long a customer waits before ordering again.</summary>
/// <param name="Curve">How long waits last, days.</param>
/// <param name="SinceLast">Days since the last order.</param>
/// <param name="StillWaiting">Share of waits that last longer than that, and its interval; null when no wait was watched for so long.</param>
public sealed record Reorder(KaplanMeier Curve, double SinceLast, (double Share, Interval Range)? StillWaiting)
{
    /// <summary>Days from one order to the next: half the waits are shorter.</summary>
    public WaitQuantile Typical => Curve.Median;
}

/// <summary>
/// Time to reorder from a customer's own orders by <see cref="KaplanMeier"/>: the wait that is still going on counts too, or slow customers
/// would look quick. Orders of one day are one.
/// </summary>
public static class TimeToReorder
{
    /// <summary>With fewer waits that ended than this there is no rhythm to speak of.</summary>
    public const int LeastReorders = 5;

    /// <summary>
    /// One customer's rhythm. Null is the answer "too few": fewer than <see cref="LeastReorders"/> orders after the first.
    /// Only orders up to <paramref name="asOf"/> count.
    /// </summary>
    /// <param name="orders">Days of the orders, in any order.</param>
    /// <param name="asOf">The day up to which was watched.</param>
    /// <param name="confidence">How often the intervals should hold the truth.</param>
    public static Reorder? Of(IEnumerable<DateOnly> orders, DateOnly asOf, double confidence = .9)
    {
        Wait[] waits = [.. Waits(orders, asOf)];
        return waits.Length <= LeastReorders ? null : From(waits, waits[^1].Time, confidence);
    }

    /// <summary>
    /// What is usual in a book: the waits of all its customers together, each customer's counting for itself, so those who order often shape
    /// the start of the curve. Null with fewer than <see cref="LeastReorders"/> reorders in all.
    /// </summary>
    public static KaplanMeier? OfBook(IEnumerable<IEnumerable<DateOnly>> customers, DateOnly asOf, double confidence = .9)
    {
        ArgumentNullException.ThrowIfNull(customers);
        Wait[] waits = [.. customers.SelectMany(orders => Waits(orders, asOf))];
        return waits.Count(w => w.Ended) < LeastReorders ? null : KaplanMeier.Of(waits, confidence);
    }

    /// <summary>The waits of one customer, oldest first; the last is the one still going on.</summary>
    public static IEnumerable<Wait> Waits(IEnumerable<DateOnly> orders, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(orders);
        DateOnly? before = null;
        foreach (var day in orders.Where(d => d <= asOf).Distinct().Order())
        {
            if (before is { } last) yield return new Wait(day.DayNumber - last.DayNumber, true);
            before = day;
        }

        if (before is { } newest) yield return new Wait(asOf.DayNumber - newest.DayNumber, false);
    }

    private static Reorder From(Wait[] waits, double sinceLast, double confidence)
    {
        var curve = KaplanMeier.Of(waits, confidence)!;
        return new Reorder(curve, sinceLast, curve.LongerThan(sinceLast));
    }
}
