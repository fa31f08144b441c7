using System.Collections.Concurrent;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Import.Staging;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Live;

namespace Troth.Import.Drafts;

/// <summary>Long work on a draft or a run, in this process: how far it is, what came of it, how to stop it.</summary>
public sealed class ImportJob
{
    private readonly TaskCompletionSource<int> number = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What pages that show it listen to.</summary>
    public ConcurrentBag<string> Topics { get; } = [];
    public required CancellationTokenSource Stop { get; init; }
    public ImportProgress? Progress { get; internal set; }
    public ImportReport? Report { get; internal set; }
    public RevertReport? Reverted { get; internal set; }

    /// <summary>Why it did not work, in words.</summary>
    public string? Failure { get; internal set; }
    public bool Ended { get; internal set; }
    public Task Done { get; internal set; } = Task.CompletedTask;

    /// <summary>The import's number, once it has one; faults when it never gets one.</summary>
    public Task<int> Number => number.Task;

    internal void IsNumber(int run) => number.TrySetResult(run);
    internal void HasNoNumber(string why) => number.TrySetException(new BusinessRuleException("import.failed", why));
}

/// <summary>Runs such work in the background. What is lost with the process is only its progress: imports recover by themselves.</summary>
public sealed class ImportJobs(IServiceScopeFactory scopes, LiveNews news, TimeProvider time, IHostApplicationLifetime life, ILogger<ImportJobs> log)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(400);
    private readonly ConcurrentDictionary<string, ImportJob> jobs = new();

    public ImportJob? Of(string topic) => jobs.GetValueOrDefault(topic);

    /// <summary>Lets pages find the job under another topic too, and be told of it there.</summary>
    public void Also(string topic, ImportJob job)
    {
        jobs[topic] = job;
        job.Topics.Add(topic);
    }

    /// <summary>Starts work under a topic that pages may watch; what runs under it already is left to end.</summary>
    public ImportJob Start(string topic, Actor actor, Func<IServiceProvider, ImportJob, IProgress<ImportProgress>, CancellationToken, Task> work)
    {
        var job = new ImportJob { Topics = { topic }, Stop = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping) };
        if (jobs.TryGetValue(topic, out var running) && !running.Ended) return running;
        jobs[topic] = job;
        var (id, name, through) = (actor.UserId, actor.Name, actor.Through);
        job.Done = Task.Run(async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Actor>().Is(id, name, through);
            try
            {
                await work(scope.ServiceProvider, job, new Teller(this, job, time), job.Stop.Token);
            }
            catch (OperationCanceledException)
            {
                job.Failure = "Stopped. Nothing of it was kept.";
            }
            catch (Exception refused) when (refused is FileRefusedException or RecipeRefusedException or BusinessRuleException or BadInputException or IOException)
            {
                job.Failure = refused.Message;
            }
            catch (Exception bug)
            {
                log.LogError(bug, "An import failed.");
                job.Failure = "Something went wrong that we did not foresee. Nothing of it was kept; the log has the details.";
            }
            finally
            {
                if (job.Failure is { } why) job.HasNoNumber(why);
                job.Ended = true;
                Tell(job);
                news.Publish("imports");
            }
        }, CancellationToken.None);
        return job;
    }

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
