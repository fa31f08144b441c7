using Troth.Evidence;

namespace Troth.Book.Expected;

/// <summary>When an account bought and for how much: what is kept of its orders, the same however many they are. Told day after day.</summary>
/// <param name="watched">The last day that is known of.</param>
/// <param name="yearAgo">The same one year before.</param>
public sealed class OrderTrail(DateOnly watched, DateOnly yearAgo)
{
    private Kept now, then;
    private bool passed;

    /// <summary>Days on which it bought.</summary>
    public int Days => now.Days;

    /// <summary>Some of what it bought has no rate: how often is known, how much is not.</summary>
    public bool Unrated { get; private set; }

    public DateOnly? LastOn => now.Days == 0 ? null : DateOnly.FromDayNumber(now.Last);

    /// <summary>An order, never of an earlier day than the one before. What only comes back makes no buying day.</summary>
    /// <param name="net">In the base currency; null without a rate.</param>
    public void Ordered(DateOnly day, bool bought, decimal? net)
    {
        if (day > yearAgo && !passed) (then, passed) = (now, true);
        if (bought) now.Buys(day.DayNumber);
        if (net is { } amount) now.Brings(day.DayNumber, bought, (double)amount);
        else Unrated = true;
    }

    /// <summary>Null for an account that never bought.</summary>
    public CustomerFacts? Facts => now.Days == 0 ? null : now.Facts(watched.DayNumber, Unrated);

    /// <summary>As it was a year ago and what came since; null for who had not bought by then, or whose purchases cannot all be counted.</summary>
    public PastCustomer? Past => Unrated || Then is not { Days: > 0 } before ? null
        : new PastCustomer(before.Facts(yearAgo.DayNumber, false), now.Days - before.Days, now.Net - before.Net);

    /// <summary>Its last two times between orders, in days.</summary>
    public (double First, double Second)? LastPair => now.Days < 3 ? null : (now.Before - now.BeforeThat, now.Last - now.Before);

    private Kept Then => passed ? then : now;

    private struct Kept
    {
        /// <summary>Less than this has come to nothing: what was bought came back, up to rounding.</summary>
        private const double Nothing = .005;

        public int First, BeforeThat, Before, Last, Days;
        public double Net;
        private double day, squares, loose;
        private int looseOn;

        public void Buys(int day)
        {
            if (Days > 0 && day == Last) return;
            var same = looseOn == day ? loose : 0;
            if (Days++ == 0) First = day;
            else squares += Math.Pow(this.day + loose - same, 2);
            (this.day, loose) = (same, 0);
            (BeforeThat, Before, Last) = (Before, Last, day);
        }

        /// <summary>What comes back is taken off that day where it bought on it, else off the last on which it did; in whichever order a day is told.</summary>
        public void Brings(int day, bool bought, double amount)
        {
            Net += amount;
            if (bought || (Days > 0 && Last == day)) this.day += amount;
            else
            {
                if (looseOn != day) (this.day, loose) = (this.day + (Days > 0 ? loose : 0), 0);
                (loose, looseOn) = (loose + amount, day);
            }
        }

        /// <summary>Sample variance of what its days brought, over their mean's square.</summary>
        private readonly double? Variation => Days < 2 || Net < Nothing ? null : Math.Max(0, (squares + (day + loose) * (day + loose)) / (Net / Days) / (Net / Days) - Days) / (Days - 1);

        /// <summary>Times in weeks. Without order values where they came to nothing.</summary>
        public readonly CustomerFacts Facts(int until, bool unrated) => new(
            new BuyingHistory(Days - 1, (Last - First) / 7.0, (until - First) / 7.0), unrated || Net < Nothing ? default : new OrderValue(Days, Net / Days, Variation));
    }
}
