using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Troth.Tests.Harness;

/// <summary>
/// A PostgreSQL of this run's own: made in a temporary folder, answering on a socket in it, without fsync, gone when the run ends.
/// It sorts text as English speakers do, unlike SQLite, so that an order left to the database shows.
/// </summary>
public sealed class PostgresCluster
{
    private static readonly Lazy<Task<PostgresCluster>> Started = new(Start);
    private readonly string folder;
    private readonly Process process; // held, because its pipe is what keeps the server up

    private PostgresCluster(string folder, Process process) => (this.folder, this.process) = (folder, process);

    public static Task<PostgresCluster> OfThisRun => Started.Value;

    /// <summary>Why there is none on this machine; null when there is one.</summary>
    public static string? MissingBecause { get; } = Binaries() is null ? "PostgreSQL is not installed (Debian: apt-get install postgresql)." : null;

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = folder, Username = "troth", Database = database, MaxPoolSize = 20, IncludeErrorDetail = true,
    }.ToString();

    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresCluster> Start()
    {
        var binaries = Binaries()!;
        var folder = Path.Combine(Setup.Temporary, string.Create(CultureInfo.InvariantCulture, $"troth-pg-{Environment.ProcessId}"));
        // The server refuses to run as root, so root steps down. When the run ends, however it ends, its end of the pipe
        // closes, "cat" returns, and server and folder go.
        var script = $"""
            set -e
            umask 077
            mkdir '{folder}'
            {binaries}/initdb -D '{folder}/data' -U troth -A trust --no-sync -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US >'{folder}/log' 2>&1
            {binaries}/postgres -D '{folder}/data' -k '{folder}' -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
              -c max_connections=200 -c shared_buffers=64MB -c max_wal_size=2GB >>'{folder}/log' 2>&1 </dev/null &
            server=$!
            cat >/dev/null
            kill -QUIT $server
            wait $server || true
            rm -rf '{folder}'
            """;
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("setpriv", ["--reuid", Unprivileged(), "--regid", "nogroup", "--clear-groups", "sh", "-c", script])
            : new ProcessStartInfo("sh", ["-c", script]);
        start.RedirectStandardInput = true;
        start.WorkingDirectory = "/";
        var cluster = new PostgresCluster(folder, Process.Start(start)!);
        await cluster.Answers();
        return cluster;
    }

    private async Task Answers()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await Execute("SELECT 1");
                return;
            }
            catch (NpgsqlException notYet)
            {
                if (tries < 600 && !process.HasExited)
                {
                    await Task.Delay(50);
                    continue;
                }
                var log = Path.Combine(folder, "log");
                throw new SetupException($"PostgreSQL did not start ({notYet.Message}). {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "")}");
            }
        }
    }

    private static string Unprivileged() => File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static string? Binaries()
    {
        if (!Directory.Exists("/usr/lib/postgresql")) return null;
        return Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var v) ? v : 0)
            .Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")));
    }
}
