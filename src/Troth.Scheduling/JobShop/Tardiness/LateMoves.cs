namespace Troth.Scheduling.JobShop.Tardiness;

/// <summary>
/// One step of the walk: from the end of a late job back along what it waited for, to an operation that stands right behind another on its
/// machine; then that one is put some places forward, or one of the two some places back, or it changes places with one before it. What
/// a first estimate calls too bad is not tried; what is tried is computed exactly and kept when it is better or little worse.
/// </summary>
internal sealed class LateMoves
{
    private const int Nothing = -1;
    private const int Farthest = 256;
    private const double FarthestBack = 4;
    private const int MostTouched = 1000;

    private readonly MachineOrders orders;
    private readonly int[] first;
    private readonly int[] stretch = new int[Farthest + 2];
    private readonly int operations;
    private readonly double warmth;
    private SeededChance chance;

    /// <summary>Begins a walk.</summary>
    /// <param name="orders">The plan to change.</param>
    /// <param name="problem">Its shop.</param>
    /// <param name="seed">Any number.</param>
    public LateMoves(MachineOrders orders, JobShopProblem problem, int seed)
    {
        (this.orders, operations) = (orders, problem.Operations);
        first = problem.First.ToArray();
        chance = new SeededChance((ulong)seed);
        long work = 0;
        foreach (var duration in problem.Duration)
            work += duration;
        // A twenty-fifth of a mean duration: at 0 it stops at the first valley, at a quarter it wanders (found on the shared shops).
        warmth = Math.Max(work, 1.0) / Math.Max(1, operations) / 25;
    }

    /// <summary>Looks at one move.</summary>
    public void Step()
    {
        var (behind, ahead) = Waiting();
        if (ahead == Nothing)
            return;
        var allowed = (long)(-warmth * Math.Log(1 - chance.Share()));
        var tardiness = orders.Tardiness;
        var distance = (int)Math.Exp(chance.Share() * Math.Log(Farthest));
        var kind = chance.Below(4);
        var done = kind switch
        {
            0 => Forward(behind, distance, allowed),
            1 => Back(ahead, distance, allowed),
            2 => Back(behind, distance, allowed),
            _ => Exchange(behind, ahead, distance, allowed),
        };
        if (done && orders.Tardiness - tardiness <= allowed)
            orders.Keep();
        else
            orders.TakeBack();
    }

    /// <summary>An operation that a late job waits for, directly or not, and the one on its machine that it stands right behind.</summary>
    private (int Behind, int Ahead) Waiting()
    {
        var job = orders.Late[chance.Below(orders.LateCount)];
        var operation = first[job + 1] - 1;
        for (var steps = (int)Math.Exp(chance.Share() * FarthestBack) - 1; ;)
        {
            var (machine, before) = (orders.MachineBefore(operation), orders.JobBefore(operation));
            var held = machine != Nothing && orders.End(machine) == orders.Start[operation];
            if (held && steps-- <= 0)
                return (operation, machine);
            var fed = before != Nothing && orders.End(before) == orders.Start[operation];
            if (!held && !fed)
                return (operation, Nothing);
            operation = held && (!fed || chance.Below(2) == 0) ? machine : before;
        }
    }

    private bool Forward(int operation, int distance, long allowed)
    {
        var from = Ahead(operation, distance);
        var (place, count) = (orders.PlaceBefore(from), 0);
        stretch[count++] = operation;
        for (var other = from; other != operation; other = orders.MachineAfter(other))
            stretch[count++] = other;
        return orders.Estimate(place, stretch.AsSpan(..count), orders.MachineAfter(operation)) <= allowed
            && orders.Put(operation, place) && orders.Settle(MostTouched);
    }

    private bool Back(int operation, int distance, long allowed)
    {
        var (last, count) = (operation, 0);
        while (count < distance && orders.MachineAfter(last) != Nothing)
        {
            last = orders.MachineAfter(last);
            stretch[count++] = last;
        }

        if (count == 0)
            return false;
        stretch[count++] = operation;
        return orders.Estimate(orders.PlaceBefore(operation), stretch.AsSpan(..count), orders.MachineAfter(last)) <= allowed
            && Delay(operation, last);
    }

    private bool Exchange(int operation, int ahead, int distance, long allowed)
    {
        var other = Ahead(ahead, distance - 1);
        var (place, behind, count) = (orders.PlaceBefore(other), orders.PlaceBefore(operation), 0);
        stretch[count++] = operation;
        for (var between = orders.MachineAfter(other); between != operation; between = orders.MachineAfter(between))
            stretch[count++] = between;
        stretch[count++] = other;
        return orders.Estimate(place, stretch.AsSpan(..count), orders.MachineAfter(operation)) <= allowed
            && orders.Put(operation, place) && orders.Settle(MostTouched) && (behind == other || Delay(other, behind));
    }

    /// <summary>
    /// Puts an operation later on its machine; what follows in its job first makes room, as far back as its new times need.
    /// </summary>
    private bool Delay(int operation, int place)
    {
        var next = orders.JobAfter(operation);
        if (next != Nothing && place < operations && orders.Start[place] >= orders.End(next))
        {
            var (arrival, behind) = (orders.End(place), next);
            while (orders.MachineAfter(behind) is var later && later != Nothing && orders.Start[later] < arrival)
                behind = later;
            if (behind != next && !Delay(next, behind))
                return false;
        }

        return orders.Put(operation, place) && orders.Settle(MostTouched);
    }

    private int Ahead(int operation, int distance)
    {
        for (; distance > 0 && orders.MachineBefore(operation) is var before && before != Nothing; distance--)
            operation = before;
        return operation;
    }
}
