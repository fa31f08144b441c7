using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Troth.Tests.Harness;

/// <summary>A web server of its own, in a process that can be killed and started again at the same address. Several may serve one PostgreSQL.</summary>
public sealed class TrothNode : IDisposable
{
    private const int First = 20_000;
    private static int next = Environment.ProcessId * 7 % 10_000;

    private readonly TestDatabase database;
    private readonly string folder;
    private readonly HttpClient asks;
    private Process? process;
    private Task said = Task.CompletedTask;

    public TrothNode(TestDatabase database, int number)
    {
        this.database = database;
        folder = Directory.CreateDirectory(Path.Combine(database.Folder, string.Create(CultureInfo.InvariantCulture, $"node-{number}"))).FullName;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Free()}"));
        asks = new HttpClient { BaseAddress = Address };
    }

    /// <summary>A port below those that the system hands out by itself (usually from 32768): nobody takes it while the node is down.</summary>
    private static int Free()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, First + Interlocked.Increment(ref next) % 10_000);
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }

    public Uri Address { get; }

    /// <summary>How often it was started: what it showed before is another's word.</summary>
    public int Life { get; private set; }

    public async Task Start()
    {
        Life++;
        var start = new ProcessStartInfo("dotnet", [Setup.Program, "serve"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
            Environment = { ["TROTH_DB"] = database.Setting, ["TROTH_DATA"] = folder, ["PORT"] = Address.Port.ToString(CultureInfo.InvariantCulture), ["DOTNET_TieredPGO"] = "0" },
        };
        process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        said = Task.WhenAll(output, errors);
        while (true)
        {
            try
            {
                using var answer = await asks.GetAsync(new Uri("/sign-in", UriKind.Relative));
                return;
            }
            catch (HttpRequestException)
            {
                if (process.HasExited) throw new InvalidOperationException($"The node ended with {process.ExitCode}: {await output} {await errors}");
                await Task.Delay(20);
            }
        }
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        await said;
    }

    public void Dispose()
    {
        if (process is { HasExited: false }) process.Kill();
        process?.WaitForExit();
        process?.Dispose();
        asks.Dispose();
    }
}
