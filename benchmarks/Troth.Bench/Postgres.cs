using System.Diagnostics;
using Npgsql;

namespace Troth.Bench;

/// <summary>A PostgreSQL of the measurement's own in a temporary folder, on a socket in it, as durable as it comes. Gone when the measurement ends.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly Process process;

    private Postgres(Process process, string folder) => (this.process, ConnectionString) = (process,
        new NpgsqlConnectionStringBuilder { Host = folder, Username = "troth", Database = "postgres" }.ToString());

    public string ConnectionString { get; }

    /// <summary>Null when it is not installed.</summary>
    public static async Task<Postgres?> Start()
    {
        if (!Directory.Exists("/usr/lib/postgresql")) return null;
        var binaries = Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")));
        if (binaries is null) return null;
        var folder = Path.Combine(Path.GetTempPath(), "troth-bench-pg-" + Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var script = $"""
            set -e
            umask 077
            mkdir '{folder}'
            {binaries}/initdb -D '{folder}/data' -U troth -A trust -E UTF8 --locale=C.UTF-8 >'{folder}/log' 2>&1
            {binaries}/postgres -D '{folder}/data' -k '{folder}' -c listen_addresses= -c shared_buffers=256MB >>'{folder}/log' 2>&1 </dev/null &
            server=$!
            cat >/dev/null
            kill -QUIT $server
            wait $server || true
            rm -rf '{folder}'
            """;
        // The server refuses to run as root, so root steps down; it ends when our end of the pipe closes.
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("setpriv", ["--reuid", "postgres", "--regid", "nogroup", "--clear-groups", "sh", "-c", script]) : new ProcessStartInfo("sh", ["-c", script]);
        start.RedirectStandardInput = true;
        start.WorkingDirectory = "/";
        var server = new Postgres(Process.Start(start)!, folder);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(server.ConnectionString);
                await connection.OpenAsync();
                return server;
            }
            catch (NpgsqlException) when (tries < 600 && !server.process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
