using System.Runtime.CompilerServices;

namespace Troth.Scheduling.JobShop;

/// <summary>
/// Tabu search for the makespan in the N7 neighbourhood (Zhang, Li, Guan and Rao 2007): operations of a critical block move to its ends,
/// and its ends move inside, where heads and tails show that no cycle arises (Balas and Vazacopoulos 1998). Moves are judged by the longest
/// way through the operations they touch; the one taken is the best that does not bring back a machine sequence of late.
/// </summary>
internal sealed unsafe class TabuSearch
{
    private readonly Selection now;
    private readonly SequenceMemory memory;
    private readonly int[] best;
    private readonly int* path;
    private readonly int* finish;
    private readonly int* touched;
    private readonly int[] scratch;
    private readonly int tenure, spread;
    private SeededChance chance;
    private int iteration;

    private int chosenFrom, chosenTo, chosenValue, ties;
    private int anyFrom, anyTo, any;
    private bool chosenBehind, anyBehind;

    public TabuSearch(Layout layout, SeededChance chance)
    {
        this.chance = chance;
        now = new Selection(layout);
        memory = new SequenceMemory(layout);
        best = new int[layout.Problem.Operations];
        scratch = GC.AllocateArray<int>(layout.Slots * 3, pinned: true);
        path = (int*)Unsafe.AsPointer(ref scratch[0]);
        finish = path + layout.Slots;
        touched = finish + layout.Slots;
        var (jobs, machines) = (layout.Problem.Jobs, layout.Problem.Machines);
        // Every pair a move turns round is forbidden, so tenures are a third of those for whole sequences (Peng, Lü and Cheng: 10 + n / m).
        tenure = 2 + Math.Min(jobs / machines, 100);
        spread = tenure * 12 / 10;
    }

    /// <summary>The best makespan of the last run.</summary>
    public int Best { get; private set; }

    /// <summary>Its machine sequences.</summary>
    public ReadOnlySpan<int> BestSequences => best;

    /// <summary>Searches from machine sequences until <paramref name="patience"/> iterations in a row have bettered nothing.</summary>
    public void Run(ReadOnlySpan<int> sequences, int patience, SearchBudget budget)
    {
        if (!now.Load(sequences)) throw new ArgumentException("The machine sequences contradict the jobs.", nameof(sequences));
        memory.Clear();
        iteration = 0;
        Best = now.Makespan;
        sequences.CopyTo(best);
        budget.Found(Best);
        var idle = 0;
        while (idle++ < patience && !budget.Spent())
        {
            iteration++;
            Look();
            if (any == 0) return;
            if (ties == 0) (chosenFrom, chosenTo, chosenBehind) = (anyFrom, anyTo, anyBehind);
            Move();
            if (now.Makespan >= Best) continue;
            Best = now.Makespan;
            now.Save(best);
            budget.Found(Best);
            idle = 0;
        }
    }

    private void Move()
    {
        var length = tenure + chance.Below(spread + 1);
        memory.Forbid(now, chosenFrom, chosenTo, chosenBehind, iteration + length);
        int from, to;
        var done = chosenBehind
            ? now.PutBehind(chosenFrom, chosenTo, out from, out to)
            : now.PutBefore(chosenTo, chosenFrom, out from, out to);
        if (!done) return; // an operation of no duration may hide a cycle from heads and tails
        now.Heads(from);
        now.Tails(to);
    }

    /// <summary>Follows one critical path back, either way at random where two lead on, and judges the moves of its blocks.</summary>
    private void Look()
    {
        ties = any = 0;
        chosenValue = int.MaxValue;
        var length = 0;
        var x = LastCritical();
        while (true)
        {
            path[length++] = x;
            var start = now.Finish[x] - now.D[x];
            if (start == 0) break;
            var byJob = now.Finish[x - 1] == start;
            var byMachine = now.Finish[now.Before[x]] == start;
            x = byJob && (!byMachine || (chance.Bits() & 1) == 0) ? x - 1 : now.Before[x];
        }

        var machine = now.Layout.Machine;
        for (int i = length - 1; i > 0;)
        {
            var k = i;
            while (k > 0 && machine[path[k - 1]] == machine[path[i]]) k--;
            if (k < i) Block(i, k, i == length - 1, k == 0);
            i = k - 1;
        }
    }

