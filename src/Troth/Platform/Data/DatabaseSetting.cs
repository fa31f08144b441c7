using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Troth.Platform.Data.Migrations;

namespace Troth.Platform.Data;

/// <summary>Which database: a SQLite file or a PostgreSQL connection string (the TROTH_DB setting).</summary>
public sealed record DatabaseSetting(bool IsSqlite, string ConnectionString, string? File)
{
    public static DatabaseSetting Parse(string setting)
    {
        if (string.IsNullOrWhiteSpace(setting)) throw new ArgumentException("TROTH_DB is empty: give a file path or a PostgreSQL connection string.");
        if (setting.StartsWith("postgres://", StringComparison.Ordinal) || setting.StartsWith("postgresql://", StringComparison.Ordinal))
            return new(false, FromUrl(new Uri(setting)), null);
        if (setting.Contains("Host=", StringComparison.OrdinalIgnoreCase)) return new(false, setting, null);
        var file = Path.GetFullPath(setting);
        return new(true, new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString(), file);
    }

    public void Apply(DbContextOptionsBuilder options)
    {
        if (IsSqlite) options.UseSqlite(ConnectionString).AddInterceptors(SqlitePragmas.Instance, WaitingWriters.Of(File!)).ReplaceService<IMigrationsSqlGenerator, TableStorage>();
        else options.UseNpgsql(ConnectionString);
    }

    private static string FromUrl(Uri url)
    {
        var who = url.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        return new Npgsql.NpgsqlConnectionStringBuilder
        {
            Host = url.Host, Port = url.IsDefaultPort || url.Port < 0 ? 5432 : url.Port, Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
            Username = who.ElementAtOrDefault(0), Password = who.ElementAtOrDefault(1),
        }.ToString();
    }
}
