using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Troth.Platform.Errors;

namespace Troth.Platform.Data;

/// <summary>
/// Tells without the weight of EF whether a database has this version's schema, so that a command starts in a blink; and before anything is
/// written to it, whether it is ours at all.
/// </summary>
public static class SchemaVersion
{
    private const string History = "__EFMigrationsHistory", Mark = "__EFMigrationsLock";
    private const int ReadOnly = 8, CannotOpen = 14;

    private static readonly HashSet<string> Known =
        [.. typeof(SchemaVersion).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Migration))).Select(t => t.GetCustomAttribute<MigrationAttribute>()!.Id)];

    public static string Latest { get; } = Known.Max(StringComparer.Ordinal)!;

    /// <exception cref="WrongDatabaseException">It is another program's, or a newer Troth's.</exception>
    public static async Task<bool> IsLatest(DatabaseSetting database, CancellationToken cancel)
    {
        var (tables, applied) = database.File is { } file ? File.Exists(file) ? await OfFile(database, cancel) : ([], []) : await OfServer(database, cancel);
        if (applied.Count == 0 ? tables.Exists(name => name is not (History or Mark)) : !applied.Exists(Known.Contains))
            throw new WrongDatabaseException(database.File is { } others ? Words.Say("database.others", others) : Words.Say("database.othersServer"));
        if (applied.Where(id => !Known.Contains(id)).Max(StringComparer.Ordinal) is { } newer)
            throw new WrongDatabaseException(Words.Say("database.newer", database.File ?? Words.Say("database.server"), newer, Latest));
        return Known.IsSubsetOf(applied);
    }

    /// <summary>
    /// Nothing is written, neither to the file nor beside it; only where a killed program has left a journal, that is carried out, as whoever opens
    /// the file must.
    /// </summary>
    private static async Task<(List<string> Tables, List<string> Applied)> OfFile(DatabaseSetting database, CancellationToken cancel)
    {
        var file = database.File!;
        var settled = !File.Exists(file + "-wal") && !File.Exists(file + "-journal");
        async Task<(List<string>, List<string>)> Read(SqliteOpenMode mode, string source)
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(database.ConnectionString) { DataSource = source, Mode = mode, Pooling = false }.ToString());
            await connection.OpenAsync(cancel);
            var tables = await Texts(connection, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'", cancel);
            return (tables, tables.Contains(History) ? await Ids(connection, cancel) : []);
        }
        try
        {
            return await Read(SqliteOpenMode.ReadOnly, settled ? new Uri(file).AbsoluteUri + "?immutable=1" : file);
        }
        catch (SqliteException journal) when (journal.SqliteErrorCode is ReadOnly or CannotOpen)
        {
            return await Read(SqliteOpenMode.ReadWrite, file);
        }
    }

    /// <summary>A server's database may hold others' tables beside ours; only migrations are looked at.</summary>
    private static async Task<(List<string> Tables, List<string> Applied)> OfServer(DatabaseSetting database, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return ([], []); // EF makes it
        }
        var has = (await Texts(connection, $"SELECT to_regclass('\"{History}\"')::text WHERE to_regclass('\"{History}\"') IS NOT NULL", cancel)).Count > 0;
        return ([], has ? await Ids(connection, cancel) : []);
    }

    private static Task<List<string>> Ids(DbConnection connection, CancellationToken cancel) => Texts(connection, $"SELECT \"MigrationId\" FROM \"{History}\"", cancel);

    private static async Task<List<string>> Texts(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancel)) texts.Add(reader.GetString(0));
        return texts;
    }
}
