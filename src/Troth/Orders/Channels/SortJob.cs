namespace Troth.Orders.Channels;

/// <summary>Keeps the sorting of orders up to date while the server runs: at most a tenth of the time is spent on it.</summary>
public sealed class SortJob(SortOrders sort, TimeProvider time, ILogger<SortJob> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private const int Rest = 10, MostDoublings = 7;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, time);
        var (failures, pause) = (0, 0);
        do
        {
            if (pause-- > 0) continue;
            pause = 0;
            try
            {
                var started = time.GetTimestamp();
                if (await sort.IfChanged(stop)) pause = (int)(Rest * time.GetElapsedTime(started) / Look);
                failures = 0;
            }
            // The edge of a background job: whatever gets past it stops the whole server. The changes stay noted; after each failure in a
            // row it waits twice as long.
            catch (Exception failed) when (!stop.IsCancellationRequested)
            {
                pause = (1 << Math.Min(failures++, MostDoublings)) - 1;
                log.LogError(failed, "Orders could not be sorted; trying again.");
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
