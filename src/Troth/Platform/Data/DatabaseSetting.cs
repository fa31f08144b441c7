using System.Data.Common;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Troth.Platform.Data.Migrations;

namespace Troth.Platform.Data;

/// <summary>Which database: a SQLite file or a PostgreSQL connection string (the TROTH_DB setting).</summary>
public sealed record DatabaseSetting(bool IsSqlite, string ConnectionString, string? File)
{
    private const int StatementsPrepared = 100;

    public static DatabaseSetting Parse(string setting)
    {
        if (string.IsNullOrWhiteSpace(setting)) throw new ArgumentException("TROTH_DB is empty: give a file path or a PostgreSQL connection string.");
        if (setting.StartsWith("postgres://", StringComparison.Ordinal) || setting.StartsWith("postgresql://", StringComparison.Ordinal))
            return new(false, Prepares(FromUrl(setting)), null);
        if (NamesHost(setting)) return new(false, Prepares(new NpgsqlConnectionStringBuilder(setting)), null);
        // A link is the file it leads to: lock, socket and folder go by the file, whatever it is called by.
        var file = new FileInfo(Path.GetFullPath(setting)) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(setting);
        return new(true, new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString(), file);
    }

    /// <summary>Tells databases apart: the file, or server and database without user and password.</summary>
    public string Name => File ?? (new NpgsqlConnectionStringBuilder(ConnectionString) is var there ? $"{there.Host}:{there.Port}/{there.Database ?? there.Username}" : "");

    public void Apply(DbContextOptionsBuilder options)
    {
        if (IsSqlite) options.UseSqlite(ConnectionString).AddInterceptors(SqlitePragmas.Instance, WaitingWriters.Of(File!)).ReplaceService<IMigrationsSqlGenerator, TableStorage>();
        else options.UseNpgsql(ConnectionString);
    }

    /// <summary>Whether it is a connection string with a server; a path may hold = and ; too. What else it holds, Npgsql judges.</summary>
    private static bool NamesHost(string setting)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = setting };
            return parts.ContainsKey("Host") || parts.ContainsKey("Server");
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>
    /// The server keeps the statements that are sent again and again parsed and planned: a third off what a confirmed promise takes. A setting
    /// that says otherwise is kept, as a pool between us and the server may need (Max Auto Prepare=0).
    /// </summary>
    private static string Prepares(NpgsqlConnectionStringBuilder connection)
    {
        if (!new DbConnectionStringBuilder { ConnectionString = connection.ToString() }.ContainsKey("Max Auto Prepare")) connection.MaxAutoPrepare = StatementsPrepared;
        return connection.ToString();
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string setting)
    {
        if (!Uri.TryCreate(setting, UriKind.Absolute, out var url))
            throw new ArgumentException("TROTH_DB is not a PostgreSQL address: write postgres://user:password@host:5432/database, each part with its special signs as %xx.");
        var who = url.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var connection = new NpgsqlConnectionStringBuilder { Host = url.Host, Port = url.IsDefaultPort || url.Port < 0 ? 5432 : url.Port };
        if (Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')) is { Length: > 0 } database) connection.Database = database;
        if (who[0].Length > 0) connection.Username = who[0];
        if (who.Length > 1) connection.Password = who[1];
        foreach (var (name, value) in QueryHelpers.ParseQuery(url.Query)) Set(connection, name, value.ToString());
        return connection;
    }

    /// <summary>A parameter as addresses have it. One that is not understood is refused: it may be what keeps the connection safe.</summary>
    private static void Set(NpgsqlConnectionStringBuilder connection, string name, string value)
    {
        try
        {
            connection[LikeNpgsql(name.ToLowerInvariant())] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value; // verify-full
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            throw new ArgumentException($"TROTH_DB has the parameter {name}={value}, which is not understood here ({wrong.Message}). Take it out, or write it as Npgsql does.", wrong);
        }
    }

    /// <summary>PostgreSQL's own names where Npgsql has others.</summary>
    private static string LikeNpgsql(string name) => name switch
    {
        "dbname" => "Database",
        "user" => "Username",
        "connect_timeout" => "Timeout",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        "sslpassword" => "SSL Password",
        "target_session_attrs" => "Target Session Attributes",
        _ => name.Replace("_", "", StringComparison.Ordinal),
    };
}
