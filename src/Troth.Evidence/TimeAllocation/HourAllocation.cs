namespace Troth.Evidence;

/// <summary>The best split of a seller's time, or why there is none.</summary>
/// <param name="Total">Worth of the best split; 0 when there is none.</param>
/// <param name="Steps">Steps for each account, in the order given; empty when there is no split.</param>
/// <param name="Next">What one step more would add, or as many as are priced together: best(H + p) − best(H).</param>
/// <param name="Last">What the last p steps add: best(H) − best(H − p); null when so many less would not even do for the minima.</param>
/// <param name="Needed">Sum of the accounts' minima.</param>
/// <param name="Feasible">False when the minima need more steps than there are.</param>
public sealed record HourSplit(double Total, IReadOnlyList<int> Steps, double Next, double? Last, long Needed, bool Feasible)
{
    /// <summary>Steps that are given away; the rest would bring nothing anywhere.</summary>
    public int Given => Steps.Sum();
}

/// <summary>
/// Gives a seller's time to accounts so that what they buy together is the most: the multiple-choice knapsack (Sinha and Zoltners 1979;
/// for calls Lodish 1971, “CALLPLAN”) with one step of time as the unit of weight, exactly.
/// </summary>
public static class HourAllocation
{
    /// <summary>The most cells the exact table may have.</summary>
    public const long MostCells = 100_000_000;

    /// <summary>
    /// The best split of at most <paramref name="steps"/> steps. By dynamic programming, O(accounts · steps · most steps of one), 8 bytes
    /// for each account and step; where every table is concave, step by step to where the next adds most, O((accounts + steps) · log accounts),
    /// which is exact then. Of equally good splits, the one with the fewest steps; of those the one that gives the first accounts most.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A value that is negative, not finite or falls with more time, bounds that contradict each other, or more accounts × steps than
    /// <see cref="MostCells"/> where the tables are not concave; the message names it.
    /// </exception>
    public static HourSplit Best(int steps, IReadOnlyList<AccountReturn> accounts, CancellationToken cancellation = default) => Best(steps, accounts, 1, cancellation);

    /// <summary>The same, with the price of several steps together: an hour of half hours.</summary>
    /// <param name="steps">Steps to give away.</param>
    /// <param name="accounts">What each is worth at so many; tables that end sooner than steps + priced end there.</param>
    /// <param name="priced">So many steps <see cref="HourSplit.Next"/> and <see cref="HourSplit.Last"/> are about; 1 or more.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    public static HourSplit Best(int steps, IReadOnlyList<AccountReturn> accounts, int priced, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        if (priced is < 1 or > 1_000_000) throw new ArgumentException($"{priced} steps are priced together; give a number from 1 to 1,000,000.", nameof(priced));
        if (steps < 0) throw new ArgumentException($"There are {steps} hours; give a number from 0.", nameof(steps));
        for (var i = 0; i < accounts.Count; i++) accounts[i].Check(i);

        long needed = 0, possible = 0;
        foreach (var account in accounts) (needed, possible) = (needed + account.Least, possible + account.End);
        if (needed > steps) return new HourSplit(0, [], 0, null, needed, false);

        // More time than all can take changes nothing.
        var spare = (int)(Math.Min(steps, possible) - needed);
        var idle = (int)Math.Min(priced, steps - needed - spare);
        var free = new FreeSteps(accounts, spare + priced);
        var (given, next, last) = free.AllConcave ? Stepwise.Give(free, spare, priced, priced - idle) : ExactSplit.Give(free, spare, priced, priced - idle, cancellation);
        double total = 0;
        for (var i = 0; i < given.Length; i++)
        {
            given[i] += accounts[i].Least;
            total += accounts[i].Values[given[i]];
        }

        return new HourSplit(total, given, next, last, needed, true);
    }

    /// <summary>What a split is worth, hours in any fraction: the sum of the curves.</summary>
    public static double Worth(IReadOnlyList<ResponseCurve> curves, IReadOnlyList<double> hours)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(hours);
        if (hours.Count != curves.Count) throw new ArgumentException($"There are {curves.Count} curves and hours for {hours.Count}; give one for each.", nameof(hours));
        double sum = 0;
        for (var i = 0; i < curves.Count; i++) sum += curves[i].At(hours[i]);
        return sum;
    }
}
