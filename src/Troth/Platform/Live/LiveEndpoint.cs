namespace Troth.Platform.Live;

/// <summary>One stream of server-sent events for each browser: the tabs elect who listens and tell each other.</summary>
public static class LiveEndpoint
{
    public const string Route = "/live";

    /// <summary>Proxies cut silent connections after a minute or so.</summary>
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(25);

    /// <summary>The browser connects again by itself, and signing out takes effect meanwhile.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>A burst of changes makes one refresh.</summary>
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(250);

    public static void MapLive(this IEndpointRouteBuilder app) =>
        app.MapGet(Route, (HttpContext http) => Stream(http, _ => true)).ExcludeFromDescription();

    /// <param name="wanted">Which topics this reader may know of; all others pass in silence.</param>
    public static async Task Stream(HttpContext http, Func<string, bool> wanted)
    {
        var services = http.RequestServices;
        var (news, time, host) = (services.GetRequiredService<LiveNews>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IHostApplicationLifetime>());
        using var listener = news.Listen();
        using var longest = new CancellationTokenSource(s_longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping, longest.Token);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await http.Response.WriteAsync("retry: 3000\n\n", end.Token);
        await http.Response.Body.FlushAsync(end.Token);
        try
        {
            var next = listener.Next(end.Token).AsTask();
            while (true)
            {
                var beat = Task.Delay(s_heartbeat, time, end.Token);
                if (await Task.WhenAny(next, beat) == beat)
                {
                    await beat;
                    await http.Response.WriteAsync(": still here\n\n", end.Token);
                }
                else
                {
                    foreach (var topic in (await next).Where(topic => topic == LiveNews.All || wanted(topic)))
                        await http.Response.WriteAsync($"data: {topic}\n\n", end.Token);
                    await http.Response.Body.FlushAsync(end.Token);
                    await Task.Delay(s_gather, time, end.Token);
                    next = listener.Next(end.Token).AsTask();
                }
                await http.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The tab closed, the time is up, or the program is stopping: all ordinary ends of a stream.
        }
    }
}
