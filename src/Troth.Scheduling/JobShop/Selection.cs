using System.Runtime.CompilerServices;

namespace Troth.Scheduling.JobShop;

/// <summary>
/// A complete selection of the disjunctive graph (Roy and Sussmann 1964): the order of work on every machine, with a topological order of
/// all operations, the earliest finish of each (its head and itself) and its tail (itself and the longest way from it to the end). A move
/// costs the stretch of the topological order between the two operations, and heads and tails are worked out again only from there on.
/// Pointers into pinned arrays keep range checks out of loops that run some hundred thousand times a second.
/// </summary>
internal sealed unsafe class Selection
{
    private readonly int[] pool;
    private readonly int[] waiting;
    private int stamp;

    public Selection(Layout layout)
    {
        Layout = layout;
        Slots = layout.Slots;
        Count = layout.Problem.Operations;
        pool = GC.AllocateArray<int>(Slots * 8 + 16, pinned: true);
        waiting = new int[Slots];
        var at = (int*)Unsafe.AsPointer(ref pool[0]);
        D = at;
        Before = at + Slots;
        After = at + Slots * 2;
        Finish = at + Slots * 3;
        Tail = at + Slots * 4;
        Order = at + Slots * 5;
        Place = at + Slots * 6;
        marks = at + Slots * 7;
        aside = GC.AllocateArray<int>(Slots, pinned: true);
        layout.Duration.CopyTo(new Span<int>(D, Slots));
    }

    public Layout Layout { get; }

    public int Slots { get; }

    /// <summary>How many operations; the topological order is as long.</summary>
    public int Count { get; }

    public readonly int* D;
    public readonly int* Before;
    public readonly int* After;
    public readonly int* Finish;
    public readonly int* Tail;
    public readonly int* Order;
    public readonly int* Place;
    private readonly int* marks;
    private readonly int[] aside;

    public int Makespan { get; private set; }

    /// <summary>Takes over machine sequences; false, and nothing that can be used, when they contradict the jobs.</summary>
    public bool Load(ReadOnlySpan<int> sequences)
    {
        for (var m = 0; m < Layout.Problem.Machines; m++)
        {
            var before = 0;
            for (var k = Layout.Offset[m]; k < Layout.Offset[m + 1]; k++)
            {
                var slot = sequences[k];
                Before[slot] = before;
                After[before] = slot;
                before = slot;
            }

            After[before] = 0;
        }

        Before[0] = After[0] = 0;
        return Sort();
    }

    public void Save(Span<int> sequences)
    {
        for (var p = 0; p < Count; p++)
        {
            var slot = Order[p];
            if (Before[slot] != 0) continue;
            for (var k = Layout.Offset[Layout.Machine[slot]]; slot != 0; slot = After[slot]) sequences[k++] = slot;
        }
    }

    /// <summary>Per operation of the problem, when it begins.</summary>
    public int[] Starts()
    {
        var starts = new int[Count];
        for (var p = 0; p < Count; p++)
        {
            var x = Order[p];
            starts[x - Layout.Job[x] - 1] = Finish[x] - D[x];
        }

        return starts;
    }

    private bool Sort()
    {
        var machine = Layout.Machine;
        var found = 0;
        for (var x = 1; x < Slots; x++)
        {
            if (machine[x] < 0) continue;
            waiting[x] = (machine[x - 1] >= 0 ? 1 : 0) + (Before[x] != 0 ? 1 : 0);
            if (waiting[x] == 0) Order[found++] = x;
        }

        for (var p = 0; p < found; p++)
        {
            var x = Order[p];
            Place[x] = p;
            if (x + 1 < Slots && machine[x + 1] >= 0 && --waiting[x + 1] == 0) Order[found++] = x + 1;
            if (After[x] != 0 && --waiting[After[x]] == 0) Order[found++] = After[x];
        }

        if (found < Count) return false;
        Heads(0);
        Tails(Count - 1);
        return true;
    }

