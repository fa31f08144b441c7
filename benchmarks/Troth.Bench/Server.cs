using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Troth.Bench;

/// <summary>The built product, started as a person starts it, and a browser's worth of HTTP towards it.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient client;
    private readonly CookieContainer cookies;
    private bool gone;

    private Server(Process process, HttpClient client, CookieContainer cookies, TimeSpan toFirstPage) =>
        (this.process, this.client, this.cookies, ToFirstPage) = (process, client, cookies, toFirstPage);

    /// <summary>From the start of the process to the first page in full.</summary>
    public TimeSpan ToFirstPage { get; }

    public Uri Address => client.BaseAddress!;

    /// <summary>The cookies it has set, as a browser sends them back.</summary>
    public string Cookies => cookies.GetCookieHeader(Address);

    /// <summary>Processor time it has used.</summary>
    public TimeSpan Used
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <param name="program">The built product.</param>
    /// <param name="database">What TROTH_DB says.</param>
    /// <param name="folder">What TROTH_DATA says; null for beside the database.</param>
    /// <param name="first">The page that is waited for.</param>
    /// <param name="signedIn">Cookies of before.</param>
    public static async Task<Server> Start(string program, string database, string? folder = null, string first = "/sign-in", CookieContainer? signedIn = null)
    {
        var port = FreePort();
        var cookies = signedIn ?? new CookieContainer();
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(program, "Troth.dll"), "serve"])
        {
            Environment = { ["TROTH_DB"] = database, ["TROTH_DATA"] = folder ?? "", ["PORT"] = port.ToString(CultureInfo.InvariantCulture) }, RedirectStandardOutput = true,
        })!;
        _ = process.StandardOutput.ReadToEndAsync();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(first, UriKind.Relative));
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode >= 400) throw new InvalidOperationException($"{first} answered {(int)answer.StatusCode}: {text}");
                return new Server(process, client, cookies, Stopwatch.GetElapsedTime(started));
            }
            catch (HttpRequestException) when (!process.HasExited && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(10);
            }
        }
    }

    public async Task<string> Get(string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        if (response.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}.");
        return await response.Content.ReadAsStringAsync();
    }

    public async Task Post(string form, string path, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await Get(form)).Groups[1].Value;
        using var content = new FormUrlEncodedContent([new("formToken", WebUtility.HtmlDecode(token)), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]);
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        if (response.StatusCode != HttpStatusCode.SeeOther) throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Calls the API as a program does, and answers what it said.</summary>
    public async Task<JsonElement> Call(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Headers = { { "X-Troth", "bench" } }, Content = JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>The browser, for a server started again elsewhere.</summary>
    public CookieContainer Browser
    {
        get
        {
            var kept = new CookieContainer();
            foreach (var cookie in cookies.GetAllCookies().Cast<Cookie>()) kept.Add(new Cookie(cookie.Name, cookie.Value, "/", "127.0.0.1"));
            return kept;
        }
    }

    /// <summary>Milliseconds of each of <paramref name="times"/> requests, one after the other, after a fifth more to warm up.</summary>
    public async Task<double[]> Time(int times, Func<int, string> path)
    {
        for (var i = 0; i < times / 5; i++) await Get(path(i));
        var taken = new double[times];
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await Get(path(i));
            taken[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(taken);
        return taken;
    }

    /// <summary>Resident memory now, in MiB.</summary>
    public double ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (gone) return;
        gone = true;
        client.Dispose();
        if (!process.HasExited) Process.Start("kill", [process.Id.ToString(CultureInfo.InvariantCulture)])!.WaitForExit();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("name=\"formToken\" value=\"([^\"]*)\"")]
    private static partial Regex Token();
}
