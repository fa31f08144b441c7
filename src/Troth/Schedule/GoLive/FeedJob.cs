using Troth.Identity;
using Troth.Import.Contracts;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Schedule.GoLive;

/// <summary>Looks every few seconds whether an import was published since, and takes in what it says of stock and what it
/// promised. Several nodes may do so at once.</summary>
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
                var last = await LastPublished.At(scope.ServiceProvider.GetRequiredService<TrothContext>(), stop);
                if (last != done)
                {
                    await Take(scope.ServiceProvider, stop);
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

    /// <summary>First stock and what is to come, which the dates of what was promised rest on.</summary>
    private static async Task Take(IServiceProvider scope, CancellationToken cancel)
    {
        foreach (var plan in await scope.GetRequiredService<PlantPlans>().All(cancel))
            await scope.GetRequiredService<TellStock>().Run(plan.Plant, cancel);
        // The sample company's own orders are part of its made-up year; there the feed is taken in when asked for.
        if (await scope.GetRequiredService<CurrentCompany>().Find(cancel) is not (null or { IsSample: true }))
            await scope.GetRequiredService<TakeFeed>().Run(cancel);
    }
}
