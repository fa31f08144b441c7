using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Data;

/// <summary>What is not this Troth's to write to is refused in words and left as it is.</summary>
public abstract class WrongDatabaseTests(TestDatabase kind)
{
    private const string History = """CREATE TABLE "__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL)""";

    [Theory]
    [InlineData("serve")]
    [InlineData("checksum")]
    public async Task One_that_a_newer_Troth_has_opened_is_refused(string command)
    {
        kind.Available();
        var database = kind.Bare();
        await database.InitializeAsync();
        try
        {
            await PlatformModule.Migrate(database.Services, default);
            await database.Db(db => db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('9001_later', '99.0')"""));
            await Refused(database, command, "newer Troth", "9001_later", SchemaVersion.Latest);
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task One_that_another_programs_migrations_have_made_is_refused()
    {
        kind.Available();
        var database = kind.Bare();
        await database.InitializeAsync();
        try
        {
            await database.Db(db => db.Database.ExecuteSqlRawAsync(History));
            await database.Db(db => db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('20240101000000_Initial', '8.0')"""));
            await Refused(database, "serve", "another program", "left as it is");
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    private static async Task Refused(TestDatabase database, string command, params string[] told)
    {
        if (database is SqliteDatabase) SqliteConnection.ClearPool(new SqliteConnection(database.Settings.Database.ConnectionString));
        var before = database is SqliteDatabase ? await File.ReadAllBytesAsync(database.Setting) : [];
        using var troth = database.Types(command);
        Assert.Equal(1, await troth.Ends());
        var said = troth.Errors;
        Assert.All(told, words => Assert.Contains(words, said, StringComparison.Ordinal));
        Assert.Contains(database is SqliteDatabase ? database.Setting : "TROTH_DB", said, StringComparison.Ordinal);
        Assert.Equal(1, said.Count(c => c == '\n'));
        if (database is SqliteDatabase) Assert.Equal(before, await File.ReadAllBytesAsync(database.Setting));
    }
}

public sealed class WrongDatabaseOnPostgres(PostgresDatabase database) : WrongDatabaseTests(database), IClassFixture<PostgresDatabase>;

public sealed class WrongDatabaseOnSqlite(SqliteDatabase database) : WrongDatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Theory]
    [InlineData("serve", "DELETE")]
    [InlineData("serve", "WAL")]
    [InlineData("checksum", "DELETE")]
    public async Task Another_programs_file_is_refused_and_left_byte_for_byte(string command, string journal)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Setup.Folder, "others-" + Guid.CreateVersion7().ToString("N"))).FullName;
        var file = Path.Combine(folder, "photos.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var make = connection.CreateCommand();
            make.CommandText = $"PRAGMA journal_mode={journal}; CREATE TABLE photos (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO photos (name) VALUES ('cat')";
            await make.ExecuteNonQueryAsync();
        }
        var before = await File.ReadAllBytesAsync(file);
        using var troth = Typed.Troth([command], folder, ("TROTH_DB", file), ("PORT", "0"));
        Assert.Equal(1, await troth.Ends());
        Assert.Contains($"{file} belongs to another program", troth.Errors, StringComparison.Ordinal);
        Assert.Contains("Set TROTH_DB", troth.Errors, StringComparison.Ordinal);
        Assert.Equal(1, troth.Errors.Count(c => c == '\n'));
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
        Assert.DoesNotContain(Directory.GetFiles(folder), left => left.EndsWith("-wal", StringComparison.Ordinal) || left.EndsWith("-journal", StringComparison.Ordinal));
    }
}
