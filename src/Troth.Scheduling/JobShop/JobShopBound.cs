namespace Troth.Scheduling.JobShop;

/// <summary>What no schedule can be better than.</summary>
public static class JobShopBound
{
    /// <summary>
    /// For the makespan: the longest job, and for every machine the best preemptive schedule of its operations alone, each between what its
    /// job needs before and after it (Jackson's rule, Carlier and Pinson 1990), which covers the load of the machine. O(n log n).
    /// </summary>
    public static int Makespan(JobShopProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var count = problem.Operations;
        var head = new int[count];
        var tail = new int[count];
        var bound = 0;
        var size = new int[problem.Machines + 1];
        for (var j = 0; j < problem.Jobs; j++)
        {
            var work = 0;
            for (var o = problem.First[j]; o < problem.First[j + 1]; work += problem.Duration[o++])
            {
                head[o] = work;
                size[problem.Machine[o] + 1]++;
            }

            for (int o = problem.First[j + 1] - 1, after = 0; o >= problem.First[j]; after += problem.Duration[o--]) tail[o] = after;
            bound = Math.Max(bound, work);
        }

        for (var m = 0; m < problem.Machines; m++) size[m + 1] += size[m];
        var byHead = new long[count];
        var filled = size.AsSpan(0, problem.Machines).ToArray();
        for (var o = 0; o < count; o++) byHead[filled[problem.Machine[o]]++] = (long)head[o] << 32 | (uint)o;
        var ready = new long[count];
        var left = problem.Duration.ToArray();
        for (var m = 0; m < problem.Machines; m++)
        {
            var operations = byHead.AsSpan(size[m]..size[m + 1]);
            operations.Sort();
            bound = Math.Max(bound, OneMachine(operations, left, tail, ready.AsSpan(0, operations.Length)));
        }

        return bound;
    }

    /// <summary>
    /// For (weighted) tardiness: what every job is late even when it never waits. O(n).
    /// </summary>
    public static long Tardiness(JobShopProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var bound = 0L;
        for (var j = 0; j < problem.Due.Length; j++)
        {
            var work = 0L;
            for (var o = problem.First[j]; o < problem.First[j + 1]; o++) work += problem.Duration[o];
            bound += (problem.Weight.IsEmpty ? 1 : problem.Weight[j]) * Math.Max(0, work - problem.Due[j]);
        }

        return bound;
    }

    /// <summary>Always works on what is ready and has the longest tail; operations as head and number, ordered by head.</summary>
    private static int OneMachine(ReadOnlySpan<long> operations, int[] left, int[] tail, Span<long> ready)
    {
        var bound = 0;
        var time = 0;
        var waiting = 0;
        var next = 0;
        while (next < operations.Length || waiting > 0)
        {
            if (waiting == 0) time = Math.Max(time, (int)(operations[next] >> 32));
            for (; next < operations.Length && operations[next] >> 32 <= time; next++)
            {
                var arrived = (int)operations[next];
                PriorityDispatch.Push(ready[..++waiting], (long)(int.MaxValue - tail[arrived]) << 32 | (uint)arrived);
            }

            var o = (int)ready[0];
            var until = next < operations.Length ? Math.Min(time + left[o], (int)(operations[next] >> 32)) : time + left[o];
            left[o] -= until - time;
            time = until;
            if (left[o] > 0) continue;
            PriorityDispatch.Pop(ready[..waiting--]);
            bound = Math.Max(bound, time + tail[o]);
        }

        return bound;
    }
}
