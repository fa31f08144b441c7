namespace Troth.Scheduling.JobShop;

/// <summary>What one thread may spend: a number of iterations, and no longer than the caller or a proof of the best lets it.</summary>
internal sealed class SearchBudget(long iterations, SearchGoal goal, CancellationToken stop)
{
    private const int Stride = 64;
    private int until = Stride;
    private bool spent;

    public long Used { get; private set; }

    /// <summary>Asked once an iteration; the caller and the other threads are looked at once in a while.</summary>
    public bool Spent()
    {
        if (spent || Used >= iterations) return true;
        Used++;
        if (--until > 0) return false;
        until = Stride;
        return spent = stop.IsCancellationRequested || goal.Reached(Used);
    }

    /// <summary>The same without using anything up.</summary>
    public bool Over() => spent || Used >= iterations || stop.IsCancellationRequested || goal.Reached(Used);

    /// <summary>Says what was found; ends this thread where nothing can be better.</summary>
    public void Found(long value)
    {
        if (value > goal.Bound) return;
        goal.ReachedAt(Used);
        spent = true;
    }
}

/// <summary>
/// The value that cannot be bettered, and the iteration at which a thread came to it. Where the budget is in iterations (exact), the other
/// threads go on to that iteration, so that which of them was first does not depend on which core was faster.
/// </summary>
internal sealed class SearchGoal(long bound, bool exact)
{
    private long at = long.MaxValue;

    public long Bound => bound;

    public bool Exact => exact;

    public bool Reached(long used) => Volatile.Read(ref at) is var first && first != long.MaxValue && (!exact || used >= first);

    public void ReachedAt(long used)
    {
        for (var seen = Volatile.Read(ref at); used < seen;)
        {
            var before = Interlocked.CompareExchange(ref at, used, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
