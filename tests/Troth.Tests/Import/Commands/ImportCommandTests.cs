using System.Text.Json;
using System.Text.Json.Nodes;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Import.Commands;

public abstract class ImportCommandTests(TestDatabase database)
{
    private static readonly string Feed = ImportSamples.Folder(
        ("accounts.csv", "No;Name;Town\nC1;Northgate Pumps;Graz\nC2;Åse & Sons;Linz\n"),
        ("lines.csv", "Order;Customer;Day;Item;Pieces;Price\n1;C1;2025-03-04;Valve;2;10.50\n1;C1;2025-03-04;Seal;10;0.25\n2;C2;2025-04-01;Valve;1;10.50\n3;C9;2025-04-02;Valve;1;10.50\n"),
        ("recipe.json", ImportSamples.Recipe("erp",
            """{ "file": "accounts.csv", "records": [ { "entity": "account", "key": "No", "fields": { "name": "Name", "city": "Town" } } ] }""",
            """
            { "file": "lines.csv", "records": [
              { "entity": "product", "key": "Item", "fields": {} },
              { "entity": "order", "key": "Order", "fields": { "account": "Customer", "orderedOn": "Day" } },
              { "entity": "orderLine", "fields": { "order": "Order", "product": "Item", "quantity": "Pieces", "unitPrice": "Price" } } ] }
            """)));

    private static readonly string[] Import = ["import", "--recipe", Path.Combine(Feed, "recipe.json"), Feed, "--json"];

    [Fact]
    public async Task Import_revert_and_checksum_say_the_same_with_and_without_a_server()
    {
        database.Available();
        var empty = await database.Prints("checksum");
        Assert.Matches("^[0-9a-f]{64}\n$", empty);
        var alone = await database.PrintsJson(Import);
        Assert.StartsWith("id seconds entities orderAmount", alone.Names(), StringComparison.Ordinal);
        Assert.Equal(1, alone.GetProperty("id").GetInt32());
        Assert.InRange(alone.GetProperty("seconds").GetDouble(), 0.001, 60);
        Assert.Equal("account order orderLine product seller team", alone.GetProperty("entities").Names());
        Assert.Equal("""{"created":2,"updated":0,"unchanged":0,"refused":0}""", Counts(alone, "account"));
        Assert.Equal("""{"created":2,"updated":0,"unchanged":0,"refused":1}""", Counts(alone, "order"));
        Assert.Equal("""{"created":3,"updated":0,"unchanged":0,"refused":1}""", Counts(alone, "orderLine"));
        Assert.Equal(34m, alone.GetProperty("orderAmount").GetDecimal());
        Assert.Equal([("accounts.csv", 2, 0), ("lines.csv", 4, 1)],
            alone.GetProperty("files").EnumerateArray().Select(f => (f.GetProperty("name").GetString()!, f.GetProperty("rows").GetInt32(), f.GetProperty("refused").GetInt32())));
        var full = await database.Prints("checksum");
        Assert.NotEqual(empty, full);

        const string missing = "Import I-99 was not found. It may have been removed, or an import that brought it was taken back.\n";
        using (var server = await database.Serves())
        {
            Assert.Equal(full, await database.Prints("checksum"));
            var reverted = await database.PrintsJson("import", "revert", "I-1", "--json");
            Assert.Equal("""{"removed":2,"restored":0,"kept":0}""", Counts(reverted, "account"));
            Assert.Equal(empty, await database.Prints("checksum"));
            var served = await database.PrintsJson(Import);
            Assert.Equal(WithoutTheMoment(alone), WithoutTheMoment(served));
            Assert.Equal(full, await database.Prints("checksum"));
            Assert.Equal((1, missing), await database.Refuses("import", "revert", "99"));
            Assert.Equal(0, await server.Stops());
            Assert.Equal("", server.Errors);
        }

        Assert.Equal((1, missing), await database.Refuses("import", "revert", "99"));
        await database.Prints("import", "revert", "2");
        Assert.Equal(empty, await database.Prints("checksum"));
    }

    /// <summary>The company reads with decimal commas; what is printed for people is the same all the same.</summary>
    [Fact]
    public async Task Reports_for_people_are_the_same_with_and_without_a_server()
    {
        database.Available();
        await database.Db(async db =>
        {
            db.Add(new Company { Name = "Kommas", BaseCurrency = "EUR", Culture = "de-AT", TimeZone = "Europe/Vienna" });
            await db.SaveChangesAsync();
        });
        string[] preview = [.. Import[..^1], "--preview"];
        var alone = await database.Prints(preview);
        Assert.Contains("34.00 EUR", alone, StringComparison.Ordinal);
        using var server = await database.Serves();
        Assert.Equal(alone, await database.Prints(preview));
        Assert.Equal(0, await server.Stops());
    }

    private static string Counts(JsonElement report, string entity) => report.GetProperty("entities").GetProperty(entity).GetRawText();

    /// <summary>The report but for its number, its time and where its refused rows lie.</summary>
    private static string WithoutTheMoment(JsonElement report)
    {
        var rest = JsonObject.Create(report)!;
        rest.Remove("id");
        rest.Remove("seconds");
        foreach (var file in rest["files"]!.AsArray()) file!.AsObject().Remove("refusedRows");
        return rest.ToJsonString();
    }
}

public sealed class ImportCommandOnSqlite(SqliteDatabase database) : ImportCommandTests(database), IClassFixture<SqliteDatabase>;

public sealed class ImportCommandOnPostgres(PostgresDatabase database) : ImportCommandTests(database), IClassFixture<PostgresDatabase>;
