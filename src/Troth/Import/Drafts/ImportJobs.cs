using System.Collections.Concurrent;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Import.Staging;
using Troth.Platform;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Live;

namespace Troth.Import.Drafts;

/// <summary>Long work on a draft or a run, in this process: how far it is, what came of it, how to stop it.</summary>
public sealed class ImportJob
{
    private readonly TaskCompletionSource<int> number = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stop;
    private readonly Lock end = new();

    internal ImportJob(CancellationToken stopping) => stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    /// <summary>What pages that show it listen to.</summary>
    public ConcurrentBag<string> Topics { get; } = [];
    public ImportProgress? Progress { get; internal set; }
    public ImportReport? Report { get; internal set; }
    public RevertReport? Reverted { get; internal set; }

    /// <summary>Why it did not work, in words.</summary>
    public string? Failure { get; internal set; }
    public bool Ended { get; private set; }
    internal DateTimeOffset EndedAt { get; private set; }
    public Task Done { get; internal set; } = Task.CompletedTask;

    /// <summary>The import's number, once it has one; faults when it never gets one.</summary>
    public Task<int> Number => number.Task;

    internal CancellationToken Stopped => stop.Token;

    /// <summary>Asks it to stop; nothing happens when it has ended.</summary>
    public void Stop()
    {
        lock (end)
            if (!Ended) stop.Cancel();
    }

    internal void End(DateTimeOffset now)
    {
        lock (end)
        {
            (Ended, EndedAt) = (true, now);
            stop.Dispose();
        }
    }

    internal void IsNumber(int run) => number.TrySetResult(run);
    internal void HasNoNumber(string why) => number.TrySetException(new BusinessRuleException("import.failed", why));
}

/// <summary>Runs such work in the background. What is lost with the process is only its progress: imports recover by themselves.</summary>
public sealed class ImportJobs(IServiceScopeFactory scopes, LiveNews news, TimeProvider time, IHostApplicationLifetime life, ILogger<ImportJobs> log)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(400);

    /// <summary>How long pages may still ask what came of a job.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, ImportJob> jobs = new();
    private readonly Lock starting = new();

    public ImportJob? Of(string topic) => jobs.GetValueOrDefault(topic);

    public bool IsRunning(string topic) => Of(topic) is { Ended: false };

    /// <summary>Lets pages find the job under another topic too, and be told of it there.</summary>
    public void Also(string topic, ImportJob job)
    {
        jobs[topic] = job;
        job.Topics.Add(topic);
    }

    /// <summary>Starts work under a topic that pages may watch; what runs under it already is left to end.</summary>
    public ImportJob Start(string topic, Actor actor, Func<IServiceProvider, ImportJob, IProgress<ImportProgress>, CancellationToken, Task> work)
    {
        lock (starting) // two clicks at once are one job
        {
            if (jobs.TryGetValue(topic, out var running) && !running.Ended) return running;
            foreach (var (old, ended) in jobs)
                if (ended.Ended && time.GetUtcNow() - ended.EndedAt > Remembered) jobs.TryRemove(old, out _);
            var job = new ImportJob(life.ApplicationStopping) { Topics = { topic } };
            job.Done = Run(job, (actor.UserId, actor.Name, actor.Through), work);
            return jobs[topic] = job;
        }
    }

    private Task Run(ImportJob job, (Guid? Id, string Name, string Through) by, Func<IServiceProvider, ImportJob, IProgress<ImportProgress>, CancellationToken, Task> work) =>
        Task.Run(async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Actor>().Is(by.Id, by.Name, by.Through);
            try
            {
                await work(scope.ServiceProvider, job, new Teller(this, job, time), job.Stopped);
            }
            catch (OperationCanceledException)
            {
                job.Failure = Words.Say("job.stopped");
            }
            catch (Exception refused) when (refused is FileRefusedException or RecipeRefusedException or BusinessRuleException or BadInputException or ImportStoppedException or IOException)
            {
                job.Failure = refused.Message;
            }
            catch (Exception trouble) when (DatabaseTrouble.Of(trouble, scope.ServiceProvider.GetRequiredService<TrothSettings>().Database) is { } said)
            {
                job.Failure = said;
            }
            catch (Exception bug)
            {
                log.LogError(bug, "An import failed.");
                job.Failure = Words.Say("job.bug");
            }
            finally
            {
                if (job.Failure is { } why) job.HasNoNumber(why);
                job.End(time.GetUtcNow());
                Tell(job);
                news.Publish("imports");
            }
        }, CancellationToken.None);

    private void Tell(ImportJob job)
    {
        foreach (var topic in job.Topics) news.Publish(topic);
    }

    private sealed class Teller(ImportJobs jobs, ImportJob job, TimeProvider time) : IProgress<ImportProgress>
    {
        private long told;

        public void Report(ImportProgress value)
        {
            job.Progress = value;
            if (told != 0 && time.GetElapsedTime(told) < Between) return;
            told = time.GetTimestamp();
            jobs.Tell(job);
        }
    }
}
