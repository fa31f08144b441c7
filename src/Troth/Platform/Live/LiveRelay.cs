using System.Globalization;
using Npgsql;
using Troth.Platform.Data;

namespace Troth.Platform.Live;

/// <summary>
/// News of other nodes on the same PostgreSQL database, and ours for them, over its channel of notifications. One connection, kept open. While it
/// is lost, pages of this node hear only of what is done here; once it is back all nodes' pages are told to look at everything. A pool that changes the
/// server's connection with each transaction does not pass notifications on.
/// </summary>
public sealed class LiveRelay(TrothSettings settings, LiveNews news, TimeProvider time, ILogger<LiveRelay> log) : BackgroundService
{
    private const string Channel = "troth_live";
    private static readonly TimeSpan Failed = TimeSpan.FromSeconds(2);

    /// <summary>So that this node does not take its own news for another's.</summary>
    private readonly string _node = Guid.CreateVersion7().ToString("N");

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        if (settings.Database.IsSqlite) return; // one process has the file
        await Task.Yield(); // the start waits for nobody
        var missed = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Relay(missed, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (lost is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
            {
                if (!missed) log.LogWarning("News of other nodes are not heard for now ({Message}); trying again.", lost.Message);
                missed = true;
            }
            await Task.Delay(Failed, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Relay(bool missed, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.Database.ConnectionString) { Pooling = false, KeepAlive = 30 }.ToString());
        await connection.OpenAsync(stop);
        connection.Notification += (_, heard) =>
        {
            if (heard.Payload.Split(' ', 2) is [var node, var topic] && node != _node) news.PublishHere(topic);
        };
        await using (var listen = new NpgsqlCommand(string.Concat("LISTEN ", Channel), connection)) await listen.ExecuteNonQueryAsync(stop);
        using var ours = news.ListenForOthers();
        if (missed)
        {
            // They may have missed ours, as we theirs.
            news.PublishHere(LiveNews.All);
            await Tell(connection, LiveNews.All, stop);
        }
        // A connection either waits or sends: what is to be sent ends the waiting.
        var next = ours.Next(stop).AsTask();
        while (true)
        {
            using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop))
            {
                var heard = connection.WaitAsync(waiting.Token);
                await Task.WhenAny(next, heard);
                await waiting.CancelAsync();
                await heard.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (heard.IsFaulted) await heard;
                stop.ThrowIfCancellationRequested();
            }
            if (!next.IsCompleted) continue;
            foreach (var topic in await next) await Tell(connection, topic, stop);
            next = ours.Next(stop).AsTask();
        }
    }

    private async Task Tell(NpgsqlConnection connection, string topic, CancellationToken stop)
    {
        await using var tell = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection)
        {
            Parameters = { new() { Value = Channel }, new() { Value = string.Create(CultureInfo.InvariantCulture, $"{_node} {topic}") } },
        };
        await tell.ExecuteNonQueryAsync(stop);
    }
}
