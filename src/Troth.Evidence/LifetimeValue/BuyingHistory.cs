namespace Troth.Evidence;

/// <summary>
/// All that the purchase models know of a customer: how often it bought again, when last, and for how long it could be watched. Any unit of
/// time, the same throughout (published figures are in weeks). Days with several orders count once.
/// </summary>
/// <param name="Repeats">Buying days after the first, x.</param>
/// <param name="Last">Time from the first to the last buying day, t_x; 0 without repeats.</param>
/// <param name="Age">Time from the first buying day to the end of watching, T.</param>
public readonly record struct BuyingHistory(int Repeats, double Last, double Age)
{
    /// <summary>The history that buying days make, in weeks; null when none lies before or on the last day watched.</summary>
    /// <param name="days">Day numbers in ascending order; a day may come twice.</param>
    /// <param name="until">The last day watched; later days are left out.</param>
    public static BuyingHistory? Of(ReadOnlySpan<int> days, int until)
    {
        int repeats = -1, last = 0;
        foreach (var day in days)
        {
            if (day > until) break;
            if (repeats < 0 || day > last) repeats++;
            else if (day < last) throw new ArgumentException($"Day {day} comes after day {last}; give days in ascending order.", nameof(days));
            last = day;
        }

        return repeats < 0 ? null : new BuyingHistory(repeats, (last - days[0]) / 7.0, (until - days[0]) / 7.0);
    }

    /// <exception cref="ArgumentException">It cannot be: names what is wrong with which value.</exception>
    internal void Check()
    {
        if (Repeats < 0) throw new ArgumentException($"{Repeats} repeats; give 0 or more.");
        if (!double.IsFinite(Age) || !(Last >= 0 && Last <= Age))
            throw new ArgumentException($"The last purchase at {Last} of {Age}; give 0 up to the age.");
        if (Repeats == 0 != (Last == 0)) throw new ArgumentException($"{Repeats} repeats and the last purchase at {Last}: neither is 0, or both.");
    }
}

/// <summary>A customer's orders in money.</summary>
/// <param name="Orders">How many order days the mean is of.</param>
/// <param name="Mean">What an order day brought on average.</param>
/// <param name="Variation">
/// How unlike its order days were: their sample variance over the mean's square. Null where they are not known one by one, or there is one.
/// </param>
public readonly record struct OrderValue(int Orders, double Mean, double? Variation = null);