    /// <summary>Works out the earliest finishes from a place of the topological order on, and the makespan.</summary>
    public void Heads(int from)
    {
        for (var p = Order + from; p < Order + Count; p++)
        {
            var x = *p;
            Finish[x] = Math.Max(Finish[x - 1], Finish[Before[x]]) + D[x];
        }

        var end = 0;
        foreach (var x in Layout.JobEnd) end = Math.Max(end, Finish[x]);
        Makespan = end;
    }

    /// <summary>Works out the tails from a place of the topological order back to its begin.</summary>
    public void Tails(int from)
    {
        for (var p = Order + from; p >= Order; p--)
        {
            var x = *p;
            Tail[x] = Math.Max(Tail[x + 1], Tail[After[x]]) + D[x];
        }
    }

    /// <summary>
    /// Puts <paramref name="u"/> right behind <paramref name="v"/>, which works later on the same machine. False, and nothing changed,
    /// when a way leads from u's job successor to v. Heads and tails are left to the caller: they change from the returned places on.
    /// </summary>
    public bool PutBehind(int u, int v, out int from, out int to)
    {
        int before = Before[u], next = After[u], behind = After[v];
        from = Place[u];
        to = Place[v];
        After[before] = next;
        Before[next] = before;
        After[v] = u;
        Before[u] = v;
        After[u] = behind;
        Before[behind] = u;

        var mark = NextStamp();
        marks[u] = mark;
        var followers = 0;
        fixed (int* kept = aside)
        {
            for (var p = from + 1; p <= to; p++)
            {
                var x = Order[p];
                if (marks[x - 1] == mark || marks[Before[x]] == mark)
                {
                    marks[x] = mark;
                    kept[followers++] = x;
                }
            }

            if (marks[v] == mark)
            {
                After[before] = u;
                Before[u] = before;
                After[u] = next;
                Before[next] = u;
                After[v] = behind;
                Before[behind] = v;
                return false;
            }

            var put = from;
            for (var p = from + 1; p <= to; p++)
            {
                var x = Order[p];
                if (marks[x] == mark) continue;
                Order[put] = x;
                Place[x] = put++;
            }

            Order[put] = u;
            Place[u] = put++;
            for (var k = 0; k < followers; k++)
            {
                Order[put] = kept[k];
                Place[kept[k]] = put++;
            }
        }

        return true;
    }

    /// <summary>
    /// Puts <paramref name="v"/> right before <paramref name="u"/>, which works earlier on the same machine. False, and nothing changed,
    /// when a way leads from u to v's job predecessor.
    /// </summary>
    public bool PutBefore(int v, int u, out int from, out int to)
    {
        int before = Before[u], last = Before[v], behind = After[v];
        from = Place[u];
        to = Place[v];
        After[last] = behind;
        Before[behind] = last;
        After[before] = v;
        Before[v] = before;
        After[v] = u;
        Before[u] = v;

        var mark = NextStamp();
        marks[v] = mark;
        var leaders = 0;
        fixed (int* kept = aside)
        {
            for (var p = to - 1; p >= from; p--)
            {
                var x = Order[p];
                if (marks[x + 1] == mark || marks[After[x]] == mark)
                {
                    marks[x] = mark;
                    kept[leaders++] = x;
                }
            }

            if (marks[u] == mark)
            {
                After[last] = v;
                Before[v] = last;
                After[v] = behind;
                Before[behind] = v;
                After[before] = u;
                Before[u] = before;
                return false;
            }

            var put = to;
            for (var p = to - 1; p >= from; p--)
            {
                var x = Order[p];
                if (marks[x] == mark) continue;
                Order[put] = x;
                Place[x] = put--;
            }

            Order[put] = v;
            Place[v] = put--;
            for (var k = 0; k < leaders; k++)
            {
                Order[put] = kept[k];
                Place[kept[k]] = put--;
            }
        }

        return true;
    }

    private int NextStamp()
    {
        if (stamp == int.MaxValue)
        {
            new Span<int>(marks, Slots).Clear();
            stamp = 0;
        }

        return ++stamp;
    }
}
