using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Troth.Bench;

/// <summary>
/// The promise desk of a running server over 100,000 planned operations: quotes, durable confirmations, open pages that hear of a change, and
/// starts. Client and server share the machine's processors; how busy others keep them is told, since it decides as much.
/// </summary>
internal static class PromiseBench
{
    private const int Quotes = 10_000, Confirmed = 1000, Streams = 200, Connections = 2, Changes = 10;

    public static async Task<bool> Run(string root, string program)
    {
        var figures = new List<Measured> { new("load of the machine when it began", Load(), "processes") };
        await Measure(figures, program, "SQLite", folder => Path.Combine(folder, "troth.db"));
        if (await Postgres.Start() is { } postgres)
            await using (postgres) await Measure(figures, program, "PostgreSQL", _ => postgres.ConnectionString);
        figures.Add(new("load of the machine when it ended", Load(), "processes"));
        return Results.Show(root, "promise", figures);
    }

    private static async Task Measure(List<Measured> figures, string program, string on, Func<string, string> database)
    {
        var folder = Directory.CreateTempSubdirectory("troth-bench-").FullName;
        try
        {
            var (setting, shop) = (database(folder), new PromiseShop(database(folder), folder));
            await using (var setUp = await Server.Start(program, setting, folder))
                await setUp.Post("/set-up", "/set-up", ("CompanyName", "Bench"), ("BaseCurrency", "EUR"), ("Culture", "en-GB"), ("TimeZone", "UTC"),
                    ("Name", "Ada"), ("Email", "ada@example.com"), ("Password", "long-enough-for-this"));
            var started = Stopwatch.GetTimestamp();
            await shop.Fill();
            figures.Add(new($"{on}: described, taken into the plan, {PromiseShop.Orders} orders planned", Stopwatch.GetElapsedTime(started).TotalSeconds, "s"));

            var server = await Server.Start(program, setting, folder);
            try
            {
                await server.Post("/sign-in", "/sign-in", ("Email", "ada@example.com"), ("Password", "long-enough-for-this"));
                await Ask(figures, server, shop, on);
                await Confirm(figures, server, shop, on);
                await Live(figures, server, shop, on);
                var (browser, first) = (server.Browser, Question(shop, 1));
                await server.Kill();
                server = await Again(figures, server, () => Server.Start(program, setting, folder, first, browser), $"{on}: killed, to the first quote");
                await server.DisposeAsync();
                server = await Again(figures, server, () => Server.Start(program, setting, folder, first, browser), $"{on}: stopped, to the first quote");
                figures.Add(new($"{on}: resident memory", server.ResidentMegabytes(), "MiB"));
            }
            finally
            {
                await server.DisposeAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Server> Again(List<Measured> figures, Server old, Func<Task<Server>> start, string what)
    {
        await old.DisposeAsync();
        var server = await start();
        figures.Add(new(what, server.ToFirstPage.TotalSeconds, "s", 3));
        return server;
    }

    private static string Question(PromiseShop shop, int i) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/dates?product={shop.Products[i * 7 % shop.Products.Length]}&quantity={10 + i % 20}");

    /// <summary>Quotes on two connections that are kept alive, and beside them a bare answer of the same length, which is what the wire and the client cost.</summary>
    private static async Task Ask(List<Measured> figures, Server server, PromiseShop shop, string on)
    {
        var questions = Enumerable.Range(0, 997).Select(i => Wire.Request(server.Address, Question(shop, i), server.Cookies)).ToArray();
        string answer;
        using (var one = new Wire(server.Address))
        {
            if (!await one.Ask(questions[0]) || !one.Text.Contains("\"why\"", StringComparison.Ordinal)) throw new InvalidOperationException($"A quote was answered {one.Text}");
            answer = one.Text[one.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)..].Trim();
        }
        await using var bare = await Bare(answer);
        var peer = new Uri(bare.Urls.First());
        byte[][] nothing = [Wire.Request(peer, "/", server.Cookies)];
        await Many(server.Address, questions, Quotes / 5);
        await Many(peer, nothing, Quotes / 5);
        var (used, own) = (server.Used, Environment.CpuUsage.TotalTime);
        var (times, rate) = await Many(server.Address, questions, Quotes);
        (used, own) = (server.Used - used, Environment.CpuUsage.TotalTime - own);
        var (peers, peerRate) = await Many(peer, nothing, Quotes);
        figures.Add(new($"{on}: quote, median", times[times.Length / 2], "ms", 1));
        figures.Add(new($"{on}: quote, 99 %", times[times.Length * 99 / 100], "ms", 5));
        figures.Add(new($"{on}: quotes on {Connections} connections", rate, "/s", 2000, AtLeast: true));
        figures.Add(new($"{on}: processor time of a quote, server", used.TotalMilliseconds / Quotes, "ms"));
        figures.Add(new($"{on}: processor time of a quote, client", own.TotalMilliseconds / Quotes, "ms"));
        figures.Add(new($"{on}: bare answer of that length, median", peers[peers.Length / 2], "ms"));
        figures.Add(new($"{on}: bare answer, 99 %", peers[peers.Length * 99 / 100], "ms"));
        figures.Add(new($"{on}: bare answers", peerRate, "/s"));
    }

    private static async Task<(double[] Sorted, double PerSecond)> Many(Uri address, byte[][] questions, int times)
    {
        var taken = new double[times];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var wire = new Wire(address);
            for (var i = Interlocked.Increment(ref next); i < times; i = Interlocked.Increment(ref next))
            {
                var asked = Stopwatch.GetTimestamp();
                if (!await wire.Ask(questions[i % questions.Length])) throw new InvalidOperationException($"A question was answered {wire.Text}");
                taken[i] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            }
        })));
        var rate = times / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(taken);
        return (taken, rate);
    }

    private static async Task<WebApplication> Bare(string answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => TypedResults.Text(answer, "application/json"));
        await app.StartAsync();
        return app;
    }

    /// <summary>Holds dates, then confirms them one after the other.</summary>
    private static async Task Confirm(List<Measured> figures, Server server, PromiseShop shop, string on)
    {
        var (held, confirmed) = (new double[Confirmed], new double[Confirmed]);
        for (var i = 0; i < Confirmed; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var quote = await Hold(server, shop, i);
            held[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            started = Stopwatch.GetTimestamp();
            await server.Call(HttpMethod.Put, $"/api/quotes/{quote}/confirmed", new { });
            confirmed[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        var (h, c) = (held[(Confirmed / 10)..], confirmed[(Confirmed / 10)..]); // the first warm up
        Array.Sort(h);
        Array.Sort(c);
        figures.Add(new($"{on}: hold, median", h[h.Length / 2], "ms"));
        figures.Add(new($"{on}: hold, 99 %", h[h.Length * 99 / 100], "ms"));
        figures.Add(new($"{on}: confirm, median", c[c.Length / 2], "ms"));
        figures.Add(new($"{on}: confirm, 99 %", c[c.Length * 99 / 100], "ms", 30));
    }

    private static async Task<string> Hold(Server server, PromiseShop shop, int i) =>
        (await server.Call(HttpMethod.Post, "/api/quotes", new { account = $"A-{PromiseShop.Account}", lines = new[] { new { product = shop.Products[i * 13 % shop.Products.Length], quantity = 5 } } }))
        .GetProperty("label").GetString()!;

    /// <summary>From the moment a change is asked for until the last of the open pages has heard of it.</summary>
    private static async Task Live(List<Measured> figures, Server server, PromiseShop shop, string on)
    {
        var streams = Enumerable.Range(0, Streams).Select(_ => new Wire(server.Address)).ToArray();
        try
        {
            var request = Wire.Request(server.Address, "/live", server.Cookies);
            foreach (var stream in streams) await stream.Listen(request);
            foreach (var stream in streams) await stream.Hears("retry"u8.ToArray());
            var slowest = 0.0;
            for (var i = 0; i < Changes; i++)
            {
                var heard = streams.Select(s => s.Hears("data: schedule"u8.ToArray())).ToArray();
                var started = Stopwatch.GetTimestamp();
                await Hold(server, shop, Confirmed + i);
                var last = (await Task.WhenAll(heard)).Max();
                slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(started, last).TotalMilliseconds);
            }
            figures.Add(new($"{on}: change to the last of {Streams} open pages, slowest of {Changes}", slowest, "ms", 1000));
        }
        finally
        {
            foreach (var stream in streams) stream.Dispose();
        }
    }

    private static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
}
