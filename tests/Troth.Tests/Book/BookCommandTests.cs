using System.Text.Json;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

public abstract class BookCommandTests(TestDatabase database)
{
    [Fact]
    public async Task The_command_is_called_as_people_type_it()
    {
        database.Available();
        Assert.Contains("Usage:\n  troth [command] [options]\n", await database.Prints("--help"), StringComparison.Ordinal);
        var help = await database.Prints("book", "--help");
        Assert.Contains("Usage:\n  troth book [options]\n", help, StringComparison.Ordinal);
        var words = string.Join(' ', help.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Claims count as now: those of the seller who looks after the account today.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_book_has_one_form_with_and_without_a_server()
    {
        database.Available();
        await database.Db(async db =>
        {
            db.Add(new Company { Name = "Test Works", BaseCurrency = "EUR", Culture = "hu-HU", TimeZone = "Europe/Vienna" });
            await db.SaveChangesAsync();
            return await BookScene.Make(db);
        });
        var printed = await database.Prints("book", "--json");
        var then = await database.Prints("book", "--json", "--as-of", "2024-05-31");
        using (var server = await database.Serves())
        {
            Assert.Equal(printed, await database.Prints("book", "--json"));
            Assert.Equal(then, await database.Prints("book", "--json", "--as-of", "2024-05-31"));
            Assert.Equal((2, "--as-of is “31.5.2025”; give a day as yyyy-mm-dd.\n"), await database.Refuses("book", "--as-of", "31.5.2025"));
            Assert.Equal(0, await server.Stops());
        }
        Assert.Equal((2, "--as-of is “31.5.2025”; give a day as yyyy-mm-dd.\n"), await database.Refuses("book", "--as-of", "31.5.2025"));

        using var book = JsonDocument.Parse(printed);
        Assert.Equal("asOf accounts", book.RootElement.Names());
        Assert.Equal("2025-05-31", book.RootElement.GetProperty("asOf").GetString());
        var accounts = book.RootElement.GetProperty("accounts").EnumerateArray().ToList();
        Assert.Equal(BookScene.Alike + 5, accounts.Count);
        Assert.All(accounts, account => Assert.Equal("account name seller purchases12m potential penetration claimed kind why", account.Names()));

        var claimed = Named(accounts, "Claimed Castings");
        Assert.Matches("^A-[0-9]+$", claimed.GetProperty("account").GetString());
        Assert.Equal(("Maria Keller", 2_000m, 5, "smokeScreen"), (claimed.GetProperty("seller").GetString()!, claimed.GetProperty("purchases12m").GetDecimal(),
            claimed.GetProperty("claimed").GetInt32(), claimed.GetProperty("kind").GetString()!));
        Assert.NotEmpty(claimed.GetProperty("why").GetString()!);
        var potential = claimed.GetProperty("potential");
        Assert.Equal("value low high peers source on until", potential.Names());
        Assert.InRange(potential.GetProperty("value").GetDecimal(), potential.GetProperty("low").GetDecimal(), potential.GetProperty("high").GetDecimal());
        Assert.InRange(potential.GetProperty("peers").GetInt32(), 15, BookScene.Alike + 4);
        Assert.Equal(2_000 / potential.GetProperty("value").GetDouble(), claimed.GetProperty("penetration").GetDouble(), 3);

        Assert.Equal(["asset", "cold", "sleeper", "tooLittle"], new[] { "Solid Steel", "Gone Gears", "Quiet Quarry", "Stranger & Sons" }.Select(name => Named(accounts, name).GetProperty("kind").GetString()));
        var stranger = Named(accounts, "Stranger & Sons");
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null], new[] { "potential", "penetration", "claimed" }.Select(name => stranger.GetProperty(name).ValueKind));

        using var earlier = JsonDocument.Parse(then);
        Assert.Equal("2024-05-31", earlier.RootElement.GetProperty("asOf").GetString());
        Assert.Equal(9_000m, Named(earlier.RootElement.GetProperty("accounts").EnumerateArray(), "Gone Gears").GetProperty("purchases12m").GetDecimal());
        Assert.Equal(JsonValueKind.Null, Named(earlier.RootElement.GetProperty("accounts").EnumerateArray(), "Claimed Castings").GetProperty("claimed").ValueKind); // not yet
        Assert.Equal(0m, Named(accounts, "Gone Gears").GetProperty("purchases12m").GetDecimal());
    }

    private static JsonElement Named(IEnumerable<JsonElement> accounts, string name) => accounts.Single(account => account.GetProperty("name").GetString() == name);
}

public sealed class BookCommandOnSqlite(SqliteDatabase database) : BookCommandTests(database), IClassFixture<SqliteDatabase>;

public sealed class BookCommandOnPostgres(PostgresDatabase database) : BookCommandTests(database), IClassFixture<PostgresDatabase>;
