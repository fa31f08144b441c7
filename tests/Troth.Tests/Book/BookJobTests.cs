using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Troth.Book.Figures;
using Troth.Platform;
using Troth.Platform.Live;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

public sealed class BookJobTests
{
    [Fact]
    public async Task A_fault_in_the_figures_does_not_end_the_job()
    {
        var (time, faulty) = (new QuickTimers(), new Faulty());
        using var turn = new BookTurn(TrothSettings.From(_ => null));
        using var job = new BookJob(faulty, new RecomputeBook(faulty, turn, new LiveNews(), time), time, NullLogger<BookJob>.Instance);
        await job.StartAsync(default);
        await await Task.WhenAny(faulty.Tried, job.ExecuteTask!).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(job.ExecuteTask!.IsCompleted);
        await job.StopAsync(default);
    }

    private sealed class Faulty : IServiceScopeFactory
    {
        private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int times;

        public Task Tried => tried.Task;

        public IServiceScope CreateScope()
        {
            if (Interlocked.Increment(ref times) == 3) tried.SetResult();
            throw new ArgumentOutOfRangeException(nameof(times), "A bug in the figures.");
        }
    }

    private sealed class QuickTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
    }
}

public sealed class BookTurnOnPostgres(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Another_process_waits_until_this_one_has_computed()
    {
        database.Available();
        using BookTurn mine = new(database.Settings), others = new(database.Settings); // as two processes have them
        var held = await mine.Take(default);
        var waiting = others.Take(default);
        await using var connection = new NpgsqlConnection(database.Setting);
        await connection.OpenAsync();
        await using var waits = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", connection);
        while (!waiting.IsCompleted && (long)(await waits.ExecuteScalarAsync())! == 0) { }
        Assert.False(waiting.IsCompleted);
        await held.DisposeAsync();
        await (await waiting).DisposeAsync();
    }
}
