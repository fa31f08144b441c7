using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Live;

namespace Troth.Tests.Platform.Web;

public sealed class LiveNewsTests(ShellServer server) : IClassFixture<ShellServer>
{
    [Fact]
    public async Task Topics_come_once_however_often_they_were_touched()
    {
        var news = new LiveNews();
        using var listener = news.Listen();
        news.Publish("book");
        news.Publish("book");
        news.Publish("imports");
        Assert.Equal(["book", "imports"], (await listener.Next(default)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_falls_behind_is_told_to_look_at_everything()
    {
        var news = new LiveNews();
        using var slow = news.Listen();
        for (var i = 0; i < 1000; i++) news.Publish($"account:{i}");
        Assert.Equal([LiveNews.All], await slow.Next(default));
        news.Publish("book");
        Assert.Equal(["book"], await slow.Next(default));
    }

    [Fact]
    public void Who_has_left_hears_nothing()
    {
        var news = new LiveNews();
        var gone = news.Listen();
        gone.Dispose();
        news.Publish("book");
        Assert.False(gone.Next(default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_browser_hears_the_topic_as_an_event()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
        using var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("retry: 3000", await lines.ReadLineAsync());
        server.Services.GetRequiredService<LiveNews>().Publish("book");
        Assert.Equal("", await lines.ReadLineAsync());
        Assert.Equal("data: book", await lines.ReadLineAsync());
    }
}
