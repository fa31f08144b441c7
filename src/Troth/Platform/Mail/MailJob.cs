namespace Troth.Platform.Mail;

/// <summary>Sends mail while the server runs.</summary>
public sealed class MailJob(IServiceScopeFactory scopes, TimeProvider time, ILogger<MailJob> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, time);
        var (failures, pause) = (0, 0);
        do
        {
            if (pause-- > 0) continue;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<SendMails>().Run(stop);
                failures = 0;
            }
            // The edge of a background job: whatever gets past it stops the whole server. The mails stay in the outbox; after each failure
            // in a row it waits twice as long, up to some five minutes.
            catch (Exception failed) when (!stop.IsCancellationRequested)
            {
                pause = (1 << Math.Min(failures++, 7)) - 1;
                log.LogError(failed, "The outbox of mails could not be looked through; trying again.");
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
