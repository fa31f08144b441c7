using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Troth.Accounts;
using Troth.Import;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>The database goes away, or takes no more, in the middle of an import.</summary>
public sealed class StoppedImportTests
{
    private const int Many = 120_000;

    [Fact]
    public async Task A_full_disk_is_told_in_one_sentence_and_nothing_half_done_is_seen()
    {
        var database = new SqliteDatabase();
        await database.InitializeAsync();
        try
        {
            var before = await database.Prints("checksum");
            var files = Files();
            var disk = Directory.CreateDirectory(Path.Combine(files, "disk")).FullName;
            var words = $"""
                cp '{database.Setting}' disk/troth.db
                troth import --recipe recipe.json '{files}'; exit=$?
                cp disk/troth.db* '{database.Folder}'
                exit $exit
                """;
            using (var troth = SmallDisk.Run(disk, "8m", words, files, ("TROTH_DB", Path.Combine(disk, "troth.db")))) Refused(troth, await troth.Ends(), "is full", "Make room");
            await NothingIsSeen(database, before, files);
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_lost_connection_is_told_in_one_sentence_and_nothing_half_done_is_seen()
    {
        var database = new PostgresDatabase();
        database.Available();
        await database.InitializeAsync();
        try
        {
            var before = await database.Prints("checksum");
            var files = Files();
            using (var troth = database.Types("import", "--recipe", Path.Combine(files, "recipe.json"), files))
            {
                await using (var watch = new NpgsqlConnection(database.Setting))
                {
                    await watch.OpenAsync();
                    while (await Number(watch, "SELECT count(*) FROM accounts WHERE batch_id <> 0") == 0) { }
                    Assert.True(await Number(watch, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()") > 0);
                }
                Refused(troth, await troth.Ends(), "PostgreSQL", "See that it runs");
            }
            await NothingIsSeen(database, before, files);
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("53100", "Make room")]
    [InlineData("08006", "See that it runs")]
    [InlineData("57P01", "See that it runs")]
    public void What_a_server_says_is_told_with_the_remedy(string state, string remedy)
    {
        var said = DatabaseTrouble.Of(new InvalidOperationException("around", new PostgresException("its words", "ERROR", "ERROR", state)), DatabaseSetting.Parse("Host=nowhere"));
        Assert.Contains("its words", said, StringComparison.Ordinal);
        Assert.Contains(remedy, said, StringComparison.Ordinal);
        Assert.Null(DatabaseTrouble.Of(new PostgresException("syntax error", "ERROR", "ERROR", "42601"), DatabaseSetting.Parse("Host=nowhere")));
    }

    private static void Refused(Typed troth, int exit, params string[] told)
    {
        Assert.True(exit == 1, $"{exit}\n{troth.Output}{troth.Errors}");
        Assert.DoesNotContain("   at ", troth.Output + troth.Errors, StringComparison.Ordinal);
        Assert.All(told, words => Assert.Contains(words, troth.Errors, StringComparison.Ordinal));
        Assert.Contains("Nothing was imported", troth.Errors, StringComparison.Ordinal);
        Assert.True(troth.Errors.Count(c => c == '\n') == 1, troth.Errors);
    }

    /// <summary>Also before anything is put right; and the import goes through where there is room again.</summary>
    private static async Task NothingIsSeen(TestDatabase database, string before, string files)
    {
        Assert.Equal(0, await database.Db(db => db.Accounts.CountAsync()));
        Assert.Equal(before, await database.Prints("checksum"));
        Assert.Equal(0, await database.Count("accounts"));
        Assert.Equal(0, await database.Count("hidden_batches"));
        Assert.Equal([ImportState.Failed], await database.Db(db => db.ImportRuns.Select(r => r.State).ToListAsync()));
        await database.EveryReferenceLeadsSomewhere();
        await database.Prints("import", "--recipe", Path.Combine(files, "recipe.json"), files);
        Assert.Equal(Many, await database.Db(db => db.Accounts.CountAsync()));
    }

    private static string Files() => ImportSamples.Folder(
        ("recipe.json", ImportSamples.Recipe("much", """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Name" } } ] }""")),
        ("a.csv", "Id,Name\n" + string.Concat(Enumerable.Range(1, Many).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},Customer number {i} of very many\n")))));

    private static async Task<long> Number(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
