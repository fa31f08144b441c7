using Troth.Scheduling.JobShop.Dispatching;

namespace Troth.Scheduling.JobShop.Tardiness;

/// <summary>
/// A plan as the order of operations on each machine: every operation starts as soon as the one before it in its job and the one before it
/// on its machine have ended. An operation can be put elsewhere; only what that changes is computed again, and all since the last
/// <see cref="Keep"/> can be taken back. Tardiness is up to date at every moment. Not for several threads at once.
/// </summary>
internal sealed class MachineOrders
{
    private const int Nothing = -1;

    private readonly int operations;
    private readonly int[] duration;
    private readonly int[] jobOf;
    private readonly bool[] firstOfJob;
    private readonly bool[] lastOfJob;
    private readonly int[] due;
    private readonly int[] weight;
    private readonly int[] start;
    private readonly int[] before;
    private readonly int[] after;
    private readonly int[] latePlace;
    private readonly int[] late;
    private readonly List<(int Operation, int After)> moves = [];
    private readonly List<(int Operation, int Start)> changes = [];
    private readonly EarliestFirst pending;

    /// <summary>Takes over a plan.</summary>
    /// <param name="problem">The shop, with due dates.</param>
    /// <param name="start">Per operation, its start; as early as the orders on the machines allow.</param>
    /// <param name="unit">Per operation, its machine.</param>
    /// <param name="units">How many machines.</param>
    public MachineOrders(JobShopProblem problem, ReadOnlySpan<int> start, ReadOnlySpan<int> unit, int units)
    {
        operations = problem.Operations;
        duration = problem.Duration.ToArray();
        due = problem.Due.ToArray();
        weight = problem.Weight.IsEmpty ? [] : problem.Weight.ToArray();
        (jobOf, firstOfJob, lastOfJob) = (new int[operations], new bool[operations], new bool[operations]);
        (latePlace, late) = (new int[problem.Jobs], new int[problem.Jobs]);
        Array.Fill(latePlace, Nothing);
        this.start = start.ToArray();
        // Each machine has a head beyond the operations: the order is a list from it that ends in Nothing.
        (before, after) = (new int[operations + units], new int[operations + units]);
        Array.Fill(before, Nothing);
        Array.Fill(after, Nothing);
        pending = new EarliestFirst(operations);
        for (var job = 0; job < problem.Jobs; job++)
        {
            var (from, end) = (problem.First[job], problem.First[job + 1]);
            if (from == end)
                continue;
            jobOf.AsSpan(from..end).Fill(job);
            (firstOfJob[from], lastOfJob[end - 1]) = (true, true);
            Count(job, Over(job, End(end - 1)));
        }

        var last = Enumerable.Range(operations, units).ToArray();
        foreach (var operation in DueDateRules.Sorted(start))
        {
            var tail = last[unit[operation]];
            (before[operation], after[tail]) = (tail, operation);
            last[unit[operation]] = operation;
        }
    }

    /// <summary>The sum of weight · lateness of the late jobs.</summary>
    public long Tardiness { get; private set; }

    /// <summary>How many jobs are late.</summary>
    public int LateCount { get; private set; }

    /// <summary>The late jobs, in no order.</summary>
    public ReadOnlySpan<int> Late => late.AsSpan(..LateCount);

    /// <summary>Per operation, its start.</summary>
    public ReadOnlySpan<int> Start => start;

    /// <summary>When an operation ends; 0 for the head of a machine.</summary>
    public int End(int operation) => operation >= operations ? 0 : start[operation] + duration[operation];

    /// <summary>The operation before it in its job; -1 when it is the first.</summary>
    public int JobBefore(int operation) => firstOfJob[operation] ? Nothing : operation - 1;

    /// <summary>The operation after it in its job; -1 when it is the last.</summary>
    public int JobAfter(int operation) => lastOfJob[operation] ? Nothing : operation + 1;

    /// <summary>The operation before it on its machine; -1 when it is the first.</summary>
    public int MachineBefore(int operation) => before[operation] >= operations ? Nothing : before[operation];

    /// <summary>The operation after it on its machine; -1 when it is the last.</summary>
    public int MachineAfter(int operation) => after[operation];

    /// <summary>What stands directly before it on its machine, which may be the machine's head: a place for <see cref="Put"/>.</summary>
    public int PlaceBefore(int operation) => before[operation];

