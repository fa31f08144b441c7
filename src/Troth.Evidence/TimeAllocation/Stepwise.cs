namespace Troth.Evidence;

/// <summary>One step after the other to where it adds most. Exact exactly when no table has a step that adds more than the one before.</summary>
internal static class Stepwise
{
    /// <param name="free">The tables.</param>
    /// <param name="steps">Steps to give away.</param>
    /// <param name="next">So many more are priced.</param>
    /// <param name="last">So many of the last are priced.</param>
    public static (int[] Given, double Next, double? Last) Give(FreeSteps free, int steps, int next, int last)
    {
        var given = new int[free.Count];
        var queue = new PriorityQueue<int, (double, int)>(free.Count);
        for (var i = 0; i < free.Count; i++) Offer(i, 1);
        double ofLast = 0, ofNext = 0;
        for (var step = 0; step < steps && queue.TryDequeue(out var account, out var gain); step++)
        {
            given[account]++;
            if (step >= steps - last) ofLast -= gain.Item1;
            Offer(account, given[account] + 1);
        }

        var beyond = (int[])given.Clone();
        for (var step = 0; step < next && queue.TryDequeue(out var account, out var gain); step++)
        {
            ofNext -= gain.Item1;
            Offer(account, ++beyond[account] + 1);
        }

        return (given, ofNext, steps < last ? null : ofLast);

        void Offer(int account, int step)
        {
            var table = free[account];
            if (step < table.Length && table[step] > table[step - 1]) queue.Enqueue(account, (table[step - 1] - table[step], account));
        }
    }
}
