namespace Troth.Scheduling.JobShop.Dispatching;

/// <summary>
/// Plans a job shop by simulating it without idling on purpose: whenever a machine is free and something waits for it, it starts the best
/// of what waits. Machines become free in order of time, then of number, and a freed machine chooses before the one its job moves on to
/// does. A fixed order takes some 30 ns an operation; the arrays are kept, so planning again allocates nothing. Not for several threads at
/// once.
/// </summary>
public sealed class Dispatcher
{
    private readonly JobShopProblem problem;
    private readonly int machinesEach;
    private readonly int[] jobOf;
    private readonly int[] offset;
    private readonly int[] operationAt;
    private readonly int[] rankOf;
    private readonly int[] placed;
    private readonly int[] freeMachines;
    private readonly int[] freeCount;
    private readonly int[] running;
    private readonly long[] work;
    private readonly long[] events;
    private readonly WaitingRoom[] rooms;
    private int eventCount;

    /// <summary>Prepares the arrays for a problem.</summary>
    /// <param name="problem">The shop; all of its durations together must stay below 2³¹.</param>
    /// <param name="machinesEach">How many identical machines each resource has, 1 or more.</param>
    public Dispatcher(JobShopProblem problem, int machinesEach = 1)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(machinesEach, 1);
        this.problem = problem;
        this.machinesEach = machinesEach;
        var (operations, machines) = (problem.Operations, problem.Machines);
        var units = checked(machines * machinesEach);
        jobOf = new int[operations];
        for (var job = 0; job < problem.Jobs; job++)
            jobOf.AsSpan(problem.First[job]..problem.First[job + 1]).Fill(job);
        offset = new int[machines + 1];
        long sum = 0;
        for (var operation = 0; operation < operations; operation++)
        {
            offset[problem.Machine[operation] + 1]++;
            sum += problem.Duration[operation];
        }

        if (sum > int.MaxValue)
            throw new ArgumentException($"All durations together are {sum}; keep them to {int.MaxValue}.", nameof(problem));
        for (var machine = 0; machine < machines; machine++)
            offset[machine + 1] += offset[machine];
        rooms = new WaitingRoom[machines];
        for (var machine = 0; machine < machines; machine++)
            rooms[machine] = new WaitingRoom(offset[machine + 1] - offset[machine]);
        (operationAt, rankOf, placed) = (new int[operations], new int[operations], new int[machines]);
        (freeMachines, freeCount, running) = (new int[units], new int[machines], new int[units]);
        (work, events) = (new long[machines], new long[units]);
    }

    /// <summary>Per operation, its job.</summary>
    public ReadOnlySpan<int> JobOf => jobOf;

    /// <summary>Sets the fixed order in which operations are looked at.</summary>
    /// <param name="operations">All operations, most urgent first.</param>
    public void Order(ReadOnlySpan<int> operations)
    {
        offset.AsSpan(..placed.Length).CopyTo(placed);
        foreach (var operation in operations)
            Place(operation);
    }

    /// <summary>Sets the fixed order to that of the jobs.</summary>
    /// <param name="jobs">All jobs, most urgent first.</param>
    public void OrderByJob(ReadOnlySpan<int> jobs)
    {
        offset.AsSpan(..placed.Length).CopyTo(placed);
        var first = problem.First;
        foreach (var job in jobs)
        {
            for (var operation = first[job]; operation < first[job + 1]; operation++)
                Place(operation);
        }
    }

    /// <summary>Plans all operations by a rule, in the order that was set.</summary>
    /// <param name="rule">How a free machine chooses.</param>
    /// <param name="start">Receives, per operation, when it starts.</param>
    /// <param name="unit">Receives, per operation, its machine (resource · machines each + number), unless empty.</param>
    public void Run<TRule>(TRule rule, Span<int> start, Span<int> unit = default)
        where TRule : IRule
    {
        Open();
        for (var resource = 0; resource < rooms.Length; resource++)
            Serve(resource, 0, ref rule, start, unit);
        var first = problem.First;
        var machine = problem.Machine;
        var duration = problem.Duration;
        while (eventCount > 0)
        {
            var next = Pop();
            var (time, freed) = ((int)(next >> 32), (int)next);
            var operation = running[freed];
            var resource = machine[operation];
            freeMachines[resource * machinesEach + freeCount[resource]++] = freed;
            if (operation + 1 < first[jobOf[operation] + 1])
            {
                var following = machine[operation + 1];
                rooms[following].Add(rankOf[operation + 1]);
                work[following] += duration[operation + 1];
                Serve(resource, time, ref rule, start, unit);
                Serve(following, time, ref rule, start, unit);
            }
            else
            {
                Serve(resource, time, ref rule, start, unit);
            }
        }
    }

    private void Place(int operation)
    {
        var machine = problem.Machine[operation];
        var place = placed[machine]++;
        operationAt[place] = operation;
        rankOf[operation] = place - offset[machine];
    }

    private void Open()
    {
        eventCount = 0;
        Array.Clear(work);
        for (var resource = 0; resource < rooms.Length; resource++)
        {
            rooms[resource].Clear();
            freeCount[resource] = machinesEach;
            for (var number = 0; number < machinesEach; number++)
                freeMachines[resource * machinesEach + number] = resource * machinesEach + machinesEach - 1 - number;
        }

        for (var job = 0; job < problem.Jobs; job++)
        {
            var operation = problem.First[job];
            if (operation == problem.First[job + 1])
                continue;
            rooms[problem.Machine[operation]].Add(rankOf[operation]);
            work[problem.Machine[operation]] += problem.Duration[operation];
        }
    }

    private void Serve<TRule>(int resource, int time, ref TRule rule, Span<int> start, Span<int> unit)
        where TRule : IRule
    {
        var room = rooms[resource];
        while (freeCount[resource] > 0 && room.Count > 0)
        {
            var here = operationAt.AsSpan(offset[resource]);
            var rank = rule.Choose(room, here, time, work[resource]);
            var operation = here[rank];
            room.Remove(rank);
            var duration = problem.Duration[operation];
            work[resource] -= duration;
            var machine = freeMachines[resource * machinesEach + --freeCount[resource]];
            running[machine] = operation;
            start[operation] = time;
            if (!unit.IsEmpty)
                unit[operation] = machine;
            Push(((long)(time + duration) << 32) | (uint)machine);
        }
    }

    private void Push(long entry)
    {
        var at = eventCount++;
        while (at > 0 && events[(at - 1) >> 1] > entry)
        {
            events[at] = events[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }

        events[at] = entry;
    }

    private long Pop()
    {
        var top = events[0];
        var last = events[--eventCount];
        var at = 0;
        while (2 * at + 1 < eventCount)
        {
            var child = 2 * at + 1;
            if (child + 1 < eventCount && events[child + 1] < events[child])
                child++;
            if (events[child] >= last)
                break;
            events[at] = events[child];
            at = child;
        }

        events[at] = last;
        return top;
    }
}
