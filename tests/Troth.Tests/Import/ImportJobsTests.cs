using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Platform.History;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>Work in the background: each piece once, stopped when asked, forgotten after a while, and never with its files taken away.</summary>
public abstract class ImportJobsTests(TestServer troth)
{
    private ImportJobs Jobs => troth.Services.GetRequiredService<ImportJobs>();

    [Fact]
    public async Task Clicks_at_the_same_moment_start_one_job()
    {
        troth.Available();
        var (go, runs, gate) = (new TaskCompletionSource(), 0, new Barrier(8));
        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            gate.SignalAndWait();
            return Jobs.Start("clicked", new Actor(), async (_, _, _, _) =>
            {
                Interlocked.Increment(ref runs);
                await go.Task;
            });
        }, TaskCreationOptions.LongRunning)));
        go.SetResult();
        await Task.WhenAll(started.Select(job => job.Done));
        Assert.Single(started.Distinct());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Ended_jobs_are_forgotten_and_may_still_be_asked_to_stop()
    {
        troth.Available();
        var old = Jobs.Start("old", new Actor(), (_, job, _, _) =>
        {
            Jobs.Also("old too", job);
            return Task.CompletedTask;
        });
        await old.Done;
        old.Stop();
        Assert.Same(old, Jobs.Of("old too"));
        troth.Clock.Advance(TimeSpan.FromHours(2));
        await Jobs.Start("new", new Actor(), (_, _, _, _) => Task.CompletedTask).Done;
        Assert.Equal((null, null), (Jobs.Of("old"), Jobs.Of("old too")));
    }

    [Fact]
    public async Task Files_that_are_being_imported_cannot_be_thrown_away()
    {
        troth.Available();
        var manager = troth.As(Role.Administrator);
        var sent = await manager.Upload("/import", "files", "a.csv", "Id,Name\n1,One\n"u8.ToArray());
        var draft = Guid.Parse(sent.Location!.Split('/')[^1]);
        await Jobs.Of($"draft-{draft:N}")!.Done;
        var files = troth.Services.GetRequiredService<DraftFolder>().FilesOf(draft);
        var go = new TaskCompletionSource();
        var import = Jobs.Start($"draft-{draft:N}-import", new Actor(), (_, _, _, _) => go.Task);
        var preview = Jobs.Start($"draft-{draft:N}-preview", new Actor(), (_, _, _, stop) => Task.Delay(Timeout.Infinite, stop));
        Assert.Equal(HttpStatusCode.Conflict, (await manager.Post($"{sent.Location}/throw-away")).Status);
        Assert.True(File.Exists(Path.Combine(files, "a.csv")));
        go.SetResult();
        await import.Done;
        Assert.Equal(HttpStatusCode.SeeOther, (await manager.Post($"{sent.Location}/throw-away")).Status);
        Assert.True(preview.Ended);
        Assert.False(Directory.Exists(files));
    }

    /// <summary>Whoever reads the form first reads it with the room's limits: the forgery guard too, where no script sends the token in a header.</summary>
    [Fact]
    public async Task Files_of_more_than_the_usual_thirty_megabytes_are_taken()
    {
        troth.Available();
        var large = new byte[31 << 20]; // no table, so it is refused, but as a file and not for its size
        var manager = troth.As(Role.Administrator);
        var refused = await manager.Upload("/api/imports", "files", "large.csv", large);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("import.refused", refused.Json.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.SeeOther, (await manager.Upload("/import", "files", "large.csv", large)).Status);
    }

    [Fact, Trait("Category", "Heavy")]
    public async Task Files_of_more_than_the_usual_form_are_taken()
    {
        troth.Available();
        Assert.Equal(HttpStatusCode.SeeOther, (await troth.As(Role.Administrator).Upload("/import", "files", "large.csv", new byte[130 << 20])).Status);
    }
}

public sealed class ImportJobsOnSqlite(SqliteServer troth) : ImportJobsTests(troth), IClassFixture<SqliteServer>;

public sealed class ImportJobsOnPostgres(PostgresServer troth) : ImportJobsTests(troth), IClassFixture<PostgresServer>;
