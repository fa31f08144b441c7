namespace Troth.Scheduling.JobShop;

/// <summary>Runs the same work on several threads of its own and passes on what one of them threw.</summary>
internal static class Together
{
    public static void Run(int threads, Action<int> work)
    {
        var failures = new Exception?[threads];
        var others = new Thread[threads - 1];
        for (var t = 1; t < threads; t++)
        {
            var mine = t;
            others[t - 1] = new Thread(() => Guarded(mine)) { IsBackground = true };
            others[t - 1].Start();
        }

        Guarded(0);
        foreach (var other in others) other.Join();
        if (failures.OfType<Exception>().ToArray() is { Length: > 0 } thrown) throw new AggregateException(thrown);

        void Guarded(int thread)
        {
            try
            {
                work(thread);
            }
#pragma warning disable CA1031 // it is thrown again where the caller waits; on a thread of its own it would end the program
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures[thread] = failure;
            }
        }
    }
}
