namespace Troth.Scheduling.JobShop;

/// <summary>
/// Tabu search with path relinking (TS/PR; Peng, Lü and Cheng 2015) as one thread runs it: a pool of local optima, and again and again a
/// walk from one of them towards another, stopping in between for the tabu search. When the pool has nothing more to give it is begun anew
/// around the best.
/// </summary>
internal sealed class MakespanSearch
{
    /// <summary>How many local optima are kept, and how many pairs of operations they differ in at least.</summary>
    private const int PoolSize = 12, Near = 10;

    /// <summary>Idle iterations that end a tabu search, and one that only probes a stop on the way; and how many stops there are.</summary>
    private const int Patience = 12_500, Probe = 500, Stops = 4;

    private readonly Layout layout;
    private readonly SearchBudget budget;
    private readonly Exchange exchange;
    private readonly int thread;
    private readonly TabuSearch tabu;
    private readonly PathRelinking relinking;
    private readonly ElitePool pool;
    private readonly int[] start;
    private readonly int[] probe;
    private readonly int[] taken;
    private readonly int[] best;
    private SeededChance chance;
    private int made;
    private long bestValue = long.MaxValue;
    private long bestAt;

    public MakespanSearch(Layout layout, ReadOnlySpan<int> first, SearchBudget budget, Exchange exchange, int thread, SeededChance chance)
    {
        (this.layout, this.budget, this.exchange, this.thread, this.chance) = (layout, budget, exchange, thread, chance);
        tabu = new TabuSearch(layout, this.chance.Fork());
        relinking = new PathRelinking(layout, this.chance.Fork());
        pool = new ElitePool(layout, PoolSize);
        start = new int[layout.Problem.Operations];
        probe = new int[layout.Problem.Operations];
        best = first.ToArray();
        taken = new int[exchange.Threads];
    }

    public Outcome Run()
    {
        try
        {
            if (thread == 0) best.CopyTo(start, 0);
            else layout.Shuffle(ref chance, start);
            var idle = 0;
            while (!budget.Over())
            {
                tabu.Run(start, Patience, budget);
                Keep(tabu.BestSequences, tabu.Best);
                idle = pool.Offer(tabu.BestSequences, tabu.Best, Near) ? 0 : idle + 1;
                exchange.Post(thread, new Found(tabu.BestSequences.ToArray(), tabu.Best));
                made++;
                Listen();
                if (idle > PoolSize * 2)
                {
                    pool.Clear();
                    pool.Offer(best, bestValue, Near);
                    idle = 0;
                }

                if (pool.Full) Relink();
                else layout.Shuffle(ref chance, start);
            }

            return new Outcome(best, bestValue, bestAt, budget.Used);
        }
        finally
        {
            exchange.Leave(thread);
        }
    }

    private void Listen()
    {
        for (var other = 0; other < taken.Length; other++)
        {
            while (other != thread && exchange.Take(thread, other, taken[other], made) is { } found)
            {
                taken[other]++;
                pool.Offer(found.Sequences, found.Value, Near);
            }
        }
    }

    private void Keep(ReadOnlySpan<int> sequences, long value)
    {
        if (value >= bestValue) return;
        bestValue = value;
        bestAt = budget.Used;
        sequences.CopyTo(best);
    }

    /// <summary>Between two of the pool, not too near to either: where a short search comes lowest.</summary>
    private void Relink()
    {
        var from = chance.Below(pool.Count);
        var towards = (from + 1 + chance.Below(pool.Count - 1)) % pool.Count;
        var distance = pool.Distance(pool.Sequences[from], pool.Sequences[towards]);
        relinking.Begin(pool.Sequences[from], pool.Sequences[towards]);
        var margin = distance / 5;
        var lowest = long.MaxValue;
        for (var k = 0; k < Stops; k++)
        {
            if (!relinking.Walk(k == 0 ? margin : Math.Max(1, (distance - 2 * margin) / Stops), probe)) break;
            tabu.Run(probe, Probe, budget);
            Keep(tabu.BestSequences, tabu.Best);
            if (tabu.Best >= lowest) continue;
            lowest = tabu.Best;
            tabu.BestSequences.CopyTo(start);
        }

        if (lowest == long.MaxValue) layout.Shuffle(ref chance, start);
    }
}