    private int LastCritical()
    {
        int found = 0, seen = 0;
        foreach (var x in now.Layout.JobEnd)
            if (now.Finish[x] == now.Makespan && (++seen == 1 || chance.Below(seen) == 0)) found = x;
        return found;
    }

    /// <summary>The path is backwards: a block's first operation has the higher index.</summary>
    private void Block(int first, int last, bool begins, bool ends)
    {
        int head = path[first], tail = path[last];
        var two = first == last + 1;
        if (!ends)
            for (var k = first; k > last; k--) Behind(path[k], tail);
        if (!begins && (ends || !two)) // of two operations both moves are the same one
            for (var k = last; k < first; k++) Before(path[k], head);
        for (var k = first - 1; k > last; k--)
        {
            if (!begins) Behind(head, path[k]);
            if (!ends) Before(tail, path[k]);
        }
    }

    private void Behind(int u, int v)
    {
        var follower = u + 1;
        int lead = now.Tail[v] - now.Tail[follower];
        if (lead < 0 || lead == 0 && (v == follower || now.D[follower] == 0))
        {
            if (now.Layout.Machine[follower] < 0 || now.Place[follower] <= now.Place[v]) return;
        }

        var ready = now.Finish[now.Before[u]];
        var count = 0;
        for (var w = now.After[u]; ; w = now.After[w])
        {
            ready = Math.Max(now.Finish[w - 1], ready) + now.D[w];
            finish[count] = ready;
            touched[count++] = w;
            if (w == v) break;
        }

        ready = Math.Max(now.Finish[u - 1], ready);
        var rest = Math.Max(now.Tail[follower], now.Tail[now.After[v]]) + now.D[u];
        var value = ready + rest;
        for (var k = count - 1; k >= 0; k--)
        {
            var w = touched[k];
            rest = Math.Max(now.Tail[w + 1], rest);
            value = Math.Max(value, finish[k] + rest);
            rest += now.D[w];
        }

        Weigh(u, v, true, value);
    }

    private void Before(int v, int u)
    {
        var leader = v - 1;
        int lead = now.Finish[u] - now.Finish[leader];
        if (lead < 0 || lead == 0 && (u == leader || now.D[leader] == 0))
        {
            if (now.Layout.Machine[leader] < 0 || now.Place[leader] >= now.Place[u]) return;
        }

        var rest = now.Tail[now.After[v]];
        var count = 0;
        for (var w = now.Before[v]; ; w = now.Before[w])
        {
            rest = Math.Max(now.Tail[w + 1], rest) + now.D[w];
            finish[count] = rest;
            touched[count++] = w;
            if (w == u) break;
        }

        rest = Math.Max(now.Tail[v + 1], rest);
        var ready = Math.Max(now.Finish[leader], now.Finish[now.Before[u]]) + now.D[v];
        var value = ready + rest;
        for (var k = count - 1; k >= 0; k--)
        {
            var w = touched[k];
            ready = Math.Max(now.Finish[w - 1], ready);
            value = Math.Max(value, finish[k] + ready);
            ready += now.D[w];
        }

        Weigh(u, v, false, value);
    }

    private void Weigh(int u, int v, bool behind, int value)
    {
        if (chance.Below(++any) == 0) (anyFrom, anyTo, anyBehind) = (u, v, behind);
        if (value > chosenValue) return;
        if (value >= Best && memory.Forbids(now, u, v, behind, iteration)) return;
        if (value < chosenValue) (chosenValue, ties) = (value, 0);
        if (++ties > 1 && chance.Below(ties) != 0) return;
        (chosenFrom, chosenTo, chosenBehind) = (u, v, behind);
    }
}
