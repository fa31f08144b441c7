using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Troth.Platform.Data;

/// <summary>Tells without the weight of EF whether a database has this version's schema, so that a command starts in a blink.</summary>
public static class SchemaVersion
{
    public static string Latest { get; } = typeof(SchemaVersion).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Migration)))
        .Select(t => t.GetCustomAttribute<MigrationAttribute>()!.Id).Max(StringComparer.Ordinal)!;

    public static async Task<bool> IsLatest(DatabaseSetting database, CancellationToken cancel)
    {
        if (database.File is { } file && !File.Exists(file)) return false;
        await using DbConnection connection = database.IsSqlite ? new SqliteConnection(database.ConnectionString) : new NpgsqlConnection(database.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """;
            return await command.ExecuteScalarAsync(cancel) as string == Latest;
        }
        catch (DbException)
        {
            return false; // no such table, no such database: EF makes it, or says what is wrong
        }
    }
}
