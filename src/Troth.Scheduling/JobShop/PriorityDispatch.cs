namespace Troth.Scheduling.JobShop;

/// <summary>Which of the waiting operations a free machine takes: the one with the most of this (the due date: the least).</summary>
internal enum DispatchRule
{
    /// <summary>Work of the job behind the operation, its own left out: what feeds other machines longest goes first.</summary>
    LongestTail,

    /// <summary>The same for each unit of its own time: short operations with much behind them.</summary>
    TailForTime,

    /// <summary>Work of the job that remains, its own included.</summary>
    MostWork,

    /// <summary>Operations of the job that remain.</summary>
    MostOperations,

    /// <summary>Earliest due date first, where there are any.</summary>
    EarliestDue,
}

/// <summary>
/// Schedules without delay (Giffler and Thompson 1960): a machine that is free begins the most urgent of the operations that wait for it.
/// Ends of operations in one heap, what waits in a heap for each machine: O(n log n).
/// </summary>
internal static class PriorityDispatch
{
    /// <summary>The machine sequences, in the order the machines begin their operations.</summary>
    public static int[] Run(Layout layout, DispatchRule rule)
    {
        var problem = layout.Problem;
        var tails = new int[layout.Slots];
        for (var x = layout.Slots - 2; x > 0; x--)
            if (layout.Machine[x] >= 0) tails[x] = tails[x + 1] + layout.Duration[x];

        var waiting = new long[problem.Operations];
        var queued = new int[problem.Machines];
        var busy = new bool[problem.Machines];
        var ends = new long[problem.Machines];
        var running = 0;
        var sequences = new int[problem.Operations];
        var begun = new int[problem.Machines];
        var touched = new int[problem.Operations + problem.Machines];

        for (var j = 0; j < problem.Jobs; j++)
            if (problem.First[j] < problem.First[j + 1]) Wait(problem.First[j] + j + 1);
        for (var m = 0; m < problem.Machines; m++) Begin(m, 0);
        while (running > 0)
        {
            var time = ends[0] >> 32;
            var count = 0;
            while (running > 0 && ends[0] >> 32 == time)
            {
                var x = (int)Pop(ends.AsSpan(0, running--));
                busy[layout.Machine[x]] = false;
                touched[count++] = layout.Machine[x];
                if (layout.Machine[x + 1] < 0) continue;
                Wait(x + 1);
                touched[count++] = layout.Machine[x + 1];
            }

            for (var k = 0; k < count; k++) Begin(touched[k], time);
        }

        return sequences;

        void Wait(int x)
        {
            var m = layout.Machine[x];
            var urgency = rule switch
            {
                DispatchRule.LongestTail => tails[x + 1],
                DispatchRule.TailForTime => (int)Math.Min(int.MaxValue, tails[x + 1] * 64L / (1 + layout.Duration[x])),
                DispatchRule.MostWork => tails[x],
                DispatchRule.MostOperations => layout.JobEnd[layout.Job[x]] - x,
                _ => problem.Due.IsEmpty ? 0 : int.MaxValue - Math.Max(0, problem.Due[layout.Job[x]]),
            };
            Push(waiting.AsSpan(layout.Offset[m], ++queued[m]), (long)(int.MaxValue - urgency) << 32 | (uint)x);
        }

        void Begin(int m, long time)
        {
            if (busy[m] || queued[m] == 0) return;
            var x = (int)Pop(waiting.AsSpan(layout.Offset[m], queued[m]--));
            busy[m] = true;
            sequences[layout.Offset[m] + begun[m]++] = x;
            Push(ends.AsSpan(0, ++running), time + layout.Duration[x] << 32 | (uint)x);
        }
    }

    /// <summary>Puts a key into a heap whose last place is free; the least key is first.</summary>
    internal static void Push(Span<long> heap, long key)
    {
        var at = heap.Length - 1;
        while (at > 0 && heap[(at - 1) / 2] > key)
        {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        heap[at] = key;
    }

    /// <summary>Takes the least key out of a heap, whose last place is then free.</summary>
    internal static long Pop(Span<long> heap)
    {
        var least = heap[0];
        var last = heap[^1];
        heap = heap[..^1];
        var at = 0;
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= heap.Length) break;
            if (child + 1 < heap.Length && heap[child + 1] < heap[child]) child++;
            if (heap[child] >= last) break;
            heap[at] = heap[child];
            at = child;
        }

        if (heap.Length > 0) heap[at] = last;
        return least;
    }
}
