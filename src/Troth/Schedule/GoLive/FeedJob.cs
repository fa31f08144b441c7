using Troth.Identity;
using Troth.Import.Contracts;
using Troth.Platform.Data;

namespace Troth.Schedule.GoLive;

/// <summary>Looks every few seconds whether an import was published since, and takes in what it promised. Several nodes may do so at
/// once.</summary>
public sealed class FeedJob(IServiceScopeFactory scopes, ILogger<FeedJob> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        DateTimeOffset? done = null;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                // The sample company's own orders are part of its made-up year; there the feed is taken in when asked for.
                var sample = await scope.ServiceProvider.GetRequiredService<CurrentCompany>().Find(stop) is null or { IsSample: true };
                var last = sample ? null : await LastPublished.At(scope.ServiceProvider.GetRequiredService<TrothContext>(), stop);
                if (last is not null && last != done)
                {
                    await scope.ServiceProvider.GetRequiredService<TakeFeed>().Run(stop);
                    done = last; // a round that was cut short is done again
                }
            }
            catch (ObjectDisposedException)
            {
                return; // the program did not get to start, or is gone
            }
            // The edge of a background job: whatever gets past it stops the whole server.
            catch (Exception failed) when (!stop.IsCancellationRequested)
            {
                log.LogError(failed, "What an import promised could not be taken into the plan; trying again.");
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(Look, CancellationToken.None).WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
