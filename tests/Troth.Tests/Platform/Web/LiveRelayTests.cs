using Microsoft.Extensions.Logging.Abstractions;
using Troth.Platform.Live;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Web;

public sealed class LiveRelayTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task What_is_done_at_one_node_is_heard_by_the_pages_of_another()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (here, there) = (new LiveNews(), new LiveNews());
        using var one = Relay(here);
        using var other = Relay(there);
        await one.StartAsync(limit.Token);
        await other.StartAsync(limit.Token);
        using var page = there.Listen();
        using var own = here.Listen();
        // Heard as soon as both are listening, which nobody is told.
        var heard = page.Next(limit.Token).AsTask();
        while (!heard.IsCompleted)
        {
            here.Publish("account:A-1");
            await Task.WhenAny(heard, Task.Delay(50, limit.Token));
        }
        Assert.Equal(["account:A-1"], await heard);
        here.PublishHere("schedule");
        here.Publish("promises");
        var next = await page.Next(limit.Token);
        while (!next.Contains("promises")) next = await page.Next(limit.Token);
        Assert.DoesNotContain("schedule", next);
        Assert.Equal(["account:A-1", "promises", "schedule"], (await own.Next(limit.Token)).Order(StringComparer.Ordinal));
        there.Publish("inserts");
        Assert.Equal(["inserts"], await own.Next(limit.Token)); // and nothing of its own came back before
        await one.StopAsync(limit.Token);
        await other.StopAsync(limit.Token);
    }

    private LiveRelay Relay(LiveNews news) =>
        new(database.Settings, news, TimeProvider.System, NullLogger<LiveRelay>.Instance);
}
