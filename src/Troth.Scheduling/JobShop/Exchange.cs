namespace Troth.Scheduling.JobShop;

/// <summary>Machine sequences a thread found, and what they are worth.</summary>
internal sealed record Found(int[] Sequences, long Value);

/// <summary>
/// How threads tell one another what they found, step by step. Where the result must not depend on which core is faster (exact), a thread
/// takes in what the others found a fixed number of steps ago and waits for it if it must; otherwise it takes what there is.
/// </summary>
internal sealed class Exchange(int threads, bool exact)
{
    private const int Lag = 6;
    private readonly Lock gate = new();
    private readonly List<Found>[] posted = [.. Enumerable.Range(0, threads).Select(_ => new List<Found>())];
    private readonly bool[] left = new bool[threads];
    private readonly ManualResetEventSlim[] news = [.. Enumerable.Range(0, threads).Select(_ => new ManualResetEventSlim())];

    public int Threads => threads;

    public void Post(int thread, Found found)
    {
        lock (gate) posted[thread].Add(found);
        Tell();
    }

    /// <summary>A thread that has ended is not waited for.</summary>
    public void Leave(int thread)
    {
        lock (gate) left[thread] = true;
        Tell();
    }

    /// <summary>
    /// What another thread found in its step <paramref name="next"/>, for a thread that has made <paramref name="made"/> steps; null when
    /// it is not yet time.
    /// </summary>
    public Found? Take(int thread, int other, int next, int made)
    {
        while (true)
        {
            news[thread].Reset();
            lock (gate)
            {
                if (exact && next + Lag > made) return null;
                if (next < posted[other].Count) return posted[other][next];
                if (!exact || left[other]) return null;
            }

            news[thread].Wait();
        }
    }

    private void Tell()
    {
        foreach (var one in news) one.Set();
    }
}
