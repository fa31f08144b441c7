using Microsoft.Data.Sqlite;
using Npgsql;
using Troth.Platform;
using Troth.Platform.Errors;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Errors;

/// <summary>Failures as the databases themselves make them; those that only a certain machine has are in <see cref="StartTests"/>.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly string file = Path.Combine(Setup.Folder, $"failure-{Guid.CreateVersion7():N}.db");

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("ReadWriteCreate", "PRAGMA max_page_count = 3; CREATE TABLE a (b); INSERT INTO a SELECT randomblob(9000)", "The disk of", "Make room")]
    [InlineData("ReadOnly", "CREATE TABLE a (b)", "cannot be opened and written", "Give this user the right")]
    public async Task What_a_file_refuses_is_told_with_its_remedy(string mode, string sql, string what, string remedy)
    {
        await using (var made = new SqliteConnection($"Data Source={file};Pooling=False")) await Execute(made, "PRAGMA user_version = 1");
        await using var connection = new SqliteConnection($"Data Source={file};Mode={mode};Pooling=False");
        var said = Said(await Assert.ThrowsAsync<SqliteException>(() => Execute(connection, sql)));
        Assert.Contains(what, said, StringComparison.Ordinal);
        Assert.Contains(remedy, said, StringComparison.Ordinal);
        Assert.Contains(file, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("28P01", "password authentication failed for user \"me\"")]
    [InlineData("53100", "could not extend file: No space left on device")]
    [InlineData("57P03", "the database system is starting up")]
    public void What_a_server_refuses_is_told_in_its_own_words(string state, string words) =>
        Assert.Equal($"The PostgreSQL database in TROTH_DB refused: {words}. Set that right there, or correct TROTH_DB.", Said(new PostgresException(words, "FATAL", "FATAL", state)));

    [Fact]
    public void What_is_wrong_with_our_own_words_to_a_database_is_a_bug() => Assert.Null(StartFailure.Of(new PostgresException("syntax error", "ERROR", "ERROR", "42601"), Settings));

    private TrothSettings Settings => TrothSettings.From(name => name == "TROTH_DB" ? file : null);

    private string Said(Exception failure) => StartFailure.Of(new InvalidOperationException("while starting", failure), Settings)!;

    private static async Task Execute(SqliteConnection connection, string sql)
    {
        await connection.OpenAsync();
        foreach (var statement in sql.Split(';')) // a PRAGMA answers, and what comes after an answer is not looked at
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }
}
