namespace Troth.Platform;

/// <summary>Looks now and then whether something is to be computed, while the server runs: at most a tenth of the time is spent on it.</summary>
public abstract class RestingJob(TimeSpan look, TimeProvider time, ILogger log) : BackgroundService
{
    private const int Rest = 10, MostDoublings = 7;

    /// <summary>Computes if something has changed. True when it did. What failed is tried again.</summary>
    protected abstract Task<bool> IfChanged(CancellationToken stop);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(look, time);
        var (failures, pause) = (0, 0);
        do
        {
            if (pause-- > 0) continue;
            pause = 0;
            try
            {
                var started = time.GetTimestamp();
                if (await IfChanged(stop))
                {
                    var took = time.GetElapsedTime(started);
                    pause = (int)(Rest * took / look);
                    SpareMemory.GiveBackAfter(took);
                }

                failures = 0;
            }
            // The edge of a background job: whatever gets past it stops the whole server. After each failure in a row it waits twice as long.
            catch (Exception failed) when (!stop.IsCancellationRequested)
            {
                pause = (1 << Math.Min(failures++, MostDoublings)) - 1;
                log.LogError(failed, "{Job} failed; trying again.", GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