    /// <summary>
    /// Puts an operation directly after another (or a machine's head) and computes what follows. False, with nothing done, when it stands
    /// there or when jobs could wait for each other in a circle: a path from what comes after in the job to the new predecessor would make
    /// that one start no earlier than the former ends, and likewise on the other side, so comparing times excludes both.
    /// </summary>
    public bool Put(int operation, int place)
    {
        if (place == operation || before[operation] == place)
            return false;
        var next = after[place];
        if (!lastOfJob[operation] && place < operations && (place == operation + 1 || start[place] >= End(operation + 1)))
            return false;
        if (!firstOfJob[operation] && next != Nothing && (next == operation - 1 || start[operation - 1] >= End(next)))
            return false;
        moves.Add((operation, before[operation]));
        var old = after[operation];
        Link(operation, place);
        Queue(operation);
        if (old != Nothing)
            Queue(old);
        if (after[operation] != Nothing)
            Queue(after[operation]);
        return true;
    }

    /// <summary>
    /// Computes all starts that the moves since then change; false when it took more than this many, which is to be taken back.
    /// </summary>
    public bool Settle(int most)
    {
        var count = 0;
        while (pending.Count > 0)
        {
            var operation = pending.Take();
            var begin = Earliest(operation);
            if (begin == start[operation])
                continue;
            if (++count > most)
            {
                pending.Clear();
                return false;
            }

            changes.Add((operation, start[operation]));
            Begin(operation, begin);
            if (!lastOfJob[operation])
                Queue(operation + 1);
            if (after[operation] != Nothing)
                Queue(after[operation]);
        }

        return true;
    }

    /// <summary>
    /// What tardiness would about change by if a stretch of a machine stood in another order. Operations before the stretch stay; what
    /// comes later in each job moves along as far as its waits and the machine before it let it, and pushes nothing else.
    /// </summary>
    /// <param name="place">What stands directly before the stretch, which may be the machine's head.</param>
    /// <param name="order">The stretch in its other order.</param>
    /// <param name="next">What stands directly after it; -1 when nothing does.</param>
    public long Estimate(int place, ReadOnlySpan<int> order, int next)
    {
        long difference = 0;
        var end = End(place);
        foreach (var operation in order)
            difference += Moved(operation, ref end);
        while (next != Nothing && end > start[next])
        {
            difference += Moved(next, ref end);
            next = after[next];
        }

        return difference;
    }

    /// <summary>What it changes tardiness by when an operation starts once its machine is free at this time and its job is there.</summary>
    private long Moved(int operation, ref int end)
    {
        var begin = firstOfJob[operation] ? end : Math.Max(end, End(operation - 1));
        end = begin + duration[operation];
        var shift = begin - start[operation];
        while (shift != 0 && !lastOfJob[operation])
        {
            operation++;
            shift = shift > 0
                ? Math.Max(0, shift + End(operation - 1) - start[operation])
                : start[operation] > End(operation - 1) ? 0 : Math.Max(shift, End(before[operation]) - start[operation]);
        }

        if (shift == 0)
            return 0;
        var job = jobOf[operation];
        return Over(job, End(operation) + shift) - Over(job, End(operation));
    }

    /// <summary>What was done stays.</summary>
    public void Keep()
    {
        moves.Clear();
        changes.Clear();
    }

    /// <summary>Takes back all since the last <see cref="Keep"/>.</summary>
    public void TakeBack()
    {
        for (var at = moves.Count - 1; at >= 0; at--)
            Link(moves[at].Operation, moves[at].After);
        for (var at = changes.Count - 1; at >= 0; at--)
            Begin(changes[at].Operation, changes[at].Start);
        Keep();
    }

    private int Earliest(int operation)
    {
        var begin = End(before[operation]);
        return firstOfJob[operation] ? begin : Math.Max(begin, End(operation - 1));
    }

    private void Begin(int operation, int begin)
    {
        if (lastOfJob[operation])
        {
            var job = jobOf[operation];
            var (then, now) = (Over(job, End(operation)), Over(job, begin + duration[operation]));
            Tardiness -= then;
            if (then > 0 && now == 0)
            {
                var moved = late[--LateCount];
                late[latePlace[job]] = moved;
                latePlace[moved] = latePlace[job];
            }
            else if (then > 0)
            {
                Tardiness += now;
            }

            if (then == 0)
                Count(job, now);
        }

        start[operation] = begin;
    }

    private void Count(int job, long over)
    {
        if (over == 0)
            return;
        Tardiness += over;
        latePlace[job] = LateCount;
        late[LateCount++] = job;
    }

    private long Over(int job, int end) => Math.Max(0L, (long)end - due[job]) * (weight.Length == 0 ? 1 : weight[job]);

    private void Link(int operation, int place)
    {
        var (left, right) = (before[operation], after[operation]);
        after[left] = right;
        if (right != Nothing)
            before[right] = left;
        var next = after[place];
        (before[operation], after[operation], after[place]) = (place, next, operation);
        if (next != Nothing)
            before[next] = operation;
    }

    private void Queue(int operation)
    {
        if (!pending.Has(operation))
            pending.Add(operation, Earliest(operation));
    }
}
