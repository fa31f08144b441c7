namespace Troth.Scheduling.JobShop;

/// <summary>
/// Simulated annealing for (weighted) tardiness: a late job is drawn, its longest way is followed back, and an operation of a block on it
/// is put behind or before another of the block, for only that can make the job earlier (Van Laarhoven, Aarts and Lenstra 1992 for
/// neighbours; Mati, Dauzère-Pérès and Lahlou 2011 for any regular objective). The change is worked out exactly, not estimated. How long
/// the budget is nobody tells, so runs grow twice as long each time up to a limit; they begin from the best and from anywhere in turns.
/// </summary>
internal sealed unsafe class TardinessSearch
{
    /// <summary>Temperatures, in mean losses: to begin with from anywhere, from the best, and in the end.</summary>
    private const double Hot = 1, Warm = 0.3, Cold = 0.05;

    /// <summary>Iterations of the first run and of the longest, for each operation.</summary>
    private const long Shortest = 500, Longest = 50_000;

    private readonly Layout layout;
    private readonly SearchBudget budget;
    private readonly Selection now;
    private readonly int[] due;
    private readonly int[] weight;
    private readonly int[] best;
    private readonly int[] start;
    private readonly int[] late;
    private readonly int[] arcs;
    private SeededChance chance;
    private long bestValue = long.MaxValue;
    private long bestAt;
    private int from, u, v, next, last;
    private bool behind;

    public TardinessSearch(Layout layout, ReadOnlySpan<int> first, SearchBudget budget, SeededChance chance)
    {
        (this.layout, this.budget, this.chance) = (layout, budget, chance);
        now = new Selection(layout);
        due = layout.Problem.Due.ToArray();
        weight = Weights(layout.Problem);
        best = first.ToArray();
        start = new int[best.Length];
        late = new int[layout.Problem.Jobs];
        arcs = new int[layout.Slots];
    }

    /// <summary>What a selection is worth.</summary>
    public static long Value(Selection selection, ReadOnlySpan<int> due, ReadOnlySpan<int> weight)
    {
        var sum = 0L;
        var ends = selection.Layout.JobEnd;
        for (var j = 0; j < ends.Length; j++)
        {
            var over = selection.Finish[ends[j]] - due[j];
            if (over > 0) sum += (long)over * weight[j];
        }

        return sum;
    }

    public static int[] Weights(JobShopProblem problem)
    {
        if (!problem.Weight.IsEmpty) return problem.Weight.ToArray();
        var ones = new int[problem.Jobs];
        Array.Fill(ones, 1);
        return ones;
    }

    public Outcome Run()
    {
        now.Load(best);
        Keep(Value(now, due, weight));
        for (var run = 0; !budget.Over(); run++)
        {
            now.Load(best);
            var unit = Unit();
            var anywhere = run % 2 == 1;
            if (anywhere)
            {
                layout.Shuffle(ref chance, start);
                now.Load(start);
            }

            var length = Math.Min(Shortest << Math.Min(run / 2, 30), Longest) * layout.Problem.Operations;
            Anneal(unit * (anywhere ? Hot : Warm), unit * Cold, length);
        }

        return new Outcome(best, bestValue, bestAt, budget.Used);
    }

    private void Anneal(double hot, double cold, long length)
    {
        var value = Value(now, due, weight);
        var temperature = hot;
        var cooling = Math.Pow(cold / hot, 256.0 / length);
        for (var k = 0L; k < length && !budget.Spent(); k++)
        {
            if ((k & 255) == 255) temperature *= cooling;
            if (!Draw() || !Try(out var changed)) continue;
            if (changed > value && chance.Share() >= Math.Exp((value - changed) / temperature)) Undo();
            else Keep(value = changed);
        }
    }

    private bool Try(out long changed)
    {
        changed = 0;
        (next, last) = (now.After[u], now.Before[v]);
        if (behind ? !now.PutBehind(u, v, out from, out _) : !now.PutBefore(v, u, out from, out _)) return false;
        now.Heads(from);
        changed = Value(now, due, weight);
        return true;
    }

    private void Undo()
    {
        if (behind) now.PutBefore(u, next, out from, out _);
        else now.PutBehind(v, last, out from, out _);
        now.Heads(from);
    }

    private void Keep(long value)
    {
        if (value >= bestValue) return;
        bestValue = value;
        bestAt = budget.Used;
        now.Save(best);
        budget.Found(value);
    }

    /// <summary>The mean loss of moves from where it stands that lose: what temperatures are measured in.</summary>
    private double Unit()
    {
        var value = Value(now, due, weight);
        var sum = 0.0;
        var count = 0;
        for (var k = 0; k < 200 && !budget.Spent(); k++)
        {
            if (!Draw() || !Try(out var changed)) continue;
            Undo();
            if (changed <= value) continue;
            sum += changed - value;
            count++;
        }

        return count == 0 ? 1 : sum / count;
    }

    /// <summary>Draws a move within a block of the longest way to a late job; false when the one drawn is late by its own work.</summary>
    private bool Draw()
    {
        var count = 0;
        var ends = layout.JobEnd;
        for (var j = 0; j < ends.Length; j++)
            if (now.Finish[ends[j]] > due[j] && weight[j] > 0) late[count++] = ends[j];
        if (count == 0) return false;
        var found = 0;
        for (var x = late[chance.Below(count)]; ;)
        {
            var start = now.Finish[x] - now.D[x];
            if (start == 0) break;
            var before = now.Before[x];
            var byMachine = now.Finish[before] == start;
            if (byMachine && (now.Finish[x - 1] != start || (chance.Bits() & 1) == 0))
            {
                arcs[found++] = x;
                x = before;
            }
            else x--;
        }

        if (found == 0) return false;
        var drawn = chance.Below(found);
        v = arcs[drawn];
        u = now.Before[v];
        behind = (chance.Bits() & 1) == 0;
        if ((chance.Bits() & 1) == 0) return true;
        while (drawn + 1 < found && arcs[drawn + 1] == u && (chance.Bits() & 1) == 0) u = now.Before[arcs[++drawn]];
        return true;
    }
}
